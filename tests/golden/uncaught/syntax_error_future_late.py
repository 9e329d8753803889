"""A future import that comes too late."""
x = 1
from __future__ import annotations

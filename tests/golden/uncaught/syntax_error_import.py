"""Wrong imports."""
from sys import *, path

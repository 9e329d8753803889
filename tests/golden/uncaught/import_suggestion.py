"""A name that a module lacks."""
from sys import getrecursionlimt

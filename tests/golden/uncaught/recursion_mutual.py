"""Two functions in turn repeat but are not the same line."""
import sys

sys.setrecursionlimit(200)


def a(n):
    b(n)


def b(n):
    a(n)


a(0)

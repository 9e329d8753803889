"""input() reads lines; the prompt goes to standard output."""
import sys

name = input("name? ")
print(f"<{name}>")
print(repr(input()))
print(repr(input("")))
print(repr(sys.stdin.readline()))
rest = []
try:
    while True:
        rest.append(input())
except EOFError as e:
    print(rest, type(e).__name__, e)
print(repr(sys.stdin.read()))
try:
    input("prompt at the end ")
except EOFError as e:
    print("|", e)

"""posix._exit ends at once."""
import posix
import sys

print("flushed")
sys.stdout.flush()
try:
    posix._exit(4)
finally:
    print("never")

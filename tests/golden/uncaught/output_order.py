"""print to standard error and output before the end."""
import sys

print("to stdout")
print("to stderr", file=sys.stderr)
sys.stderr.write("written\n")
print("no newline", end="")
sys.stdout.flush()
raise ValueError("end")

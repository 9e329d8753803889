"""SystemExit with something else is printed."""
import sys

sys.exit((1, "two"))

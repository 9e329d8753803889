"""No traceback at all."""
import sys

sys.tracebacklimit = 0
[][1]

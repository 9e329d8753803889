"""SystemExit without a code."""
import sys

print("ends well")
sys.exit()

import sys
from sys import maxsize as m
print(sys.maxsize == m, type(sys.argv).__name__, sys.version_info[:2], sys.implementation.name != "", sys.byteorder)

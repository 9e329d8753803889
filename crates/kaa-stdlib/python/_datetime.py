"""The classes of `datetime` under the name of CPython's accelerator: here they are those written in Python."""
from _pydatetime import *
from _pydatetime import __all__, __doc__

"""The classes of `pickle` under the name of CPython's accelerator: here they are those written in Python.

`pickle` looks here while it is being imported, so a name is looked up when it is asked for.
"""
_NAMES = {
    "PickleError": "PickleError",
    "PicklingError": "PicklingError",
    "UnpicklingError": "UnpicklingError",
    "Pickler": "_Pickler",
    "Unpickler": "_Unpickler",
    "dump": "_dump",
    "dumps": "_dumps",
    "load": "_load",
    "loads": "_loads",
}


def __getattr__(name):
    import pickle

    if name in _NAMES:
        return getattr(pickle, _NAMES[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted(_NAMES)

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
        value = getattr(pickle, _NAMES[name])
        if not isinstance(value, type):
            # Native functions do not become methods when a class has them.
            value = staticmethod(value)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted([*_NAMES, "PickleBuffer"])


class PickleBuffer:
    """A buffer that may be pickled out of band (protocol 5)."""

    __slots__ = ("_view", "__weakref__")

    def __init__(self, buffer, /):
        try:
            self._view = memoryview(buffer)
        except TypeError:
            kind = type(buffer).__name__
            raise TypeError(f"a bytes-like object is required, not {kind!r}") from None

    def _held(self):
        if self._view is None:
            raise ValueError("operation forbidden on released PickleBuffer object")
        return self._view

    def __buffer__(self, flags, /):
        return memoryview(self._held())

    def raw(self, /):
        """The memory as a flat view of bytes."""
        view = self._held()
        if view.c_contiguous:
            return view.cast("B")
        if view.f_contiguous:
            return memoryview(view.tobytes("F"))
        raise BufferError("cannot extract raw buffer from non-contiguous buffer")

    def release(self, /):
        """Lets go of the buffer."""
        if self._view is not None:
            self._view.release()
            self._view = None

"""import of built-in modules: forms, caching, errors."""
import sys
import sys as s, builtins as b
from sys import argv as a, path
from types import *
print(sys is s, b.len is len, a is sys.argv, isinstance(path, list), FunctionType.__name__)
print(sys.modules["sys"] is sys, "builtins" in sys.modules, __name__, sys.modules["__main__"].__dict__ is globals())


def f():
    import gc
    return gc.isenabled()


print(f(), "gc" in globals(), __import__("sys") is sys, type(sys).__name__, sys.__name__, repr(b))
sys.modules["made_up"] = type(sys)("made_up")
sys.modules["made_up"].value = 42
import made_up
from made_up import value
print(made_up.value, value, repr(made_up))
for source in ("import no_such_module", "from sys import no_such_name", "import sys.sub", "from no_such import x", "import made_up.sub", "from . import x", "from .rel import y", "__import__('')", "__import__(5)", "from made_up import *", "import blocked"):
    sys.modules["blocked"] = None
    try:
        exec(source, {"__name__": "__main__"})
        print(source, "worked")
    except Exception as e:
        print(source, "->", type(e).__name__, e, getattr(e, "name", None))
made_up.__all__ = ["value", "missing"]
try:
    exec("from made_up import *")
except AttributeError as e:
    print(e)
made_up.__all__ = ["value"]
made_up._private = made_up.public = 1
ns = {}
exec("from made_up import *", ns)
print(sorted(k for k in ns if k != "__builtins__"))
made_up.__getattr__ = lambda name: f"dynamic {name}"
from made_up import anything
print(anything, made_up.whatever)

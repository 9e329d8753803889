"""Recursion through natives that call Python back in the middle of their work, and through class creation: it works, or ends in
RecursionError, on a native stack of any size."""
# golden: by hand
import sys
sys.setrecursionlimit(400_000)
N = 10_000
def attempt(name, f):
    try:
        f()
    except RecursionError:
        pass
    print(name, "ok")

class Eq:
    def __init__(s, n): s.n = n
    def __eq__(s, o): return [Eq(s.n - 1)] == [Eq(0)] if s.n else True
    def __hash__(s): return 1
class EqD:
    def __init__(s, n): s.n = n
    def __eq__(s, o): return {EqD(s.n - 1): 1} == {EqD(0): 1} if s.n else True
    def __hash__(s): return 1
class EqT:
    def __init__(s, n): s.n = n
    def __eq__(s, o): return EqT(s.n - 1) in (0, EqT(s.n)) if s.n else True
class Hash:
    def __init__(s, n): s.n = n
    def __hash__(s): return hash((Hash(s.n - 1), 1)) if s.n else 5
class Repr:
    def __init__(s, n): s.n = n
    def __repr__(s): return "r" + repr([Repr(s.n - 1)])[-3:] if s.n else ""
class ReprD:
    def __init__(s, n): s.n = n
    def __repr__(s): return "r" + repr({1: ReprD(s.n - 1)})[-3:] if s.n else ""
class Str:
    def __init__(s, n): s.n = n
    def __str__(s): return ("%s" % Str(s.n - 1))[-3:] if s.n else ""
class Fmt:
    def __init__(s, n): s.n = n
    def __format__(s, spec): return "{}".format(Fmt(s.n - 1))[-3:] if s.n else ""
class Lt:
    def __init__(s, n): s.n = n
    def __lt__(s, o):
        if s.n: sorted([Lt(0), Lt(s.n - 1)])
        return True
class M(type):
    def __instancecheck__(c, x): return isinstance(x - 1, C) if x else True
    def __subclasscheck__(c, x): M.n -= 1; return issubclass(int, C) if M.n else True
    n = N
    def __call__(c, n): return c(n - 1) if n else 1
class C(metaclass=M): pass
class Idx:
    def __init__(s, n): s.n = n
    def __index__(s): return [0, 0][Idx(s.n - 1)] if s.n else 0
class Len:
    def __init__(s, n): s.n = n
    def __len__(s): return len(list(Len(s.n - 1))) if s.n else 0
    def __iter__(s): return iter(())
class Desc:
    n = N
    def __get__(s, o, t): Desc.n -= 1; return t.d if Desc.n else 1
class HasDesc: d = Desc()
class Contains:
    def __init__(s, n): s.n = n
    def __contains__(s, x): return x in Contains(s.n - 1) if s.n else True
class IterC:
    def __init__(s, n): s.n = n
    def __iter__(s): yield (1 in IterC(s.n - 1) if s.n else 1)
def body(n):
    class A:
        x = body(n - 1) if n else 0
def exec_(n):
    if n: exec("f(n)", {"f": exec_, "n": n - 1})
def dict_gen(n): return dict((dict_gen(n - 1), 1) for _ in (1,)) and 1 if n else 0
def set_gen(n): return len({*(set_gen(n - 1) for _ in (1,))}) if n else 0
def zip_(n): return len(list(zip((zip_(n - 1) for _ in (1,)), [1]))) if n else 0
def enum_(n): return len(list(enumerate(enum_(n - 1) for _ in (1,)))) if n else 0
def min_(n): return min((min_(n - 1) for _ in (1,)), default=0) if n else 0
def all_(n): return all(all_(n - 1) for _ in (1,)) if n else False
def bytes_(n): return len(bytes(bytes_(n - 1) for _ in (1,))) if n else 0
def ext_(n):
    l = []
    if n: l.extend(ext_(n - 1) for _ in (1,))
    return 1
def slice_(n):
    l = []
    if n: l[:] = (slice_(n - 1) for _ in (1,))
    return 1
def upd_(n):
    s = set()
    if n: s.update(upd_(n - 1) for _ in (1,))
    return 1
def star_(n): return (lambda *a: 0)(*(star_(n - 1) for _ in (1,))) if n else 0
def kw_(n):
    class Map:
        def keys(s): return [str(kw_(n - 1))]
        def __getitem__(s, k): return 1
    return len((lambda **k: k)(**Map())) if n else 0
def sort_(n):
    l = [n]
    l.sort(key=lambda x: sort_(x - 1) if x else 0)
    return 0
class New:
    def __new__(cls, n): return New(n - 1) if n else 1
class Sub:
    def __init_subclass__(cls, n=0): 
        if n: type("S", (Sub,), {}, n=n - 1)
class SetName:
    def __init__(s, n): s.n = n
    def __set_name__(s, o, name):
        if s.n: type("S", (), {"x": SetName(s.n - 1)})
class Rev:
    def __init__(s, n): s.n = n
    def __reversed__(s): return reversed(Rev(s.n - 1)) if s.n else iter(())
class Del:
    def __init__(s, n): s.n = n
    def __delitem__(s, i):
        if s.n:
            del Del(s.n - 1)[0]
class RAdd:
    def __init__(s, n): s.n = n
    def __radd__(s, o): return sum([RAdd(s.n - 1)]) if s.n else 0
class Bool:
    def __init__(s, n): s.n = n
    def __bool__(s): return any([Bool(s.n - 1)]) if s.n else True
for name, f in {
    "list eq": lambda: Eq(N) == 1, "dict eq": lambda: EqD(N) == 1, "tuple in": lambda: EqT(N) == 1, "tuple hash": lambda: hash(Hash(N)),
    "list repr": lambda: repr(Repr(N)), "dict repr": lambda: repr(ReprD(N)), "percent": lambda: str(Str(N)), "str.format": lambda: format(Fmt(N)),
    "sort lt": lambda: Lt(N) < 1, "isinstance": lambda: isinstance(N, C), "issubclass": lambda: issubclass(int, C), "metaclass call": lambda: C(N),
    "index": lambda: [0, 0][Idx(N)], "list len": lambda: len(Len(N)), "descriptor": lambda: HasDesc().d, "in": lambda: 1 in Contains(N), "in iter": lambda: 1 in IterC(N),
    "class body": lambda: body(N), "exec": lambda: exec_(N // 4), "dict": lambda: dict_gen(N), "set": lambda: set_gen(N), "zip": lambda: zip_(N), "enumerate": lambda: enum_(N),
    "min": lambda: min_(N), "all": lambda: all_(N), "bytes": lambda: bytes_(N), "extend": lambda: ext_(N), "slice": lambda: slice_(N), "update": lambda: upd_(N), "star": lambda: star_(N),
    "kw": lambda: kw_(N // 10), "sort key": lambda: sort_(N), "new": lambda: New(N), "init_subclass": lambda: type("S", (Sub,), {}, n=N // 10), "set_name": lambda: type("S", (), {"x": SetName(N // 10)}),
    "reversed": lambda: reversed(Rev(N)), "delitem": lambda: Del(N).__delitem__(0), "sum radd": lambda: sum([RAdd(N)]), "any bool": lambda: any([Bool(N)]),
}.items():
    attempt(name, f)

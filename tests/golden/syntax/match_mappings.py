"""Mapping patterns."""
def f(x):
    match x:
        case {"kind": "point", "x": x, "y": y}:
            return "point", x, y
        case {"kind": "line", "ends": [{"x": x1}, {"x": x2}]}:
            return "line", x1, x2
        case {"a": 1 | 2 as n, **rest}:
            return "a", n, rest
        case {1: "int key", None: n}:
            return "odd keys", n
        case {}:
            return "some mapping", len(x)
    return "no mapping"


for v in ({"kind": "point", "x": 1, "y": 2, "z": 3}, {"kind": "line", "ends": [{"x": 1}, {"x": 2, "y": 3}]},
          {"a": 1, "b": 2}, {"a": 2}, {"a": 3}, {1: "int key", None: 0}, {}, [], 5):
    print(f(v))


class Missing(dict):
    def __missing__(self, k):
        print("missing", k)
        return 1


match Missing():
    case {"a": 1}:
        print("not here: get is used")
    case {}:
        print("no default was made")


class NotMapping:
    def __getitem__(self, k):
        return 1

    def keys(self):
        return ["a"]


print(f(NotMapping()))


class K:
    A = "alpha"
    B = "beta"


def keys(d):
    match d:
        case {K.A: v}:
            return "A", v
        case {K.B: v}:
            return "B", v


print(keys({"alpha": 1}), keys({"beta": 2}), keys({}))
import types
match types.MappingProxyType({"a": 1}):
    case {"a": v}:
        print("proxy", v)

"""Subclasses of built-in types."""
class L(list):
    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return ("got", super().__getitem__(i))


l = L([1, 2])
l.append(3)
l.attr = "yes"
print(l, l[0], len(l), l.attr, list(l), type(l + [1]).__name__, type(l[:]).__name__, l == [1, 2, 6], sorted(l, reverse=True))


class D(dict):
    def __getitem__(self, k):
        return f"<{super().__getitem__(k)}>"

    def __missing__(self, k):
        return "missing " + k


d = D(a=1)
print(d["a"], d["zz"], d.get("a"), d.get("zz"), d, {**d}, dict(d), "%(a)s" % d, "{a}".format_map(d))


class S(str):
    def __len__(self):
        return 99

    def upper(self):
        return "custom"


s = S("abc")
print(s, len(s), s.upper(), s.lower(), type(s.lower()).__name__, s + "d", type(s + "d").__name__, s == "abc", hash(s) == hash("abc"),
      {"abc": 1}[s], f"{s}", f"{s:>5}", "".join([s]), type(str(s)).__name__)


class I(int):
    def __add__(self, o):
        return "added"

    def __repr__(self):
        return f"I({int(self)})"


i = I(5)
print(i + 1, 1 + i, i * 2, i, [i], str(i), f"{i}", f"{i:03d}", -i, type(-i).__name__, range(10)[i], bool(I(0)))


class F(float):
    pass


class B(bytes):
    pass


class T(tuple):
    pass


class St(set):
    pass


print(F(1.5) + 1, type(F(1) + F(2)).__name__, B(b"x") + b"y", type(B(b"x")[:]).__name__, T((1, 2)), type(T((1,)) * 2).__name__,
      St([1]) | {2}, type(St([1]) | {2}).__name__, type(St([1]).copy()).__name__)
for base in (bool, type(None), range, slice, type(...), type(lambda: 0), memoryview, type(len)):
    try:
        type("X", (base,), {})
        print("subclassed", base.__name__)
    except TypeError as e:
        print(e)


class E(Exception):
    def __str__(self):
        return "custom " + super().__str__()


print(repr(E(1)), str(E(1)), E(1, 2).args)

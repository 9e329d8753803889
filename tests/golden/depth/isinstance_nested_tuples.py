"""isinstance, except and startswith with deeply nested tuples; deep class hierarchies."""
def attempt(label, f):
    try:
        print(label, f())
    except RecursionError:
        print(label, "False")


t = (str,)
for _ in range(100_000):
    t = (t,)
attempt("isinstance", lambda: isinstance(1, t))
attempt("issubclass", lambda: issubclass(int, t))
del t
cls = object
for i in range(1000):
    cls = type(f"C{i}", (cls,), {"first": i} if i == 0 else {})
print(cls.first, len(cls.__mro__), isinstance(cls(), cls.__mro__[-2]), cls().first)


class Base:
    def m(self):
        return 1


k = Base
for i in range(200):
    class K(k):
        def m(self):
            return super().m() + 1
    k = K
print(k().m())

"""isinstance and issubclass with classes, tuples, unions and odd arguments."""
print(isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)), isinstance(1, (str, (float, int))), isinstance(1, ()),
      isinstance(1, int | str), isinstance(None, int | None), isinstance("x", int | None), issubclass(bool, int), issubclass(int, (str, object)),
      issubclass(int, int | str), isinstance(int, type), isinstance(type, type), issubclass(type, object))
for args in ((1, 5), (1, "int"), (1, (int, 5)), (1, (5, int)), (1, [int]), (1, list[int]), (1, int | list[str])):
    try:
        print(args, isinstance(*args))
    except TypeError as e:
        print(args, e)
for args in ((1, int), (int, 5), ("s", str), (int, (str, 5)), (list[int], list), (int, list[int])):
    try:
        print(args, issubclass(*args))
    except TypeError as e:
        print(args, e)


class Proxy:
    __class__ = property(lambda self: int)


print(isinstance(Proxy(), int), type(Proxy()).__name__, isinstance(Proxy(), Proxy))


class Fake:
    __bases__ = (int,)


f = Fake()
try:
    print(issubclass(f, int))
except TypeError as e:
    print(e)
print(int | str, (int | str) == (str | int), int | None, int | int, type(int | str), (int | str).__args__, (int | str) | bytes)
print(hash(int | str) == hash(str | int), int | "forward" if False else repr(int | list[int]))
for action in (lambda: int | 5, lambda: 5 | int, lambda: None | None):
    try:
        print(action())
    except TypeError as e:
        print(e)

"""PEP 695 type parameters and aliases."""
def first[T](items: list[T]) -> T:
    return items[0]


class Box[T, *Ts, **P]:
    def method[U: int](self, u: U) -> T:
        return u


type Pair[A] = tuple[A, A]
type Simple = int | Later
print(first([5]), first.__type_params__, [type(p).__name__ for p in Box.__type_params__])
T, Ts, P = Box.__type_params__
print(T, Ts, P, T.__name__, T.__bound__, T.__constraints__, T.__covariant__, T.__infer_variance__)
print(Box.method.__type_params__[0].__bound__, first.__annotations__)
print(Pair, Pair.__name__, Pair.__type_params__, Pair.__value__, type(Pair).__name__)
try:
    Simple.__value__
except NameError as e:
    print(e)
Later = str
print(Simple.__value__, Pair[int])


def bounded[T: (int, str), U: "forward" = int](x: T) -> U:
    return T, U


t, u = bounded(1)
print(t.__constraints__, u.__bound__, u.__default__, t.__default__, u.has_default(), t.has_default())


class Outer[X]:
    y: X
    type Inner = list[X]

    class Nested[Y]:
        z: tuple[X, Y]


print(Outer.Inner.__value__, Outer.__annotations__, Outer.Nested.__annotations__["z"])
print(Outer.__orig_bases__ if hasattr(Outer, "__orig_bases__") else None, Outer.__mro__[1].__name__)
try:
    T
    print(type(T).__name__, "outside is the module's")
except NameError as e:
    print(e)
type = "soft keyword"
print(type)

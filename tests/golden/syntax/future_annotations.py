"""from __future__ import annotations keeps them as text."""
from __future__ import annotations

x: int | None = 1


def f(a: undefined, b: "quoted" = 1, *c: list[int], d: lambda: 1, e: (1, 2), g: x if y else z) -> a.b[c](d):
    v: not_evaluated
    return a


class C:
    field: C
    other: dict[str, list[int]] = {}


for name, text in f.__annotations__.items():
    print(name, repr(text))
print(C.__annotations__, __annotations__)


def g(a: -1, b: not x, c: a + b * c, d: x < y, e: [i for i in y], f: {"k": v}, h: f"{x}", i: x[1:2], j: (name,), k: await_.x, m: ..., n: b"x", o: 1.5, p: "s") -> None: ...


print(list(g.__annotations__.values()))

"""Sequence patterns: stars, nesting, and what counts as a sequence."""
def f(x):
    match x:
        case [1, 2, 3]:
            return "123"
        case [a]:
            return "one", a
        case [a, [b, *c], *d] if d:
            return "nested", a, b, c, d
        case (a, b):
            return "two", a, b
        case [first, *_, last] if first == last:
            return "same ends", first
        case [*all_] if len(all_) > 4:
            return "many", all_
        case [0, *rest] | [*rest, 0]:
            return "zero at an end", rest
        case [_, _, *_]:
            return "at least two"
        case []:
            return "empty"
    return "no sequence"


for v in ([1, 2, 3], (1, 2, 3), [5], [1, [2, 3, 4], 5], [1, [2]], (7, 8), [4, 5, 4], range(6), [0, 1, 2], [1, 2, 0],
          [1, 2, 4], [], "ab", b"ab", bytearray(b"ab"), {1, 2}, {1: 2, 3: 4}, iter([1, 2]), memoryview(b"xy"), 5):
    print(type(v).__name__, "->", f(v))


class Seq:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        print("getitem", i)
        return i * 10


print(f(Seq()))


class MyList(list):
    pass


class MyStr(str):
    pass


print(f(MyList([1, 2])), f(MyStr("ab")))
match [1, [2, [3, [4]]]]:
    case [a, [b, [c, [d]]]]:
        print(a, b, c, d)

def f(x):
    match x:
        case 0:
            return "zero"
        case [a, b]:
            return a + b
        case {"k": v}:
            return v
        case str():
            return "str"
        case _:
            return "other"


print(f(0), f([1, 2]), f({"k": 3}), f("s"), f(None))

"""match on literals, captures, wildcards, or-patterns and guards."""
def f(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2:
            return "one or two"
        case -1 | -1.5:
            return "negative"
        case "a" "b":
            return "ab"
        case b"bytes":
            return "bytes"
        case 1 + 2j | -3 - 1j:
            return "complex"
        case True:
            return "True (not reached for 1)"
        case None:
            return "None"
        case int(n) if n > 100:
            return f"big {n}"
        case [] | ():
            return "empty sequence"
        case str() as s if s.isupper():
            return "upper " + s
        case _ if isinstance(x, float):
            return "float by guard"
        case other:
            return f"other {other!r}"


for v in (0, False, 0.0, 1, True, 2, -1, -1.5, "ab", b"bytes", 1 + 2j, -3 - 1j, None, 101, 50, [], (), "UP", "low", 2.5, {}):
    print(repr(v), "->", f(v))


def nothing(x):
    match x:
        case 5:
            return "five"
    return "fell through"


print(nothing(5), nothing(6))
match 1, 2:
    case a, b:
        print(a, b)
match = {"match": 1}
case = match["match"]
print(match, case)
match match:
    case {"match": case}:
        print(case)
match [1, 2]:
    case x if False:
        pass
    case y:
        print("x is bound by the failed guard:", x, y)
_ = "untouched"
match 3:
    case _:
        print(_)

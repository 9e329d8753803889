"""A state machine on match statements driven by send()."""
def machine():
    state, stack = "start", []
    while True:
        command = yield state, tuple(stack)
        match command:
            case None:
                continue
            case ("push", *items) if items:
                stack.extend(items)
                state = "pushed"
            case ("pop",) | "pop":
                state = stack.pop() if stack else "empty"
            case {"op": ("add" | "mul") as op}:
                a, b = stack.pop(), stack.pop()
                stack.append(a + b if op == "add" else a * b)
                state = op
            case int() | float() as n:
                stack.append(n)
                state = "number"
            case "quit":
                return stack
            case other:
                state = f"unknown {other!r}"


m = machine()
print(next(m))
try:
    for c in (("push", 2, 3), {"op": "add"}, 4, {"op": "mul"}, ("push",), "pop", "pop", ["x"], 1.5, None, "quit"):
        print(m.send(c))
except StopIteration as e:
    print("result", e.value)


def lexer(text):
    number = ""
    for ch in text + " ":
        if ch.isdigit():
            number += ch
            continue
        if number:
            yield "num", int(number)
            number = ""
        match ch:
            case "+" | "-" | "*" | "/":
                yield "op", ch
            case "(" | ")":
                yield "paren", ch
            case " ":
                pass
            case _:
                raise SyntaxError(f"bad {ch!r}")


print(list(lexer("12+(3*45)")))
try:
    print(list(lexer("1 ? 2")))
except SyntaxError as e:
    print(e)

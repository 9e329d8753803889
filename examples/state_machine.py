"""A state machine: each state is a generator, a transition is the return value of one and the start of another."""


def locked():
    while True:
        event = yield "locked"
        if event == "coin":
            return unlocked
        print("  (the arm does not move)")


def unlocked():
    credit = 1
    while credit:
        event = yield f"unlocked, credit {credit}"
        credit += 1 if event == "coin" else -1
    return locked


def turnstile():
    state = locked
    while True:
        state = yield from state()


machine = turnstile()
print("start:", next(machine))
for event in ("push", "coin", "coin", "push", "push", "push", "coin"):
    print(f"{event}:", machine.send(event))


def tokens(text):
    """The same idea as a scanner: the position in the code is the state."""
    chars = iter(text)
    c = next(chars, "")
    while c:
        if c.isspace():
            c = next(chars, "")
        elif c.isdigit():
            number = ""
            while c.isdigit():
                number += c
                c = next(chars, "")
            yield "number", int(number)
        elif c.isalpha():
            word = ""
            while c.isalnum():
                word += c
                c = next(chars, "")
            yield "name", word
        else:
            yield "symbol", c
            c = next(chars, "")


print(*tokens("area2 = 3*(width + 14)"))

"""A stack machine with an assembler, run one step at a time by a generator."""
def assemble(text):
    code, labels = [], {}
    for line in text.strip().splitlines():
        line = line.partition(";")[0].strip()
        if line.endswith(":"):
            labels[line[:-1]] = len(code)
        elif line:
            op, *args = line.split()
            code.append((op, *args))
    return [(op, *(labels.get(a, int(a) if a.lstrip("-").isdigit() else a) for a in args)) for op, *args in code]


def run(code, out):
    stack, names, calls, pc, steps = [], {}, [], 0, 0
    while True:
        op, *args = code[pc]
        pc += 1
        steps += 1
        match op, args:
            case "push", [n]:
                stack.append(n)
            case "load", [name]:
                stack.append(names[name])
            case "store", [name]:
                names[name] = stack.pop()
            case ("add" | "sub" | "mul" | "less" | "mod"), []:
                b, a = stack.pop(), stack.pop()
                stack.append({"add": a + b, "sub": a - b, "mul": a * b, "less": int(a < b), "mod": a % b if b else 0}[op])
            case "jump", [target]:
                pc = target
            case "jumpz", [target]:
                if not stack.pop():
                    pc = target
            case "call", [target]:
                calls.append(pc)
                pc = target
            case "ret", []:
                pc = calls.pop()
            case "print", []:
                out.append(stack.pop())
            case "yield", []:
                stack.append((yield stack.pop()))
            case "halt", []:
                return steps, names
            case _:
                raise ValueError(f"bad instruction {op} {args}")


primes = assemble("""
    push 2
    store n
next:
    push 2
    store d
try:
    load d
    load d
    mul
    load n
    push 1
    add
    less
    jumpz prime     ; d * d > n
    load n
    load d
    mod
    jumpz composite
    load d
    push 1
    add
    store d
    jump try
prime:
    load n
    print
composite:
    load n
    push 1
    add
    store n
    load n
    push 60
    less
    jumpz done
    jump next
done:
    halt
""")
out = []
try:
    next(run(primes, out))
except StopIteration as e:
    print(out, e.value)
echo = run(assemble("start:\npush 0\nyield\nstore x\nload x\nload x\nmul\nyield\njumpz end\njump start\nend:\nhalt"), out)
print(next(echo), echo.send(7), echo.send(1), echo.send(9))
try:
    echo.send(0)
except StopIteration as e:
    print(e.value)
try:
    next(run(assemble("bogus 1"), []))
except ValueError as e:
    print(e)

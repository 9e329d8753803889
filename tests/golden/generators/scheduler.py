"""A round-robin scheduler and a trampoline on plain generators."""
def task(name, n):
    for i in range(n):
        print(name, i)
        yield
    return name + " done"


def run(*tasks):
    ready = list(tasks)
    while ready:
        t = ready.pop(0)
        try:
            next(t)
        except StopIteration as e:
            print(e.value)
        else:
            ready.append(t)


run(task("a", 2), task("b", 3), task("c", 1))


def trampoline(gen):
    stack, value, error = [gen], None, None
    while stack:
        try:
            if error is not None:
                pending, error = error, None
                out = stack[-1].throw(pending)
            else:
                out = stack[-1].send(value)
        except StopIteration as e:
            stack.pop()
            value = e.value
        except Exception as e:
            stack.pop()
            error = e
        else:
            stack.append(out)
            value = None
    if error:
        raise error
    return value


def fact(n):
    if n < 0:
        raise ValueError("negative")
    if n == 0:
        return 1
    return n * (yield fact(n - 1))


def guarded(n):
    try:
        return (yield fact(n))
    except ValueError as e:
        return repr(e)


print(trampoline(fact(20)), trampoline(guarded(-1)))
try:
    trampoline(fact(-3))
except ValueError as e:
    print(e)
def countdown(n):
    return (yield countdown(n - 1)) if n else "bottom"


print(trampoline(countdown(3000)))

"""The compiler flag that allows await at module level makes a coroutine of the module code."""
FLAG = 0x2000


async def value(x):
    return x


class Pause:
    def __await__(self):
        return (yield "paused")


namespace = {"value": value, "Pause": Pause}
code = compile("x = await value(5)\ny = [await value(i) for i in range(3)]", "top", "exec", FLAG)
print(bool(code.co_flags & 0x80))
c = eval(code, namespace)
print(type(c).__name__, c.__name__)
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
print(namespace["x"], namespace["y"])
code = compile("await Pause()", "top", "eval", FLAG)
c = eval(code, namespace)
print(c.send(None))
try:
    c.send("result")
except StopIteration as e:
    print(e.value)
code = compile("1 + 1", "top", "eval", FLAG)
print(eval(code), bool(code.co_flags & 0x80))
try:
    compile("await x", "top", "exec")
except SyntaxError as e:
    print(e)
code = compile("async with A() as a:\n    r = a", "top", "exec", FLAG)


class A:
    async def __aenter__(self):
        return "entered"

    async def __aexit__(self, *a):
        pass


namespace["A"] = A
try:
    eval(code, namespace).send(None)
except StopIteration:
    print(namespace["r"])

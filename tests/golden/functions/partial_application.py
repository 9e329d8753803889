"""Higher-order functions: composition, currying, memoising, dispatch; written by hand."""
def compose(*fs):
    def composed(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return composed


def curry(f, n=None):
    n = n or f.__code__.co_argcount

    def step(*args):
        return f(*args) if len(args) >= n else lambda *more: step(*args, *more)
    return step


def partial(f, *a, **k):
    return lambda *b, **l: f(*a, *b, **{**k, **l})


def memo(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    wrapper.cache = cache
    return wrapper


print(compose(str, lambda x: x + 1, abs)(-5), curry(lambda a, b, c: a + b * c)(1)(2)(3), curry(max, 2)(1)(2))
print(partial(print, "a", sep="-")("b", end="!\n"), partial(int, base=2)("101"))


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), len(fib.cache))


def reduce(f, items, *initial):
    it = iter(items)
    acc = initial[0] if initial else next(it)
    for v in it:
        acc = f(acc, v)
    return acc


print(reduce(lambda a, b: a * b, range(1, 8)), reduce(lambda a, b: b + a, "abc", ""))


def dispatch(table):
    def call(v, *a):
        for t in type(v).__mro__:
            if t in table:
                return table[t](v, *a)
    return call


show = dispatch({int: lambda v: f"int {v}", object: lambda v: f"object {v}", list: lambda v: [show(x) for x in v]})
print(show(5), show("s"), show([True, None, [1.5]]))


class Chain:
    def __init__(self, v):
        self.v = v

    def __or__(self, f):
        return Chain(f(self.v))

    def __rshift__(self, f):
        return Chain([f(x) for x in self.v])


print(((Chain(range(5)) >> (lambda x: x * x)) | sum | str).v)
print(list(map(lambda f: f(3), [lambda x: x + i for i in range(3)])), (lambda f: f(f))(lambda f: "self"))
print(sorted([3, -1, 2], key=abs), sorted("bca", key=partial(ord)), max("aXb", key=str.lower), list(filter(str.isupper, "aBcD")))

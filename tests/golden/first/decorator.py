def twice(f):
    def g(*a):
        return f(f(*a))
    return g


@twice
def inc(x):
    return x + 1


print(inc(1))


class A:
    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls):
        return cls.__name__

    @property
    def p(self):
        return "prop"


print(A.s(1), A.c(), A().p)

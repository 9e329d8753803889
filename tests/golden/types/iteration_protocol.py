"""__iter__, __next__, __getitem__, sentinel iterators."""
class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


print(list(Old()), 4 in Old(), 5 in Old(), [*Old()], max(Old()), tuple(iter(Old())), dict(zip("ab", Old())))
it = iter(Old())
print(type(it).__name__, next(it), it.__length_hint__() if hasattr(Old, "__len__") else "no hint")


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(It(3)), [a for a in It(2)], sum(It(4)), sorted(It(3)), *It(2))
n = [0]


def step():
    n[0] += 1
    return n[0]


print(list(iter(step, 5)), type(iter(step, 0)).__name__)


class NoNext:
    def __iter__(self):
        return 5


class NoneIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


class OnlyNext:
    def __next__(self):
        return 1


class IterRaises:
    def __iter__(self):
        raise LookupError("iter")


for o in (NoNext(), NoneIter(), OnlyNext(), 5, None, object(), len):
    for action in (lambda: iter(o), lambda: [*o], lambda: 1 in o):
        try:
            action()
        except TypeError as e:
            print(e)
try:
    for x in IterRaises():
        pass
except LookupError as e:
    print(e)
for action in (lambda: next(5), lambda: next([]), lambda: next(), lambda: iter(), lambda: iter(5, 6), lambda: next(iter([]))):
    try:
        action()
    except (TypeError, StopIteration) as e:
        print(repr(e))
print(next(iter([]), "default"), next(It(0), None), next(OnlyNext()))


class GetitemStop:
    def __getitem__(self, i):
        if i == 2:
            raise StopIteration
        return i


print(list(GetitemStop()))


class BadGet:
    def __getitem__(self, i):
        raise KeyError(i)


try:
    list(BadGet())
except KeyError as e:
    print(repr(e))

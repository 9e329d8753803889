"""An LRU cache on a doubly linked list, with a decorator; the list frees itself."""
class Node:
    __slots__ = ("key", "value", "prev", "next")

    def __init__(self, key, value):
        self.key, self.value = key, value
        self.prev = self.next = self


class LRU:
    def __init__(self, size):
        self.size, self.map, self.root = size, {}, Node(None, None)
        self.hits = self.misses = 0

    def _unlink(self, n):
        n.prev.next, n.next.prev = n.next, n.prev

    def _front(self, n):
        n.prev, n.next = self.root, self.root.next
        n.next.prev = self.root.next = n

    def get(self, key, make):
        if key in self.map:
            self.hits += 1
            n = self.map[key]
            self._unlink(n)
        else:
            self.misses += 1
            n = self.map[key] = Node(key, make())
            if len(self.map) > self.size:
                old = self.root.prev
                self._unlink(old)
                del self.map[old.key]
        self._front(n)
        return n.value

    def __iter__(self):
        n = self.root.next
        while n is not self.root:
            yield n.key
            n = n.next

    def __len__(self):
        return len(self.map)


def cached(size):
    def deco(f):
        cache = LRU(size)

        def wrapper(*args, **kw):
            return cache.get((args, tuple(sorted(kw.items()))), lambda: f(*args, **kw))
        wrapper.cache = cache
        wrapper.__name__ = f.__name__
        return wrapper
    return deco


@cached(50)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@cached(3)
def square(n, *, plus=0):
    calls.append(n)
    return n * n + plus


calls = []
print(fib(100), fib.cache.hits, fib.cache.misses, len(fib.cache), fib.__name__)
print([square(n) for n in (1, 2, 3, 1, 4, 1, 2)], calls, [k[0][0] for k in square.cache])
print(square(5, plus=1), square(5, plus=2), square(5, plus=1), calls[-2:], square.cache.hits)


class Stack:
    def __init__(self, items=()):
        self.top, self.n = None, 0
        for i in items:
            self.push(i)

    def push(self, v):
        self.top, self.n = (v, self.top), self.n + 1

    def pop(self):
        if self.top is None:
            raise IndexError("pop from an empty stack")
        v, self.top = self.top
        self.n -= 1
        return v

    def __len__(self):
        return self.n

    def __iter__(self):
        t = self.top
        while t:
            v, t = t
            yield v


s = Stack(range(5))
print(list(s), len(s), s.pop(), bool(s), 3 in s, bool(Stack()))
try:
    Stack().pop()
except IndexError as e:
    print(e)
big = Stack(range(100000))
print(len(big), sum(big))

"""Recursion to 100,000 through operators and special methods: it works, or ends in RecursionError."""
# golden: by hand
import sys

sys.setrecursionlimit(400_000)
N = 100_000


class A:
    def __init__(self, n=None, build=False):
        self.n = n
        if build and n:
            self.next = A(n - 1, True)

    def __add__(self, n):
        return A() + (n - 1) if n else 0

    def __radd__(self, n):
        return (n - 1) + A() if n else 0

    def __neg__(self):
        self.n -= 1
        return -self if self.n else 0

    def __getitem__(self, n):
        return self[n - 1] if n else 0

    def __setitem__(self, n, v):
        if n:
            self[n - 1] = v

    def __call__(self, n):
        return self(n - 1) if n else 0

    def __getattr__(self, name):
        if name == "prop_source":
            raise AttributeError(name)
        self.count = self.__dict__.get("count", N) - 1
        return getattr(self, name) if self.count else 0

    @property
    def prop(self):
        self.__dict__["p"] = self.__dict__.get("p", N) - 1
        return self.prop if self.__dict__["p"] else 0

    def __contains__(self, n):
        return (n - 1) in self if n else True

    def __lt__(self, n):
        return self < n - 1 if n else True

    def __eq__(self, n):
        return self == n - 1 if n else True

    def __bool__(self):
        self.n -= 1
        return bool(self) if self.n else True

    def __len__(self):
        self.n -= 1
        return len(self) if self.n else 0

    def __iter__(self):
        self.n -= 1
        return iter(self) if self.n else iter(())

    def __next__(self):
        self.n -= 1
        return next(self) if self.n else 0

    def __enter__(self):
        self.n -= 1
        if self.n:
            with self:
                pass

    def __exit__(self, *args):
        pass

    def __iadd__(self, n):
        if n:
            a = A()
            a += n - 1
        return self


def attempt(name, f):
    try:
        f()
    except RecursionError:
        pass
    print(name, "ok")


def with_():
    with A(N):
        pass


def iadd():
    a = A()
    a += N


attempt("init", lambda: A(N, True))
attempt("add", lambda: A() + N)
attempt("radd", lambda: N + A())
attempt("neg", lambda: -A(N))
attempt("getitem", lambda: A()[N])
attempt("setitem", lambda: A().__setitem__(N, 1))
attempt("call", lambda: A()(N))
attempt("getattr", lambda: A().missing)
attempt("property", lambda: A().prop)
attempt("contains", lambda: N in A())
attempt("lt", lambda: A() < N)
attempt("eq", lambda: A() == N)
attempt("bool", lambda: bool(A(N)))
attempt("len", lambda: len(A(N)))
attempt("iter", lambda: iter(A(N)))
attempt("next", lambda: next(A(N)))
attempt("with", with_)
attempt("iadd", iadd)

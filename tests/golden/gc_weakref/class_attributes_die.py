"""What a class gives up dies at once, though its attributes were looked up; classes themselves die in a collection."""
import gc
import weakref


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class C:
    x = D("first")


C.x
C().x
C.x = D("second")
print("set")
C.x
del C.x
print("deleted")


class S(C):
    pass


C.x = D("third")
S.x
S().x
C.x = None
print("in a subclass")


def method():
    class A:
        def f(self):
            pass

    a = A()
    a.f()
    r = weakref.ref(A.f)
    w = weakref.WeakMethod(a.f)
    del A.f
    print(r(), w())


def classes():
    class A:
        def f(self):
            return super().__repr__()

    class B(A):
        pass

    B().f()
    B.f
    return weakref.ref(A), weakref.ref(B)


method()
refs = classes()
gc.collect()
print([r() for r in refs])
before = gc.get_stats()
a = []
a.append(a)
del a
gc.collect(0)
b = []
b.append(b)
del b
gc.collect()
print([(n["collections"] - o["collections"], n["collected"] - o["collected"]) for n, o in zip(gc.get_stats(), before)])

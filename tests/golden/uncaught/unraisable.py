"""Errors in finalisers are reported and the program goes on."""
class Finaliser:
    def __repr__(self):
        return "<finaliser>"

    def __call__(self):
        raise ValueError("in del")


class A:
    __del__ = Finaliser()


a = A()
del a
print("went on")


def f():
    b = A()
    1 / 0


f()

"""Operators, properties, __getattr__, __init__, __iter__ written in Python."""
class A:
    def __add__(self, other):
        return self.prop

    @property
    def prop(self):
        return self.dynamic

    def __getattr__(self, name):
        return B(name)


class B:
    def __init__(self, name):
        for x in self:
            pass

    def __iter__(self):
        return self

    def __next__(self):
        raise LookupError("at the end of it all")


A() + 1

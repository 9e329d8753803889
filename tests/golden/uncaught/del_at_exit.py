"""Objects alive at the end are finalised."""
class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = A("module variable")


def f():
    a = A("in a function")
    a.me = a
    raise ValueError("end of the program")


f()

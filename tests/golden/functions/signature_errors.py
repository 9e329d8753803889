"""Every way to call a function wrongly, and the message."""
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def default(a, b=1): pass
def star(a, *args): pass
def kwonly(a, *, k): pass
def kwonly2(*, k, l, m=1): pass
def posonly(a, b, /, c): pass
def kwargs(a, **kw): pass
def everything(a, b=2, /, c=3, *args, d, e=5, **kw): pass


class C:
    def method(self, a): pass
    @classmethod
    def cls(cls, a): pass
    @staticmethod
    def static(a): pass
    def noself(): pass
    def __init__(self, x=1): pass


calls = [
    "none(1)", "none(1, 2)", "none(x=1)", "one()", "one(1, 2)", "one(1, 2, 3)", "one(b=1)", "one(1, a=2)", "one(1, b=2)",
    "two()", "two(1)", "two(b=1)", "two(1, 2, 3)", "two(1, a=1)", "three()", "three(1)", "three(b=1)", "three(1, 2, 3, 4)",
    "default()", "default(1, 2, 3)", "default(b=2)", "default(1, c=2)", "star()", "star(b=1)", "kwonly()", "kwonly(1)",
    "kwonly(1, 2)", "kwonly(1, 2, k=3)", "kwonly(k=1)", "kwonly(1, k=1, z=2)", "kwonly2()", "kwonly2(k=1)", "kwonly2(1)", "kwonly2(1, 2, k=1, l=2)",
    "posonly()", "posonly(1)", "posonly(a=1, b=2, c=3)", "posonly(1, b=2, c=3)", "posonly(1, 2)", "posonly(1, 2, 3, 4)", "posonly(1, 2, a=3)",
    "kwargs()", "kwargs(1, 2)", "kwargs(1, a=2)", "everything()", "everything(1)", "everything(1, 2, 3, 4)", "everything(a=1, d=2)",
    "everything(1, d=2, c=3, **{'c': 4})", "C.method()", "C().method()", "C().method(1, 2)", "C().cls()", "C.cls(1, 2)", "C.static()",
    "C().static(1, 2)", "C().noself()", "C(1, 2)", "C(y=1)", "(lambda x: 1)()", "(lambda: 1)(2)", "one(*[])", "one(**{'a': 1, 'b': 2})",
    "one(1, *[2])", "one(**{1: 2})", "none(**{'caf\\u00e9': 1})", "three(1, c=2)", "two(aa=1, b=1)",
]
for call in calls:
    try:
        eval(call)
        print(call, "worked")
    except TypeError as e:
        print(call, "->", e)

# The state of functools.partial, as pickle and copy give it; str() where __repr__ is __str__.
import copy
from functools import partial


def show(*args, **keywords):
    return args, keywords


p = partial(show, [1], key="value")
p.attr = []
other = copy.copy(p)
print(other.attr is p.attr, other.args is p.args, other.keywords is p.keywords)
p.__setstate__((show, (1,), dict(a=10), dict(attr=[])))
print(p(2, b=3), p.__dict__)
p.__setstate__((show, (1,), None, None))
print(p(2), p.__dict__)
for state in ((show, (), {}), [show, (), {}, None], (None, (), {}, None), (show, [], {}, None), (show, (), [], None)):
    try:
        p.__setstate__(state)
    except TypeError as error:
        print(error)


class Same:
    pass


Same.__repr__ = Same.__str__
for ask in (str, repr):
    try:
        ask(Same())
    except RecursionError:
        print("RecursionError")

"""An exception group shows the sequence that it was made of, as it was then."""
import collections
import collections.abc


class Seq(collections.abc.Sequence):
    def __init__(self, *items): self.items = items
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]
    def __repr__(self):
        print("asked")
        return f"Seq of {len(self)}"


class Bad(Seq):
    def __repr__(self): return None


for items in (), (1,), (ValueError(),), (KeyboardInterrupt(),):
    try:
        e = ExceptionGroup("x", Seq(*items))
        print(repr(e))
        e.args = (1, [])
        print(repr(e), repr(e.derive([KeyError()])))
    except Exception as x:
        print(repr(x))
try:
    ExceptionGroup("x", Bad(ValueError()))
except TypeError as x:
    print(x)
q = collections.deque([ValueError(1)])
e = ExceptionGroup("q", q)
q.clear()
print(repr(e), e.args)
for given in [ValueError(1)], (ValueError(1),):
    e = ExceptionGroup("l", given)
    print(repr(e))
    e.args = ("x", "y")
    print(repr(e))
    e.args = ()
    print(repr(e))

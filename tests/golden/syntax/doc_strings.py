"""Docstrings: module, class, function; cleaned of indentation."""
print(repr(__doc__))


def f():
    """First line.

        Indented more.
    Second paragraph.
    """


def g():
    "plain"
    "second string is not the doc"
    return 1


def h():
    f"not a {1} docstring"


def i():
    b"bytes are none"


def j():
    """

    starts with blank lines
      two more
    """


def k():
    ("in parentheses")


def l():
    x = 1
    """not first"""


def m():
    "concatenated " "docstring"


class C:
    """Class doc
    with two lines"""

    def method(self):
        r"""raw \n doc"""


async def n():
    "async doc"
    yield


for o in (f, g, h, i, j, k, l, m, C, C.method, n, lambda: "x"):
    print(o.__name__, repr(o.__doc__))
print(f.__code__.co_consts[0] == f.__doc__, C.__dict__["__doc__"] == C.__doc__)

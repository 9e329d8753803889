"""__bool__, __len__, __int__, __index__, __float__, __complex__, __str__, __repr__, __bytes__."""
def t(label, f):
    try:
        print(label, repr(f()))
    except Exception as e:
        print(label, type(e).__name__, e)


def C(**methods):
    return type("C", (), {f"__{k}__": (lambda v: lambda self, *a: v)(v) for k, v in methods.items()})()


t("bool", lambda: bool(C(bool=True)))
t("bool int", lambda: bool(C(bool=1)))
t("len as bool", lambda: (bool(C(len=0)), bool(C(len=3))))
t("bool wins", lambda: bool(C(bool=False, len=3)))
for v in (5, -1, "x", 2**70, 1.0, True):
    t(f"len {v!r}", lambda: len(C(len=v)))
t("bool of bad len", lambda: bool(C(len=-1)))
for v in (5, "x", 1.5, None):
    t(f"int {v!r}", lambda: int(C(int=v)))
    t(f"index {v!r}", lambda: [10, 20, 30, 40, 50, 60][C(index=v)])
    t(f"float {v!r}", lambda: float(C(float=v)))
    t(f"complex {v!r}", lambda: complex(C(complex=v)))
    t(f"str {v!r}", lambda: str(C(str=v)))
    t(f"repr {v!r}", lambda: repr(C(repr=v)))
    t(f"bytes {v!r}", lambda: bytes(C(bytes=v)))
    t(f"hash {v!r}", lambda: hash(C(hash=v)) == v)
    t(f"format {v!r}", lambda: format(C(format=v), ""))
    t(f"iter {v!r}", lambda: iter(C(iter=v)))
    t(f"bool {v!r}", lambda: bool(C(bool=v)))
t("int from index", lambda: int(C(index=7)))
t("int from trunc", lambda: int(C(trunc=7)))
t("float from index", lambda: float(C(index=7)))
t("complex from float", lambda: complex(C(float=2.5)))
t("hex", lambda: (hex(C(index=255)), bin(C(index=5)), oct(C(index=8)), chr(C(index=65)), range(C(index=3))))
t("bytes(index)", lambda: bytes(C(index=3)))
t("repeat", lambda: "ab" * C(index=2))
t("no index", lambda: "ab" * C())
t("str default", lambda: str(C(repr="from repr")))
t("print uses str", lambda: f"{C(str='s', repr='r')} {C(str='s', repr='r')!r} {[C(str='s', repr='r')]}")
t("format default", lambda: format(C(str="text"), ""))
t("format spec", lambda: format(C(str="text"), ">10"))
t("round", lambda: (round(C(round="r")), round(C(round="r"), 2)))
t("reversed len getitem", lambda: list(reversed(C(len=3, getitem="x"))))
t("reversed", lambda: reversed(C(reversed="rev")))
t("reversed none", lambda: reversed(C()))
t("length_hint", lambda: list(C(iter=iter("ab"), length_hint="bad")))
t("contains", lambda: (1 in C(contains="yes"), 1 in C(contains=0)))
t("contains by iter", lambda: (1 in C(iter=iter([1])),))
t("missing", lambda: type("D", (dict,), {"__missing__": lambda s, k: k * 2})()["ab"])
t("dir", lambda: dir(C(dir=["b", "a"])))
t("dir bad", lambda: dir(C(dir=5)))
t("sizeof", lambda: C(sizeof=10).__sizeof__())

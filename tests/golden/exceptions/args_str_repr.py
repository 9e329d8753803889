"""args, str() and repr() of exceptions."""
for e in (Exception(), Exception("one"), Exception(1), Exception("a", 2), Exception(("t",)), Exception(None), Exception(""),
          ValueError("v"), KeyError("k"), KeyError("a", "b"), KeyError(), KeyError("it's"), StopIteration(5), SystemExit(3),
          KeyboardInterrupt(), GeneratorExit("g"), OSError(2, "No such file"), OSError(2, "No such", "name"), OSError("just text"),
          OSError(1, 2, 3, 4, 5), OSError(2, "x", "src", None, "dst"), ImportError("i", name="n", path="p"), AttributeError("a", name="n", obj=5),
          NameError("n", name="x"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), UnicodeEncodeError("ascii", "\xe9x", 0, 1, "bad"),
          UnicodeEncodeError("ascii", "abc", 0, 3, "bad"), UnicodeTranslateError("abc\u20ac", 3, 4, "bad"), SyntaxError("s"), AssertionError(1, 2),
          SyntaxError("msg", ("file", 3, 5, "the text")), SyntaxError("msg", ("file", 3, 5, "the text", 3, 8))):
    print(repr(e), "|", str(e), "|", e.args)
for make in (lambda: UnicodeDecodeError("a"), lambda: UnicodeDecodeError("utf-8", "str", 0, 1, "r"), lambda: Exception(x=1),
             lambda: OSError(x=1), lambda: ImportError(other=1), lambda: NameError(other=1), lambda: AttributeError("x", bad=1), lambda: SystemExit(x=1)):
    try:
        make()
    except TypeError as e:
        print(e)

"""Sources that are nested too deeply are refused with an exception, whatever its kind."""
# golden: by hand
def attempt(label, source):
    try:
        compile(source, "deep", "exec")
    except (SyntaxError, RecursionError, MemoryError, OverflowError):
        pass
    print(label, "ok")


N = 50_000
attempt("parentheses", "(" * N + "1" + ")" * N)
attempt("lists", "[" * N + "]" * N)
attempt("dicts", "{1:" * N + "1" + "}" * N)
attempt("unary", "-" * N + "1")
attempt("not", "not " * N + "1")
attempt("power", "1" + "**1" * N)
attempt("sum", "1" + "+1" * N)
attempt("attributes", "a" + ".b" * N)
attempt("calls", "a" + "()" * N)
attempt("subscripts", "a" + "[0]" * N)
attempt("lambda", "lambda:" * N + "1")
attempt("conditional", "1 if 1 else " * N + "1")
attempt("comparison", "1" + "<1" * N)
attempt("boolean", "1" + " and 1" * N)
attempt("strings", "'a' " * N)
attempt("await", "async def f(): " + "await " * N + "x")
attempt("if", "\n".join(" " * i + "if 1:" for i in range(90)) + "\n" + " " * 90 + "pass")
attempt("many ifs", "\n".join(" " * i + "if 1:" for i in range(300)) + "\n" + " " * 300 + "pass")
attempt("functions", "\n".join(" " * i + f"def f{i}():" for i in range(90)) + "\n" + " " * 90 + "pass")
attempt("loops", "\n".join(" " * i + "for x in y:" for i in range(60)) + "\n" + " " * 60 + "pass")
attempt("with", "\n".join(" " * i + "with x:" for i in range(60)) + "\n" + " " * 60 + "pass")
attempt("elif", "if 1: pass\n" + "elif 1: pass\n" * N)
attempt("fstring", "f'" + "{f\"" * 200 + "\"}" * 200 + "'")
attempt("match", "match x:\n case " + "[" * 5000 + "]" * 5000 + ": pass")
attempt("targets", "(" * N + "a" + ",)" * N + " = 1")
attempt("stars", "*" * N + "a = 1")
attempt("decorators", "@a\n" * N + "def f(): pass")
attempt("statements", "a = 1\n" * N)
attempt("slices", "a[" * 3000 + "1" + "]" * 3000)
attempt("walrus", "(a:=" * 3000 + "1" + ")" * 3000)
attempt("comprehensions", "[" * 100 + "x" + " for x in y]" * 100)
attempt("arguments", "f(" + "a," * N + ")")

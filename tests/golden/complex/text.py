"""repr, format and parsing of complex numbers."""
inf, nan = float("inf"), float("nan")
for z in (0j, 1j, -1j, 1 + 1j, 1 - 1j, 1.5 + 0j, complex(-0.0, 1), complex(0, -0.0), complex(-0.0, -0.0), complex(inf, nan), complex(-inf, -inf), complex(nan, 1), 1e20 + 1e-5j, 100 + 0.1j, -0.0 + 1j, -1.5j):
    print(repr(z), str(z), f"{z}", complex(str(z)) == z or z != z)
for s in ("1", "1j", "j", "-j", "+j", "1+2j", "1-2j", " 1+2j ", "(1+2j)", "( 1+2j )", "1e5+1e-5j", "inf+nanj", "-inf-infj", "nan", "infj", "1_0+1_0j", ".5j", "5.j", "1J", "-0j", "1+j", "1-J"):
    print(repr(s), complex(s))
for s in ("", "1 + 2j", "1+2", "1j+2", "((1))", "(1", "1)", "j1", "1jj", "1+2jk", "x", "1+-2j", "1++2j", "()", "i", "1__0", "1+2j3"):
    try:
        print(repr(s), complex(s))
    except ValueError as e:
        print(repr(s), e)
print(complex(), complex(1), complex(1, 2), complex(1.5, -2), complex(real=3), complex(imag=4), complex(True, False), complex(2**60, 1), complex(1 + 2j), complex.from_number(5), complex.from_number(1j))
for args in (("1", 2), (1, "2"), ([],), (1, []), (None,), (1, 2, 3), (b"1",)):
    try:
        print(complex(*args))
    except TypeError as e:
        print(args, e)
for spec in ("", ".2f", "e", "g", "10", "<12", "^14.1f", "+.1f", ",.1f", ".3", "10.2e", "#.0f", "G", "_f", "n"):
    print(repr(spec), f"{1234.5 - 2.25j:{spec}}|")
for spec in ("d", "05", "=10", "%", "s", "x", "zs"):
    try:
        print(spec, format(1j, spec))
    except ValueError as e:
        print(spec, e)

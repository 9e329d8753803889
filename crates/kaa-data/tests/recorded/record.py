"""Records what the Python that runs this prints, as tables for the tests: python3.14 tests/recorded/record.py [NAME…]"""
import os
import random
import sys

sys.set_int_max_str_digits(4300)
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")
TABLES = {}
LIMIT = 2500  # rows kept of a table, chosen at random


def table(function):
    TABLES[function.__name__] = function
    return function


def escape(field):
    return "".join(c if " " <= c <= "~" and c != "\\" else f"\\{{{ord(c):x}}}" for c in str(field))


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return f"!{type(e).__name__}: {e.args[0] if type(e) is KeyError else e}"


SAMPLES = [
    "", "a", "A", "abc", "Hello World", "hello, world foo", "ÄÖÜ straße", "ΑΣ", "ΑΣΑ Σ", "Σ", "ὈΔΥΣΣΕΎΣ", "\u01c5abc",
    "ŉ ﬁ ﬀx", "İstanbul", "ıI", "\ud800x\udc00", "\ud83d\ude00", "😀 x 😀😀 y", "  lead", "trail \t\n", " \u2003x\u2003 ",
    "a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l\n", "\n\n", "\r\n\r\n", "aaa", "aaaa", "abababab", "x,y,,z,", ",", ",,",
    "1234", "٣٤٥", "²³", "½", "一二", "12a", "_id9", "9id", "naïve", "日本語テキスト", "don't STOP", "they're Bill's",
    "ʰa ʰA", "A͏Σ", "AΣ\u0345b", "AΣ\u0345", "a\tb\tc", "ab\tcde\tf\n\tx", "é\té", "-42", "+x", "\x00\x7f", "ﬃ", "ß", "ẞ",
    "\u1f88\u1f80", "TITLE Case Here", "Title Case Here", "Title case", "1A b", "\u10d0\u1c90", "\u0345a",
]


@table
def str_unary():
    names = ["upper", "lower", "title", "capitalize", "swapcase", "casefold", "isalpha", "isalnum", "isdecimal", "isdigit",
             "isnumeric", "isspace", "isprintable", "isidentifier", "isupper", "islower", "istitle", "strip", "lstrip",
             "rstrip", "split", "rsplit", "splitlines", "expandtabs"]
    for s in SAMPLES:
        for name in names:
            result = getattr(s, name)()
            yield name, s, "|".join(result) if isinstance(result, list) else result
        yield "splitlines_keep", s, "|".join(s.splitlines(True))
        for n in (0, 1, 2, 5):
            yield f"split{n}", s, "|".join(s.split(None, n))
            yield f"rsplit{n}", s, "|".join(s.rsplit(None, n))
            yield f"expandtabs{n}", s, s.expandtabs(n)
            yield f"zfill{n}", s, s.zfill(n)
            yield f"center{n}", s, s.center(n, "é")
            yield f"ljust{n}", s, s.ljust(n)
            yield f"rjust{n}", s, s.rjust(n, "*")
        for i in range(-1, 6):
            for step in (1, 2, -1, -3):
                yield f"slice{step}", i, s, s[i::step]


@table
def str_binary():
    needles = ["", "a", "aa", "ab", " ", ",", "x", "\n", "é", "\ud800", "😀", "Σ", "World", "lo"]
    for s in SAMPLES:
        for n in needles:
            for lo, hi in ((0, 99), (1, 3), (-3, -1), (2, 1), (50, 99), (len(s), 99)):
                yield "find", lo, hi, s, n, s.find(n, lo, hi)
                yield "rfind", lo, hi, s, n, s.rfind(n, lo, hi)
                yield "count", lo, hi, s, n, s.count(n, lo, hi)
                yield "startswith", lo, hi, s, n, s.startswith(n, lo, hi)
                yield "endswith", lo, hi, s, n, s.endswith(n, lo, hi)
            for m in (-1, 0, 1, 2):
                yield "replace", m, 0, s, n, s.replace(n, "<é>", m)
                if n:
                    yield "split", m, 0, s, n, "|".join(s.split(n, m))
                    yield "rsplit", m, 0, s, n, "|".join(s.rsplit(n, m))
            if n:
                yield "partition", 0, 0, s, n, "|".join(s.partition(n))
                yield "rpartition", 0, 0, s, n, "|".join(s.rpartition(n))
            yield "removeprefix", 0, 0, s, n, s.removeprefix(n)
            yield "removesuffix", 0, 0, s, n, s.removesuffix(n)
            yield "strip", 0, 0, s, n, s.strip(n)


@table
def text_repr():
    more = ["'", '"', "'\"", "\\", "\xad\xa0\u200b\u2028", "\U000e0001\U0010ffff", "\t\n\r\x1b", "\x80\xff\u0100"]
    for s in SAMPLES + more:
        yield "repr", s, repr(s)
        yield "ascii", s, ascii(s)
        data = s.encode("utf-8", "surrogatepass")
        yield "bytes", s, repr(data)
        yield "bytearray", s, repr(bytearray(data))


@table
def hashes():
    """Recorded with PYTHONHASHSEED=0 and 42, in children."""
    import subprocess
    for seed in (0, 1, 42, 4294967295):
        code = f"import sys; sys.path.insert(0, {os.path.dirname(os.path.abspath(__file__))!r}); import record; record.print_hashes()"
        done = subprocess.run([os.environ.get("PYTHON", sys.executable), "-c", code], env={**os.environ, "PYTHONHASHSEED": str(seed)},
                              stdout=subprocess.PIPE, check=True)
        for i, line in enumerate(done.stdout.decode().splitlines()):
            yield seed, *SAMPLES[i:i + 1], *line.split()
    for numbers in [(), (1,), (1, 2, 3), (-1, -2), (0,) * 50, tuple(range(100)), (2**61 - 2, 5)]:
        yield "tuple", *map(hash, numbers), hash(numbers)
        yield "frozenset", *map(hash, frozenset(numbers)), hash(frozenset(numbers))


def print_hashes():
    for s in SAMPLES:
        print(hash(s), hash(s.encode("utf-8", "surrogatepass")))


INTS = [0, 1, -1, 2, 3, -3, 7, 10, -10, 63, 64, 255, 256, -128, 2**31, 2**53, 2**53 + 1, 2**62, -2**62, 2**63 - 1, 2**63, -2**63,
        -2**63 - 1, 2**64, 10**20, -10**25 + 7, 3**100, 2**200 - 1, -2**200, 10**308, 2**1023, 2**1024 - 2**970, 2**1024 - 2**970 - 1,
        2**1024, 10**400, -10**400 + 1, 12345, 25, 35, -25, 15, 5, 1250, 2**61 - 1, 2**61, 2**61 - 2]
FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 0.125, 0.375, 1e-5, 1e-4, 0.00012345, 123456.789, 1e15, 1e16, 1.5e16, 1e17, 1e22,
          1e23, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, float("inf"), float("-inf"), float("nan"), 3.0, -7.25,
          9007199254740993.0, 2.0**63, -2.0**63, 2.0**64, 1e100, 1e-100, 3.141592653589793, 2.675, 1.005, 0.045, 45.5, 1e300, 99.9999, 9.5, 1234.5]


def pairs(values, count):
    for _ in range(count):
        yield random.choice(values), random.choice(values)


@table
def int_ops():
    for a, b in pairs(INTS, 1500):
        yield "floordiv", a, b, attempt(lambda: a // b)
        yield "mod", a, b, attempt(lambda: a % b)
        yield "truediv", a, b, attempt(lambda: repr(a / b))
        small = random.choice([0, 1, 2, 3, 5, 17, 64, 65, 100, -1])
        yield "lshift", a, small, attempt(lambda: a << small)
        yield "rshift", a, small, attempt(lambda: a >> small)
        if small >= 0 and a.bit_length() * small < 3000:
            yield "pow", a, small, attempt(lambda: a ** small)
        yield "powmod", a, small, b, attempt(pow, a, small, b)
        yield "powmod", small, a % 1000, b, attempt(pow, small, a % 1000, b)
        r = random.randrange(0, 30)
        yield "round", a, r, round(a, -r)
    for a in INTS:
        yield "bits", a, 0, f"{a.bit_length()} {a.bit_count()} {hash(a)}"
        yield "float", a, 0, attempt(lambda: repr(float(a)))
        for base in (2, 8, 16):
            yield "prefixed", a, base, {2: bin, 8: oct, 16: hex}[base](a)
        for n in (1, 2, 8, 9, 26):
            for flags, order, signed in ((0, "little", False), (1, "big", False), (2, "little", True), (3, "big", True)):
                result = attempt(lambda: a.to_bytes(n, order, signed=signed))
                yield "to_bytes", n, flags, a, result.hex() if isinstance(result, bytes) else result
                if isinstance(result, bytes):
                    yield "from_bytes", flags, result.hex(), int.from_bytes(result, order, signed=signed)


@table
def int_parse():
    texts = ["0", "1", "-1", "+7", " 12 ", "\t\n5\x0b", "1_000", "1__0", "_1", "1_", "", " ", "-", "+-1", "0x1f", "0X_1F", "0x", "0x_", "0b101",
             "0o17", "07", "00", "0_0", "0_7", "1e5", "zz", "Zz", "9" * 30, "-" + "9" * 19, "9223372036854775808", "-9223372036854775808",
             "١٢", "\u20031\u2003", "1\x00", "\ud800", "é", "1 2", "0b2", "0o8", "0xg", "- 1", "\x1c1", "\x851", "f" * 250, "0x-1", "1" * 4300,
             "1" * 4301]
    for t in texts:
        for base in (10, 0, 2, 8, 16, 36, 37, 1, -1, 3) if len(t) < 1000 else (10, 2):
            yield base, t, attempt(lambda: hash(int(t, base)))


@table
def float_ops():
    for a, b in pairs(FLOATS, 1200):
        yield "truediv", repr(a), repr(b), attempt(lambda: repr(a / b))
        yield "floordiv", repr(a), repr(b), attempt(lambda: repr(a // b))
        yield "mod", repr(a), repr(b), attempt(lambda: repr(a % b))
        yield "divmod", repr(a), repr(b), attempt(lambda: repr(divmod(a, b)))
        yield "pow", repr(a), repr(b), attempt(lambda: repr(a ** b))
        n = random.choice(INTS)
        yield "compare", n, repr(b), f"{n < b} {n == b} {n > b}"
        d = random.choice([0, 1, 2, 3, 5, 10, 15, 17, 20, 300, 324, 400, -1, -2, -5, -15, -16, -17, -100, -308, -309])
        yield "round", d, repr(a), attempt(lambda: repr(round(a, d)))
        x = round(random.uniform(-1000, 1000), random.randrange(4))
        yield "round", d, repr(x), attempt(lambda: repr(round(x, d)))
    for a in FLOATS:
        yield "int", 0, repr(a), attempt(int, a)
        yield "round0", 0, repr(a), attempt(round, a)
        yield "ratio", 0, repr(a), attempt(lambda: "%d %d" % a.as_integer_ratio())
        yield "hash", 0, repr(a), "None" if a != a else hash(a)
        yield "hex", 0, repr(a), a.hex()


def random_float():
    import struct
    return struct.unpack("<d", random.randbytes(8))[0]


@table
def float_text():
    floats = FLOATS + [random_float() for _ in range(200)] + [random.uniform(-100, 100) for _ in range(50)]
    floats = floats + [i / 8 for i in range(-20, 40)]
    for x in floats:
        yield "repr", x.hex(), repr(x)
        yield "parse", x.hex(), repr(x)
        yield "fromhex", x.hex(), repr(x)
        for code in "efgEFG":
            for precision in (None, 0, 1, 2, 3, 6, 10, 17, 25, 60):
                for alt in ("", "#"):
                    if random.random() < 0.2:
                        spec = f"{alt}" + ("" if precision is None else f".{precision}") + code
                        yield "format", x.hex(), alt, 6 if precision is None else precision, code, format(x, spec)
    for t in ["", " ", "1", "1.", ".5", ".", "e5", "1e5", "1E+5", "1e", "1e+", "+1.5", "-.5", "--1", "inf", "-Infinity", "nan", "+nan", "INF", "infin",
              " 1.5\n", "1_0", "1__0", "_1", "1_", "1_.5", "1._5", "1.5_5", "1e1_0", "1_e5", "0x1p3", "1e400", "-1e400", "1e-400", "٣.٥", "\u20031",
              "\x1c1", "\x851", "1\x00", "é", "\ud8001", "1" * 400, "0." + "0" * 400 + "1", "9007199254740993", "1.7976931348623159e308",
              "in_f", "n_an", "1 2", "1f", "1d"]:
        yield "float", t, attempt(lambda: repr(float(t)))
    for t in ["0x1.8p1", "1.8", "-0x.8p-3", "0x1", "0x", "", "p1", "0x1p", "0x1p+5", "0x1p1024", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023",
              "0x0.0000000000001p-1022", "0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x3p-1075", "0x1.00000000000008p0", "0x1.000000000000080001p0",
              "0x1.00000000000018p0", "inf", "-inf", "nan", "Infinity", " 0x1 ", "1__0", "0x1..0", "0x1p5x", "0x" + "f" * 40, "0x0.00000" + "f" * 40,
              "0x0p99999999999999999999", "0x1p99999999999999999999", "0x1p-99999999999999999999", "é", "abc", "infinit"]:
        yield "from_hex", t, attempt(lambda: repr(float.fromhex(t)))


PARTS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -3.0, 1e200, 1e-200, 1e308, float("inf"), float("-inf"), float("nan"), 100.0, 2.5, 0.1]


@table
def complex_ops():
    import operator
    for _ in range(900):
        a, b = (complex(random.choice(PARTS), random.choice(PARTS)) for _ in "ab")
        if random.random() < 0.3:
            b = complex(float(random.randrange(-8, 9)), 0.0)
        x = random.choice(PARTS)
        fields = [repr(v) for v in (a.real, a.imag, b.real, b.imag, x)]
        ops = [("add", lambda: a + b), ("sub", lambda: a - b), ("mul", lambda: a * b), ("div", lambda: a / b), ("pow", lambda: a ** b),
               ("addr", lambda: a + x), ("subr", lambda: a - x), ("rsub", lambda: x - a), ("mulr", lambda: x * a), ("divr", lambda: a / x),
               ("rdiv", lambda: x / a), ("neg", lambda: -a), ("abs", lambda: abs(a))]
        for name, op in random.sample(ops, 5):
            yield name, *fields, attempt(lambda: repr(op()))
    for t in ["", "1", "1j", "j", "-j", "+J", "1+j", "1-2j", "1+2", "(1+2j)", " ( 1+2j ) ", "(1", "1)", "inf", "infj", "nan-infj", "1e5j", "1e5+1e-5j",
              "1_0+2_0j", "1__0j", "1 + 2j", "1+-2j", "--j", "1j1", "jj", "1+2jj", "()", ".5j", ".j", "1e", "1ej", "٣j", "\u20031j", "infinity+infinityj",
              "1+infj", "(j)", "((1))", "1+", "+", "1j+2", "1.5.5", "é", "-0-0j", "-0j", "0", "1e400", "nanj"]:
        yield "parse", t, attempt(lambda: repr(complex(t)))


def random_spec():
    pick = lambda odds, options: random.choice(options) if random.random() < odds else ""
    return (pick(.3, ["<", ">", "^", "=", "*<", "é^", "0=", "=>", "{>", "0<"]) + pick(.3, list("+- ")) + pick(.1, "z") + pick(.2, "#")
            + pick(.3, "0") + pick(.5, ["1", "5", "12", "20", "33"]) + pick(.3, list(",_")) + pick(.4, [".0", ".1", ".3", ".10", ".25", ".", ".5,", ".7_", "._"])
            + pick(.7, list("bcdeEfFgGnosxX%") + ["q", "é", "dd", ",", "_", "\x00"]))


@table
def formats():
    fixed = ["\ud800<7", ".99999999999999999999", "99999999999999999999", "_,", ",_", ".3,_", ".2147483648f", "", "٣", "<<", "<", "5x5", "\x7f", "\x1f", "!"]
    values = {"int": [0, 1, -1, 42, -42, 255, 1234567, -1234567, 2**70, -2**70, 65, 0x20ac, 0xd800, 10**400],
              "float": FLOATS, "str": ["", "ab", "héllo", "\ud800x", "日本語"],
              "complex": [complex(random.choice(PARTS), random.choice(PARTS)) for _ in range(12)] + [1234.5 - 0.01j, 1j, -0j]}
    for kind, all_values in values.items():
        for i in range(900):
            spec = random.choice(fixed) if i < 60 else random_spec()
            v = random.choice(all_values)
            shown = f"{v.real!r} {v.imag!r}" if kind == "complex" else v.hex() if kind == "float" else v
            yield kind, spec, shown, attempt(format, v, spec)


@table
def templates():
    import _string
    texts = ["", "a", "{", "}", "{}}", "{{}", "{0", "{!r}", "{!}", "{!rx}", "{!r:5}", "{:{}}", "{:{:{}}}", "{0}{}", "{a.}", "{a[}", "{a[]}", "{a[0]x}",
             "{0.", "{0[a}", "{ 0}", "{:{", "{:}}", "{!r", "{!", "{a!r:>{b}}", "{a{b}}", "{0:{b}", "a{{b}}c{d}e", "}}", "{{", "{a[b}c]}", "{a[:!]}",
             "é{é!é:é}é", "{0!\ud800}x", "{a[[b]}", "x{y}z{", "{a]}", "{:}", "{a:b:c}", "{a!s:!}", "{a[b]c]!r:}"]
    for t in texts:
        parts = []
        try:
            for literal, name, spec, conversion in _string.formatter_parser(t):
                parts.append(f"{literal}|{name}|{spec}|{conversion}")
        except ValueError as e:
            parts.append(f"!{e}")
        yield "pieces", t, "~".join(parts)
    for t in ["a", "0", "a.b", "a[0]", "a[b].c", "", ".a", "[0]", "a..b", "a.", "a[", "a[]", "a[0]x", "0x", "٣", "00", "-1", "a[0", "9" * 20, "a[00]",
              "a[٣]", "a[b].c[1][-1]", "a[" + "9" * 20 + "]", "a.b]", "a]b", "é.é[é]"]:
        parts = []
        try:
            first, rest = _string.formatter_field_name_split(t)
            parts.append(repr(first))
            for is_attribute, key in rest:
                parts.append(f"{is_attribute}:{key!r}")
        except ValueError as e:
            parts.append(f"!{e}")
        yield "names", t, "~".join(parts)


@table
def percents():
    ints = [0, 1, -1, 42, -255, 2**70, -2**65]
    for _ in range(1500):
        flags = "".join(random.sample("-+ #0", random.randrange(4)))
        width = random.choice(["", "", "1", "5", "12", "30"])
        precision = random.choice(["", "", ".", ".0", ".1", ".4", ".20"])
        letter = random.choice("diuoxXeEfFgGsrac")
        v = random.choice(ints) if letter in "diuoxX" else random.choice(FLOATS) if letter in "eEfFgG" else random.choice(SAMPLES)
        if letter == "c":
            v = random.choice("aé😀")
        text = f"%{flags}{width}{precision}{letter}"
        yield "value", text, v.hex() if isinstance(v, float) else v, text % (v,)
    for t in ["%", "a%", "%5", "%-", "%(", "%(a", "%(a)", "%(a(b)c)s", "%z", "%é", "ab%5%", "%l%", "%lld", "%.", "%.x%%", "%é%", "%99999999999999999999d",
              "%.99999999999999999999d", "%.2147483648d", "x%ld|%hd|%Ld", "é%z"]:
        yield "error", t, attempt(lambda: t % {"a": 1, "a(b)c": 2}), attempt(lambda: t % (16, 16, 16)[:t.replace("%%", "").count("%")])


@table
def packs():
    import struct
    ints = INTS + [127, 128, -129, 32767, 32768, -32769, 65535, 65536, 2**32 - 1, 2**32]
    floats = FLOATS + [65504.0, 65519.99, 65520.0, 6e-8, 2.9e-8, 3e-8, 2.0**-25, 2.0**-24 * 1.5, 6.1e-5, 1 + 2**-11, 1 + 3 * 2**-11, 3.4028235677973366e38, 3.5e38]
    for letter in "bBhHiIlLqQnNPefd?":
        for order in ("<", ">") if letter not in "nNP" else ("@",):
            for v in ints if letter not in "efd?" else [True, False] if letter == "?" else floats:
                packed = attempt(struct.pack, order + letter, v)
                if isinstance(packed, bytes):
                    back = struct.unpack(order + letter, packed)[0]
                    yield order, letter, repr(v), packed.hex(), repr(back)
                else:
                    yield order, letter, repr(v), packed.replace("!error", "!struct.error"), ""


CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii", "latin-1", "unicode_escape",
          "raw_unicode_escape", "cp1252"]
HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"]


def codec_attempt(function, *args):
    try:
        return function(*args)
    except UnicodeError as e:
        return f"!{e.encoding} {e.start} {e.end} {e.reason}"
    except TypeError as e:
        return f"!TypeError: {e}"


@table
def codec_table():
    from encodings import cp1252
    yield cp1252.decoding_table,


@table
def codecs():
    import _codecs
    import warnings
    warnings.simplefilter("ignore")
    chunks = [b"abc", b"\xff", b"\xed\xa0\x80", b"\xed\xb2\x80", b"\xc3\xa9", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xf0\x9f\x98", b"\xe2\x82", b"\xc3", b"\x80",
              b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe0\x80\x80", b"\x00\xd8", b"\xd8\x00", b"\x00\xdc", b"\xdc\x00", b"\xff\xfe", b"\xfe\xff", b"a\0", b"\0a",
              b"\xef\xbb\xbf", b"\0\0\0a", b"a\0\0\0", b"\0\xd8\0\0", b"\0\0\xd8\0", b"\x81", b"\\", b"\\x", b"\\x4", b"\\x41", b"\\u", b"\\u00e", b"\\u20ac",
              b"\\ud800", b"\\U0001f600", b"\\U00110000", b"\\N", b"\\N{", b"\\N{EURO SIGN}", b"\\N{nope}", b"\\N{LF}", b"\\N{}", b"\\777", b"\\0", b"\\12", b"\\q", b"\\\n",
              b"\\n\\t\\'", b"\xf5", b"\xc1", b"\xf1\x80\x80", b"\xe1\x80", b"\xee\x80"]
    for i in range(2600):
        codec, handler = random.choice(CODECS), random.choice(HANDLERS)
        escapes = "escape" in codec
        data = b"".join(random.choice(chunks[28:50] if escapes and random.random() < .8 else chunks[:28]) for _ in range(random.randrange(1, 5)))
        yield "decode", codec, handler, data.hex(), codec_attempt(data.decode, codec, handler)
        if codec.startswith("utf-") and codec != "utf-8-sig" or escapes:
            name = codec.replace("-", "_") + "_decode"
            result = codec_attempt(getattr(_codecs, name), data, handler, False)
            if not isinstance(result, str):
                result = f"{result[1]} {result[0]}"
            yield "partial", codec, handler, data.hex(), result
        text = "".join(random.choice(["a", "é", "€", "😀", "\ud800", "\udc80", "\udcff", "\x81", "\n", "\\", "\udfff", "Ā", "日本"]) for _ in range(random.randrange(1, 6)))
        result = codec_attempt(text.encode, codec, handler)
        yield "encode", codec, handler, text, result.hex() if isinstance(result, bytes) else result


@table
def float_grid():
    """All pairs of the special values, which random pairs may miss."""
    inf, nan = float("inf"), float("nan")
    special = [0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0, 2.5, -3.0, 5e-324, -1e308, 1e308, inf, -inf, nan]
    for a in special:
        for b in special:
            yield "pow", repr(a), repr(b), attempt(lambda: repr(a ** b))
            yield "divmod", repr(a), repr(b), attempt(lambda: repr(divmod(a, b)))
            yield "floordiv", repr(a), repr(b), attempt(lambda: repr(a // b))
            yield "mod", repr(a), repr(b), attempt(lambda: repr(a % b))
            yield "truediv", repr(a), repr(b), attempt(lambda: repr(a / b))


def main():
    for name, function in TABLES.items():
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        random.seed(name)
        with open(os.path.join(HERE, name + ".tsv"), "w", encoding="ascii") as out:
            rows = list(dict.fromkeys("\t".join(map(escape, row)) for row in function()))
            if len(rows) > LIMIT:
                rows = random.sample(rows, LIMIT)
            out.write("".join(row + "\n" for row in rows))


if __name__ == "__main__":
    main()

"""Records what the Python that runs this prints, as tables for the tests: python3.14 tests/recorded/record.py [NAME…]"""
import os
import random
import sys

sys.set_int_max_str_digits(4300)
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")
TABLES = {}
LIMIT = 5000  # rows kept of a table, chosen at random


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

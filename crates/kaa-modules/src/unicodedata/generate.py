# Writes the tables of the module unicodedata: run with CPython 3.14, in this folder. What they hold is told in tables.rs.
import re
import sys
import unicodedata
import zlib

EVERY = range(sys.maxunicode + 1)


def properties(ucd):
    lines, last, start = [], None, 0
    for cp in range(sys.maxunicode + 2):
        row = None
        if cp <= sys.maxunicode:
            c = chr(cp)
            row = (ucd.category(c), ucd.bidirectional(c), ucd.combining(c), ucd.east_asian_width(c), ucd.mirrored(c))
        if row != last:
            if last is not None:
                lines.append(f"{start:x} {cp - 1:x} {last[0]} {last[1] or '-'} {last[2]} {last[3]} {last[4]}")
            last, start = row, cp
    return lines


def decompositions(ucd):
    hangul = range(0xAC00, 0xD7A4)
    return [f"{cp:x} {d}" for cp in EVERY if cp not in hangul and (d := ucd.decomposition(chr(cp)))]


def compositions(ucd):
    lines = []
    for cp in EVERY:
        d = ucd.decomposition(chr(cp)).split()
        if len(d) == 2 and d[0][0] != "<" and ucd.normalize("NFC", chr(int(d[0], 16)) + chr(int(d[1], 16))) == chr(cp):
            lines.append(f"{d[0]} {d[1]} {cp:x}")
    return lines


def numbers(ucd):
    lines = []
    for cp in EVERY:
        c = chr(cp)
        n = ucd.numeric(c, None)
        if n is not None:
            lines.append(f"{cp:x} {ucd.decimal(c, '-')} {ucd.digit(c, '-')} {n!r}")
    return lines


def names():
    lines, ranges = [], []
    for cp in EVERY:
        name = unicodedata.name(chr(cp), None)
        if name is None or 0xAC00 <= cp < 0xD7A4:
            continue
        m = re.fullmatch(r"(.*-)%04X" % cp, name)
        if not m:
            lines.append(f"{cp:x} {name}")
        elif ranges and ranges[-1][1] == cp - 1 and ranges[-1][2] == m[1]:
            ranges[-1][1] = cp
        else:
            ranges.append([cp, cp, m[1]])
    return lines, [f"{a:x} {b:x} {prefix}" for a, b, prefix in ranges]


def write(filename, sections):
    text = "\n\n".join("\n".join(lines) for lines in sections)
    with open(filename, "wb") as f:
        f.write(zlib.compress(text.encode(), 9))


for filename, ucd in (("current.bin", unicodedata), ("old.bin", unicodedata.ucd_3_2_0)):
    write(filename, [properties(ucd), decompositions(ucd), compositions(ucd), numbers(ucd)])
write("names.bin", names())

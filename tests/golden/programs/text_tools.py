"""Word wrap, columns, run-length and Huffman coding, edit distance, pattern search, Roman numerals."""
TEXT = "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife."


def wrap(text, width):
    line = ""
    for w in text.split():
        if line and len(line) + 1 + len(w) > width:
            yield line
            line = w
        else:
            line = f"{line} {w}".strip()
    yield line


for line in wrap(TEXT, 30):
    print(f"|{line:^30}|")


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(f"{j - i if j - i > 1 else ''}{s[i]}")
        i = j
    return "".join(out)


def unrle(s):
    n, out = "", ""
    for c in s:
        if c.isdigit():
            n += c
        else:
            out += c * int(n or 1)
            n = ""
    return out


print(rle("aaabccdddd"), unrle(rle("aaabccdddd")) == "aaabccdddd")


def huffman(text):
    counts = {c: text.count(c) for c in text}
    heap = sorted((n, c, None) for c, n in counts.items())
    while len(heap) > 1:
        a, b = heap[0], heap[1]
        heap = sorted(heap[2:] + [(a[0] + b[0], min(a[1], b[1]), (a, b))], key=lambda e: e[:2])
    codes = {}

    def walk(node, prefix):
        if node[2] is None:
            codes[node[1]] = prefix or "0"
        else:
            walk(node[2][0], prefix + "0")
            walk(node[2][1], prefix + "1")
    walk(heap[0], "")
    return codes


codes = huffman(TEXT)
bits = "".join(codes[c] for c in TEXT)
print(len(bits), len(TEXT) * 8, sorted(codes.items(), key=lambda p: (len(p[1]), p[0]))[:4])
decode, word, back = {v: k for k, v in codes.items()}, "", ""
for b in bits:
    word += b
    if word in decode:
        back += decode[word]
        word = ""
print(back == TEXT)


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


print(distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"))


def match(p, s):
    if not p:
        return not s
    first = bool(s) and p[0] in (s[0], ".")
    if p[1:2] == "*":
        return match(p[2:], s) or first and match(p, s[1:])
    return first and match(p[1:], s[1:])


print([match(p, s) for p, s in (("a*b", "aaab"), (".*", "xyz"), ("a.c", "abc"), ("a*", "b"), ("", ""), ("x*y*z*", "xxz"), ("a.*d", "abcd"))])


def roman(n):
    out = ""
    for v, r in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")):
        while n >= v:
            out, n = out + r, n - v
    return out


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026, 3999)])
vowels = str.maketrans("aeiou", "*****")
print(TEXT[:30].translate(vowels), TEXT.title()[:30], "".join(c for c in TEXT if c.isupper()), TEXT.count("a"), TEXT.split(",")[1].strip().partition(" ")[2][:10])
print(*("".join(row) for row in zip(*[iter("abcdefghi")] * 3)), sep="/")

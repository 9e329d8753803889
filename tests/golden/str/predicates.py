"""The is… methods."""
texts = ["", "abc", "ABC", "a1", "12", "½", "²", "٣", "Ⅷ", "一", "a b", " ", "\t\n", "\u00a0", "\u2028", "é", "a_b", "1a", "_", "class", "\x00", "\x7f", "\u200b", "🎉", "\ud800", "a-b", "ª", "Ab Cd", "ǅ", "\u0345", "\x85", "９"]
names = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isprintable", "isidentifier", "isascii", "islower", "isupper", "istitle"]
for t in texts:
    print(ascii(t), "".join("Y" if getattr(t, n)() else "." for n in names))
try:
    "a".isalpha(1)
except TypeError as e:
    print(e)

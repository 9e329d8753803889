"""Case methods on ASCII and beyond."""
texts = ["", "hello world", "Hello World", "HELLO", "hELLO wORLD 1a", "straße", "ǆ ﬁ ŉ", "ΑΣΣ ΑΣ ς", "İstanbul ı", "they're bill's friends", "x1y2 z_a-b", "ÀÉÎ õ", "ᾳ ΐ", "ﬀ", "Ⅷ ⅷ", "中文 abc", "a\u0301É"]
for t in texts:
    print(repr(t), repr(t.upper()), repr(t.lower()), repr(t.title()), repr(t.capitalize()), repr(t.swapcase()), repr(t.casefold()), t.isupper(), t.islower(), t.istitle(), len(t.upper()))

"""encode and decode, error handlers."""
text = "aé€🎉\ud800z"
for enc in ("utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "utf-8-sig", "unicode_escape", "raw_unicode_escape", "utf-7"):
    for err in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogatepass", "surrogateescape", "namereplace"):
        try:
            print(enc, err, text.encode(enc, err))
        except (UnicodeError, LookupError) as e:
            print(enc, err, type(e).__name__, ascii(str(e)))
    print(enc, "aé".encode(enc).decode(enc) if enc != "ascii" else "-")
data = b"a\xc3\xa9\xff\xe2\x82z\xed\xa0\x80"
for enc in ("utf-8", "ascii", "latin-1", "utf-16-le", "cp1252", "unicode_escape"):
    for err in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"):
        try:
            print(enc, err, ascii(data.decode(enc, err)))
        except (UnicodeError, LookupError) as e:
            print(enc, err, type(e).__name__, e)
for args in (("nope",), ("utf-8", "nope"), (5,), ("utf-8", 5), ("utf\0",)):
    for f in (lambda: "é\ud800".encode(*args), lambda: b"\xff".decode(*args)):
        try:
            print(args, f())
        except Exception as e:
            print(args, type(e).__name__, e)
print("é".encode("UTF8"), "é".encode("Utf_8"), "é".encode("latin_1"), "é".encode("L1"), "é".encode("iso-8859-1"), "x".encode("US-ASCII"), "".encode(), b"".decode(), "a".encode(encoding="ascii", errors="strict"))

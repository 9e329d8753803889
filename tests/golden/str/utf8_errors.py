"""Where a wrong UTF-8 sequence begins and ends."""
for data in (b"\x80", b"a\xff", b"\xc3", b"\xc3(", b"\xe2\x82", b"\xe2(\xa1", b"\xe2\x28", b"\xf0\x9f\x8e", b"\xf0\x28\x8c\x28", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xf8\x88", b"\xe0\x80\x80", b"ok\xc3\xa9\xe9", b"\xef\xbb\xbfx", b"\xf5", b"\xc3\xc3\xa9", b"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41"):
    try:
        print(data, data.decode())
    except UnicodeDecodeError as e:
        print(data, e, e.start, e.end, e.reason, e.encoding, ascii(data.decode("utf-8", "replace")), ascii(data.decode("utf-8", "backslashreplace")), data.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") == data)

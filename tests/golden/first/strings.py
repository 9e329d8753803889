s = "hello"
print(s, s + " world", s * 2, len(s), s[0], s[-1], s[1:3], s == "hello", "ell" in s)
print('it\'s', "tab\t|", "é", s.upper(), f"{s}!")

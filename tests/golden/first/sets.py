s = {1, 2, 3}
s.add(2)
print(s, len(s), 2 in s, 5 in s, s | {4}, s & {1})

print(len("abc"), abs(-5), min(3, 1, 2), max([1, 5, 2]), sum([1, 2, 3]), sorted([3, 1, 2]), list(reversed([1, 2])))
print(list(enumerate("ab")), list(zip([1, 2], "ab")), list(map(str, [1, 2])), list(filter(None, [0, 1])), any([0, 1]), all([1, 0]))
print(int("42"), float("1.5"), str(5), bool(""), chr(65), ord("A"), repr("x"), type(5), isinstance(5, int), callable(len), hex(255), round(2.5), divmod(7, 2), pow(2, 3))

print(1 < 2, 2 <= 1, 1 == 1.0, 1 != 2, "a" < "b", print is None, None is None, 1 < 2 < 3, not True)

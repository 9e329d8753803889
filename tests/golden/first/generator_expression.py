print(sum(x * x for x in range(5)), list(x for x in "abc"), max(len(w) for w in ["a", "bcd"]))

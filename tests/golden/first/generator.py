def g():
    yield 1
    yield 2
    return 3


print(list(g()))
for x in g():
    print(x)
it = g()
print(next(it), next(it), next(it, "end"))

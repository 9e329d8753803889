"""asend, athrow and aclose objects dropped without a step are warned about."""
async def ag():
    yield 1


g = ag()
g.asend(None)
print("asend")
g.__anext__()
print("anext")
g.athrow(ValueError)
print("athrow")
g.aclose()
print("aclose")
a = g.asend(None)
a.close()
del a
print("closed asend: no warning")

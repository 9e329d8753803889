"""A generator runs up to each yield and stops there; the end raises StopIteration."""
def count(n):
    print("start")
    for i in range(n):
        print("before", i)
        yield i
        print("after", i)
    print("end")


g = count(2)
print(type(g).__name__, iter(g) is g)
print(next(g))
print(g.__next__())
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
for _ in range(2):
    try:
        next(g)
    except StopIteration as e:
        print("stop again", e.value, e.args)
print(next(g, "default"))
print(list(count(0)))
print([x * x for x in count(3)])

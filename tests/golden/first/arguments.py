def f(a, b=2, *args, c=3, **kw):
    return a, b, args, c, kw


print(f(1), f(1, 5), f(1, 2, 3, 4), f(1, c=9), f(a=1, z=5), f(*[1, 2, 3], **{"c": 4}))

print((lambda x: x * 2)(4))
f = lambda a, b=1: a + b
print(f(1), f(1, 2))

def f():
    return 1 / 0


print("before")
try:
    f()
finally:
    print("cleanup")

def g():
    try:
        yield 1
    finally:
        print("closed")


it = g()
next(it)
it.close()
it = g()
next(it)
del it
print("end")

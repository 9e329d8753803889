class M:
    def __enter__(self):
        print("enter")
        return 5

    def __exit__(self, *a):
        print("exit", a[0] is None)
        return True


with M() as m:
    print(m)
with M():
    raise ValueError
print("after")

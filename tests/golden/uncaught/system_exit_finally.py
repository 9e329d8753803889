"""finally blocks and finalisers run before the exit."""
class A:
    def __del__(self):
        print("del A")


def f():
    a = A()
    try:
        raise SystemExit(5)
    finally:
        print("finally")


try:
    f()
except Exception:
    print("not an Exception")

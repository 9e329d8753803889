"""sys.exception and sys.exc_info in nested handlers."""
import sys


def now():
    return repr(sys.exception())


print(now(), sys.exc_info())
try:
    raise ValueError(1)
except ValueError:
    print(now(), sys.exc_info()[0].__name__, sys.exc_info()[2] is sys.exception().__traceback__)
    try:
        raise KeyError(2)
    except KeyError:
        print(now())
    print(now())

    def f():
        print("in function", now())
        try:
            raise OSError
        except OSError:
            print("in f", now())
        print("after", now())
    f()
    print([now() for _ in range(1)], (lambda: now())())

    class C:
        print("class body", now())
print(now())
try:
    pass
finally:
    print("finally without error", now())
try:
    try:
        raise IndexError
    finally:
        print("finally with error", now())
except IndexError:
    pass


def returning():
    try:
        raise ValueError
    except ValueError:
        return now()


print(returning(), now())
for i in range(2):
    try:
        raise ValueError(i)
    except ValueError:
        print(now())
        continue
print(now())


class M:
    def __enter__(self):
        print("enter", now())

    def __exit__(self, *a):
        print("exit", now())
        return True


with M():
    raise TypeError("t")
print(now())
try:
    raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
except* ValueError:
    print(now())
except* KeyError:
    print(now())
print(now())

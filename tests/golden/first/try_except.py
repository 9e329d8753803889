try:
    1 / 0
except ZeroDivisionError as e:
    print("caught", e)


def f(n):
    try:
        if n == 0:
            raise ValueError("zero")
        return "ok"
    except ValueError as e:
        return "handled " + str(e)
    finally:
        print("finally", n)


print(f(0))
print(f(1))

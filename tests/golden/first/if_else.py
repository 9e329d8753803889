def sign(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    else:
        return "positive"


print(sign(-5), sign(0), sign(5), "yes" if 1 else "no")
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, not 0)

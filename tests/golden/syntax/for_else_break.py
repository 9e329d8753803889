"""for and while with else, break and continue at every nesting."""
def search(rows, wanted):
    for i, row in enumerate(rows):
        for j, v in enumerate(row):
            if v == wanted:
                break
        else:
            continue
        break
    else:
        return "not found"
    return i, j


rows = [[1, 2], [3, 4], [], [5]]
print([search(rows, n) for n in range(1, 7)])
n, out = 10, []
while n:
    n -= 1
    if n % 2:
        continue
    if n == 2:
        break
    out.append(n)
else:
    out.append("else")
print(out, n)
while False:
    pass
else:
    print("else of while False")
for x in []:
    pass
else:
    print("else of empty")
try:
    print(x)
except NameError:
    print("x was never bound")
for i in range(3):
    for j in range(3):
        if j == i:
            break
        print(i, j, end="; ")
    else:
        print("full", end="; ")
print(i, j)
for i in range(5):
    try:
        if i == 1:
            continue
        if i == 3:
            break
    finally:
        print("f", i, end=" ")
else:
    print("never")
print()


def returns():
    for i in range(10):
        while True:
            for j in "ab":
                if i == 2:
                    return i, j
            break


print(returns())
i = 100
for i in range(3):
    i *= 10
print(i)
k = [0]
for k[0] in range(3):
    pass
print(k)

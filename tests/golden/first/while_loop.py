n = 0
while n < 10:
    n += 1
    if n == 3:
        continue
    if n == 6:
        break
    print(n)
else:
    print("never")
while n:
    n -= 1
else:
    print("done", n)

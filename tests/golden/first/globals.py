n = 0


def up():
    global n
    n += 1


up()
up()
print(n)

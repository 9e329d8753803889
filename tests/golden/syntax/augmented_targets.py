"""Augmented assignment to names, attributes, items and slices evaluates the target once."""
log = []


def v(x, label):
    log.append(label)
    return x


class O:
    def __init__(self):
        self.__dict__["n"] = 1

    def __getattribute__(self, name):
        if not name.startswith("__"):
            log.append("get " + name)
        return super().__getattribute__(name)

    def __setattr__(self, name, value):
        log.append(f"set {name} {value}")
        super().__setattr__(name, value)


o = O()
v(o, "object").n += v(5, "value")
print(log)
log.clear()


class I:
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        log.append(f"getitem {k}")
        return self.d.get(k, 10)

    def __setitem__(self, k, val):
        log.append(f"setitem {k} {val}")
        self.d[k] = val


i = I()
v(i, "container")[v("key", "index")] *= v(3, "value")
i[1:2] += 1
i[1, ...] -= 4
print(log)
x = l = [1]
x += [2]
x *= 2
print(l, x is l)
t = u = (1,)
t += (2,)
print(u, t)
s = "a"
s += "b"
s *= 3
n = 5
n **= 2
n //= 3
n %= 5
n <<= 4
n |= 1
n ^= 3
n &= 0xff
n >>= 1
n -= 100
f = 7
f /= 2
print(s, n, f)


class M:
    def __matmul__(self, o):
        return "matmul"

    def __iadd__(self, o):
        return "iadd replaced me"


m = k = M()
m @= 1
k += 1
print(m, k)


def local():
    a = [1, 2]
    a[0] += a[1]
    a[-1] += sum(a)
    b = {"k": [0]}
    b["k"][0] -= 1
    return a, b


print(local())
g = 1


def glob():
    global g
    g += 1


glob()
print(g)
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)
try:
    undefined += 1
except NameError as e:
    print(e)

"""Assignment expressions."""
data = [1, 5, 3, 8]
if (n := len(data)) > 3:
    print("long", n)
while (v := data.pop()) != 5:
    print("popped", v)
print(v, data)
print([y for x in range(6) if (y := x * x) % 2 == 0], y)
print((a := 1, b := 2), a, b, (c := (d := 3) + 1), c, d)


def f(x, *, k=0):
    return x, k


print(f(z := 10), z, f((w := 1), k=(q := 5)), w, q)
print({(k := "key"): (val := "v")}, k, val, [i := 0, i := i + 1, i := i + 1])


def scope():
    def inner():
        nonlocal outer
        return (outer := outer + 1)
    outer = 1
    return inner(), inner(), outer


print(scope())


def globals_too():
    global made_here
    [made_here := i for i in range(3)]


globals_too()
print(made_here)
print(f"{(fs := 'in f-string')}", fs)
s = "text"
print(s[(lo := 1):(hi := 3)], lo, hi, s[p := 0], p)
print(any((hit := x) > 2 for x in [1, 3, 5]), hit)
print(not (t := 0), t, (u := 5) and u)

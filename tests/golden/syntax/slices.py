"""Slicing and subscripts in all forms."""
class S:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)


s = S()
print(s[1], s[1:2], s[:], s[::], s[1::2], s[:5], s[::-1], s[1, 2], s[1:2, ::3], s[...], s[..., 1], s[()], s[1,])
print(s[None:None], s["a":"b"], s[(1, 2)], s[[1]], s[-1:])
s[1:2] = 5
s[1:2, 3] = "x"
del s[::2]
del s[1], s[2]
i, nothing, text = 5, None, "x"
l = list(range(10))
print(l[2:5], l[-3:], l[:-7], l[::3], l[::-1], l[8:2:-2], l[100:], l[-100:3], l[5:5], l[True:3])
l[2:4] = "abc"
print(l)
l[::2] = [0] * len(l[::2])
print(l)
l[5:] = []
del l[1::2]
print(l)
l[1:1] = [7, 8]
print(l, "hello"[1:4], "hello"[::-1], (1, 2, 3)[1:], b"bytes"[2:], range(10)[2:8:3], "abc"[-1])
for bad in (lambda: l["a"], lambda: l[1.0], lambda: l[100], lambda: l[::0], lambda: l["a":], lambda: "s"[5], lambda: (1,)[3],
            lambda: i[0], lambda: l[1, 2], lambda: nothing[0], lambda: {}["k"], lambda: l[None], lambda: text["y"], lambda: b""[0],
            lambda: range(3)[3], lambda: l.__setitem__(slice(0, 4, 2), [1]), lambda: l.__setitem__(50, 1), lambda: l.__delitem__(50)):
    try:
        print(bad())
    except (TypeError, IndexError, KeyError, ValueError) as e:
        print(type(e).__name__, e)
print(slice(1, 2), slice(None, 5, -1), slice(1) == slice(None, 1, None), slice(1, 2).indices(10), slice(None, None, -1).indices(5))
print(slice(1, 2, 3).start, slice(1, 2, 3).stop, slice(1, 2, 3).step, hash(slice(1, 2)) == hash(slice(1, 2)))


class Index:
    def __index__(self):
        return 2


print(l[Index()], "abcdef"[Index():], l[:Index()])

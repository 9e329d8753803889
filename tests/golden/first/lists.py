l = [1, 2, 3]
l.append(4)
l[0] = 10
print(l, len(l), l[1], l[-1], l[1:3], 3 in l, l + [5], [0] * 3)

d = {"a": 1, "b": 2}
d["c"] = 3
print(d, d["a"], len(d), "b" in d, d.get("z"), d.get("z", 0))
for k in d:
    print(k, d[k])
for k, v in d.items():
    print(k, v)
del d["a"]
print(d)

"""A link in the middle of a chain is resumed directly, again and again, between resumptions of the root."""
def leaf(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


def link(g, name):
    result = yield from g
    return name + str(len(result)) if isinstance(result, list) else name + result


base = leaf(12)
links = [base]
for name in "abcdef":
    links.append(link(links[-1], name))
root = links[-1]
print(next(root))
order = [6, 3, 6, 1, 5, 0, 6, 2, 4, 6, 6]
for step, k in enumerate(order):
    try:
        print(k, links[k].send(f"s{step}"), [g.gi_suspended for g in links])
    except StopIteration as e:
        print(k, "stop", e.value)
try:
    root.send("last")
except StopIteration as e:
    print("root", e.value)
print([g.gi_frame for g in links])

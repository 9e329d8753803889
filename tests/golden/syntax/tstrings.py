"""Template strings (PEP 750)."""
name, value = "Kaa", 42
t = t"Hello {name}, {value:>{5}} {value!r:x} {value=} end"
print(type(t).__name__, type(t).__module__)
print(t.strings)
print(t.values)
for i in t.interpolations:
    print(type(i).__name__, i.value, repr(i.expression), i.conversion, repr(i.format_spec))
print(len(t.strings), len(t.interpolations))
print(list(t"{1}{2}"), t"".strings, list(t""), t"{1}{2}".strings)
for part in t"a{name}b{value}":
    print(part if isinstance(part, str) else ("i", part.value))
u = t"x{1}" + t"y{2}z"
print(u.strings, u.values)
for bad in (lambda: t"a" + "b", lambda: "a" + t"b", lambda: t"a" + 1):
    try:
        bad()
    except TypeError as e:
        print(e)
print(t"{name}" == t"{name}", repr(t"a{1}"))
print((t"im" t"plicit{1}").strings, rt"\n{1}".strings)


def html(template):
    out = []
    for item in template:
        match item:
            case str():
                out.append(item)
            case _:
                out.append(str(item.value).replace("<", "&lt;"))
    return "".join(out)


evil = "<script>"
print(html(t"<p>{evil}</p>"))
try:
    t.strings = ()
except AttributeError as e:
    print(type(e).__name__)

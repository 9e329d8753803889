"""f-strings: conversions, specs, nesting, quotes, debugging."""
name, value, width = "Kaa", 3.14159, 10
print(f"{name} {value:.2f} {value:{width}.3f}| {name!r:>{width}} {name!s:^9}|{name!a}")
print(f"{{}} {{{name}}} {'quoted'} {"same quotes"} {f'{f"{1 + 1}"}'}")
print(f"{name=} {value = :.1f} {1 + 2=} {name=!r}", f"{name=} {value = :.1f} {1 + 2=} {name=!s}")
print(f"{[i for i in range(3)]} {({'a': 1})['a']} {(lambda x: x * 2)(4)} {dict(a=1)!r}")
print(f"{1, 2}", f"{*[1, 2], 3}", f"{(x := 5)} {x:=+5}", f"{name.upper()!r}")
print(f"""multi
{name
 }
{
    value:.1f}""")
print(f"{'a' if value > 3 else 'b'} {value > 3} {not value} {value!r:.4}")
print(rf"\n{name}\t", f"\n{name}\t".encode(), f"\N{LATIN SMALL LETTER A} \x41 \u0042 {'\n'!r}")
print("implicit " f"{name}" " concat" f" {1}", f"{''}", f"", f"{' '}|")


class F:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"


print(f"{F()} {F():spec with spaces} {F()!r} {F()!s} {F():{name}-{width}} {F()!r:>6} {F():%Y-%m-%d} {F():{{}}}")
for bad in (lambda: f"{5:s}", lambda: f"{'x':d}", lambda: f"{None:5}", lambda: f"{[]:>5}", lambda: f"{1.5:x}", lambda: f"{missing}"):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)

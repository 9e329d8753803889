"""Format specifications for integers."""
for spec in ("", "d", "5", "<5", ">5", "^6", "=6", "05", "+", "-", " ", "+d", " d", "+08", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "08b", "#010b", "c", "n",
             ",", "_", "_x", "_b", "#_x", "12,", "012,", "020_b", "*^12", "*<8", "e", ".3e", "f", ".1f", "g", "%", ".1%", "z.1f", "=+8", "x=8", "0=8", "<08", "#_b"):
    print(repr(spec), [format(n, spec) for n in (0, 65, -65 if spec != "c" else 66, 123456789 if spec != "c" else 0x1F600)])
for spec in ("s", "5s", "q", ".3", ".3d", ",x", ",b", "+c", "#c", ",c", "_,", ",,", "=,_", "zd", "10.5x", "Z", "1000000000000000000000", "dd", "{}", "-c", "c="):
    try:
        print(spec, format(5, spec))
    except (ValueError, OverflowError) as e:
        print(spec, type(e).__name__, e)
for n in (-1, 0x110000, 2**70):
    try:
        format(n, "c")
    except OverflowError as e:
        print(e)
print(f"{2**100:,} {2**100:_x} {-2**70:#b} {10**20:e} {True} {True:d} {False:5}|{True:x}")

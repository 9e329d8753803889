"""Format specifications for floats."""
values = (0.0, -0.0, 1.0, -1.5, 3.14159265, 1234567.891, 1e-10, 1e20, 123456789.0, 0.00001, 2.5, float("inf"), float("nan"), -float("inf"), 1e-5, 999999.5)
for spec in ("", "f", ".0f", ".1f", ".10f", "#.0f", "e", ".0e", ".3E", "g", ".3g", "#.3g", "G", ".10g", "n", "%", ".1%", "10", "<10", "^10.2f", "=+10.1f", "010.2f", "+", " .2f",
             ",", ",.2f", "_.3f", "z.1f", "z", "+z.0f", ".0", ".1", ".3", ".17", "015,.2f", "*>12.1e", "#", ",.3", "12,.1f", ".2_f", ".6,f", ",.4_f"):
    try:
        print(repr(spec), *[format(v, spec) for v in values], sep="|")
    except ValueError as e:
        print(repr(spec), e)
for spec in ("d", "x", "c", "s", "b", ".f", "..1f", ".-1f", "zx", ",_f", "q", "5.5.5", "=x", ".1000000000000000000000f"):
    try:
        print(spec, format(1.5, spec))
    except (ValueError, OverflowError) as e:
        print(spec, e)
print("%f %.0f %5.1f|%-8.2e|%+g %G %#.0f %010.3f % .2f %.3s" % (1.5, 2.5, 3.14159, 12345.678, 0.0001, 1e-10, 3.0, -2.5, 1.0, 1.23456))
print(f"{1e300:.3f}"[:20], len(f"{1e300:f}"), f"{5e-324:.1100f}"[-20:], f"{0.1:.60f}", f"{2**0.5:.40g}", f"{1e22:.0f}", f"{123456789.987654321:,.5f}")

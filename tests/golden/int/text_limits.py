"""The limit for conversions between int and decimal text."""
import sys

print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
big = 10**5000
for f in (str, repr, lambda n: f"{n}", lambda n: "%d" % n, lambda n: format(n, "d"), print):
    try:
        f(big)
    except ValueError as e:
        print(e)
try:
    int("1" * 5000)
except ValueError as e:
    print(e)
try:
    compile("1" * 5000, "f", "eval")
except SyntaxError as e:
    print(e)
print(len(hex(big)), len(bin(big)), len(oct(big)), len(f"{big:x}"), len(str(10**4299)), len(str(10**4300 - 1)))
print(int("f" * 5000, 16) > 0, int("1" * 5000, 8) > 0)
sys.set_int_max_str_digits(0)
print(len(str(big)), len(str(int("7" * 6000))))
sys.set_int_max_str_digits(640)
try:
    str(10**640)
except ValueError as e:
    print(e)
for bad in (1, 639, -1, "x"):
    try:
        sys.set_int_max_str_digits(bad)
    except (ValueError, TypeError) as e:
        print(e)
sys.set_int_max_str_digits(4300)

"""Layout: semicolons, line continuation, blank lines, comments, one-line blocks."""
a = 1; b = 2; print(a, b)
if a: print("one line"); print("two statements")
else: print("never")
for i in range(2): print(i, end=" "); print("body")
while a: a -= 1; print("while")
def f(): return 5
def g(x): y = x; return y * 2
class C: x = 1; y = x + 1
print(f(), g(3), C.y)
total = 1 + \
    2 + \
    3
print(total, (1 +
      # a comment inside
      2
      ), [
    1,
    2,  # trailing comma
],
)
if (a == 0 and
        b == 2):
    # comment before the statement

    print("long condition")

    # comment after
x = """a
  b
c"""; print(repr(x))
with open("/dev/null") as h: pass
try: 1 / 0
except ZeroDivisionError: print("one-line except")
else: print("no")
finally: print("one-line finally")
pass; pass
def long(a,
         b=2,
         *,
         c,  # comment
         ): return a, b, c
print(long(1, c=3))
@(lambda f: f)

def decorated(): return "blank line after the decorator"
print(decorated())
lambda_ = lambda \
    x: x
print(lambda_(1), "a" "b"
      "c", 'x' \
      'y')
if True:
  if True:
     if True:
      print("odd indentation")
class D:

    # only a comment and a method

    def m(self): return "m"


    pass
print(D().m())
	
print("end")

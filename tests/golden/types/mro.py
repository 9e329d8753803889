"""C3 linearisation and cooperative super."""
class O:
    def who(self):
        return ["O"]


class A(O):
    def who(self):
        return ["A"] + super().who()


class B(O):
    def who(self):
        return ["B"] + super().who()


class C(A, B):
    def who(self):
        return ["C"] + super().who()


class D(B, A):
    def who(self):
        return ["D"] + super().who()


print(C().who(), D().who(), [k.__name__ for k in C.mro()])
for bases in ((A, O), (O, A), (C, D), (A, A), (A, C)):
    try:
        print([k.__name__ for k in type("X", bases, {}).__mro__])
    except TypeError as e:
        print(e)
print(super(A, C()).who(), super(B, C()).who(), super(A, C).who.__qualname__)
s = super(A, C())
print(s.__thisclass__.__name__, type(s.__self__).__name__, s.__self_class__.__name__, repr(s)[:30])


class Meta(type):
    def mro(cls):
        return [cls, B, A, O, object] if cls.__name__ == "Odd" else super().mro()


class Odd(A, metaclass=Meta):
    pass


print([k.__name__ for k in Odd.__mro__], Odd().who())
C.__bases__ = (B, A)
print([k.__name__ for k in C.__mro__], C().who())
try:
    C.__bases__ = ()
except TypeError as e:
    print(e)
try:
    O.__bases__ = (C,)
except TypeError as e:
    print(e)
print([k.__name__ for k in O.__subclasses__()], object.__mro__, int.__mro__, bool.__mro__)

"""Subclasses of str in formatting; __class__ properties that raise; the loader of a script."""
import importlib
class S(str):
    def __str__(self): return 'STR'
    def __format__(self,s): return 'FMT'+s
class T(str):
    def __str__(self): return 'STR'
class U(str):
    def __repr__(self): return 'REPR'
for c in (S,T,U):
    print('{}'.format(c('q')),f"{c('q')}",'%s'%c('q'),'{!s}'.format(c('q')),'{:>4}'.format(c('q')), format(c('q')),str(c('q')),'{!r}'.format(c('q')), "".join([c('q')]))
class I(int):
    def __str__(self): return 'istr'
    def __format__(self,s): return 'ifmt'
print('{}'.format(I(3)),f'{I(3)}','%s'%I(3),'%d'%I(3),'{:d}'.format(I(3)))
class B:
    @property
    def __class__(self): raise ValueError('x')
for f in (lambda:isinstance(B(),int),lambda:isinstance(B(),(str,int)),lambda:issubclass(B(),int)):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
class C:
    @property
    def __class__(self): raise AttributeError('x')
print(isinstance(C(),int))
import functools
def depth(n):
    return functools.reduce(lambda a,b:a+b,[1,2]) if n==0 else functools.reduce(lambda a,b: depth(n-1),[1,2])
print(depth(50))
print(type(__loader__))
class I(int):
    def __str__(self): return 'istr'
class F(float):
    def __str__(self): return 'fstr'
class Z(complex):
    def __str__(self): return 'zstr'
for v in (I(3),F(2.5),Z(1j)): print(format(v),f'{v}','{}'.format(v),f'{v:}', f'{v:>5}' )
class O:
    def __str__(self): return 'ostr'
print(format(O()),f'{O()}')

def body(a, *b, c=1, **d):
    return a


for code in body.__code__, (lambda x=3: print(x)).__code__:
    try:
        exec(code)
    except TypeError as e:
        print(e)
import builtins
for f in body, lambda x=3: print(x):
    try:
        print(builtins.__build_class__(f, "K"))
    except TypeError as e:
        print(e)


class Hook:
    def __getattr__(self, name):
        raise AttributeError("hook")


class Whole:
    def __getattribute__(self, name):
        raise AttributeError


for o in Hook(), Whole():
    try:
        getattr(o, "thing")
    except AttributeError as e:
        print(e.name, e.obj is o, e)
print([list(f.__code__.co_branches()) for f in (depth, body)])

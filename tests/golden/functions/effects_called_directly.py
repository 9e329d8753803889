# Functions that work by effect, called as functions: what the setter returns is not seen.
class A:
    def s(self, v): print("set", v)
    def d(self): print("del")
    p = property(None, s, d)
    def __setattr__(self, n, v):
        x = object.__setattr__(self, n, v)
        print(x)
        return x
    def __delattr__(self, n):
        return object.__delattr__(self, n)
a=A(); a.p=1
del a.p
print(object.__setattr__(a, "p", 3))
print(object.__delattr__(a, "p"))
print(A.p.__set__(a, 4), A.p.__delete__(a))
print(setattr(a,"p",5), delattr(a,"p"))
class T(type): 
   p=property(None,A.s,A.d)
class C(metaclass=T): pass
print(type.__setattr__(C,"p",6)); print(type.__delattr__(C,"p"))
class D(dict):
    def __setitem__(self,k,v): print("D set"); dict.__setitem__(self,k,v)
import operator
print(operator.setitem(D(),1,2))
print(super(A,a).__setattr__("p",7))
print(a.__setattr__("p",7))

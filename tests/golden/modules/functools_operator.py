# partial, reduce, caches, keys; operators as functions.
import _functools, functools, operator, _operator
from functools import *

def shown(x):
    """Addresses differ from run to run."""
    out, text = '', str(x)
    while '0x' in text:
        head, _, text = text.partition('0x')
        out += head + '0x..'
        text = text.lstrip('0123456789abcdef')
    return out + text

def t(s):
    try:
        print(s, '->', shown(eval(s, globals())))
    except Exception as e:
        print(s, '->', type(e).__name__, shown(e))
def f(*a,**k): return a,k
P=functools.Placeholder
for s in '''partial(); partial(1); partial(f,1)(2,b=3); partial(partial(f,1),2).args; partial(f,a=1).keywords; repr(partial(f,1,x=2))[:30]; partial(f).__setstate__(1); partial(f).__setstate__((f,(1,),{},None)); partial(f,P,2)(1); partial(f,P,2)(); partial(f,P); partial(f,1,a=P); repr(P); type(P)(); type(P)(1); partial(partial(f,P,2),1).args; reduce(1,1); reduce(f,[]); reduce(f,[],5); reduce(lambda a,b:a+b,[1,2,3]); reduce(lambda a,b:a+b,[1,2,3],10); reduce(f); reduce(f,[1],initial=3); cmp_to_key(lambda a,b:a-b)(3)<cmp_to_key(lambda a,b:a-b)(4); cmp_to_key(lambda a,b:a-b)(1)<1; hash(cmp_to_key(f)(1)); cmp_to_key(f)(1).obj; lru_cache(maxsize=2)(f)(1); _functools._lru_cache_wrapper(1,2,False,3); _functools._lru_cache_wrapper(f,'a',False,3); lru_cache(f).cache_info(); lru_cache(f)([]) ; repr(lru_cache(f))[:40]; type(lru_cache(f)).__name__; type(cmp_to_key(f)); operator.itemgetter(); operator.itemgetter(1); operator.itemgetter(1,2)([1,2,3]); operator.itemgetter(1)(5); operator.itemgetter(1,2).__reduce__(); operator.attrgetter(); operator.attrgetter(1); operator.attrgetter('a.b'); operator.attrgetter('real','imag')(3); operator.attrgetter('real.real')(3); operator.methodcaller(); operator.methodcaller(1); operator.methodcaller('a',1,b=2); operator.methodcaller('upper')('a'); operator.methodcaller('split',sep='b')('abc'); operator.methodcaller('a',1,b=2).__reduce__(); operator.methodcaller('a',1).__reduce__(); operator.itemgetter(1,2); operator.add(1); operator.add(1,'a'); operator.concat(1,2); operator.concat([1],[2]); operator.countOf([1,1],1); operator.indexOf([1],2); operator.indexOf([1,2],2); operator.length_hint([1]); operator.length_hint(1,'a'); operator.length_hint(object(),5); operator.index('a'); operator.setitem([1],0,2); operator.iadd([1],[2]); operator.iconcat([1],2); operator.iconcat(1,2); _operator._compare_digest('a','a'); _operator._compare_digest('é','a'); _operator._compare_digest(b'a','a'); operator.call(f,1,a=2); operator.call(); operator.is_none(None); operator.truth([]); operator.not_([]); operator.contains([1],1); operator.contains(1,1); operator.countOf(1,1); operator.ipow(2,3); operator.pow(2,3); operator.delitem({1:2},1); operator.delitem({},1); operator.getitem([1],0); operator.inv(5); operator.invert('a'); operator.neg('a'); operator.matmul(1,2); operator.itemgetter(slice(1,3))('abcd')'''.split(';'): t(s.strip())
@lru_cache(maxsize=3)
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(50), fib.cache_info(), fib.__name__)
@lru_cache(None)
def g(n): return n if n<2 else g(n-1)+g(n-2)
print(g(80), g.cache_info()); g.cache_clear(); print(g.cache_info())
print(sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a)))
class A:
    @lru_cache
    def m(self,x): return x*2
    @cached_property
    def c(self): return 5
    p=partialmethod(m,4)
a=A(); print(a.m(3),a.m(3),A.m.cache_info(), a.c, a.p())
def deep(n): return reduce(lambda x,y:y if y<n else deep(n-1), range(n)) if n else 0
print(deep(50))

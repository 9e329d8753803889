# Every iterator of itertools: results and messages.
from itertools import *

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
        print(s, '->', shown(eval(s)))
    except Exception as e:
        print(s, '->', type(e).__name__, shown(e))
for s in '''count() ; count(2.5) ; count(1,2) ; count(1,1) ; repeat(1) ; repeat(1,3) ; repeat(1,-3) ; repr(count(10**30)); count('a'); count(1,step='a'); count(1,2,3); repeat(); repeat(1,'a'); cycle(); cycle(1); chain(1); next(chain(1)); chain.from_iterable(1); compress([1]); islice([1]); islice([1],-1); islice([1],'a'); islice([1],1,'a'); islice([1],1,2,0); islice([1],1,2,-1); islice([1],-1,2); islice(1,2); islice([1],1,2,3,4); starmap(1); next(starmap(pow,[1])); takewhile(1,2); dropwhile(1); filterfalse(None,1); accumulate(); accumulate(1); list(accumulate([1,2,3])); list(accumulate([1,2,3],initial=10)); list(accumulate([],initial=10)); list(accumulate([1,2,3],lambda a,b:a*b)); list(accumulate([1],None,initial=None)); batched('abc',0); batched('abc',-1); batched('abc'); list(batched('abcdefg',3)); list(batched('abcdefg',3,strict=True)); batched('abc','a'); pairwise(1); list(pairwise('abcd')); groupby(1); groupby(); tee([1],-1); tee(1); tee([1],'a'); tee([1,2],3); product(1); product([1],repeat=-1); product([1],repeat='a'); product([1],foo=1); list(product()); list(product([1,2],[3,4])); list(product([1,2],repeat=2)); permutations([1],-1); permutations([1],'a'); permutations(1); list(permutations([1,2,3])); list(permutations([1,2,3],2)); list(permutations([1],2)); combinations([1],-1); combinations([1]); combinations([1],'a'); list(combinations(range(4),2)); list(combinations([],0)); list(combinations_with_replacement([1,2],2)); combinations_with_replacement([1],-1); zip_longest(1); zip_longest([1],foo=1); list(zip_longest([1,2],[3],fillvalue=9)); list(zip_longest()); chain[int]; count().__reduce__; count(1).__copy__; repeat(5).__length_hint__(); repeat(5,7).__length_hint__(); chain(a=1); cycle([]).__next__(); list(islice(count(),3)); list(islice(count(),1,None,3)[:2]); list(islice(count(),1,10,3)); list(cycle([])); [*takewhile(lambda x:x<3,[1,2,3,1])]; [*dropwhile(lambda x:x<3,[1,2,3,1])]; [*filterfalse(None,[0,1,2])]; [*filterfalse(lambda x:x%2,[0,1,2])]; [*compress('abc',[1,0,1])]; [(k,list(g)) for k,g in groupby('aabbca')]; [k for k,g in groupby([1,1,2])]; next(count(-3)); repeat(object=1,times=2); repeat(1,times=2); repeat(times=2,object=3); count(start=1,step=3); [*repeat(None,2)]; _grouper(1,2); type(next(groupby([1]))[1]); tee(tee([1,2])[0]); tee([1],0); tee([1],1)[0].__copy__; product.__new__; accumulate([1],2,3); permutations(); zip_longest(); pairwise(); count(2**62)'''.split(';'): t(s.strip())
def gen(n):
    for i in range(n): yield i
print(list(chain(gen(2),gen(3))), list(islice(gen(10),1,9,3)), list(batched(gen(5),2)), list(pairwise(gen(4))), list(accumulate(gen(5))), list(accumulate(gen(5),lambda a,b:a*10+b)), list(starmap(lambda a,b:a-b, zip(gen(3),gen(3)))))
print([(k,list(g)) for k,g in groupby(gen(10),lambda x:x//3)], list(zip_longest(gen(2),gen(4),fillvalue='-')), list(takewhile(lambda x:x<3,gen(9))), list(dropwhile(lambda x:x<3,gen(6))), list(filterfalse(lambda x:x%2,gen(6))), list(compress(gen(5),[1,0,1,0,1])))
a,b=tee(gen(5)); print(next(a),next(a),list(b),list(a))
c=cycle(gen(3)); print([next(c) for _ in range(7)])
def deep(n):
    g=gen(3)
    for _ in range(n): g=chain(g)
    return list(g)
print(deep(100))
g=groupby(gen(6),lambda x:x//2); k,g1=next(g); k2,g2=next(g); print(list(g1),list(g2))
try:
    for x in islice(chain.from_iterable(1 for _ in range(3)),2): print(x)
except TypeError as e: print(e)

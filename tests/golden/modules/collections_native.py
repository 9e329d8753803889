# deque, defaultdict and what named tuples stand on.
import _collections as c, collections
from _collections import *

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
        print(s, '->', shown(eval(s, {'deque': deque, 'c': c, 'defaultdict': defaultdict, 'OrderedDict': collections.OrderedDict})))
    except Exception as e:
        print(s, '->', type(e).__name__, shown(e))
for s in '''deque(1) ; deque([],-1); deque([],'a'); deque([1,2],3); deque([1,2,3],2); deque([1]).foo; deque().pop(); deque().popleft(); deque()[0]; deque([1])[5]; deque([1])['a']; deque([1]).remove(2); deque([1]).index(2); deque([1]).insert(0,2); deque([1],1).insert(0,2); deque([1])+[2]; deque([1])+deque([2]); deque([1])*2; 2*deque([1],1); deque([1])<deque([2]); deque([1])==deque([1]); deque([1])==[1]; hash(deque()); deque([1,2,3]).rotate('a'); repr(deque([1],2)); deque([1],2).__reduce__()[:3]; iter(deque([1])).__reduce__(); iter(deque([1,2])).__length_hint__(); deque(maxlen=2); deque([1],maxlen=None).maxlen; deque(1,2,3); deque(foo=1); deque([1,2,3]).index(3,0,2); deque([1])[0:1]; deque([1]).copy(); len(deque([1])); 1 in deque([1]); list(reversed(deque([1,2]))); defaultdict(1); defaultdict(list); defaultdict(None,{1:2}); defaultdict(list,a=1); defaultdict(list)[1]; defaultdict()[1]; defaultdict(list)|{1:2}; {1:2}|defaultdict(list); defaultdict(list).__reduce__()[:3]; defaultdict(list).copy(); defaultdict(list).__missing__(3); OrderedDict(a=1); OrderedDict([(1,2)]); OrderedDict().popitem(); OrderedDict().pop(1); OrderedDict().move_to_end(1); OrderedDict(a=1,b=2)==OrderedDict(b=2,a=1); OrderedDict(a=1)|{'b':2}; OrderedDict.fromkeys('ab'); c._tuplegetter(1,'doc'); c._tuplegetter(0,'d').__reduce__(); c._tuplegetter(0,'d').__get__(5,int); c._tuplegetter(2,'d').__get__((1,),tuple); c._tuplegetter('a',1); deque.__class_getitem__(int); deque(deque([1,2])); deque('abc').__contains__('b'); OrderedDict(1)'''.split(';'): t(s.strip())
d=collections.deque([1,2,3])
try:
    for x in d: d.append(1)
except RuntimeError as e: print(e)
d=defaultdict(lambda:[7]); d[1].append(2); print(d[1], d.default_factory.__name__, sorted(d))
class D(defaultdict):
    x=3
e=D(int); e['a']+=5; e.foo=1; print(e, e.foo, e.default_factory)
d=deque(range(10)); d.rotate(3); print(d); d.rotate(-4); print(d); d.reverse(); print(d); del d[3]; d[0]=99; print(d); d.extendleft([5,6]); print(d, d.count(5))
print(collections.Counter('hello world').most_common(3))
P=collections.namedtuple('P','x y'); p=P(1,2); print(p, p.x, p._replace(x=5), P.x)

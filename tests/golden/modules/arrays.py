# The module array: kinds, messages, editing, buffers, pickling.
import warnings
warnings.simplefilter("ignore")
import array, sys
from array import array as A
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
print(array.typecodes, A, array.ArrayType is A)
for c in array.typecodes: print(c, A(c).itemsize, end=' ')
print()
a=A('i',[1,2,3])
print(a, repr(A('u','ab')), A('w','héé'), A('d',[1.5]), A('b'), A('i',b'\1\0\0\0'), A('f',(1,2.5)))
t(lambda: A()); t(lambda: A('x')); t(lambda: A('ii')); t(lambda: A(1)); t(lambda: A('i','ab')); t(lambda: A('u',[1])); t(lambda: A('i',5)); t(lambda: A('i',[1],2)); t(lambda: A('i',x=1)); t(lambda: A('i',['x'])); t(lambda: A('i',[1.5])); t(lambda: A('d',['x'])); t(lambda: A('b',[200])); t(lambda: A('b',[-200])); t(lambda: A('B',[-1])); t(lambda: A('B',[256])); t(lambda: A('h',[70000])); t(lambda: A('h',[-70000])); t(lambda: A('H',[-1])); t(lambda: A('H',[70000])); t(lambda: A('i',[2**40])); t(lambda: A('I',[-1])); t(lambda: A('I',[2**40])); t(lambda: A('l',[2**70])); t(lambda: A('L',[-1])); t(lambda: A('L',[2**70])); t(lambda: A('q',[2**70])); t(lambda: A('Q',[-1])); t(lambda: A('u',['ab'])); t(lambda: A('i',b'123')); t(lambda: A('B',A('i',[1,2]))); t(lambda: A('u',A('w','a'))); t(lambda: A('i', A('u','a')))
t(lambda: a.append('x')); t(lambda: a.append()); t(lambda: a.extend(5)); t(lambda: a.extend(A('d'))); t(lambda: a.extend([4,5])); print(a); t(lambda: a.pop(10)); t(lambda: A('i').pop()); t(lambda: a.pop()); t(lambda: a.pop(0)); print(a)
t(lambda: a.index(99)); t(lambda: a.index(3)); t(lambda: a.index(3,1)); t(lambda: a.index(3,0,1)); t(lambda: a.remove(99)); t(lambda: a.count(3)); a.insert(0,9); a.insert(-1,8); a.insert(100,7); print(a); a.remove(8); a.reverse(); print(a)
t(lambda: a.frombytes(b'123')); t(lambda: a.frombytes('x')); t(lambda: a.fromlist((1,))); t(lambda: a.fromlist([1,'x'])); print(a); t(lambda: a.fromunicode('x')); t(lambda: a.tounicode()); t(lambda: A('u','abc').tounicode()); t(lambda: a.tobytes()); t(lambda: a.tolist()); t(lambda: a.byteswap()); print(a); a.byteswap()
print(a[0],a[-1],a[1:3],a[::2],a[::-1]); t(lambda: a[99]); t(lambda: a['x']); 
def s(i,v): a[i]=v
t(lambda: s(99,1)); t(lambda: s('x',1)); t(lambda: s(slice(0,1),[1])); t(lambda: s(slice(0,1),A('d'))); t(lambda: s(0,'x')); s(slice(0,2),A('i',[5,6,7])); print(a); s(slice(None,None,2),A('i',[0]*len(a[::2]))); print(a); t(lambda: s(slice(None,None,2),A('i',[0])))
def d(i): del a[i]
t(lambda: d(99)); d(0); print(a); d(slice(0,2)); print(a); d(slice(None,None,2)); print(a); t(lambda: d('x'))
b=A('i',[1,2]); print(b+b, b*3, 2*b, b*-1, 1 in b, len(b), bool(b), b==A('d',[1,2]), b<A('i',[1,3]), b!=b, b==[1,2]); t(lambda: b+[1]); t(lambda: b+A('d')); t(lambda: b*'x'); t(lambda: b<[1])
b+=A('i',[3]); b*=2; print(b); 
def f(): 
    global b; b+=[1]
t(f); t(lambda: hash(b)); print(list(b)); t(lambda: b.__iadd__(A('d')))
m=memoryview(b); print(m.format, m.itemsize, m.tolist(), m.nbytes); m[0]=42; print(b[0]); t(lambda: b.append(1)); t(lambda: b.pop()); t(lambda: b.clear()); m.release(); b.append(1); b.clear(); print(b)
print(b.__reduce_ex__(3), b.__reduce_ex__(2), A('u','x').__reduce_ex__(3), A('d',[1]).__reduce_ex__(2)); import pickle, copy; print(pickle.loads(pickle.dumps(A('h',[1,2]))), copy.copy(A('h',[1])), copy.deepcopy(A('h',[1])))
class S(A): pass
x=S('i',[1]); x.y=5; print(x, type(x[:]), type(x+x), x.__reduce_ex__(3)); print(copy.copy(x)); 
print(bytes(A('i',[1])), bytearray(A('h',[1,2])), b''.join([A('b',b'ab')])); t(lambda: int.from_bytes(A('B',[1,2]),'little'))
import io
f=io.BytesIO(b'\1\0\0\0\2\0\0\0\3'); z=A('i'); z.fromfile(f,2); print(z); t(lambda: z.fromfile(f,1)); t(lambda: z.fromfile(5,1)); t(lambda: z.fromfile(f,-1)); o=io.BytesIO(); z.tofile(o); print(o.getvalue()); t(lambda: z.tofile(5)); print(io.BytesIO(b'abcdefgh').readinto(z), z)
print(A[int], sys.getsizeof(A('i')) > 50, z.buffer_info()[1], iter(A('i')).__reduce__())
t(lambda: array._array_reconstructor(A,'i',8,b'\0\0\0\1')); t(lambda: array._array_reconstructor(A,'x',8,b'')); t(lambda: array._array_reconstructor(int,'i',8,b'')); t(lambda: array._array_reconstructor(A,'i',99,b'')); t(lambda: array._array_reconstructor(A,'i',8,'x')); t(lambda: array._array_reconstructor(A,'f',14,b'\0\0\x80\x3f'));t(lambda: array._array_reconstructor(A,'i',4,b'\1\2'))
for c in 'iter': 
    it=iter(A('i',[1,2])); next(it); print(it.__reduce__()); it.__setstate__(0); print(list(it), it.__length_hint__() if hasattr(it,'__length_hint__') else None); break
print(type(iter(A('i'))), A('d',[float('nan'),float('inf')]), A('q',[2**63-1]), A('Q',[2**64-1]), A('f',[1e300]), A('w','\U0001f600'))

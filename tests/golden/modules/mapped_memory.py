# mmap: anonymous memory and files, reading, writing, searching, errors.
import mmap, os, tempfile
def t(f):
    try: print("  ", f())
    except Exception as e: print("  ", type(e).__name__, e)
m=mmap.mmap(-1,4096); print(len(m), m.size() if 0 else '', m.tell(), m.closed)
print(m.write(b'hello world'), m.tell(), m[:5], m[0], m[-1], m[0:11:2]); m[0]=72; m[6:11]=b'WORLD'; print(m[:11]); m.seek(0); print(m.read(5), m.read_byte(), m.readline()[:5], m.tell())
m.seek(0); m.write(b'one\ntwo\n'); m.seek(0); print(m.readline(), m.readline(), m.find(b'two'), m.find(b'zzz'), m.rfind(b'o'), m.find(b'o',1), m.find(b'o',1,3)); m.move(10,0,5); print(m[:16]); m.write_byte(65); t(lambda: m.write_byte(300)); t(lambda: m.write('x')); t(lambda: m.seek(5000)); t(lambda: m.seek(-1)); t(lambda: m.seek(0,7)); m.seek(-1,2); print(m.tell()); t(lambda: m.read_byte()); t(lambda: m.read_byte()); t(lambda: m.write(b'xx'))
t(lambda: m[5000]); t(lambda: m['x']); 
def s(i,v): m[i]=v
t(lambda: s(5000,1)); t(lambda: s(0,300)); t(lambda: s(0,b'x')); t(lambda: s(slice(0,2),b'x')); t(lambda: m.move(4000,0,500)); t(lambda: m.flush()); t(lambda: m.size())
v=memoryview(m); print(v.nbytes, v.format); v.release(); m.close(); print(m.closed); t(lambda: m.read()); t(lambda: len(m)); m.close()
with tempfile.TemporaryFile() as f:
    f.write(b'0123456789'*10); f.flush()
    r=mmap.mmap(f.fileno(),0,access=mmap.ACCESS_READ); print(len(r), r.size(), r[:10], r.find(b'9')); t(lambda: r.write(b'x')); t(lambda: s2(r)); t(lambda: r.resize(5))
    def setr(): r[0]=1
    t(setr); r.close()
    w=mmap.mmap(f.fileno(),20,offset=0); w[0:4]=b'ABCD'; w.flush(); f.seek(0); print(f.read(6)); w.resize(50); print(len(w)); w.close()
    c=mmap.mmap(f.fileno(),0,access=mmap.ACCESS_COPY); c[0]=0; f.seek(0); print(f.read(1), c[0]); c.close()
    t(lambda: mmap.mmap(f.fileno(),1000)); t(lambda: mmap.mmap(f.fileno(),0,offset=5)); t(lambda: mmap.mmap(f.fileno(),-1)); t(lambda: mmap.mmap(f.fileno(),10,access=9)); t(lambda: mmap.mmap(f.fileno(),10,offset=-1)); t(lambda: mmap.mmap(f.fileno(),10,access=1,flags=1)); t(lambda: mmap.mmap('x',1)); t(lambda: mmap.mmap(-1,0))
with mmap.mmap(-1,100) as m: print(m.__class__, bytes(m[:3]), list(m[:2]), b'\0' in m[:2])
print(mmap.PAGESIZE, mmap.ALLOCATIONGRANULARITY, mmap.ACCESS_READ, mmap.ACCESS_WRITE, mmap.ACCESS_COPY, mmap.ACCESS_DEFAULT, mmap.error, mmap.MAP_SHARED, mmap.PROT_READ)

# zlib: checksums, one-shot and streaming, parameters, errors.
import zlib
def t(f):
    try: print("  ", f())
    except Exception as e: print("  ", type(e).__name__, e)
print(zlib.crc32(b'hello'), zlib.crc32(b'lo',zlib.crc32(b'hel')), zlib.adler32(b'hello'), zlib.adler32(b'lo', zlib.adler32(b'hel')), zlib.crc32(b''), zlib.adler32(b''), zlib.crc32(b'a',-1), zlib.adler32(b'a',2**40))
t(lambda: zlib.crc32('x')); t(lambda: zlib.crc32()); t(lambda: zlib.adler32(b'x','y'))
data=b'the quick brown fox '*200+bytes(range(256))
for level in -1,0,1,6,9:
    c=zlib.compress(data,level); print(level, zlib.decompress(c)==data, len(c)<len(data) or level==0)
t(lambda: zlib.compress('x')); t(lambda: zlib.compress(b'x',10)); t(lambda: zlib.compress(b'x',-2)); t(lambda: zlib.compress(b'x',wbits=5)); t(lambda: zlib.compress(b'x',wbits=40)); t(lambda: zlib.compress())
for w in 15,-15,31,9,-9,25:
    c=zlib.compress(data,6,wbits=w); print(w, zlib.decompress(c,wbits=w)==data, c[:2].hex() if w>0 else '')
print(zlib.decompress(zlib.compress(data),wbits=47)==data, zlib.decompress(zlib.compress(data,wbits=31),wbits=47)==data, zlib.decompress(zlib.compress(data),0)==data)
t(lambda: zlib.decompress(b'')); t(lambda: zlib.decompress(b'xxxx')); t(lambda: zlib.decompress(zlib.compress(data)[:-3])); t(lambda: zlib.decompress(zlib.compress(data)[:-1]+b'x')); t(lambda: zlib.decompress(zlib.compress(b'abc'),bufsize=0)); t(lambda: zlib.decompress(zlib.compress(b'abc'),bufsize=-1)); t(lambda: zlib.decompress(b'x',wbits=99)); t(lambda: zlib.decompress('x')); t(lambda: zlib.decompress(zlib.compress(b'abc'),-15)); t(lambda: zlib.decompress(b'\x78\x9c\xff'))
c=zlib.compressobj(9,zlib.DEFLATED,-15); out=c.compress(data[:100])+c.flush(zlib.Z_SYNC_FLUSH)+c.compress(data[100:])+c.flush(zlib.Z_FULL_FLUSH)+c.flush(); print(zlib.decompress(out,-15)==data); t(lambda: c.compress(b'x')); t(lambda: c.flush()); t(lambda: c.flush(99))
t(lambda: zlib.compressobj(10)); t(lambda: zlib.compressobj(method=7)); t(lambda: zlib.compressobj(wbits=3)); t(lambda: zlib.compressobj(memLevel=10)); t(lambda: zlib.compressobj(strategy=9)); t(lambda: zlib.compressobj(zdict='x')); t(lambda: zlib.compressobj('x'))
d=zlib.decompressobj(); x=zlib.compress(data); print(d.decompress(x[:10]), d.eof, d.unused_data, d.unconsumed_tail); r=d.decompress(x[10:]+b'tail'); print(r==data or len(r), d.eof, d.unused_data, d.decompress(b'more'), d.unused_data, d.flush())
d=zlib.decompressobj(); a=d.decompress(x,100); print(len(a), len(d.unconsumed_tail)>0, d.eof); 
while not d.eof: a+=d.decompress(d.unconsumed_tail,50)
print(a==data, d.unconsumed_tail, d.flush()); t(lambda: d.decompress(b'x',-1)); t(lambda: d.flush(0)); t(lambda: d.flush(-1)); t(lambda: zlib.decompressobj(99)); t(lambda: zlib.decompressobj().decompress(b'xxxx')); t(lambda: zlib.decompressobj().flush()); t(lambda: zlib.decompressobj().decompress('x')); t(lambda: zlib.decompressobj(zdict=5))
d=zlib.decompressobj(); d.decompress(x,10); print(len(d.flush())==len(data)-10)
z=b'quick brown fox the '; c=zlib.compressobj(zdict=z); o=c.compress(data)+c.flush(); d=zlib.decompressobj(zdict=z); print(d.decompress(o)==data); t(lambda: zlib.decompress(o)); t(lambda: zlib.decompressobj().decompress(o)); t(lambda: zlib.decompressobj(zdict=b'wrong').decompress(o))
c=zlib.compressobj(); s=c.compress(data); c2=c.copy(); a=s+c.compress(b'A')+c.flush(); b=s+c2.compress(b'B')+c2.flush(); print(zlib.decompress(a)==data+b'A', zlib.decompress(b)==data+b'B'); t(lambda: c.copy())
d=zlib.decompressobj(); p=d.decompress(a[:50]); d2=d.copy(); print(d.decompress(a[50:])==d2.decompress(a[50:])); t(lambda: d.copy().eof)
print(type(c).__name__, type(d).__name__, type(c).__module__, zlib.error, zlib.MAX_WBITS, zlib.DEF_BUF_SIZE, zlib.DEF_MEM_LEVEL, zlib.DEFLATED); t(lambda: type(c)())
z=zlib._ZlibDecompressor(); r=z.decompress(x, max_length=50); print(len(r), z.needs_input, z.eof, z.unused_data); r+=z.decompress(b''); print(r==data, z.eof, z.needs_input); t(lambda: z.decompress(b'x')); z=zlib._ZlibDecompressor(); print(z.decompress(x+b'rest')==data, z.unused_data)
print(sorted(n for n in dir(zlib) if n.startswith('Z_')))
t(lambda: zlib.crc32_combine(zlib.crc32(b'hel'), zlib.crc32(b'lo'), 2)); t(lambda: zlib.adler32_combine(zlib.adler32(b'hel'), zlib.adler32(b'lo'), 2))

# hashlib and the modules below it: digests, parameters, messages.
import hashlib, hmac
import _md5, _sha1, _sha2, _sha3, _blake2
def t(f):
    try: print("  ", f())
    except Exception as e: print("  ", type(e).__name__, e)
for m, n in ((_md5,'md5'),(_sha1,'sha1'),(_sha2,'sha224'),(_sha2,'sha256'),(_sha2,'sha384'),(_sha2,'sha512'),(_sha3,'sha3_224'),(_sha3,'sha3_256'),(_sha3,'sha3_384'),(_sha3,'sha3_512'),(_blake2,'blake2b'),(_blake2,'blake2s')):
    h=getattr(m,n)(b'abc')
    print(n, h.name, h.digest_size, h.block_size, h.hexdigest(), type(h).__name__, type(h).__module__)
    c=h.copy(); h.update(b'x'*1000); print(c.hexdigest()==getattr(m,n)(b'abc').hexdigest(), h.hexdigest(), len(h.digest()))
    t(lambda: h.update('x')); t(lambda: h.update(5)); t(lambda: h.update()); t(lambda: getattr(m,n)('x')); t(lambda: getattr(m,n)(1)); t(lambda: getattr(m,n)(b'a',string=b'b')); t(lambda: getattr(m,n)(string=b'abc').hexdigest()); t(lambda: getattr(m,n)(b'',usedforsecurity=False).hexdigest()); t(lambda: type(h)().digest_size)
    t(lambda: setattr(h,'name','x'))
    print(h.digest()==bytes.fromhex(h.hexdigest()), getattr(m,n)(bytearray(b'abc')).digest()==getattr(m,n)(memoryview(b'abc')).digest())
for n in 'shake_128','shake_256':
    h=getattr(_sha3,n)(b'abc'); print(h.name,h.digest_size,h.block_size,h.hexdigest(40),h.digest(3), h.digest(0)); t(lambda: h.digest()); t(lambda: h.digest(-1)); t(lambda: h.digest(2**40)); t(lambda: h.digest('x')); h.update(b'd'); print(h.copy().hexdigest(length=10), h._capacity_bits, h._rate_bits, h._suffix)
print(_sha3.sha3_256()._capacity_bits,_sha3.sha3_256()._rate_bits,_sha3.sha3_256()._suffix)
B=_blake2.blake2b; S=_blake2.blake2s
for f in (B,S):
    print(f.SALT_SIZE,f.PERSON_SIZE,f.MAX_KEY_SIZE,f.MAX_DIGEST_SIZE)
    for kw in (dict(digest_size=20),dict(key=b'k'),dict(salt=b's',person=b'p'),dict(digest_size=16,key=b'secret',salt=b'12',person=b'ab',fanout=2,depth=3,leaf_size=4096,node_offset=7,node_depth=1,inner_size=16,last_node=True),dict(digest_size=0),dict(digest_size=65),dict(key=b'x'*65),dict(salt=b'x'*17),dict(person=b'x'*17),dict(fanout=256),dict(fanout=-1),dict(depth=0),dict(depth=256),dict(leaf_size=2**32),dict(leaf_size=-1),dict(node_offset=2**64),dict(node_offset=-1),dict(node_depth=256),dict(inner_size=65),dict(key='x')):
        t(lambda: f(b'hello',**kw).hexdigest())
    t(lambda: f(b'x'*300,key=b'abc').hexdigest()); t(lambda: f(b'x'*128).hexdigest()); t(lambda: f(b'x'*64).hexdigest()); t(lambda: f(b'',key=b'k').hexdigest())
print(sorted(hashlib.algorithms_guaranteed), hashlib.new('sha256',b'x').hexdigest()); t(lambda: hashlib.new('nosuch'))
print(hashlib.sha256(b'a').hexdigest(), hashlib.md5(b'').hexdigest(), hashlib.shake_256(b'').hexdigest(8))
print(hmac.new(b'k',b'm','sha256').hexdigest(), hmac.digest(b'k',b'm','md5').hex(), hmac.compare_digest(b'a',b'a'), hmac.new(b'k'*200,b'm',hashlib.sha512).name)
print(hashlib.pbkdf2_hmac('sha256',b'p',b's',10).hex()) if hasattr(hashlib,'pbkdf2_hmac') and hashlib.pbkdf2_hmac.__module__=='hashlib' else None
import io; print(hashlib.file_digest(io.BytesIO(b'abc'),'sha1').hexdigest())

# struct, the Mersenne Twister.
import struct,_struct,_random,_opcode

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
for s in '''struct.pack('i','a'); struct.pack('i',1,2); struct.pack('b',200); struct.pack('B',-1); struct.pack('H',70000); struct.pack('<I',-1); struct.pack('q',2**70); struct.pack('c',1); struct.pack('c',b'ab'); struct.pack('3s',1); struct.pack('f',1e300); struct.pack('e',1e10); struct.unpack('i',b'a'); struct.unpack_from('i',b'abc'); struct.unpack_from('i',b'abcdef',10); struct.calcsize('z'); struct.calcsize('i3'); struct.calcsize('<iqb'); struct.calcsize('bq'); struct.pack('?',[]); struct.pack('n',1)==struct.pack('q',1); struct.pack('<n',1); struct.pack('P',1)==struct.pack('Q',1); struct.pack('5p',b'abc'); struct.unpack('5p',b'\\x03abc\\0'); list(struct.iter_unpack('h',b'abcd')); list(struct.iter_unpack('h',b'abc')); struct.pack_into('i',bytearray(2),0,1); struct.Struct('i'); struct.Struct('i').size; struct.Struct('i').format; struct.Struct(1); struct.pack('d',1); struct.unpack('2xb',b'abc'); struct.pack('0s',b'a'); struct.calcsize('100000000000000000000i'); struct.pack('i',1.5); struct.pack('b',-129); struct.pack('h',40000); struct.pack('l',2**63); struct.pack('N',-1); struct.pack('<Q',2**64); struct.pack(); struct.pack('f','a'); struct.pack('F',1j); struct.pack_into('i'); struct.iter_unpack('',b'')'''.split(';'): t(s.strip())
r=_random.Random(42); print(r.random(), r.getrandbits(5), r.getrandbits(100), r.getrandbits(0)); s=r.getstate(); print(len(s), s[-1], s[0])
for x in (1.5,-3,2**100): print(_random.Random(x).random())
for s in '''r.getrandbits(-1); r.getrandbits('a'); r.setstate(1); r.setstate((1,2)); _random.Random(1,2); _opcode.get_nb_ops(); _opcode.stack_effect(1000); _opcode.stack_effect(80,None); _opcode.is_valid(300)'''.split(';'): t(s.strip())
import random
random.seed(5); print(random.random(), random.randint(1,100), random.choice('abcdef'), random.sample(range(50),5), random.gauss(0,1)); x=list(range(8)); random.shuffle(x); print(x)

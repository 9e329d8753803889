# math, context variables, the codec registry.
import math,_contextvars,_codecs,codecs

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
for s in '''math.sqrt(-1) ; math.sqrt('a'); math.log(0); math.log(-1); math.log(10,0); math.log(2,1); math.log(10**400); math.log2(0); math.log10(-5); math.log1p(-1); math.exp(1000); math.sin(math.inf); math.acos(2); math.atanh(1); math.acosh(0); math.pow(0,-1); math.pow(-1,.5); math.fmod(1,0); math.fmod(math.inf,1); math.remainder(1,0); math.factorial(-1); math.factorial(1.5); math.factorial(10**30); math.comb(5,-1); math.comb(-1,2); math.perm(5); math.perm(-1); math.gcd(1.5); math.gcd(); math.lcm(4,6); math.isqrt(-1); math.isqrt('a'); math.hypot(); math.hypot(3,4); math.dist([1],[1,2]); math.dist((1,2),(4,6)); math.dist(1,2); math.fsum([1e308,1e308]); math.fsum(['a']); math.fsum([math.inf,-math.inf]); math.fsum([.1]*10); math.prod([1,2,3]); math.prod([],start=5); math.sumprod([1,2],[3,4]); math.sumprod([1],[1,2]); math.ldexp(1,5000); math.ldexp(1.0,2.5); math.frexp(0.5); math.modf(-2.5); math.trunc('a'); math.trunc(2.7); math.ceil('a'); math.floor(2.5); math.floor(math.inf); math.floor(math.nan); math.gamma(-1); math.gamma(0.5); math.gamma(171); math.gamma(172); math.lgamma(-1); math.lgamma(0.5); math.lgamma(100.5); math.erf(0.3); math.erfc(2); math.exp2(0.5); math.expm1(1e-5); math.nextafter(1,2); math.nextafter(1,2,steps=3); math.nextafter(1,2,steps=-1); math.ulp(1.0); math.ulp(math.inf); math.fma(2,3,4); math.fma(math.inf,0,1); math.fma(1e308,10,0); math.isclose(1,1.0000000001); math.isclose(1,2,rel_tol=-1); math.copysign(1,-0.0); math.degrees(math.pi); math.radians(180); math.isnan('a'); math.isfinite(10**400); math.sqrt(10**400); math.tan(1.5); math.atan2(1,-0.0); math.cosh(1000); math.sinh(-1000); math.tanh(.5); math.asinh(.3); math.pow(2,10000); math.pow(1,math.nan); math.factorial(20); math.factorial(25); math.comb(100,50); math.perm(10,3); math.log(); math.log(1,2,3); math.gamma(1e-310); math.lgamma(1e-310); math.gamma(-171.5); math.gamma(5); math.lgamma(3); math.lgamma(-2.5);math.gamma(-0.5)'''.split(';'): t(s.strip())
v=_contextvars.ContextVar('v'); 
for s in '''_contextvars.ContextVar(1); v.get(5); v.get(); v.reset(1); _contextvars.Context(1);  _contextvars.Token(); v.name; hash(v)==hash(v); list(_contextvars.copy_context().items()); _contextvars.Context()[1]; 1 in _contextvars.Context(); _contextvars.Context().get(v,3); _contextvars.Context().run(); _contextvars.Context()==_contextvars.Context(); len(_contextvars.copy_context()); _contextvars.Token.MISSING; v[int]'''.split(';'): t(s.strip())
def h(s):
    out='';i=0
    while i<len(s):
        if s[i:i+2]=='0x':
            j=i+2
            while j<len(s) and s[j] in '0123456789abcdef': j+=1
            out+='0x';i=j
        else: out+=s[i];i+=1
    return out
tok=v.set(3); print(h(str(tok))); print(tok.old_value, tok.var is v); v.reset(tok); print(h(str(tok)))
try: v.reset(tok)
except Exception as e: print(h(repr(e)))
w=_contextvars.ContextVar('w')
c=_contextvars.Context()
def f():
    try: c.run(f)
    except Exception as e: print(h(repr(e)))
    return v.set(1)
tk=c.run(f)
try: v.reset(tk)
except Exception as e: print(h(repr(e)))
print(c[v], v.get(None))
for s in '''codecs.lookup('nope'); codecs.lookup('utf8').name; codecs.lookup_error('x'); codecs.register(1); codecs.register_error('a',1); _codecs.utf_8_decode(b'\\xc3'); _codecs.utf_8_decode(b'\\xc3','strict',True); _codecs.utf_16_decode(b'\\xff\\xfea\\0b'); _codecs.charmap_decode(b'a\\xff','strict','abc'); _codecs.charmap_encode('ab','strict',{97:1}); _codecs.charmap_encode('a','strict',{97:b'xy'}); _codecs.charmap_decode(b'a','strict',{97:'xyz'}); _codecs.escape_decode(b'a\\\\n\\\\x41\\\\101'); _codecs.escape_encode(b"a\\n'\\xff"); _codecs.lookup_error('replace')(UnicodeDecodeError('utf-8',b'abc',1,2,'x')); _codecs.lookup_error('strict')(1); _codecs.lookup_error('replace')(ValueError()); _codecs.unicode_escape_decode(b'\\\\u0041'); _codecs.unicode_escape_decode('\\\\u0041'); _codecs.latin_1_encode('é'); _codecs.ascii_encode('é'); _codecs.ascii_decode(b'\\xff'); _codecs.utf_7_encode('aé+'); _codecs.utf_7_decode(b'a+AOk-+-'); _codecs.readbuffer_encode('a'); 'é'.encode('cp1252'); b'\\x80'.decode('cp1252'); codecs.decode('abc','rot13'); _codecs.lookup_error('xmlcharrefreplace')(UnicodeEncodeError('a','aé',1,2,'r')); _codecs.encode('a','nope'); _codecs.decode(b'a')'''.split(';'): t(s.strip())

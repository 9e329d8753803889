# cmath: values at ordinary and special places, errors.
import cmath, itertools
inf, nan = float('inf'), float('nan')
def show(z):
    if isinstance(z, complex): return f"({z.real:.12g},{z.imag:.12g})"
    return f"{z:.12g}" if isinstance(z,float) else repr(z)
def t(f,*a):
    try: return show(f(*a))
    except Exception as e: return f"{type(e).__name__} {e}"
names='acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase'.split()
vals=[complex(a,b) for a,b in itertools.product((0.0,-0.0,1.0,-2.5),repeat=2)]+[complex(inf,0.0),complex(-inf,1.0),complex(nan,nan)]
for n in names:
    f=getattr(cmath,n)
    print(n,*[t(f,z) for z in (0.5,2,-3,1+2j,-1e-5+3j,1e300+1e300j,1e-320j,710+1j,-800+2j,1j,-1j)])
    print('  ',*[t(f,z) for z in vals])
    print('  ',t(f,'x'),t(f),t(f,1,2,3))
print([t(cmath.polar,z) for z in (1+1j,0,-1,complex(inf,nan),complex(nan,inf),1e308+1e308j,complex(nan,1))])
print([t(cmath.rect,r,p) for r in (0.0,1.0,-2.0,inf,-inf,nan) for p in (0.0,-0.0,1.0,inf,nan)], t(cmath.rect,1,'x'), t(cmath.rect,1j,1))
print(t(cmath.log,100,10),t(cmath.log,1j,2),t(cmath.log,0,2),t(cmath.log,2,0),t(cmath.log,2,1),t(cmath.log,1,'x'))
print([(cmath.isnan(z),cmath.isinf(z),cmath.isfinite(z)) for z in vals[::6]])
print(cmath.isclose(1,1+1e-10),cmath.isclose(1,1.1),cmath.isclose(1j,1j,rel_tol=0),t(lambda: cmath.isclose(1,2,rel_tol=-1)),cmath.isclose(inf,inf),cmath.isclose(nan,nan),cmath.isclose(1,1.05,abs_tol=.1),cmath.isclose(complex(inf,1),complex(inf,2)))
print(cmath.pi,cmath.e,cmath.tau,cmath.inf,cmath.infj,cmath.nan,cmath.nanj)
class C:
    def __complex__(self): return 3+4j
class F:
    def __float__(self): return 4.0
class I:
    def __index__(self): return 9
print(t(cmath.sqrt,C()),t(cmath.sqrt,F()),t(cmath.sqrt,I()),t(cmath.sqrt,10**400))

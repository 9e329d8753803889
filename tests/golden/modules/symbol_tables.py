# symtable: blocks, names and what they are.
import symtable, _symtable
src='''
import os as o
global g
x: int = 5
def f(a, *b, c=1, **d):
    """doc"""
    nonlocal_ = a
    global g
    def inner():
        nonlocal nonlocal_
        nonlocal_ = c; return [i for i in b if (y := i)]
    return inner, lambda z: z + x
class C(Base):
    attr = 1
    __priv = 2
    def m(self): return __class__, self.__priv
    async def am(self): yield 1
def gen[T: int](p: T) -> T: return (k for k in p)
type A[U] = list[U]
class G[V]: pass
{q: 1 for q in ()}
'''
def show(t, depth=0):
    p='  '*depth
    print(p, t.get_type(), t.get_name(), t.get_lineno(), t.is_optimized(), t.is_nested(), t.has_children(), sorted(t.get_identifiers()))
    for s in sorted(t.get_symbols(), key=lambda s: s.get_name()):
        print(p, '  ', s.get_name(), [n for n in ('is_referenced','is_parameter','is_global','is_nonlocal','is_declared_global','is_local','is_annotated','is_free','is_free_class','is_imported','is_assigned','is_namespace','is_type_parameter','is_comp_iter','is_comp_cell') if getattr(s,n)()])
    if t.get_type()=='function': print(p, t.get_parameters(), sorted(t.get_locals()), sorted(t.get_globals()), sorted(t.get_nonlocals()), sorted(t.get_frees()))
    if t.get_type()=='class': print(p, t.get_methods() if 0 else '')
    for c in t.get_children(): show(c, depth+1)
show(symtable.symtable(src,'<x>','exec'))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: symtable.symtable('x = ','<x>','exec')); t(lambda: symtable.symtable('x','<x>','foo')); t(lambda: symtable.symtable('return','<x>','exec')); t(lambda: symtable.symtable('def f(a,a): pass','<x>','exec')); t(lambda: symtable.symtable(5,'<x>','exec')); t(lambda: symtable.symtable('1+x','<x>','eval').get_symbols())
top=_symtable.symtable('def f(a): return a','<s>','exec'); print(type(top), top.type, top.name, top.lineno, top.nested, top.symbols, top.varnames, [c.name for c in top.children], top.children[-1].varnames)

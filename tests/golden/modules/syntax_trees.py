# ast.parse with all places, compile of trees, errors.
import ast
src='''
@dec
class A(B, metaclass=M): x: int = 5
def f(a, /, b=1, *c: int, d, e=2, **k) -> None:
    "doc"
    if a: pass
    elif b: return
    else: yield
x = f"a{b!r:>{w}}c{d=}" "z"; y = (i for i in z); g(i for i in z)
match x:
    case [1, *_, A(b=2)] | {"k": v, **r}: pass
type T[X: int] = list[X]
try: pass
except* (A, B) as e: pass
async def h(): await x; return [a async for b in c]
lambda: 1j + 10**30 ; u'x'; b'y'; ...
'''
print(ast.dump(ast.parse(src),indent=1,include_attributes=True))
print(eval(compile(ast.parse('1+2',mode='eval'),'<x>','eval')))
exec(compile(ast.parse('print(5)'),'<x>','exec'))
try: ast.parse('x = = 1')
except SyntaxError as e: print(e)
try: compile(ast.parse('1'),'','eval')
except TypeError as e: print(e)
print(ast.literal_eval('{1: [2, "x"]}'), ast.unparse(ast.parse(src))==ast.unparse(ast.parse(ast.unparse(ast.parse(src)))))
print(compile('1','','exec',ast.PyCF_ONLY_AST))

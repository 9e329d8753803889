# Type parameters get their arguments: aliases of typing and of the classes themselves.
import typing as t
from typing import *
import collections.abc as c
T=TypeVar('T'); K=TypeVar('K'); P=ParamSpec('P')
def tr(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
tr(lambda: List[T][int])
tr(lambda: Dict[K,T][int,str])
tr(lambda: List[Annotated[T,5]][int])
tr(lambda: list[T][int])
tr(lambda: Annotated[tuple[T],"x"][int])
tr(lambda: c.Callable[[int,str],str])
tr(lambda: c.Callable[[],bool])
tr(lambda: Callable[P,T][[int],str])
tr(lambda: Callable[Concatenate[int,P],T][[str],int])
class G(Generic[T]): 
    def __init__(self,*a): pass
tr(lambda: G[int](1).__orig_class__)
tr(lambda: G[T][int])
@runtime_checkable
class Pr(Protocol):
    x: int
tr(lambda: isinstance(3,Pr))
class Q: x=1
tr(lambda: isinstance(Q(),Pr))
tr(lambda: isinstance(Q(),Iterable))
import weakref
tr(lambda: weakref.ref(list[int])())
tr(lambda: weakref.ref(T)())
tr(lambda: c.Callable[[int,T],T][str])
tr(lambda: tuple[*Ts][int,str])
Ts=TypeVarTuple("Ts")
tr(lambda: tuple[*Ts][int,str])
tr(lambda: t.Tuple[T,T][int])

//! The special methods that instructions look up on a type, as a small enum: each type caches them in an array.
//!
//! Next: `types/type_object` for the cache, `protocol/` for their use.

use crate::names::Names;
use crate::types::Str;
use kaa_heap::Ref;

macro_rules! dunders {
    ($($variant:ident = $name:ident,)*) => {
        /// A special method with a place in every type's cache.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[expect(missing_docs, reason = "each variant is the method of its name")]
        pub enum Dunder { $($variant,)* }
        impl Dunder {
            /// All of them, in order.
            pub const ALL: &[Dunder] = &[$(Dunder::$variant,)*];
            /// How many there are.
            pub const COUNT: usize = Dunder::ALL.len();
            /// Python name.
            pub const fn text(self) -> &'static str {
                match self { $(Dunder::$variant => stringify!($name),)* }
            }
        }
    };
}

dunders! {
    Add = __add__, RAdd = __radd__, IAdd = __iadd__, Sub = __sub__, RSub = __rsub__, ISub = __isub__,
    Mul = __mul__, RMul = __rmul__, IMul = __imul__, MatMul = __matmul__, RMatMul = __rmatmul__, IMatMul = __imatmul__,
    TrueDiv = __truediv__, RTrueDiv = __rtruediv__, ITrueDiv = __itruediv__,
    FloorDiv = __floordiv__, RFloorDiv = __rfloordiv__, IFloorDiv = __ifloordiv__,
    Mod = __mod__, RMod = __rmod__, IMod = __imod__, Pow = __pow__, RPow = __rpow__, IPow = __ipow__,
    LShift = __lshift__, RLShift = __rlshift__, ILShift = __ilshift__, RShift = __rshift__, RRShift = __rrshift__,
    IRShift = __irshift__, And = __and__, RAnd = __rand__, IAnd = __iand__, Or = __or__, ROr = __ror__, IOr = __ior__,
    Xor = __xor__, RXor = __rxor__, IXor = __ixor__, DivMod = __divmod__, RDivMod = __rdivmod__,
    Neg = __neg__, Pos = __pos__, Invert = __invert__, Abs = __abs__,
    Lt = __lt__, Le = __le__, Eq = __eq__, Ne = __ne__, Gt = __gt__, Ge = __ge__,
    Hash = __hash__, Bool = __bool__, Len = __len__, Index = __index__, Int = __int__, Float = __float__,
    Repr = __repr__, Str = __str__, Format = __format__,
    GetItem = __getitem__, SetItem = __setitem__, DelItem = __delitem__, Contains = __contains__, Missing = __missing__,
    Iter = __iter__, Next = __next__, Await = __await__, AIter = __aiter__, ANext = __anext__,
    Enter = __enter__, Exit = __exit__, AEnter = __aenter__, AExit = __aexit__,
    Get = __get__, Set = __set__, Delete = __delete__, Call = __call__, New = __new__, Init = __init__, Del = __del__,
    GetAttribute = __getattribute__, GetAttr = __getattr__, SetAttr = __setattr__, DelAttr = __delattr__,
    InstanceCheck = __instancecheck__, SubclassCheck = __subclasscheck__, Buffer = __buffer__, Reversed = __reversed__,
    LengthHint = __length_hint__,
}

/// The interned names of all dunders, by index.
pub struct DunderNames(Vec<Ref<Str>>);

impl DunderNames {
    pub(crate) fn new(_names: &Names, mut intern: impl FnMut(&str) -> Ref<Str>) -> DunderNames {
        DunderNames(Dunder::ALL.iter().map(|d| intern(d.text())).collect())
    }
    /// The interned name.
    pub fn get(&self, d: Dunder) -> &Ref<Str> {
        &self.0[d as usize]
    }
}

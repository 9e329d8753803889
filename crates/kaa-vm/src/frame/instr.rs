//! The register form: instructions of 16 bytes over slots and constants.

use crate::types::CodeObject;
use kaa_bytecode::exception_table::Entry;

/// One instruction. `a`, `b`: slot when >= 0, constant `-1 - i` when negative.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Instr {
    /// What to do.
    pub op: ROp,
    /// Bit 0: `a` is a temporary that dies here, bit 1: `b` is, bit 2: `c` is. Higher bits: the operation's own.
    pub flags: u8,
    /// Where the result goes.
    pub dst: u16,
    /// First operand.
    pub a: i16,
    /// Second operand.
    pub b: i16,
    /// Third operand, count, name index: the operation's own. A jump's: how many instructions its target lies behind it, as a
    /// signed number.
    pub imm: u32,
    /// Index of its inline cache.
    pub cache: u32,
}

impl Instr {
    /// Where a jump goes.
    ///
    /// # Safety
    /// `this` is a jump, and lies in its code.
    #[inline(always)]
    pub(crate) unsafe fn target(this: *const Instr) -> *const Instr {
        // SAFETY: promised by the caller; targets lie inside the code (invariant of the lowering).
        unsafe { this.offset((*this).imm as i32 as isize) }
    }
}

/// Flag of `Move`: the result must go where it says, because it takes the place of something that dies.
pub(crate) const IN_PLACE: u8 = 0x40;
/// Flag of `Yield`: what is sent is not looked at.
pub(crate) const DISCARD: u8 = 0x20;

/// Flag of `Yield`: a GeneratorExit that is raised there meets no handler but the one that every generator has.
pub(crate) const QUIET: u8 = 0x10;

impl ROp {
    /// Is it a `for`'s step?
    #[inline(always)]
    pub(crate) fn is_for_iter(self) -> bool {
        matches!(self, ROp::ForIter | ROp::ForIterBack)
    }

    /// Does what arrives at this instruction go to `dst`? (Others were carried out for their effect.)
    #[inline(always)]
    pub(crate) fn has_result(self) -> bool {
        !matches!(
            self,
            ROp::StoreAttr
                | ROp::DeleteAttr
                | ROp::StoreSubscript
                | ROp::DeleteSubscript
                | ROp::StoreSlice
                | ROp::StoreName
                | ROp::ListExtend
                | ROp::SetUpdate
                | ROp::Contains
                | ROp::UnpackSequence
                | ROp::UnpackEx
                | ROp::Drop
                | ROp::Jump
                | ROp::JumpBackward
                | ROp::Nop
                | ROp::Trace
        )
    }
}

/// An inline cache: guards and what they guard, as plain words. What each word means is said where it is read (`eval/fast.rs`).
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Cache {
    /// First guard (a shape, a dict's guard).
    pub key: u64,
    /// What was found (a borrowed value kept alive by the guards, a shape, a second dict's guard).
    pub value: u64,
    /// Another guard: a class's version.
    pub version: u32,
    /// An index and, for attributes, `offset << 16` of the attribute area inside the object.
    pub place: u32,
    /// What an attribute was found to be.
    pub kind: Found,
}

/// What an attribute instruction found; each kind uses the words of its [`Cache`] in its own way (`eval/attribute.rs`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Found {
    /// The instance's own, or nothing yet.
    #[default]
    Own,
    /// A value on the class that is no descriptor.
    OnClass,
    /// A property with a getter in Python.
    Property,
    /// A module's.
    InModule,
    /// A value on a class object itself, looked up through it.
    OfType,
}

/// Register code of one code object.
pub struct RegCode {
    /// The code object that owns it.
    pub owner: *const CodeObject,
    /// Instructions.
    pub instrs: Vec<Instr>,
    /// Byte offset in the bytecode, for each instruction.
    pub offsets: Vec<u32>,
    /// One past the last of `consts`.
    pub consts_end: *const kaa_heap::Value,
    /// Constants, reversed so that operand `-1 - i` is `consts_end[-1 - i]`: borrowed from the code object.
    pub consts: Vec<u64>,
    /// Inline caches.
    pub caches: std::cell::UnsafeCell<Vec<Cache>>,
    /// Exception table in instruction indexes, innermost last as in the bytecode's.
    pub handlers: Vec<Entry>,
    /// Slots: locals, cells, free variables, namespace, temporaries.
    pub slot_count: u32,
    /// First temporary.
    pub first_temp: u32,
    /// Slot of the namespace, for code without fast locals.
    pub namespace: u32,
    /// Positional parameters, keyword-only parameters.
    pub argcount: u32,
    /// Keyword-only parameters.
    pub kwonly: u32,
    /// `co_flags`.
    pub flags: u32,
    /// Neither `*args`, `**kwargs` nor keyword-only: the fast call may bind it.
    pub simple: bool,
    /// `simple`, and a call runs the code at once (it makes no generator): the call instruction may push its frame itself.
    pub direct: bool,
    /// `simple`, and all that a call does is to make a generator, coroutine or async generator.
    pub makes: bool,
    /// Hidden from tracebacks.
    pub hidden: bool,
    /// With a `Trace` before each bytecode instruction.
    pub traced: bool,
}

impl RegCode {
    /// Does a call make a generator, coroutine or async generator?
    pub fn is_generator(&self) -> bool {
        self.flags & kaa_bytecode::CodeFlags::ANY_GENERATOR != 0
    }
}

macro_rules! rops {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// Operations of the register form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum ROp { $($(#[doc = $doc])* $name,)* }
    };
}

rops! {
    /// dst = a.
    Move,
    /// Nothing.
    Nop,
    /// Function entry and resumption points: looks at the attention flag.
    Resume,
    /// dst = constant imm (for constants beyond the reach of an operand).
    LoadConstWide,
    /// dst = nothing.
    PushNull,
    /// dst = local a, error when unbound.
    MoveChecked,
    /// dst = local a, and the local becomes unbound.
    MoveClear,
    /// Drop temporary a.
    Drop,
    /// Unbind local a; imm 1: error when unbound.
    DeleteFast,
    /// Exchange temporaries a and b.
    Swap,
    /// Jump to imm.
    Jump,
    /// Jump backward to imm, looking at the attention flag.
    JumpBackward,
    /// Jump to imm when a is true / false.
    JumpIfTrue,
    /// See `JumpIfTrue`.
    JumpIfFalse,
    /// Jump to imm when a is None.
    JumpIfNone,
    /// See `JumpIfNone`.
    JumpIfNotNone,
    /// dst = bool(a).
    ToBool,
    /// dst = not a.
    Not,
    /// dst = -a, ~a.
    Negate,
    /// See `Negate`.
    Invert,
    /// dst = a op b; imm is the `BINARY_OP` argument.
    Binary,
    /// `Binary` of `+` and `+=`.
    Add,
    /// `Binary` of `-` and `-=`.
    Sub,
    /// `Binary` of `*` and `*=`.
    Mul,
    /// dst = a[b].
    Subscript,
    /// dst = (a cmp b); imm: the comparison (0..5), bit 4: to bool.
    Compare,
    /// Compare a and b by flags >> 4 (bits 4..6: comparison, bit 7: jump when true); jump to imm. `cache` is the set of
    /// outcomes that jump: 1 less, 2 equal, 4 greater, 8 unordered.
    CompareJump,
    /// A `CompareJump` at the end of a loop, in place of the jump back to it; a `Jump` to what follows that one comes next.
    CompareJumpBack,
    /// dst = a is b; imm 1: is not.
    Is,
    /// dst = a in b; imm 1: not in.
    Contains,
    /// dst = global or builtin imm (name index).
    LoadGlobal,
    /// dst = name imm from namespace, globals, builtins.
    LoadName,
    /// Namespace[name imm] = a.
    StoreName,
    /// del namespace[name imm].
    DeleteName,
    /// globals[name imm] = a.
    StoreGlobal,
    /// del globals[name imm].
    DeleteGlobal,
    /// dst = content of the cell in slot a; error when empty.
    LoadDeref,
    /// Cell in slot b gets a.
    StoreDeref,
    /// Empty the cell in slot a.
    DeleteDeref,
    /// Slot a becomes a cell with its content.
    MakeCell,
    /// imm free variables from the function's closure into the slots from dst.
    CopyFreeVars,
    /// dst = name of free variable b from mapping a, else from the cell.
    LoadFromDictOrDeref,
    /// dst = name imm from mapping a, else global.
    LoadFromDictOrGlobals,
    /// dst = the namespace.
    LoadLocals,
    /// dst = `__build_class__`.
    LoadBuildClass,
    /// dst = common constant imm.
    LoadCommonConstant,
    /// dst = a.name imm.
    LoadAttr,
    /// (dst, dst+1) = method and self, or attribute and nothing, of a.name imm.
    LoadMethod,
    /// (dst, dst+1) = special method imm of a, and a.
    LoadSpecial,
    /// dst (and dst+1 with flag bit 4) = super attribute: a global super, b class, slot in `c` flags; imm name.
    LoadSuperAttr,
    /// b.name imm = a.
    StoreAttr,
    /// del a.name imm.
    DeleteAttr,
    /// a[b] = c (slot in imm).
    StoreSubscript,
    /// del a[b].
    DeleteSubscript,
    /// dst = a[b:c].
    BinarySlice,
    /// container at dst..: value, container, start, stop in four temporaries from a.
    StoreSlice,
    /// dst = call: a is the first of callable, self, arguments; imm arguments.
    Call,
    /// The same with keyword names in the temporary after the arguments.
    CallKw,
    /// dst = call: a is the first of callable, null, args tuple, kwargs.
    CallEx,
    /// dst = intrinsic imm of a.
    Intrinsic1,
    /// dst = intrinsic imm of a, b.
    Intrinsic2,
    /// dst = tuple of imm temporaries from a.
    BuildTuple,
    /// dst = list of imm temporaries from a.
    BuildList,
    /// dst = set.
    BuildSet,
    /// dst = dict of imm pairs.
    BuildMap,
    /// dst = joined strings.
    BuildString,
    /// dst = slice of imm temporaries.
    BuildSlice,
    /// dst = template of strings a, interpolations b.
    BuildTemplate,
    /// dst = interpolation of imm temporaries and flags.
    BuildInterpolation,
    /// Append b to list a.
    ListAppend,
    /// Extend list a by b.
    ListExtend,
    /// Add b to set a.
    SetAdd,
    /// Add all of b to set a.
    SetUpdate,
    /// dict a: key b, value slot imm.
    MapAdd,
    /// dict a updated by b.
    DictUpdate,
    /// keyword dict a merged with b, duplicates are an error; imm: slot of the callable.
    DictMerge,
    /// imm temporaries from dst (reversed as the bytecode pushes them) = items of a.
    UnpackSequence,
    /// The same with a star: imm is the bytecode's argument.
    UnpackEx,
    /// dst = iter(a).
    GetIter,
    /// dst = iterator for `yield from`.
    GetYieldFromIter,
    /// dst = next(a), or jump to imm.
    ForIter,
    /// A `ForIter` at the end of a loop, in place of the jump back to it; a `Jump` to what follows that one comes next.
    ForIterBack,
    /// dst = a function of code a.
    MakeFunction,
    /// Function a gets attribute imm = b.
    SetFunctionAttribute,
    /// dst = import: name imm, level a, fromlist b.
    ImportName,
    /// dst = from module a name imm.
    ImportFrom,
    /// Yield a; what is sent arrives in dst (flag 0x20: nobody looks at it). imm: the bytecode's argument.
    Yield,
    /// Make the generator object and return it.
    ReturnGenerator,
    /// Send b to a; a yield goes on with dst = yielded, an end jumps to imm with dst = result.
    Send,
    /// dst = awaitable iterator of a; imm: where.
    GetAwaitable,
    /// dst = async iterator of a.
    GetAiter,
    /// dst = awaitable of the next item of a.
    GetAnext,
    /// a is the async iterator, b the exception: end or raise again.
    EndAsyncFor,
    /// a = sub-iterator, b = value slot, dst gets the value: after a throw into a delegate.
    CleanupThrow,
    /// Raise: imm 0 again, 1 a, 2 a from b.
    Raise,
    /// Raise a again; imm: slot of lasti + 1, or 0.
    Reraise,
    /// dst = the exception handled before; dst+1 = the new one (from dst).
    PushExcInfo,
    /// a is the exception handled before: it is again.
    PopExcept,
    /// dst = exception a matches b.
    CheckExcMatch,
    /// (dst, dst+1) = rest and match of group a by b.
    CheckEgMatch,
    /// dst = `__exit__` called with the exception; temporaries from a.
    WithExceptStart,
    /// dst = format(a).
    FormatSimple,
    /// dst = format(a, b).
    FormatWithSpec,
    /// dst = str/repr/ascii of a by imm.
    ConvertValue,
    /// dst = matched attributes of a for class b, names tuple in slot imm.
    MatchClass,
    /// dst = is a mapping.
    MatchMapping,
    /// dst = is a sequence.
    MatchSequence,
    /// dst = values of a for keys b, or None.
    MatchKeys,
    /// dst = len(a).
    GetLen,
    /// Make `__annotations__` in the namespace.
    SetupAnnotations,
    /// `__init__` must have given None.
    ExitInitCheck,
    /// The code is not fit to run: an error.
    Malformed,
    /// A bytecode instruction begins (`eval/tracing.rs`): imm its offset, dst its opcode, cache its line, a and b operands.
    Trace,
    /// Return a.
    Return,
}

//! The code object: everything a compiled function, class body or module is, as plain data.
//!
//! Knows nothing of functions, frames or globals. How its tables are packed is in [`crate::instructions`],
//! [`crate::line_table`] and [`crate::exception_table`].

use std::hash::{Hash, Hasher};

use crate::constant::Const;
use crate::wtf8::Wtf8Buf;

/// The bits of `co_flags`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct CodeFlags(pub u32);

#[expect(missing_docs, reason = "the names are those of the Python documentation")]
impl CodeFlags {
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_DIVISION: u32 = 0x20000;
    pub const FUTURE_ABSOLUTE_IMPORT: u32 = 0x40000;
    pub const FUTURE_WITH_STATEMENT: u32 = 0x80000;
    pub const FUTURE_PRINT_FUNCTION: u32 = 0x100000;
    pub const FUTURE_UNICODE_LITERALS: u32 = 0x200000;
    pub const FUTURE_BARRY_AS_BDFL: u32 = 0x400000;
    pub const FUTURE_GENERATOR_STOP: u32 = 0x800000;
    pub const FUTURE_ANNOTATIONS: u32 = 0x1000000;
    pub const HAS_DOCSTRING: u32 = 0x4000000;
    pub const METHOD: u32 = 0x8000000;

    /// The flags of `from __future__` imports.
    pub const FUTURE_MASK: u32 = 0x1fe0000;
    /// The flags that make a call return a generator, a coroutine or an asynchronous generator.
    pub const ANY_GENERATOR: u32 = Self::GENERATOR | Self::COROUTINE | Self::ASYNC_GENERATOR;
}

impl CodeFlags {
    /// Whether any of these bits is set.
    pub const fn has(self, bits: u32) -> bool {
        self.0 & bits != 0
    }
}

/// The bits of an entry of [`Code::localspluskinds`].
#[expect(missing_docs, reason = "the module's documentation says what they are")]
pub mod local_kind {
    pub const ARG_POS: u8 = 0x02;
    pub const ARG_KW: u8 = 0x04;
    pub const ARG_VAR: u8 = 0x08;
    pub const HIDDEN: u8 = 0x10;
    pub const LOCAL: u8 = 0x20;
    pub const CELL: u8 = 0x40;
    pub const FREE: u8 = 0x80;
}

/// A code object. The fields are what the attributes `co_*` are made from.
#[derive(Clone, Debug)]
pub struct Code {
    /// The name of the function or class, or `<module>` and the like.
    pub name: Wtf8Buf,
    /// The dotted name from the module down.
    pub qualname: Wtf8Buf,
    /// Where the source came from.
    pub filename: Wtf8Buf,
    /// Positional parameters, positional-only ones included, `*args` not.
    pub argcount: u32,
    /// Positional-only parameters.
    pub posonlyargcount: u32,
    /// Keyword-only parameters.
    pub kwonlyargcount: u32,
    /// `co_flags`.
    pub flags: CodeFlags,
    /// The deepest the stack gets.
    pub stacksize: u32,
    /// The first line of the source.
    pub firstlineno: i32,
    /// Instructions of two bytes each, with `CACHE` entries and `EXTENDED_ARG`.
    pub code: Vec<u8>,
    /// What `LOAD_CONST` indexes.
    pub consts: Vec<Const>,
    /// What instructions that use a name index.
    pub names: Vec<Wtf8Buf>,
    /// The names of the fast locals: parameters, locals, cells, free variables.
    pub localsplusnames: Vec<Wtf8Buf>,
    /// For each fast local the bits of [`local_kind`].
    pub localspluskinds: Vec<u8>,
    /// Packed source positions, see [`crate::line_table`].
    pub linetable: Vec<u8>,
    /// Packed handlers, see [`crate::exception_table`].
    pub exceptiontable: Vec<u8>,
}

impl Code {
    /// How many fast locals are plain locals (cells that are parameters or locals included).
    pub fn nlocals(&self) -> usize {
        self.locals_of_kind(local_kind::LOCAL).count()
    }

    /// `co_varnames`.
    pub fn varnames(&self) -> Vec<Wtf8Buf> {
        self.locals_of_kind(local_kind::LOCAL).cloned().collect()
    }

    /// `co_cellvars`.
    pub fn cellvars(&self) -> Vec<Wtf8Buf> {
        self.locals_of_kind(local_kind::CELL).cloned().collect()
    }

    /// `co_freevars`.
    pub fn freevars(&self) -> Vec<Wtf8Buf> {
        self.locals_of_kind(local_kind::FREE).cloned().collect()
    }

    /// How many parameters there are, `*args` and `**kwargs` included.
    pub fn total_args(&self) -> usize {
        let stars = usize::from(self.flags.has(CodeFlags::VARARGS))
            + usize::from(self.flags.has(CodeFlags::VARKEYWORDS));
        (self.argcount as usize).saturating_add(self.kwonlyargcount as usize).saturating_add(stars)
    }

    /// The docstring of a function, if it has one.
    pub fn docstring(&self) -> Option<&Wtf8Buf> {
        match self.consts.first() {
            Some(Const::Str(text)) if self.flags.has(CodeFlags::HAS_DOCSTRING) => Some(text),
            _ => None,
        }
    }

    fn locals_of_kind(&self, kind: u8) -> impl Iterator<Item = &Wtf8Buf> {
        let kinds = self.localspluskinds.iter();
        self.localsplusnames
            .iter()
            .zip(kinds)
            .filter(move |&(_, bits)| bits & kind != 0)
            .map(|(name, _)| name)
    }
}

/// As Python compares code objects: file name and qualified name do not count.
impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name == other.name
            && self.argcount == other.argcount
            && self.posonlyargcount == other.posonlyargcount
            && self.kwonlyargcount == other.kwonlyargcount
            && self.flags == other.flags
            && self.firstlineno == other.firstlineno
            && self.code == other.code
            && self.names == other.names
            && self.localsplusnames == other.localsplusnames
            && self.linetable == other.linetable
            && self.exceptiontable == other.exceptiontable
            && self.consts == other.consts
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.firstlineno.hash(state);
        self.code.hash(state);
        self.linetable.hash(state);
    }
}

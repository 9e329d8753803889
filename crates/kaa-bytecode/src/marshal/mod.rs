//! The form in which Python stores code objects and constants in files (`marshal`, version 5).
//!
//! Reads what CPython 3.14 writes and the other way round. Only what code objects are made of: lists, dicts and
//! mutable sets belong to the runtime. Nesting costs no native stack in either direction.

mod read;
mod write;

pub use read::{MarshalError, load, load_prefix};
pub use write::{dump, dump_code};

/// The version of the format.
pub const VERSION: u32 = 5;

/// The first byte of a value, without [`REF`].
#[expect(missing_docs, reason = "the names say it")]
pub mod tag {
    pub const NONE: u8 = b'N';
    pub const FALSE: u8 = b'F';
    pub const TRUE: u8 = b'T';
    pub const ELLIPSIS: u8 = b'.';
    pub const INT: u8 = b'i';
    pub const LONG: u8 = b'l';
    pub const FLOAT_TEXT: u8 = b'f';
    pub const FLOAT: u8 = b'g';
    pub const COMPLEX_TEXT: u8 = b'x';
    pub const COMPLEX: u8 = b'y';
    pub const BYTES: u8 = b's';
    pub const STR: u8 = b'u';
    pub const STR_INTERNED: u8 = b't';
    pub const ASCII: u8 = b'a';
    pub const ASCII_INTERNED: u8 = b'A';
    pub const SHORT_ASCII: u8 = b'z';
    pub const SHORT_ASCII_INTERNED: u8 = b'Z';
    pub const TUPLE: u8 = b'(';
    pub const SMALL_TUPLE: u8 = b')';
    pub const FROZENSET: u8 = b'>';
    pub const SLICE: u8 = b':';
    pub const CODE: u8 = b'c';
    pub const REFERENCE: u8 = b'r';
}

/// Set on the first byte of a value that later ones may refer to.
pub const REF: u8 = 0x80;

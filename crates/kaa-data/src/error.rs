//! The one error type of this crate: which built-in exception, and its exact message.
//!
//! Must not know: how the VM raises it. Next: any module, they all return `Result`.

use std::fmt;

/// The built-in exception class that an [`Error`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// `ValueError`
    Value,
    /// `TypeError`
    Type,
    /// `OverflowError`
    Overflow,
    /// `OverflowError` whose arguments are `errno.ERANGE` (34) and the message
    OutOfRange,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `IndexError`
    Index,
    /// `KeyError`
    Key,
    /// `LookupError`
    Lookup,
    /// `MemoryError`
    Memory,
    /// `struct.error`
    Struct,
}

impl ErrorKind {
    /// The name of the exception class.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "ValueError",
            Self::Type => "TypeError",
            Self::Overflow | Self::OutOfRange => "OverflowError",
            Self::ZeroDivision => "ZeroDivisionError",
            Self::Index => "IndexError",
            Self::Key => "KeyError",
            Self::Lookup => "LookupError",
            Self::Memory => "MemoryError",
            Self::Struct => "struct.error",
        }
    }
}

/// An exception to raise: its class and its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The exception class.
    pub kind: ErrorKind,
    /// The message, exactly as Python prints it.
    pub message: String,
}

/// The result of the fallible functions of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of the given kind.
    #[cold]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// A `ValueError`.
    #[cold]
    pub fn value(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Value, message)
    }

    /// A `TypeError`.
    #[cold]
    pub fn type_error(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Type, message)
    }

    /// An `OverflowError`.
    #[cold]
    pub fn overflow(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Overflow, message)
    }

    /// A `ZeroDivisionError`.
    #[cold]
    pub fn zero_division(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::ZeroDivision, message)
    }

    /// A `MemoryError`, which carries no message.
    #[cold]
    pub fn memory() -> Self {
        Self::new(ErrorKind::Memory, String::new())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ErrorKind::OutOfRange => write!(f, "{}: (34, '{}')", self.kind.name(), self.message),
            kind => write!(f, "{}: {}", kind.name(), self.message),
        }
    }
}

impl std::error::Error for Error {}

//! Errors for Rust programs: a Python exception, or a value that is not what Rust asked for.

use kaa_vm::exceptions::traceback;
use kaa_vm::{Raised, Value, Vm};
use std::fmt;

/// What can go wrong when Rust asks Python for something.
pub enum Error {
    /// Python raised this exception.
    Raised(Value),
    /// A Python value does not fit the Rust type.
    Conversion {
        /// What Rust asked for.
        expected: &'static str,
        /// The class of the value.
        got: String,
    },
}

impl Error {
    /// The text that Python would print: for an exception its traceback and all it came from.
    pub fn traceback(&self) -> String {
        match self {
            Error::Raised(e) => traceback::format_exception(Vm::current(), e),
            Error::Conversion { .. } => format!("{self}\n"),
        }
    }

    /// The exception's class name, for exceptions.
    pub fn class_name(&self) -> Option<String> {
        match self {
            Error::Raised(e) => Some(Vm::current().type_name(e).to_string()),
            Error::Conversion { .. } => None,
        }
    }
}

impl From<Raised> for Error {
    fn from(e: Raised) -> Error {
        Error::Raised(e.0)
    }
}

/// One line: the class and text of an exception.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Raised(e) => {
                let text = traceback::format_exception_only(Vm::current(), e);
                f.write_str(text.trim_end())
            }
            Error::Conversion { expected, got } => write!(f, "expected {expected}, got '{got}'"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.traceback().trim_end())
    }
}

impl std::error::Error for Error {}

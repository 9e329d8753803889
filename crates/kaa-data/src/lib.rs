//! Pure algorithms on numbers, text and formats, with the results and the error messages of Python 3.14.
//!
//! Must not know: Python objects, the heap, the VM. Everything here takes and returns plain Rust data, so that each
//! algorithm can be tested alone against recorded answers. Next: the module that has the name of your question.

pub mod codec;
pub mod error;
pub mod float_text;
pub mod format;
pub mod hash;
pub mod int_text;
pub mod number;
pub mod pack;
pub mod repr;
pub mod sort;
pub mod unicode;
pub mod wtf8;

pub use error::{Error, ErrorKind, Result};

//! Kaa for Rust programs: a Python 3.14 runtime of which everything outside `kaa` is an internal.
//!
//! A [`Runtime`] belongs to the thread that made it. It compiles and runs source, calls Python functions, and drives Python
//! iterators from Rust. Start at `runtime.rs`; `program.rs` is what the command line needs, `compile.rs` joins compiler and VM.

mod compile;
mod program;
mod runtime;

pub use kaa_vm::{Config, Raised, Ref, Value, Vm};
pub use program::{Program, Start};
pub use runtime::{Items, Runtime};

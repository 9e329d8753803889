//! Kaa for Rust programs: a Python 3.14 runtime of which everything outside `kaa` is an internal.
//!
//! A [`Runtime`] belongs to the thread that made it. It compiles and runs source, calls Python functions, and drives Python
//! iterators from Rust. Start at `runtime.rs`; `program.rs` and `finish.rs` are what the command line needs, `compile.rs`
//! joins compiler and VM.

mod compile;
mod finish;
mod program;
mod runtime;

pub use finish::finish;
pub use kaa_vm::{Config, Raised, Ref, Value, Vm};
pub use program::{Exit, Program, Start, report};
pub use runtime::{Items, Runtime};

/// What the program `kaa` and its prompt need beyond running source.
pub mod host {
    pub use kaa_modules::host::signal::die_of_interrupt;
    pub use kaa_modules::signal::install as install_signals;
}

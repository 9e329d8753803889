//! Kaa for Rust programs: a Python 3.14 runtime of which everything outside `kaa` is an internal.
//!
//! A [`Runtime`] belongs to the thread that made it. It compiles and runs source, calls Python functions, and drives Python
//! iterators from Rust. Start at `runtime.rs`; `session.rs` runs what is typed at a prompt, `program.rs` and `finish.rs` are what the
//! command line needs, `compile.rs` joins compiler and VM.

mod compile;
mod complete;
mod convert;
mod error;
mod finish;
mod object;
mod program;
mod runtime;
mod session;

pub use convert::{Arguments, FromPython, IntoPython};
pub use error::Error;
pub use finish::finish;
pub use kaa_heap::Allocator;
pub use kaa_vm::{Config, Raised, Ref, Value, Vm};
pub use object::{Items, Object};
pub use program::{Exit, Program, Start, report};
pub use runtime::Runtime;
pub use session::{Fed, Naming, Session};

/// What the program `kaa` and its prompt need beyond running source.
pub mod host {
    pub use kaa_modules::host::signal::die_of_interrupt;
    pub use kaa_modules::signal::install as install_signals;

    /// Flushes `sys.stdout`.
    pub fn flush_output(runtime: &crate::Runtime) {
        kaa_modules::sys::flush_stdout(runtime.vm());
    }
}

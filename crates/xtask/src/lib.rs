//! Developer commands, as a library so that tests of other crates can use the golden runner and tidy.
//!
//! Nothing here knows Kaa's virtual machine: programs run in a child process, be it `kaa` or real CPython ("the
//! oracle"). Only `codegen_diff`, behind a feature, links the compiler. Start at `commands.rs`.
#![expect(clippy::print_stdout, reason = "a command line program reports on standard output")]

pub mod bench;
pub mod child;
#[cfg(feature = "codegen-diff")]
pub mod codegen_diff;
pub mod commands;
pub mod conformance;
pub mod fuzz;
pub mod golden;
pub mod kaa;
pub mod memory;
pub mod micro;
pub mod oracle;
pub mod parallel;
pub mod pgo;
pub mod project;
pub mod table;
pub mod tidy;

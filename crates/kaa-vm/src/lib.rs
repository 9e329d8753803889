//! Types, protocols, frames, the eval loop, generators and exceptions of Kaa.
//!
//! What it must not know: the compiler (source reaches it as code objects through a hook), native modules, the command line.
//! Start at `vm.rs` for the state, `eval/` for what moves, `generator/` for what suspends.

mod audit;
pub mod builtins;
pub mod dunder;
pub mod errors;
pub mod eval;
pub mod exceptions;
pub mod flow;
pub mod frame;
pub mod generator;
pub mod method_cache;
pub mod names;
pub mod native;
pub mod protocol;
pub mod shape;
mod side_dict;
pub mod types;
pub mod vm;
pub mod weakref;

pub use flow::{Fallible, Flow, NativeResult, Next, Raised, done};
pub use kaa_heap::{Ref, Value};
pub use vm::{Config, Vm};

//! The object protocols. Each operation has a *flow* form that may push a frame (used by the eval loop and by natives in
//! tail position) and, where natives need the answer on the spot, a plain form that may enter the eval loop again
//! (a marked re-entry: counted, guarded by the native stack's limit).
//!
//! `direct.rs` (exact built-in values), `attribute.rs`, `call.rs`, `number.rs`, `compare.rs`, `iterate.rs`, `container.rs`, `text.rs`, `hash.rs`.

pub mod attribute;
mod call;
mod compare;
mod construct;
mod container;
mod direct;
pub(crate) mod drive;
pub mod hash;
pub(crate) mod instance;
mod iterate;
mod number;
pub(crate) mod operate;
pub(crate) mod text;

pub use call::{Args, CallPlan};
pub use compare::CompareOp;
pub use number::BinaryOp;

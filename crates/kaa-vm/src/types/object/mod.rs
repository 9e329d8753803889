//! `object`. The payload is [`crate::types::builtin_types::Empty`]; the table is in `methods.rs`.

pub mod methods;
mod reduce;

//! Method table of `async_generator`.

use crate::types::type_object::TypeSpec;

/// The type `async_generator`.
pub static SPEC: TypeSpec = TypeSpec { name: "async_generator", doc: "", ..TypeSpec::EMPTY };

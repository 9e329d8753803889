//! Method table of `complex`.

use crate::types::type_object::TypeSpec;

/// The type `complex`.
pub static SPEC: TypeSpec = TypeSpec { name: "complex", doc: "", ..TypeSpec::EMPTY };

//! Method table of `float`.

use crate::types::type_object::TypeSpec;

/// The type `float`.
pub static SPEC: TypeSpec = TypeSpec { name: "float", doc: "", ..TypeSpec::EMPTY };

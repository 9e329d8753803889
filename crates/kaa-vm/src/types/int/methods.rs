//! Method table of `int`.

use crate::types::type_object::TypeSpec;

/// The type `int`.
pub static SPEC: TypeSpec = TypeSpec { name: "int", doc: "", ..TypeSpec::EMPTY };

//! Method table of `bool`.

use crate::types::type_object::TypeSpec;

/// The type `bool`.
pub static SPEC: TypeSpec = TypeSpec { name: "bool", doc: "", ..TypeSpec::EMPTY };

//! Method table of `range`.

use crate::types::type_object::TypeSpec;

/// The type `range`.
pub static SPEC: TypeSpec = TypeSpec { name: "range", doc: "", ..TypeSpec::EMPTY };

//! Method table of `object`.

use crate::types::type_object::TypeSpec;

/// The type `object`.
pub static SPEC: TypeSpec = TypeSpec { name: "object", doc: "", ..TypeSpec::EMPTY };

//! Method table of `method`.

use crate::types::type_object::TypeSpec;

/// The type `method`.
pub static SPEC: TypeSpec = TypeSpec { name: "method", doc: "", ..TypeSpec::EMPTY };

//! Method table of `property`.

use crate::types::type_object::TypeSpec;

/// The type `property`.
pub static SPEC: TypeSpec = TypeSpec { name: "property", doc: "", ..TypeSpec::EMPTY };

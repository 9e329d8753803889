//! Method table of `super`.

use crate::types::type_object::TypeSpec;

/// The type `super`.
pub static SPEC: TypeSpec = TypeSpec { name: "super", doc: "", ..TypeSpec::EMPTY };

//! Method table of `staticmethod`.

use crate::types::type_object::TypeSpec;

/// The type `staticmethod`.
pub static SPEC: TypeSpec = TypeSpec { name: "staticmethod", doc: "", ..TypeSpec::EMPTY };

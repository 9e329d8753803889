//! Method table of `classmethod`.

use crate::types::type_object::TypeSpec;

/// The type `classmethod`.
pub static SPEC: TypeSpec = TypeSpec { name: "classmethod", doc: "", ..TypeSpec::EMPTY };

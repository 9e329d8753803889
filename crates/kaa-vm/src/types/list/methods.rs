//! Method table of `list`.

use crate::types::type_object::TypeSpec;

/// The type `list`.
pub static SPEC: TypeSpec = TypeSpec { name: "list", doc: "", ..TypeSpec::EMPTY };

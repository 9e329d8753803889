//! Method table of `type`.

use crate::types::type_object::TypeSpec;

/// The type `type`.
pub static SPEC: TypeSpec = TypeSpec { name: "type", doc: "", ..TypeSpec::EMPTY };

//! Method table of `code`.

use crate::types::type_object::TypeSpec;

/// The type `code`.
pub static SPEC: TypeSpec = TypeSpec { name: "code", doc: "", ..TypeSpec::EMPTY };

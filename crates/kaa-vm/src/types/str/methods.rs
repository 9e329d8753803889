//! Method table of `str`.

use crate::types::type_object::TypeSpec;

/// The type `str`.
pub static SPEC: TypeSpec = TypeSpec { name: "str", doc: "", ..TypeSpec::EMPTY };

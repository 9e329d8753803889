//! Method table of `dict`.

use crate::types::type_object::TypeSpec;

/// The type `dict`.
pub static SPEC: TypeSpec = TypeSpec { name: "dict", doc: "", ..TypeSpec::EMPTY };

//! Method table of `set`.

use crate::types::type_object::TypeSpec;

/// The type `set`.
pub static SPEC: TypeSpec = TypeSpec { name: "set", doc: "", ..TypeSpec::EMPTY };

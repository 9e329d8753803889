//! Method table of `cell`.

use crate::types::type_object::TypeSpec;

/// The type `cell`.
pub static SPEC: TypeSpec = TypeSpec { name: "cell", doc: "", ..TypeSpec::EMPTY };

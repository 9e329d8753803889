//! Method table of `frame`.

use crate::types::type_object::TypeSpec;

/// The type `frame`.
pub static SPEC: TypeSpec = TypeSpec { name: "frame", doc: "", ..TypeSpec::EMPTY };

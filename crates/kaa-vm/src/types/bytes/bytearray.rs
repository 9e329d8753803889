//! Method table of `bytearray`.

use crate::types::type_object::TypeSpec;

/// The type `bytearray`.
pub static SPEC: TypeSpec = TypeSpec { name: "bytearray", doc: "", ..TypeSpec::EMPTY };

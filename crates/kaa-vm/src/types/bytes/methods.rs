//! Method table of `bytes`.

use crate::types::type_object::TypeSpec;

/// The type `bytes`.
pub static SPEC: TypeSpec = TypeSpec { name: "bytes", doc: "", ..TypeSpec::EMPTY };

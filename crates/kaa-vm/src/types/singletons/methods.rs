//! Method table of `NoneType`.

use crate::types::type_object::TypeSpec;

/// The type `NoneType`.
pub static SPEC: TypeSpec = TypeSpec { name: "NoneType", doc: "", ..TypeSpec::EMPTY };

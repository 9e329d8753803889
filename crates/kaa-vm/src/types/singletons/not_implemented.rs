//! Method table of `NotImplementedType`.

use crate::types::type_object::TypeSpec;

/// The type `NotImplementedType`.
pub static SPEC: TypeSpec = TypeSpec { name: "NotImplementedType", doc: "", ..TypeSpec::EMPTY };

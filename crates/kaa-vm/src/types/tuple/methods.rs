//! Method table of `tuple`.

use crate::types::type_object::TypeSpec;

/// The type `tuple`.
pub static SPEC: TypeSpec = TypeSpec { name: "tuple", doc: "", ..TypeSpec::EMPTY };

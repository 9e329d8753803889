//! Method table of `classmethod_descriptor`.

use crate::types::type_object::TypeSpec;

/// The type `classmethod_descriptor`.
pub static SPEC: TypeSpec = TypeSpec { name: "classmethod_descriptor", doc: "", ..TypeSpec::EMPTY };

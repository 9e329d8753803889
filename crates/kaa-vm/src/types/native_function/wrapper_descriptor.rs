//! Method table of `wrapper_descriptor`.

use crate::types::type_object::TypeSpec;

/// The type `wrapper_descriptor`.
pub static SPEC: TypeSpec = TypeSpec { name: "wrapper_descriptor", doc: "", ..TypeSpec::EMPTY };

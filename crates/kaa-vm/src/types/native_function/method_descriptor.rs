//! Method table of `method_descriptor`.

use crate::types::type_object::TypeSpec;

/// The type `method_descriptor`.
pub static SPEC: TypeSpec = TypeSpec { name: "method_descriptor", doc: "", ..TypeSpec::EMPTY };

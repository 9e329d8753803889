//! Method table of `method_wrapper`.

use crate::types::type_object::TypeSpec;

/// The type `method_wrapper`.
pub static SPEC: TypeSpec = TypeSpec { name: "method_wrapper", doc: "", ..TypeSpec::EMPTY };

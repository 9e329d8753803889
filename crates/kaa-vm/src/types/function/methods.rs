//! Method table of `function`.

use crate::types::type_object::TypeSpec;

/// The type `function`.
pub static SPEC: TypeSpec = TypeSpec { name: "function", doc: "", ..TypeSpec::EMPTY };

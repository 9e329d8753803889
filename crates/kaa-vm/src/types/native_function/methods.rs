//! Method table of `builtin_function_or_method`.

use crate::types::type_object::TypeSpec;

/// The type `builtin_function_or_method`.
pub static SPEC: TypeSpec = TypeSpec { name: "builtin_function_or_method", doc: "", ..TypeSpec::EMPTY };

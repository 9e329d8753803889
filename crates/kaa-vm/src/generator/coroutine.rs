//! Method table of `coroutine`.

use crate::types::type_object::TypeSpec;

/// The type `coroutine`.
pub static SPEC: TypeSpec = TypeSpec { name: "coroutine", doc: "", ..TypeSpec::EMPTY };

//! Method table of `BaseException`.

use crate::types::type_object::TypeSpec;

/// The type `BaseException`.
pub static SPEC: TypeSpec = TypeSpec { name: "BaseException", doc: "", ..TypeSpec::EMPTY };

//! Method table of `traceback`.

use crate::types::type_object::TypeSpec;

/// The type `traceback`.
pub static SPEC: TypeSpec = TypeSpec { name: "traceback", doc: "", ..TypeSpec::EMPTY };

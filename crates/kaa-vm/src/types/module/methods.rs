//! Method table of `module`.

use crate::types::type_object::TypeSpec;

/// The type `module`.
pub static SPEC: TypeSpec = TypeSpec { name: "module", doc: "", ..TypeSpec::EMPTY };

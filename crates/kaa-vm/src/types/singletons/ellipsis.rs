//! Method table of `ellipsis`.

use crate::types::type_object::TypeSpec;

/// The type `ellipsis`.
pub static SPEC: TypeSpec = TypeSpec { name: "ellipsis", doc: "", ..TypeSpec::EMPTY };

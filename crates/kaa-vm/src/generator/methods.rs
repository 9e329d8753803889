//! Method table of `generator`.

use crate::types::type_object::TypeSpec;

/// The type `generator`.
pub static SPEC: TypeSpec = TypeSpec { name: "generator", doc: "", ..TypeSpec::EMPTY };

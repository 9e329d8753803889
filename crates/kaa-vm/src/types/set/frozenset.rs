//! Method table of `frozenset`.

use crate::types::type_object::TypeSpec;

/// The type `frozenset`.
pub static SPEC: TypeSpec = TypeSpec { name: "frozenset", doc: "", ..TypeSpec::EMPTY };

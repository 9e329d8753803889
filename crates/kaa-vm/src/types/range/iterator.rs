//! Method table of `range_iterator`.

use crate::types::type_object::TypeSpec;

/// The type `range_iterator`.
pub static SPEC: TypeSpec = TypeSpec { name: "range_iterator", doc: "", ..TypeSpec::EMPTY };

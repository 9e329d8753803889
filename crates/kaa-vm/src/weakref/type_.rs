//! Method table of `weakref.ReferenceType`.

use crate::types::type_object::TypeSpec;

/// The type `weakref.ReferenceType`.
pub static SPEC: TypeSpec = TypeSpec { name: "weakref.ReferenceType", doc: "", ..TypeSpec::EMPTY };

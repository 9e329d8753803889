//! Method table of `getset_descriptor`.

use crate::types::type_object::TypeSpec;

/// The type `getset_descriptor`.
pub static SPEC: TypeSpec = TypeSpec { name: "getset_descriptor", doc: "", ..TypeSpec::EMPTY };

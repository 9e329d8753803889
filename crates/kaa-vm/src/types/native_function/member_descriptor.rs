//! Method table of `member_descriptor`.

use crate::types::type_object::TypeSpec;

/// The type `member_descriptor`.
pub static SPEC: TypeSpec = TypeSpec { name: "member_descriptor", doc: "", ..TypeSpec::EMPTY };

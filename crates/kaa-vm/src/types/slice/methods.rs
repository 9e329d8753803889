//! Method table of `slice`.

use crate::types::type_object::TypeSpec;

/// The type `slice`.
pub static SPEC: TypeSpec = TypeSpec { name: "slice", doc: "", ..TypeSpec::EMPTY };

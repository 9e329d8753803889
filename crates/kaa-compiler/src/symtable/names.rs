//! Names: sets of them, and the mangling of private ones inside classes.

use super::{Name, Scope};
use std::collections::HashSet;

/// A set of names whose order does not matter.
pub(crate) type NameSet = HashSet<Name>;

/// `__name` becomes `_Class__name` inside `class Class`.
pub(crate) fn mangle(private: Option<&Name>, name: &str) -> Name {
    let Some(private) = private else { return name.into() };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.into();
    }
    let class = private.trim_start_matches('_');
    if class.is_empty() {
        return name.into();
    }
    format!("_{class}{name}").into()
}

/// Like [`mangle`], but in the type parameters of a generic class only those parameters are mangled.
pub(crate) fn maybe_mangle(private: Option<&Name>, scope: &Scope, name: &str) -> Name {
    if let Some(names) = &scope.mangled_names
        && !names.borrow().contains(name)
    {
        return name.into();
    }
    mangle(private, name)
}

//! Colours of printed exceptions: escape sequences for terminals, or nothing.

use crate::types::Str;
use crate::vm::Vm;
use kaa_heap::Value;
use std::io::IsTerminal;

/// What stands before and after the coloured parts.
#[derive(Debug)]
pub struct Theme {
    pub(super) class: &'static str,
    pub(super) message: &'static str,
    pub(super) place: &'static str,
    pub(super) highlight: &'static str,
    pub(super) range: &'static str,
    pub(super) reset: &'static str,
    /// Lines without marks, and from files only: as the interpreter itself prints what nobody can catch.
    pub(super) bare: bool,
}

/// For exceptions that nobody can catch.
pub static BARE: Theme = Theme { bare: true, ..PLAIN };

/// No colours.
pub static PLAIN: Theme =
    Theme { class: "", message: "", place: "", highlight: "", range: "", reset: "", bare: false };

/// CPython's default colours.
pub static COLOURED: Theme = Theme {
    class: "\x1b[1;35m",
    message: "\x1b[35m",
    place: "\x1b[35m",
    highlight: "\x1b[1;31m",
    range: "\x1b[31m",
    reset: "\x1b[0m",
    bare: false,
};

/// The colours for what is written to `sys.stderr`: none unless that is a terminal; the usual variables overrule.
pub fn for_stderr(vm: &Vm) -> &'static Theme {
    let variable = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    if !vm.config.borrow().flags.contains_key("ignore_environment") {
        match variable("PYTHON_COLORS").as_deref() {
            Some("0") => return &PLAIN,
            Some("1") => return &COLOURED,
            _ => {}
        }
    }
    if variable("NO_COLOR").is_some() {
        return &PLAIN;
    }
    if variable("FORCE_COLOR").is_some() {
        return &COLOURED;
    }
    if variable("TERM").as_deref() == Some("dumb") || !std::io::stderr().is_terminal() {
        return &PLAIN;
    }
    match vm.sys.get_str(&vm.names.stderr).filter(|s| !s.is_none()) {
        Some(stream) if is_standard(vm, &stream) => &COLOURED,
        _ => &PLAIN,
    }
}

/// Is it the process's own error stream, not one that a program put in its place?
fn is_standard(vm: &Vm, stream: &Value) -> bool {
    let name = vm.get_attr_opt(stream, &vm.names.name).ok().flatten();
    name.as_ref().and_then(|n| n.payload::<Str>()).is_some_and(|s| s.is_text("<stderr>"))
}

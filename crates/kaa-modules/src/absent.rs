//! Modules of CPython's that wrap libraries which this runtime does not have. Importing one says so.

use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, Raised, Ref, Vm};

type Make = fn(&Vm) -> Fallible<Ref<Module>>;

macro_rules! absent {
    ($($name:literal)*) => { &[$(($name, (|vm| Err(error(vm, $name))) as Make)),*] };
}

/// Name and maker, which fails.
pub(crate) const MODULES: &[(&str, Make)] = absent! {
    "_bz2"
    "_ctypes"
    "_curses"
    "_curses_panel"
    "_dbm"
    "_elementtree"
    "_gdbm"
    "_interpchannels"
    "_interpqueues"
    "_interpreters"
    "_lsprof"
    "_lzma"
    "_sqlite3"
    "_ssl"
    "_tkinter"
    "_zstd"
    "pyexpat"
    "readline"
};

fn error(vm: &Vm, name: &str) -> Raised {
    let text = format!("the module '{name}' is not part of this runtime: it needs a C library");
    let keywords: [(Ref<Str>, kaa_vm::Value); 1] = [(vm.intern("name"), vm.str_value(name))];
    let class = vm.exceptions.module_not_found_error.value();
    match vm.call_kw(class, &[vm.str_value(&text)], &keywords) {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}

//! The module `_codecs`: the registry of encodings and error handlers, and the native coders.
//!
//! The algorithms are in the crate `kaa-data`; the many code pages are tables of Python's library. Next: `registry.rs`,
//! `coders.rs`, `charmap.rs`, `escape.rs`.

mod charmap;
mod coders;
mod escape;
mod registry;

use kaa_vm::types::Module;
use kaa_vm::{Fallible, Ref, Vm};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_codecs", None);
    for rows in [registry::ROWS, coders::ROWS, charmap::ROWS, escape::ROWS] {
        vm.add_functions(&module, rows);
    }
    charmap::install(vm);
    Ok(module)
}

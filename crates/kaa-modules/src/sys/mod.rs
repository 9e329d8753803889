//! The module `sys`: `info.rs` is what it tells, `functions.rs` what it does, `hooks.rs` printing of values and exceptions,
//! `namespace.rs` the type of `sys.implementation`, `internals.rs` is `sys._kaa`.

mod functions;
mod hooks;
mod info;
mod internals;
mod monitoring;
mod namespace;
mod streams;

pub use hooks::{flush_stdout, print_uncaught, write_stderr};
pub use streams::{flush_std, flush_std_quietly};

pub(crate) use namespace::{class as namespace_class, new_namespace};

use kaa_vm::Vm;

const DOC: &str = "What the interpreter tells about itself and lets programs change.";

/// Fills `vm.sys`, makes the module object and the standard streams.
pub(crate) fn install(vm: &Vm) {
    let module = vm.module_with_dict("sys", Some(DOC), &vm.sys);
    for rows in [functions::ROWS, hooks::ROWS] {
        vm.add_functions(&module, rows);
    }
    vm.modules.set_str(&vm.names.sys, module.into());
    info::fill(vm);
    for (hidden, name) in [("__displayhook__", "displayhook"), ("__excepthook__", "excepthook")] {
        alias(vm, hidden, name);
    }
    for (hidden, name) in [("__unraisablehook__", "unraisablehook"), ("__breakpointhook__", "breakpointhook")]
    {
        alias(vm, hidden, name);
    }
    let fields = &["exc_type", "exc_value", "exc_traceback", "err_msg", "object"];
    let doc = "UnraisableHookArgs\n\nWhat sys.unraisablehook is told.";
    let class = crate::structseq::new_class(vm, "UnraisableHookArgs", doc, fields);
    vm.sys.set_str(&vm.intern("UnraisableHookArgs"), class.into());
    vm.sys.set_str(&vm.intern("_kaa"), internals::new(vm));
    vm.sys.set_str(&vm.intern("_jit"), internals::jit(vm));
    vm.sys.set_str(&vm.intern("monitoring"), monitoring::new(vm));
    streams::install(vm);
    for name in ["__spec__", "__loader__"] {
        // They come with the import machinery, when somebody asks.
        vm.sys.remove_str(&vm.intern(name));
        vm.builtins.remove_str(&vm.intern(name));
    }
}

fn alias(vm: &Vm, alias: &str, name: &str) {
    if let Some(v) = vm.sys.get_text(vm, name) {
        vm.sys.set_str(&vm.intern(alias), v);
    }
}

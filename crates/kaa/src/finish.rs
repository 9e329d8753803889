//! The end of a runtime, in CPython's order: threads, exit functions, flushing, then the modules are taken apart so that
//! finalisers run and files are closed, and flushing again.

use crate::program::Exit;
use crate::runtime::Runtime;
use kaa_vm::eval::pending;
use kaa_vm::types::{Dict, Module, Str};
use kaa_vm::{Ref, Value, Vm};

/// Attributes of `sys` that programs fill: they let go first.
const EMPTIED: &[&str] = &[
    "path",
    "argv",
    "ps1",
    "ps2",
    "last_exc",
    "last_type",
    "last_value",
    "last_traceback",
    "path_importer_cache",
    "meta_path",
    "path_hooks",
];

/// Ends the runtime; the result is how the process is to end. No Python may run after it.
pub fn finish(runtime: &Runtime, exit: Exit) -> Exit {
    let vm = runtime.vm();
    if let Some(threading) = vm.modules.get_text(vm, "threading")
        && let Err(e) = vm.call_method(&threading, "_shutdown", &[])
    {
        vm.unraisable(e, "Exception ignored on threading shutdown", &threading);
    }
    if let Some(atexit) = vm.modules.get_text(vm, "atexit") {
        // It prints errors of its functions itself.
        let _ = vm.call_method(&atexit, "_run_exitfuncs", &[]);
    }
    settle(vm);
    let flushed = kaa_modules::sys::flush_std(vm);
    vm.module_state.borrow_mut().insert("finalizing", Value::True);
    take_apart(vm);
    if flushed {
        // Finalisers may have printed. Failures are nobody's any more.
        kaa_modules::sys::flush_std_quietly(vm);
    }
    match flushed {
        true => exit,
        false => Exit::Status(120),
    }
}

/// Runs what waits for the end of an instruction.
fn settle(vm: &Vm) {
    pending::run_callbacks(vm);
    pending::run_finalizers(vm);
}

fn take_apart(vm: &Vm) {
    for name in EMPTIED {
        if vm.sys.get_text(vm, name).is_some() {
            vm.sys.set_str(&vm.intern(name), Value::None);
        }
    }
    vm.builtins.set_str(&vm.intern("_"), Value::None);
    for name in ["stdin", "stdout", "stderr"] {
        if let Some(own) = vm.sys.get_text(vm, &format!("__{name}__")) {
            vm.sys.set_str(&vm.intern(name), own);
        }
    }
    settle(vm);
    let modules = forget_modules(vm);
    settle(vm);
    pending::collect(vm, 2);
    for weak in modules.iter().rev() {
        let alive = weak.payload::<kaa_vm::weakref::WeakRef>().and_then(|w| w.get());
        if let Some(dict) = alive.as_ref().and_then(|m| m.payload::<Module>()).map(|m| m.dict.clone()) {
            drop(alive);
            empty(vm, &dict);
            settle(vm);
        }
    }
    pending::collect(vm, 2);
    settle(vm);
}

/// Empties `sys.modules`; gives weak references to the modules in the order of their import, but for `sys` and `builtins`.
fn forget_modules(vm: &Vm) -> Vec<Value> {
    let mut references = Vec::new();
    for entry in vm.modules.entries() {
        let kept = entry.key.payload::<Str>().is_some_and(|n| n.is_text("sys") || n.is_text("builtins"));
        if !kept {
            references.extend(vm.new_weakref(&vm.types.weakref, &entry.value, None));
        }
        // Only str and its subclasses are keys here in practice; others stay until the dict goes.
        if let Some(name) = entry.key.as_ref::<Str>() {
            vm.modules.set_str(name, Value::None);
        }
    }
    let old = std::mem::take(&mut *vm.modules.table.borrow_mut());
    drop(old);
    references
}

/// Names with one underscore go first, `__builtins__` stays.
fn empty(vm: &Vm, dict: &Ref<Dict>) {
    for private in [true, false] {
        for entry in dict.entries() {
            let Some(name) = entry.key.as_ref::<Str>() else { continue };
            let text = name.as_bytes();
            let is_private = text.starts_with(b"_") && !text.starts_with(b"__");
            if is_private == private && text != b"__builtins__" && !entry.value.is_none() {
                drop(entry.value);
                dict.set_str(name, Value::None);
                settle(vm);
            }
        }
    }
}

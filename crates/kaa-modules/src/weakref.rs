//! The module `_weakref`; proxies are in `weakref/proxy.rs`.

mod proxy;

use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Dict, Module};
use kaa_vm::weakref::WeakRef;
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("getweakrefcount", "(object, /)", count, "How many weak references the object has."),
    function("getweakrefs", "(object, /)", list, "The weak references of the object."),
    function(
        "proxy",
        "(object, callback=None, /)",
        proxy::proxy,
        "An object that stands for another one without keeping it alive.",
    ),
    function("_remove_dead_weakref", "(dct, key, /)", remove_dead, "Removes a dead reference from a dict."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_weakref", Some("Weak references."));
    vm.add_functions(&module, ROWS);
    let class: &Value = vm.types.weakref.value();
    for name in ["ref", "ReferenceType"] {
        module.dict.set_str(&vm.intern(name), class.clone());
    }
    proxy::install(vm, &module);
    Ok(module)
}

fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(vm.weakrefs_of(arg(args, 0)).len()))
}

fn list(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_list(vm.weakrefs_of(arg(args, 0))))
}

fn remove_dead(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(d) = arg(args, 0).payload::<Dict>() else { return Err(vm.type_error("a dict is needed")) };
    let key = arg(args, 1);
    if let Some(v) = d.get(vm, key)?
        && v.payload::<WeakRef>().is_some_and(|w| w.get().is_none())
    {
        d.remove(vm, key)?;
    }
    done(Value::None)
}

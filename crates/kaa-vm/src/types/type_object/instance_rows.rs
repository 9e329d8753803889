//! `__dict__` and `__weakref__` as attributes of the classes that bring them.

use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, getset, getter};
use crate::types::Dict;
use crate::vm::Vm;
use kaa_heap::Value;

/// `__dict__` of instances.
pub(crate) static DICT: GetSet = getset("__dict__", get_dict, set_dict, "dictionary for instance variables");
/// `__weakref__` of instances.
pub(crate) static WEAKREF: GetSet =
    getter("__weakref__", get_weakref, "list of weak references to the object");

/// Reads an instance's `__dict__`.
pub(crate) fn get_dict(vm: &Vm, v: &Value) -> NativeResult {
    match vm.instance_dict(v) {
        Some(d) => done(d),
        None => Err(vm.no_attribute(v, &vm.names.__dict__)),
    }
}

/// Replaces it; `del` puts an empty one in its place.
pub(crate) fn set_dict(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let fresh = match value {
        None => vm.new_dict(),
        Some(d) => match d.as_ref::<Dict>() {
            Some(d) => d.clone(),
            None => {
                let name = vm.type_name(d);
                return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{name}'")));
            }
        },
    };
    if vm.set_instance_dict(v, fresh) { Ok(()) } else { Err(vm.no_attribute(v, &vm.names.__dict__)) }
}

fn get_weakref(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.weakrefs_of(v).into_iter().next().unwrap_or(Value::None))
}

//! Method table of `getset_descriptor`.

use super::describe::*;
use crate::flow::{NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, member, method};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = property(vm, arg(args, 0))?;
    done(vm.str_value(&format!("<attribute '{}' of '{}' objects>", p.name(), p.owner.name())))
}

static METHODS: &[Method] = &[
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__set__", "($self, instance, value, /)", property_set, "Set an attribute of instance to value."),
    method("__delete__", "($self, instance, /)", property_delete, "Delete an attribute of instance."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
];

static GETSET: &[GetSet] = &[
    member("__name__", property_name, ""),
    getter("__qualname__", property_qualname, ""),
    member("__objclass__", property_objclass, ""),
    getter("__doc__", property_doc, ""),
];

/// The type `getset_descriptor`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "getset_descriptor",
    methods: METHODS,
    getset: GETSET,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

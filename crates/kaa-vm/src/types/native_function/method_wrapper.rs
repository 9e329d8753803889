//! Method table of `method-wrapper`: a special method of a native type, bound.

use super::describe::*;
use super::methods::{eq, hash, ne};
use crate::flow::{NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, member, method};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = native(vm, arg(args, 0))?;
    let r = receiver(vm, n);
    let at = crate::types::object::methods::address(&r);
    done(vm.str_value(&format!(
        "<method-wrapper '{}' of {} object at {at:#x}>",
        n.row.name,
        vm.type_name(&r)
    )))
}

static METHODS: &[Method] = &[
    method("__call__", "($self, /, *args, **kwargs)", call, "Call self as a function."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__eq__", "($self, value, /)", eq, "Return self==value."),
    method("__ne__", "($self, value, /)", ne, "Return self!=value."),
    method("__hash__", "($self, /)", hash, "Return hash(self)."),
    method("__reduce__", "($self, /)", reduce, "Helper for pickle."),
];

static GETSET: &[GetSet] = &[
    getter("__name__", get_name, ""),
    getter("__qualname__", get_qualname, ""),
    member("__self__", get_self, ""),
    getter("__objclass__", get_objclass, ""),
    getter("__doc__", get_doc, ""),
    getter("__text_signature__", get_text_signature, ""),
];

/// The type `method-wrapper`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "method-wrapper",
    methods: METHODS,
    getset: GETSET,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

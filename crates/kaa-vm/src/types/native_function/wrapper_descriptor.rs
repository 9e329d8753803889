//! Method table of `wrapper_descriptor`.

use super::describe::*;
use crate::flow::NativeResult;
use crate::native::{GetSet, Method, Slot, arg, getter, member, method};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    repr_as(vm, arg(args, 0), "slot wrapper")
}

static METHODS: &[Method] = &[
    method("__call__", "($self, /, *args, **kwargs)", call, "Call self as a function."),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__reduce__", "($self, /)", reduce, "Helper for pickle."),
];

static GETSET: &[GetSet] = &[
    member("__name__", get_name, ""),
    getter("__qualname__", get_qualname, ""),
    member("__objclass__", get_objclass, ""),
    getter("__doc__", get_doc, ""),
    getter("__text_signature__", get_text_signature, ""),
];

/// The type `wrapper_descriptor`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "wrapper_descriptor",
    methods: METHODS,
    getset: GETSET,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

//! Method table of `NotImplementedType`.

use super::methods::{NEW, NEW_DOC, singleton};
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, method, static_method};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    singleton(vm, args, "NotImplementedType", Value::NotImplemented)
}
fn name(vm: &Vm, _: &[Slot]) -> NativeResult {
    done(vm.intern("NotImplemented"))
}
fn truth(vm: &Vm, _: &[Slot]) -> NativeResult {
    Err(vm.type_error("NotImplemented should not be used in a boolean context"))
}

static METHODS: &[Method] = &[
    static_method("__new__", NEW, new, NEW_DOC),
    method("__repr__", "($self, /)", name, "Return repr(self)."),
    method("__reduce__", "($self, /)", name, ""),
    method("__bool__", "($self, /)", truth, "True if self else False"),
];

/// The type `NotImplementedType`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "NotImplementedType",
    doc: "The type of the NotImplemented singleton.",
    methods: METHODS,
    ..TypeSpec::EMPTY
};

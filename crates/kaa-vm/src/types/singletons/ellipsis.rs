//! Method table of `ellipsis`.

use super::methods::{NEW, NEW_DOC, singleton};
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, method, static_method};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    singleton(vm, args, "EllipsisType", Value::Ellipsis)
}
fn name(vm: &Vm, _: &[Slot]) -> NativeResult {
    done(vm.intern("Ellipsis"))
}

static METHODS: &[Method] = &[
    static_method("__new__", NEW, new, NEW_DOC),
    method("__repr__", "($self, /)", name, "Return repr(self)."),
    method("__reduce__", "($self, /)", name, ""),
];

/// The type `ellipsis`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "ellipsis",
    doc: "The type of the Ellipsis singleton.",
    methods: METHODS,
    ..TypeSpec::EMPTY
};

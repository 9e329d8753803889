//! Method table of `NoneType`, and what the three singleton classes share.

use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, method, static_method};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

/// `__new__` of a class whose only instance is `v`: no arguments.
pub(super) fn singleton(vm: &Vm, args: &[Slot], name: &str, v: Value) -> NativeResult {
    let given = super::super::exception::rest(vm, args, 1);
    if !given.is_empty() || args.get(2).is_some_and(Option::is_some) {
        return Err(vm.type_error(format!("{name} takes no arguments")));
    }
    done(v)
}

pub(super) const NEW: &str = "($type, *args, **kwargs)";
pub(super) const NEW_DOC: &str = "Create and return a new object.  See help(type) for accurate signature.";

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    singleton(vm, args, "NoneType", Value::None)
}
fn repr(vm: &Vm, _: &[Slot]) -> NativeResult {
    done(vm.intern("None"))
}
fn truth(_: &Vm, _: &[Slot]) -> NativeResult {
    done(Value::False)
}
fn hash(vm: &Vm, _: &[Slot]) -> NativeResult {
    done(vm.new_int(0xfca8_6420))
}
fn same(args: &[Slot]) -> Option<bool> {
    arg(args, 1).is_none().then_some(true)
}
fn eq(_: &Vm, args: &[Slot]) -> NativeResult {
    done(same(args).map_or(Value::NotImplemented, Value::bool))
}
fn ne(_: &Vm, args: &[Slot]) -> NativeResult {
    done(same(args).map_or(Value::NotImplemented, |s| Value::bool(!s)))
}

static METHODS: &[Method] = &[
    static_method("__new__", NEW, new, NEW_DOC),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__bool__", "($self, /)", truth, "True if self else False"),
    method("__hash__", "($self, /)", hash, "Return hash(self)."),
    method("__eq__", "($self, value, /)", eq, "Return self==value."),
    method("__ne__", "($self, value, /)", ne, "Return self!=value."),
];

/// The type `NoneType`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "NoneType",
    doc: "The type of the None singleton.",
    methods: METHODS,
    ..TypeSpec::EMPTY
};

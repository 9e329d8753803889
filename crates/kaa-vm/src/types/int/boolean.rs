//! Method table of `bool`.

use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, method, static_method};
use crate::types::exception::class_argument;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    class_argument(vm, args, &vm.types.bool)?;
    match &args[1] {
        Some(v) => done(Value::bool(vm.is_true(v)?)),
        None => done(Value::False),
    }
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.intern(if arg(args, 0).is_true() { "True" } else { "False" }))
}

fn invert(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.warn(
        &vm.exceptions.deprecation_warning,
        "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion \
         of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for \
         boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
        1,
    )?;
    done(vm.new_int(if arg(args, 0).is_true() { -2 } else { -1 }))
}

/// Two bools give a bool; a bool and an int what the ints give.
fn logic(
    vm: &Vm,
    args: &[Slot],
    op: fn(bool, bool) -> bool,
    slow: fn(&Vm, &[Slot]) -> NativeResult,
) -> NativeResult {
    match (arg(args, 0).as_bool(), arg(args, 1).as_bool()) {
        (Some(a), Some(b)) => done(Value::bool(op(a, b))),
        _ => slow(vm, args),
    }
}
fn and(vm: &Vm, args: &[Slot]) -> NativeResult {
    logic(vm, args, |a, b| a & b, super::ops::and)
}
fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    logic(vm, args, |a, b| a | b, super::ops::or)
}
fn xor(vm: &Vm, args: &[Slot]) -> NativeResult {
    logic(vm, args, |a, b| a ^ b, super::ops::xor)
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, object=False, /)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__invert__", "($self, /)", invert, "~self"),
    method("__and__", "($self, value, /)", and, "Return self&value."),
    method("__rand__", "($self, value, /)", and, "Return value&self."),
    method("__xor__", "($self, value, /)", xor, "Return self^value."),
    method("__rxor__", "($self, value, /)", xor, "Return value^self."),
    method("__or__", "($self, value, /)", or, "Return self|value."),
    method("__ror__", "($self, value, /)", or, "Return value|self."),
];

/// The type `bool`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "bool",
    doc: "Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
    methods: METHODS,
    ..TypeSpec::EMPTY
};

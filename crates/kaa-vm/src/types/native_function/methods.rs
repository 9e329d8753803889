//! Method table of `builtin_function_or_method`.

use super::describe::*;
use crate::flow::{NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, member, method};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Module, NativeFunction};
use crate::vm::Vm;
use kaa_heap::Value;

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = native(vm, arg(args, 0))?;
    let r = receiver(vm, n);
    let name = n.row.name;
    if r.is_none() || r.payload::<Module>().is_some() {
        return done(vm.str_value(&format!("<built-in function {name}>")));
    }
    let class = vm.type_name(&r);
    let at = crate::types::object::methods::address(&r);
    done(vm.str_value(&format!("<built-in method {name} of {class} object at {at:#x}>")))
}

/// The same row bound to the same object?
pub(super) fn same(vm: &Vm, a: &Value, b: &Value) -> bool {
    match (a.payload::<NativeFunction>(), b.payload::<NativeFunction>()) {
        (Some(x), Some(y)) if vm.is_exact(b, &vm.class_ref(a)) => {
            std::ptr::eq(x.row, y.row)
                && match (&x.receiver, &y.receiver) {
                    (Some(p), Some(q)) => p.is(q),
                    (None, None) => true,
                    _ => false,
                }
        }
        _ => false,
    }
}

pub(super) fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (a, b) = (arg(args, 0), arg(args, 1));
    if !vm.is_exact(b, &vm.class_ref(a)) {
        return done(Value::NotImplemented);
    }
    done(Value::bool(same(vm, a, b)))
}

pub(super) fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (a, b) = (arg(args, 0), arg(args, 1));
    if !vm.is_exact(b, &vm.class_ref(a)) {
        return done(Value::NotImplemented);
    }
    done(Value::bool(!same(vm, a, b)))
}

pub(super) fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = native(vm, arg(args, 0))?;
    let row = (std::ptr::from_ref(n.row) as usize).rotate_right(4) as i64;
    let own = n.receiver.as_ref().map_or(0, crate::types::object::methods::identity_hash);
    // The sign is given up: the value has to stay small, and only has to be well spread.
    done(vm.new_int((row ^ own) & (i64::MAX >> 2)))
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
    getter("__qualname__", get_bound_qualname, ""),
    getter("__self__", get_self, ""),
    member("__module__", get_module, ""),
    getter("__doc__", get_doc, ""),
    getter("__text_signature__", get_text_signature, ""),
];

/// The type `builtin_function_or_method`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "builtin_function_or_method",
    methods: METHODS,
    getset: GETSET,
    flags: flags::NO_INSTANTIATION | flags::WEAKREF,
    ..TypeSpec::EMPTY
};

//! What `classmethod` and `staticmethod` share: they hold a callable and look like it.

use super::Wrapper;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Slot, arg, getset, getter, member};
use crate::types::type_object::instance_rows;
use crate::types::{Tuple, Type};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>().filter(|c| c.has_layout::<Wrapper>()) {
        Some(class) => done(vm.new_object(class, Wrapper::default())),
        None => Err(vm.type_error("__new__(X): X has another layout")),
    }
}

/// `__init__(callable)`: name, docstring and the like are copied. `what` is the type's name, for messages.
pub(super) fn init(vm: &Vm, args: &[Slot], what: &str) -> NativeResult {
    let v = arg(args, 0);
    let w = this(vm, v)?;
    let given = args.get(1).and_then(|s| s.as_ref()).and_then(|t| t.payload::<Tuple>()).map(|t| t.to_vec());
    let given = given.unwrap_or_default();
    let [callable] = &given[..] else {
        return Err(vm.type_error(format!("{what} expected 1 argument, got {}", given.len())));
    };
    drop(w.callable.replace(Some(callable.clone())));
    let n = &vm.names;
    for name in [&n.__module__, &n.__name__, &n.__qualname__, &n.__doc__] {
        if let Some(x) = vm.get_attr_opt(callable, name)? {
            vm.set_attr(v, name, x)?;
        }
    }
    done(Value::None)
}

pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Wrapper> {
    v.payload::<Wrapper>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

/// What it wraps; None before `__init__`.
pub(super) fn callable(vm: &Vm, v: &Value) -> Fallible<Value> {
    Ok(this(vm, v)?.callable.borrow().clone().unwrap_or(Value::None))
}

pub(super) fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = |i: usize| args.get(i).and_then(|s| s.as_ref()).filter(|v| !v.is_none());
    let class = match (given(2), given(1)) {
        (Some(c), _) => c.as_ref::<Type>().cloned(),
        (None, Some(v)) => Some(vm.class_ref(v)),
        _ => return Err(vm.type_error("__get__(None, None) is invalid")),
    };
    let class = class.unwrap_or_else(|| vm.types.object.clone());
    vm.descriptor_get(arg(args, 0), given(1), &class)
}

fn get_callable(vm: &Vm, v: &Value) -> NativeResult {
    done(callable(vm, v)?)
}

fn get_abstract(vm: &Vm, v: &Value) -> NativeResult {
    let f = callable(vm, v)?;
    done(Value::bool(super::is_abstract(vm, &f)?))
}

/// Annotations are the callable's until they are set here.
fn get_annotations(vm: &Vm, v: &Value) -> NativeResult {
    forwarded(vm, v, "__annotations__")
}

fn get_annotate(vm: &Vm, v: &Value) -> NativeResult {
    forwarded(vm, v, "__annotate__")
}

fn forwarded(vm: &Vm, v: &Value, name: &str) -> NativeResult {
    let name = vm.intern(name);
    if let Some(x) = vm.own_attribute(v, &name) {
        return done(x);
    }
    let x = vm.get_attr(&callable(vm, v)?, &name)?;
    vm.set_own_attribute(v, &name, Some(&x));
    done(x)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    store(vm, v, "__annotations__", value)
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    store(vm, v, "__annotate__", value)
}

fn store(vm: &Vm, v: &Value, name: &str, value: Option<&Value>) -> Fallible<()> {
    let name = vm.intern(name);
    match vm.set_own_attribute(v, &name, value) {
        Some(true) => Ok(()),
        _ => Err(vm.no_attribute(v, &name)),
    }
}

/// The attributes of both.
pub(super) static GETSET: &[GetSet] = &[
    member("__func__", get_callable, ""),
    member("__wrapped__", get_callable, ""),
    getter("__isabstractmethod__", get_abstract, ""),
    getset("__dict__", instance_rows::get_dict, instance_rows::set_dict, ""),
    getset("__annotations__", get_annotations, set_annotations, ""),
    getset("__annotate__", get_annotate, set_annotate, ""),
];

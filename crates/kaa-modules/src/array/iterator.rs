//! Iterators over arrays.

use super::Array;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, method};
use kaa_vm::types::sequence::{as_type, builtin};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload: the array, until the end was reached.
pub(super) struct ArrayIterator {
    array: RefCell<Option<Value>>,
    at: Cell<usize>,
}
kaa_heap::payload!(ArrayIterator, trace);

impl ArrayIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.array.borrow());
    }
}

static METHODS: &[Method] = &[
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, state, /)", set_state, "Goes to an index."),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "array.arrayiterator",
    methods: METHODS,
    iternext: Some(step),
    flags: ClassFlags::GC | flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

pub(super) fn over(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = ArrayIterator { array: RefCell::new(Some(arg(args, 0).clone())), at: Cell::new(0) };
    match crate::helpers::class_named(vm, SPEC.name) {
        Some(class) => done(vm.new_object(&class, it)),
        None => Err(vm.system_error("the module array is not there")),
    }
}

fn step(vm: &Vm, v: &Value) -> Fallible<Next> {
    let it = as_type::<ArrayIterator>(vm, v)?;
    let Some(array) = it.array.borrow().clone() else { return Ok(Next::Done) };
    match array.payload::<Array>().and_then(|a| a.get(vm, it.at.get())) {
        Some(item) => {
            it.at.set(it.at.get() + 1);
            Ok(Next::Item(item))
        }
        None => {
            drop(it.array.take());
            Ok(Next::Done)
        }
    }
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = as_type::<ArrayIterator>(vm, arg(args, 0))?;
    let maker = builtin(vm, "iter")?;
    let parts = match it.array.borrow().clone() {
        Some(a) => vec![maker, vm.new_tuple(vec![a]).into(), vm.new_usize(it.at.get())],
        None => {
            let empty = vm.new_list(vec![]).into();
            vec![maker, vm.new_tuple(vec![empty]).into()]
        }
    };
    done(vm.new_tuple(parts))
}

fn set_state(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = as_type::<ArrayIterator>(vm, arg(args, 0))?;
    let n = vm.index_clamped(arg(args, 1))?;
    let len = it.array.borrow().as_ref().and_then(|a| a.payload::<Array>()).map_or(0, Array::len);
    it.at.set(usize::try_from(n).unwrap_or(0).min(len));
    done(Value::None)
}

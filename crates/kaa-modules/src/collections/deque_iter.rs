//! Iterators over a deque, from either end.

use super::deque::Deque;
use crate::helpers::{class_for, class_named, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, method, static_method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::Cell;

/// Payload of both kinds.
pub(super) struct DequeIter {
    deque: Value,
    version: u64,
    /// How many items were given.
    given: Cell<usize>,
    backward: bool,
    ended: Cell<bool>,
}
kaa_heap::payload!(DequeIter, trace);

impl DequeIter {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.deque);
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, deque, index=0, /)", new, "Create and return a new object."),
    method("__length_hint__", "($self, /)", hint, "How many items are left."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
];
pub(super) static FORWARD: TypeSpec = TypeSpec {
    name: "collections._deque_iterator",
    methods: METHODS,
    flags: ClassFlags::GC,
    iternext: Some(step),
    ..TypeSpec::EMPTY
};
pub(super) static BACKWARD: TypeSpec = TypeSpec { name: "collections._deque_reverse_iterator", ..FORWARD };

fn make(vm: &Vm, d: &Value, spec: &TypeSpec, skip: usize) -> NativeResult {
    let version = as_type::<Deque>(vm, d)?.version.get();
    let backward = spec.name == BACKWARD.name;
    let it =
        DequeIter { deque: d.clone(), version, given: Cell::new(skip), backward, ended: Cell::new(false) };
    match class_named(vm, spec.name) {
        Some(class) => done(vm.new_object(&class, it)),
        None => Err(vm.system_error("the module _collections is not there")),
    }
}

pub(super) fn forward(vm: &Vm, d: &Value) -> NativeResult {
    make(vm, d, &FORWARD, 0)
}

pub(super) fn backward(vm: &Vm, d: &Value) -> NativeResult {
    make(vm, d, &BACKWARD, 0)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<DequeIter>(vm, args)?;
    let skip = given(args, 2).map_or(Ok(0), |n| vm.index_clamped(n))?;
    let spec = if *class.shown() == *BACKWARD.name { &BACKWARD } else { &FORWARD };
    let d = arg(args, 1);
    let n = as_type::<Deque>(vm, d)?.items.borrow().len();
    make(vm, d, spec, usize::try_from(skip).unwrap_or(0).min(n))
}

fn step(vm: &Vm, v: &Value) -> Fallible<Next> {
    let it = as_type::<DequeIter>(vm, v)?;
    let d = as_type::<Deque>(vm, &it.deque)?;
    if it.ended.get() {
        return Ok(Next::Done);
    }
    if d.version.get() != it.version {
        it.ended.set(true);
        return Err(vm.runtime_error("deque mutated during iteration"));
    }
    let items = d.items.borrow();
    let i = it.given.get();
    let at = if it.backward { items.len().checked_sub(i + 1) } else { Some(i) };
    match at.and_then(|at| items.get(at)) {
        Some(x) => {
            it.given.set(i + 1);
            Ok(Next::Item(x.clone()))
        }
        None => {
            it.ended.set(true);
            Ok(Next::Done)
        }
    }
}

fn hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = as_type::<DequeIter>(vm, arg(args, 0))?;
    let n = as_type::<Deque>(vm, &it.deque)?.items.borrow().len();
    let left = if it.ended.get() { 0 } else { n.saturating_sub(it.given.get()) };
    done(vm.new_usize(left))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = as_type::<DequeIter>(vm, arg(args, 0))?;
    let inner = vm.new_tuple(vec![it.deque.clone(), vm.new_usize(it.given.get())]);
    done(vm.new_tuple(vec![vm.class_ref(arg(args, 0)).into(), inner.into()]))
}

//! `iterator`: iteration over objects that have `__getitem__` alone, by index until IndexError.

use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, Next, done};
use crate::native::{Method, Slot, arg, method};
use crate::types::sequence::{as_type, builtin, receiver, reduce_iterator};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `iterator`.
pub struct SequenceIterator {
    /// The sequence, until the end was met.
    sequence: RefCell<Option<Value>>,
    next: Cell<i64>,
}
kaa_heap::payload!(SequenceIterator, trace, clear);

impl SequenceIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.sequence.borrow());
    }
    fn clear(&self) {
        let old = self.sequence.take();
        drop(old);
    }
}

/// An iterator that asks `__getitem__` with 0, 1, 2, …
pub fn new_sequence_iterator(vm: &Vm, sequence: Value) -> Value {
    let it = SequenceIterator { sequence: RefCell::new(Some(sequence)), next: Cell::new(0) };
    vm.new_object(&vm.types.iterator, it).into()
}

/// The item at an index; `None` at the end, which IndexError or StopIteration tells.
pub(super) fn item_at(vm: &Vm, sequence: &Value, i: i64) -> Fallible<Option<Value>> {
    match vm.get_item(sequence, &vm.new_int(i)) {
        Ok(v) => Ok(Some(v)),
        Err(e)
            if vm.matches(&e, &vm.exceptions.index_error)
                || vm.matches(&e, &vm.exceptions.stop_iteration) =>
        {
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let it = as_type::<SequenceIterator>(vm, v)?;
    let sequence = it.sequence.borrow().clone();
    let Some(sequence) = sequence else { return Ok(Next::Done) };
    let i = it.next.get();
    if i == i64::MAX {
        return Err(vm.overflow_error("iter index too large"));
    }
    match item_at(vm, &sequence, i)? {
        Some(item) => {
            it.next.set(i + 1);
            Ok(Next::Item(item))
        }
        None => {
            it.clear();
            Ok(Next::Done)
        }
    }
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<SequenceIterator>(vm, args)?;
    let sequence = it.sequence.borrow().clone();
    let Some(s) = sequence else { return done(vm.new_int(0)) };
    if vm.class_of(&s).special(vm, Dunder::Len).is_none() {
        return done(Value::NotImplemented);
    }
    let left = i64::try_from(vm.len(&s)?).unwrap_or(i64::MAX).saturating_sub(it.next.get());
    done(vm.new_int(left.max(0)))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<SequenceIterator>(vm, args)?;
    let maker = builtin(vm, "iter")?;
    let sequence = it.sequence.borrow().clone();
    match sequence {
        Some(s) => reduce_iterator(vm, &maker, s, Some(it.next.get())),
        None => reduce_iterator(vm, &maker, vm.new_tuple(vec![]).into(), None),
    }
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<SequenceIterator>(vm, args)?;
    let i = vm.index_i64(arg(args, 1))?;
    if it.sequence.borrow().is_some() {
        it.next.set(i.max(0));
    }
    done(Value::None)
}

static METHODS: &[Method] = &[
    method("__length_hint__", "($self, /)", length_hint, "How many items are left."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, object, /)", setstate, "Moves to the index of a pickled state."),
];

/// The type `iterator`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "iterator",
    methods: METHODS,
    iternext: Some(next),
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

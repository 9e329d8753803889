//! `tuple_iterator`: walks a tuple by index.

use crate::flow::{Fallible, NativeResult, Next, done};
use crate::native::{Method, Slot, arg, method};
use crate::types::Tuple;
use crate::types::sequence::{as_type, builtin, receiver, reduce_iterator};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `tuple_iterator`.
pub struct TupleIterator {
    /// The tuple, until the end was met.
    tuple: RefCell<Option<Ref<Tuple>>>,
    next: Cell<usize>,
}
kaa_heap::payload!(TupleIterator, trace, clear);

impl TupleIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some(l) = &*self.tuple.borrow() {
            t.value(l.value());
        }
    }
    fn clear(&self) {
        let old = self.tuple.take();
        drop(old);
    }
    /// The next item.
    #[inline]
    pub fn step(&self) -> Option<Value> {
        let i = self.next.get();
        let item = self.tuple.borrow().as_ref()?.get(i).cloned();
        if item.is_some() {
            self.next.set(i + 1);
        } else {
            self.clear();
        }
        item
    }
}

impl Vm {
    /// An iterator over a tuple.
    pub fn new_tuple_iterator(&self, tuple: &Ref<Tuple>) -> Value {
        let it = TupleIterator { tuple: RefCell::new(Some(tuple.clone())), next: Cell::new(0) };
        self.new_object(&self.types.tuple_iterator, it).into()
    }
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    Ok(as_type::<TupleIterator>(vm, v)?.step().map_or(Next::Done, Next::Item))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<TupleIterator>(vm, args)?;
    let len = it.tuple.borrow().as_ref().map_or(0, |t| t.len());
    done(vm.new_usize(len.saturating_sub(it.next.get())))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<TupleIterator>(vm, args)?;
    let maker = builtin(vm, "iter")?;
    let tuple = it.tuple.borrow().clone();
    match tuple {
        Some(t) => reduce_iterator(vm, &maker, t.into(), Some(it.next.get() as i64)),
        None => reduce_iterator(vm, &maker, vm.new_tuple(vec![]).into(), None),
    }
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<TupleIterator>(vm, args)?;
    let i = vm.index_i64(arg(args, 1))?;
    if let Some(t) = &*it.tuple.borrow() {
        it.next.set(usize::try_from(i).unwrap_or(0).min(t.len()));
    }
    done(Value::None)
}

static METHODS: &[Method] = &[
    method("__length_hint__", "($self, /)", length_hint, "How many items are left."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, object, /)", setstate, "Moves to the index of a pickled state."),
];

/// The type `tuple_iterator`.
pub static SPEC: TypeSpec =
    TypeSpec { name: "tuple_iterator", methods: METHODS, iternext: Some(next), ..TypeSpec::EMPTY };

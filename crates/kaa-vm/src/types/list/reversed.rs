//! `list_reverseiterator`: walks a list from its end.

use crate::flow::{Fallible, NativeResult, Next, done};
use crate::native::{Method, Slot, arg, method};
use crate::types::List;
use crate::types::sequence::{as_type, builtin, receiver, reduce_iterator};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `list_reverseiterator`.
pub struct ListReverseIterator {
    /// The list, until the end was met.
    list: RefCell<Option<Ref<List>>>,
    /// How many items are left.
    left: Cell<usize>,
}
kaa_heap::payload!(ListReverseIterator, trace, clear);

impl ListReverseIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some(l) = &*self.list.borrow() {
            t.value(l.value());
        }
    }
    fn clear(&self) {
        let old = self.list.take();
        drop(old);
    }
    fn step(&self) -> Option<Value> {
        let item = match self.left.get().checked_sub(1) {
            Some(i) => {
                self.left.set(i);
                self.list.borrow().as_ref()?.get(i)
            }
            None => None,
        };
        if item.is_none() {
            self.clear();
        }
        item
    }
}

impl Vm {
    /// A backward iterator over a list.
    pub fn new_list_reverse_iterator(&self, list: &Ref<List>) -> Value {
        let it = ListReverseIterator { list: RefCell::new(Some(list.clone())), left: Cell::new(list.len()) };
        self.new_object(&self.types.list_reverseiterator, it).into()
    }
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    Ok(as_type::<ListReverseIterator>(vm, v)?.step().map_or(Next::Done, Next::Item))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<ListReverseIterator>(vm, args)?;
    let len = it.list.borrow().as_ref().map_or(0, |l| l.len());
    let left = it.left.get();
    done(vm.new_usize(if left <= len { left } else { 0 }))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<ListReverseIterator>(vm, args)?;
    let maker = builtin(vm, "reversed")?;
    let list = it.list.borrow().clone();
    match list {
        Some(l) => reduce_iterator(vm, &maker, l.into(), Some(it.left.get() as i64 - 1)),
        None => reduce_iterator(vm, &maker, vm.new_list(vec![]).into(), None),
    }
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<ListReverseIterator>(vm, args)?;
    let i = vm.index_i64(arg(args, 1))?;
    if let Some(l) = &*it.list.borrow() {
        it.left.set(usize::try_from(i.saturating_add(1)).unwrap_or(0).min(l.len()));
    }
    done(Value::None)
}

static METHODS: &[Method] = &[
    method("__length_hint__", "($self, /)", length_hint, "How many items are left."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, object, /)", setstate, "Moves to the index of a pickled state."),
];

/// The type `list_reverseiterator`.
pub static SPEC: TypeSpec =
    TypeSpec { name: "list_reverseiterator", methods: METHODS, iternext: Some(next), ..TypeSpec::EMPTY };

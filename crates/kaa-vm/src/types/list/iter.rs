//! `list_iterator`: walks a list forward, by index. Its reverse is in `reversed.rs`.

use crate::flow::{Fallible, NativeResult, Next, done};
use crate::native::{Method, Slot, arg, method};
use crate::types::List;
use crate::types::sequence::{as_type, builtin, receiver, reduce_iterator};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `list_iterator`.
pub struct ListIterator {
    /// The list, until the end was met.
    list: RefCell<Option<Ref<List>>>,
    next: Cell<usize>,
}
kaa_heap::payload!(ListIterator, trace, clear);

impl ListIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some(l) = &*self.list.borrow() {
            t.value(l.value());
        }
    }
    fn clear(&self) {
        let old = self.list.take();
        drop(old);
    }
    /// The next item.
    #[inline]
    pub fn step(&self) -> Option<Value> {
        let i = self.next.get();
        let item = self.list.borrow().as_ref()?.get(i);
        if item.is_some() {
            self.next.set(i + 1);
        } else {
            self.clear();
        }
        item
    }
}

impl Vm {
    /// An iterator over a list.
    pub fn new_list_iterator(&self, list: &Ref<List>) -> Value {
        self.new_list_iterator_at(list, 0)
    }

    /// The same from a place on.
    pub(crate) fn new_list_iterator_at(&self, list: &Ref<List>, next: usize) -> Value {
        let it = ListIterator { list: RefCell::new(Some(list.clone())), next: Cell::new(next) };
        self.new_object(&self.types.list_iterator, it).into()
    }
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    Ok(as_type::<ListIterator>(vm, v)?.step().map_or(Next::Done, Next::Item))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<ListIterator>(vm, args)?;
    let len = it.list.borrow().as_ref().map_or(0, |l| l.len());
    done(vm.new_usize(len.saturating_sub(it.next.get())))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<ListIterator>(vm, args)?;
    let maker = builtin(vm, "iter")?;
    let list = it.list.borrow().clone();
    match list {
        Some(l) => reduce_iterator(vm, &maker, l.into(), Some(it.next.get() as i64)),
        None => reduce_iterator(vm, &maker, vm.new_list(vec![]).into(), None),
    }
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<ListIterator>(vm, args)?;
    let i = vm.index_i64(arg(args, 1))?;
    if let Some(l) = &*it.list.borrow() {
        it.next.set(usize::try_from(i).unwrap_or(0).min(l.len()));
    }
    done(Value::None)
}

static METHODS: &[Method] = &[
    method("__length_hint__", "($self, /)", length_hint, "How many items are left."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, object, /)", setstate, "Moves to the index of a pickled state."),
];

/// The type `list_iterator`.
pub static SPEC: TypeSpec =
    TypeSpec { name: "list_iterator", methods: METHODS, iternext: Some(next), ..TypeSpec::EMPTY };

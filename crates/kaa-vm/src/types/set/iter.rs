//! `set_iterator`: walks a set's table.

use super::Set;
use crate::flow::{Fallible, NativeResult, Next, done};
use crate::native::{Method, Slot, method};
use crate::types::sequence::{as_type, builtin, receiver, reduce_iterator};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `set_iterator`.
pub struct SetIterator {
    /// The set, until the end was met.
    set: RefCell<Option<Ref<Set>>>,
    at: Cell<usize>,
    /// Length that the set must still have.
    size: Cell<usize>,
    left: Cell<usize>,
}
kaa_heap::payload!(SetIterator, trace, clear);

impl SetIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some(s) = &*self.set.borrow() {
            t.value(s.value());
        }
    }
    fn clear(&self) {
        let old = self.set.take();
        drop(old);
    }
    /// The next item; RuntimeError when the set has another length now.
    pub fn step(&self, vm: &Vm) -> Fallible<Option<Value>> {
        let set = self.set.borrow();
        let Some(s) = &*set else { return Ok(None) };
        let table = s.table.borrow();
        if table.len() != self.size.get() {
            self.size.set(usize::MAX);
            return Err(vm.runtime_error("Set changed size during iteration"));
        }
        let Some((i, v)) = table.next_from(self.at.get()) else {
            drop(table);
            drop(set);
            self.clear();
            return Ok(None);
        };
        self.at.set(i + 1);
        self.left.set(self.left.get().saturating_sub(1));
        Ok(Some(v.clone()))
    }
}

impl Vm {
    /// An iterator over a set.
    pub fn new_set_iterator(&self, set: &Ref<Set>) -> Value {
        let n = set.len();
        let it = SetIterator {
            set: RefCell::new(Some(set.clone())),
            at: Cell::new(0),
            size: Cell::new(n),
            left: Cell::new(n),
        };
        self.new_object(&self.types.set_iterator, it).into()
    }
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    Ok(as_type::<SetIterator>(vm, v)?.step(vm)?.map_or(Next::Done, Next::Item))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<SetIterator>(vm, args)?;
    let same = it.set.borrow().as_ref().is_some_and(|s| s.len() == it.size.get());
    done(vm.new_usize(if same { it.left.get() } else { 0 }))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<SetIterator>(vm, args)?;
    let maker = builtin(vm, "iter")?;
    let rest = SetIterator {
        set: RefCell::new(it.set.borrow().clone()),
        at: it.at.clone(),
        size: it.size.clone(),
        left: it.left.clone(),
    };
    let mut items = Vec::new();
    while let Some(v) = rest.step(vm)? {
        items.push(v);
    }
    reduce_iterator(vm, &maker, vm.new_list(items).into(), None)
}

static METHODS: &[Method] = &[
    method("__length_hint__", "($self, /)", length_hint, "How many items are left."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
];

/// The type `set_iterator`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "set_iterator",
    methods: METHODS,
    iternext: Some(next),
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

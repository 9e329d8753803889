//! `tuple`: an immutable run of values. Methods are in `methods.rs`, its iterator in `iter.rs`.

pub mod iter;
pub mod methods;

pub use iter::TupleIterator;

use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::RefCell;
use std::ops::Deref;

/// Payload of `tuple` objects; dereferences to its items.
pub struct Tuple {
    items: Box<[Value]>,
}
kaa_heap::payload!(Tuple, trace);

impl Tuple {
    /// The payload of these items.
    pub fn new(items: Vec<Value>) -> Tuple {
        Tuple { items: items.into_boxed_slice() }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.items.iter());
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        crate::types::list::drop_backwards(std::mem::take(&mut self.items).into_vec());
    }
}

impl Deref for Tuple {
    type Target = [Value];
    #[inline(always)]
    fn deref(&self) -> &[Value] {
        &self.items
    }
}

/// The pair that an iterator hands out: one tuple serves again and again while nobody else keeps it.
#[derive(Default)]
pub(crate) struct Pair(RefCell<Option<Ref<Tuple>>>);

impl Pair {
    pub(crate) fn trace(&self, t: &mut Tracer<'_>) {
        if let Some(pair) = &*self.0.borrow() {
            t.value(pair.value());
        }
    }

    pub(crate) fn clear(&self) {
        let old = self.0.take();
        drop(old);
    }

    /// A tuple of two.
    #[inline]
    pub(crate) fn of(&self, vm: &Vm, a: Value, b: Value) -> Value {
        let mut last = self.0.borrow_mut();
        let Some(pair) = &mut *last else {
            let fresh = vm.new_tuple(vec![a, b]);
            *last = Some(fresh.clone());
            return fresh.into();
        };
        let Some(Tuple { items }) = pair.unique_mut() else { return vm.new_tuple(vec![a, b]).into() };
        let [x, y] = &mut items[..] else { unreachable!("a pair has two items") };
        let old = (std::mem::replace(x, a), std::mem::replace(y, b));
        let result = pair.value().clone();
        drop(last);
        drop(old);
        result
    }
}

impl Vm {
    /// A new tuple (the one empty tuple when there is nothing in it).
    pub fn new_tuple(&self, items: Vec<Value>) -> Ref<Tuple> {
        if items.is_empty()
            && let Some(t) = self.empty_tuple.get()
        {
            return t.clone();
        }
        self.new_object(&self.types.tuple, Tuple::new(items))
    }
}

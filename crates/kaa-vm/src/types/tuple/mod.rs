//! `tuple`: an immutable run of values. Methods are in `methods.rs`, its iterator in `iter.rs`.

pub mod iter;
pub mod methods;

pub use iter::TupleIterator;

use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
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

//! `list`: a growable run of values. Methods are in `methods.rs`, subscripts in `subscript.rs`, iterators in `iter.rs`,
//! sorting in `sort.rs`, filling in `fill.rs`.
//!
//! Rule for natives: never run Python (compare, hash, call) while `items` is borrowed.

pub(crate) mod fill;
pub mod iter;
mod merge;
pub mod methods;
pub mod reversed;
pub(crate) mod sort;
mod subscript;

pub use iter::ListIterator;

use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::RefCell;

/// Payload of `list` objects.
pub struct List {
    /// The items.
    pub items: RefCell<Vec<Value>>,
}
kaa_heap::payload!(List, trace, clear);

impl Drop for List {
    fn drop(&mut self) {
        drop_backwards(std::mem::take(self.items.get_mut()));
    }
}

/// Lets go of items from the last one on, as lists and tuples do.
#[inline]
pub(crate) fn drop_backwards(items: Vec<Value>) {
    kaa_heap::let_go_in_turn(items.into_iter().rev());
}

impl List {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Ok(items) = self.items.try_borrow() {
            t.values(items.iter());
        }
    }
    fn clear(&self) {
        if let Ok(items) = self.items.try_borrow_mut().map(|mut i| std::mem::take(&mut *i)) {
            drop_backwards(items);
        }
    }
    /// Number of items.
    #[inline]
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }
    /// Has it no items?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at a place.
    #[inline]
    pub fn get(&self, i: usize) -> Option<Value> {
        self.items.borrow().get(i).cloned()
    }
    /// The items as they are now.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().clone()
    }
}

impl Vm {
    /// A new list.
    pub fn new_list(&self, items: Vec<Value>) -> Ref<List> {
        self.new_object(&self.types.list, List { items: RefCell::new(items) })
    }
}

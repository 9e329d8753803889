//! `list`: a growable run of values. Methods are in `methods.rs`, sorting in `sort.rs`.
//!
//! Rule for natives: never run Python (compare, hash, call) while `items` is borrowed.

pub mod methods;

use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::RefCell;

/// Payload of `list` objects.
pub struct List {
    /// The items.
    pub items: RefCell<Vec<Value>>,
}
kaa_heap::payload!(List, trace, clear);

impl List {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Ok(items) = self.items.try_borrow() {
            t.values(items.iter());
        }
    }
    fn clear(&self) {
        let items = self.items.try_borrow_mut().map(|mut i| std::mem::take(&mut *i));
        drop(items);
    }
}

impl Vm {
    /// A new list.
    pub fn new_list(&self, items: Vec<Value>) -> Ref<List> {
        self.new_object(&self.types.list, List { items: RefCell::new(items) })
    }
}

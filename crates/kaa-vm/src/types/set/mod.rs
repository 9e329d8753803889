//! `set` and `frozenset`: the table of `dict` with `None` for values. Methods are in `methods.rs`.

pub mod frozenset;
pub mod methods;

use crate::flow::Fallible;
use crate::types::dict::{Dict};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::Cell;

/// Payload of `set` and `frozenset` objects.
pub struct Set {
    /// The items are its keys.
    pub items: Dict,
    /// Cached hash of a frozenset.
    pub hash: Cell<Option<i64>>,
}
kaa_heap::payload!(Set, trace, clear);

impl Set {
    pub(crate) fn new() -> Set {
        Set { items: Dict::new(), hash: Cell::new(None) }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Ok(table) = self.items.table.try_borrow() {
            for e in table.iter() {
                t.value(&e.key);
            }
        }
    }
    fn clear(&self) {
        drop(std::mem::take(&mut *self.items.table.borrow_mut()));
    }
    /// Number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }
    /// Has it no items?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Adds an item; true when it is new.
    pub fn add(&self, vm: &Vm, item: Value) -> Fallible<bool> {
        let hash = vm.hash(&item)?;
        self.add_hashed(vm, item, hash)
    }
    /// The same with the hash known.
    pub fn add_hashed(&self, vm: &Vm, item: Value, hash: i64) -> Fallible<bool> {
        if self.items.find(vm, &item, hash)?.is_some() {
            return Ok(false);
        }
        self.items.table.borrow_mut().insert_new(hash, item, Value::None);
        Ok(true)
    }
    /// Is it in?
    pub fn contains(&self, vm: &Vm, item: &Value) -> Fallible<bool> {
        let hash = vm.hash(item)?;
        Ok(self.items.find(vm, item, hash)?.is_some())
    }
    /// The items, in table order.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.table.borrow().iter().map(|e| e.key.clone()).collect()
    }
}

impl Vm {
    /// An empty set.
    pub fn new_set(&self) -> Ref<Set> {
        self.new_object(&self.types.set, Set::new())
    }
    /// A frozenset of hashable constants.
    pub fn new_frozenset_of_constants(&self, items: Vec<Value>) -> Value {
        let set = self.new_object(&self.types.frozenset, Set::new());
        for i in items {
            if set.add(self, i).is_err() {
                debug_assert!(false, "constants are hashable");
            }
        }
        set.into()
    }
}

//! `set` and `frozenset`: one payload. `table.rs` is the table, `ops.rs` what the operations do, `methods.rs` and `frozenset.rs`
//! the method tables, `iter.rs` the iterator.

pub(crate) mod fill;
pub mod frozenset;
pub mod iter;
pub mod methods;
mod ops;
mod table;

pub use iter::SetIterator;
pub use table::{Candidate, Probe, SetTable};

use crate::flow::Fallible;
use crate::types::dict::unhashable;
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `set` and `frozenset` objects.
pub struct Set {
    /// The items. Never run Python while it is borrowed.
    pub table: RefCell<SetTable>,
    /// Cached hash of a frozenset.
    pub hash: Cell<Option<i64>>,
}
kaa_heap::payload!(Set, trace, clear);

impl Set {
    pub(crate) fn new() -> Set {
        Set { table: RefCell::default(), hash: Cell::new(None) }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Ok(table) = self.table.try_borrow() {
            t.values(table.iter().map(|(_, v)| v));
        }
    }
    fn clear(&self) {
        let old = self.table.try_borrow_mut().map(|mut t| t.take_all());
        drop(old);
    }
    /// Number of items.
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }
    /// Has it no items?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The items, in table order.
    pub fn to_vec(&self) -> Vec<Value> {
        self.table.borrow().iter().map(|(_, v)| v.clone()).collect()
    }
    /// The items with their hashes, in table order.
    pub fn entries(&self) -> Vec<(i64, Value)> {
        self.table.borrow().iter().map(|(h, v)| (h, v.clone())).collect()
    }

    /// Adds an item; true when it is new.
    pub fn add(&self, vm: &Vm, item: Value) -> Fallible<bool> {
        let hash = hash_item(vm, &item)?;
        self.add_hashed(vm, item, hash)
    }
    /// The same with the hash known.
    pub fn add_hashed(&self, vm: &Vm, item: Value, hash: i64) -> Fallible<bool> {
        if self.find(vm, &item, hash)?.is_some() {
            return Ok(false);
        }
        self.table.borrow_mut().insert_new(hash, item);
        Ok(true)
    }
    /// Is it in?
    pub fn contains(&self, vm: &Vm, item: &Value) -> Fallible<bool> {
        let hash = hash_item(vm, item)?;
        Ok(self.find(vm, item, hash)?.is_some())
    }
    /// Is it in? `None` when items must be asked.
    pub(crate) fn has_plainly(&self, item: &Value, hash: i64) -> Option<bool> {
        match self.table.borrow().next_candidate(&mut Probe::start(hash), item, hash) {
            Candidate::None => Some(false),
            Candidate::Same(_) => Some(true),
            Candidate::Maybe(..) => None,
        }
    }

    /// Takes an item out; true when it was in.
    pub fn discard(&self, vm: &Vm, item: &Value) -> Fallible<bool> {
        let hash = hash_item(vm, item)?;
        self.discard_hashed(vm, item, hash)
    }
    /// The same with the hash known.
    pub fn discard_hashed(&self, vm: &Vm, item: &Value, hash: i64) -> Fallible<bool> {
        let Some(at) = self.find(vm, item, hash)? else { return Ok(false) };
        let old = self.table.borrow_mut().remove_at(at);
        drop(old);
        Ok(true)
    }

    /// Place of an item. Python's `__eq__` may run (a marked re-entry); when it changed the table, the search starts again.
    pub fn find(&self, vm: &Vm, item: &Value, hash: i64) -> Fallible<Option<usize>> {
        'again: loop {
            let mut probe = Probe::start(hash);
            loop {
                let (at, other, structure) = {
                    let t = self.table.borrow();
                    match t.next_candidate(&mut probe, item, hash) {
                        Candidate::None => return Ok(None),
                        Candidate::Same(at) => return Ok(Some(at)),
                        Candidate::Maybe(at, other) => (at, other, t.structure()),
                    }
                };
                let equal = vm.eq(&other, item)?;
                if self.table.borrow().structure() != structure {
                    continue 'again;
                }
                if equal {
                    return Ok(Some(at));
                }
            }
        }
    }
}

/// The hash of an item, with the message that sets have for items without one.
pub fn hash_item(vm: &Vm, item: &Value) -> Fallible<i64> {
    vm.hash(item).map_err(|e| unhashable(vm, e, item, "a set element"))
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

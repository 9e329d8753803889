//! `dict`: a compact, ordered hash table. `table.rs` is the table, `methods.rs` the methods, `update.rs` the ways to fill it,
//! `views.rs` keys/values/items, `view_ops.rs` their set operations, `iter.rs` the iterators, `proxy.rs` `mappingproxy`.

pub mod iter;
pub mod methods;
pub mod proxy;
mod table;
pub(crate) mod update;
mod view_ops;
pub mod views;
mod walk;

pub use iter::DictIterator;
pub use proxy::MappingProxy;
pub use table::{Entry, Probe, Table};

use crate::flow::{Fallible, Raised};
use crate::types::Str;
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::RefCell;

/// Payload of `dict` objects.
pub struct Dict {
    /// The table. Never run Python while it is borrowed.
    pub table: RefCell<Table>,
}
kaa_heap::payload!(Dict, trace, clear);

impl Dict {
    pub(crate) fn new() -> Dict {
        Dict { table: RefCell::new(Table::default()) }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Ok(table) = self.table.try_borrow() {
            for e in table.iter() {
                t.value(&e.key);
                t.value(&e.value);
            }
        }
    }
    fn clear(&self) {
        let old = self.table.try_borrow_mut().map(|mut t| std::mem::take(&mut *t));
        drop(old);
    }

    /// The table, without looking whether it is borrowed.
    ///
    /// # Safety
    /// Nobody is changing the table, and the reference is used up before anybody can.
    #[inline(always)]
    pub(crate) unsafe fn peek(&self) -> &Table {
        // SAFETY: promised by the caller.
        unsafe { &*self.table.as_ptr() }
    }

    /// Number of items.
    #[inline]
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }
    /// Has it no items?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Changes with every change of keys or values: guards caches.
    #[inline(always)]
    pub fn version(&self) -> u64 {
        self.table.borrow().version()
    }

    /// The value of a `str` key. Never runs Python: a key of another type that claims to equal a `str` is not found by this.
    #[inline]
    pub fn get_str(&self, key: &Ref<Str>) -> Option<Value> {
        self.table.borrow().find_str(key).map(|i| self.table.borrow().entry(i).value.clone())
    }
    /// The value of a text key.
    pub fn get_text(&self, vm: &Vm, key: &str) -> Option<Value> {
        self.get_str(&vm.intern(key))
    }
    /// Sets the value of a `str` key.
    pub fn set_str(&self, key: &Ref<Str>, value: Value) {
        let mut t = self.table.borrow_mut();
        let found = t.find_str(key);
        let old = match found {
            Some(i) => Some(t.replace_value(i, value)),
            None => {
                t.insert_new(Vm::current().hash_str(key), key.value().clone(), value);
                None
            }
        };
        drop(t);
        drop(old);
    }
    /// Removes a `str` key; gives its value.
    pub fn remove_str(&self, key: &Ref<Str>) -> Option<Value> {
        let mut t = self.table.borrow_mut();
        let i = t.find_str(key)?;
        let e = t.remove_at(i);
        drop(t);
        Some(e.value)
    }

    /// The value of any key; may hash and compare through Python.
    pub fn get(&self, vm: &Vm, key: &Value) -> Fallible<Option<Value>> {
        let hash = hash_key(vm, key)?;
        self.get_hashed(vm, key, hash)
    }
    /// The same with the hash known.
    pub fn get_hashed(&self, vm: &Vm, key: &Value, hash: i64) -> Fallible<Option<Value>> {
        {
            let table = self.table.borrow();
            match table.quick_find(vm, key, hash) {
                table::Found::At(i) => return Ok(Some(table.entry(i).value.clone())),
                table::Found::Nowhere => return Ok(None),
                table::Found::Unsure => {}
            }
        }
        Ok(self.find(vm, key, hash)?.map(|i| self.table.borrow().entry(i).value.clone()))
    }
    /// Sets the value of any key.
    pub fn set(&self, vm: &Vm, key: Value, value: Value) -> Fallible<()> {
        let hash = hash_key(vm, &key)?;
        self.set_hashed(vm, key, hash, value)
    }
    /// The same with the hash known.
    pub fn set_hashed(&self, vm: &Vm, key: Value, hash: i64, value: Value) -> Fallible<()> {
        let mut t = self.table.borrow_mut();
        let found = match t.quick_find(vm, &key, hash) {
            table::Found::At(i) => Some(i),
            table::Found::Nowhere => None,
            table::Found::Unsure => {
                drop(t);
                let found = self.find(vm, &key, hash)?;
                t = self.table.borrow_mut();
                found
            }
        };
        match found {
            Some(i) => {
                let old = t.replace_value(i, value);
                drop(t);
                drop(old);
            }
            None => t.insert_new(hash, key, value),
        }
        Ok(())
    }
    /// Removes any key; gives key and value.
    pub fn remove(&self, vm: &Vm, key: &Value) -> Fallible<Option<(Value, Value)>> {
        let hash = hash_key(vm, key)?;
        let found = self.find(vm, key, hash)?;
        Ok(found.map(|i| {
            let e = self.table.borrow_mut().remove_at(i);
            (e.key, e.value)
        }))
    }

    /// Is the key in? `None` when keys must be asked.
    pub(crate) fn has_plainly(&self, vm: &Vm, key: &Value, hash: i64) -> Option<bool> {
        match self.table.borrow().quick_find(vm, key, hash) {
            table::Found::At(_) => Some(true),
            table::Found::Nowhere => Some(false),
            table::Found::Unsure => None,
        }
    }

    /// The entries as they are now.
    pub fn entries(&self) -> Vec<Entry> {
        self.table.borrow().iter().cloned().collect()
    }
    /// The keys as they are now.
    pub fn keys(&self) -> Vec<Value> {
        self.table.borrow().iter().map(|e| e.key.clone()).collect()
    }

    /// Index of a key's entry. Python's `__eq__` may run (a marked re-entry); when it changed the table, the search starts
    /// again, as in CPython.
    pub fn find(&self, vm: &Vm, key: &Value, hash: i64) -> Fallible<Option<usize>> {
        match self.table.borrow().quick_find(vm, key, hash) {
            table::Found::At(i) => return Ok(Some(i)),
            table::Found::Nowhere => return Ok(None),
            table::Found::Unsure => {}
        }
        'again: loop {
            let mut probe = Probe::start(hash);
            loop {
                let (candidate, version) = {
                    let t = self.table.borrow();
                    match t.next_candidate(&mut probe, key, hash) {
                        table::Candidate::None => return Ok(None),
                        table::Candidate::Same(i) => return Ok(Some(i)),
                        table::Candidate::Maybe(i) => ((i, t.entry(i).key.clone()), t.structure()),
                    }
                };
                let (i, other) = candidate;
                let equal = vm.eq(&other, key)?;
                let t = self.table.borrow();
                if t.structure() != version {
                    continue 'again;
                }
                if equal {
                    return Ok(Some(i));
                }
            }
        }
    }
}

/// The hash of a key, with the message that dicts have for keys without one.
#[inline]
pub fn hash_key(vm: &Vm, key: &Value) -> Fallible<i64> {
    vm.hash(key).map_err(|e| unhashable(vm, e, key, "a dict key"))
}

/// Puts the use of a value into the TypeError that its missing hash gave.
#[cold]
pub(crate) fn unhashable(vm: &Vm, e: Raised, key: &Value, place: &str) -> Raised {
    if !vm.is_exact(&e.0, &vm.exceptions.type_error) {
        return e;
    }
    let name = vm.type_name(key);
    match vm.str(&e.0) {
        Ok(why) => vm.type_error(format!("cannot use '{name}' as {place} ({})", why.to_string_lossy())),
        Err(other) => other,
    }
}

impl Vm {
    /// A new, empty dict.
    pub fn new_dict(&self) -> Ref<Dict> {
        self.new_object(&self.types.dict, Dict::new())
    }
    /// The hash of a `str` object.
    #[inline(always)]
    pub fn hash_str(&self, s: &Ref<Str>) -> i64 {
        s.hash(self)
    }
}

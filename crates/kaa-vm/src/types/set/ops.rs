//! What the operations of sets do; tables of methods are in `methods.rs` and `frozenset.rs`.
//!
//! The order in which items are added or walked is CPython's, because it shows in the result's order.

use super::{Set, hash_item};
use crate::flow::Fallible;
use crate::types::Dict;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

impl Set {
    /// Adds all items of an iterable.
    pub fn update_from(&self, vm: &Vm, source: &Value) -> Fallible<()> {
        if let Some(other) = source.payload::<Set>() {
            return self.merge(vm, other);
        }
        if let Some(d) = source.payload::<Dict>().filter(|_| vm.is_exact(source, &vm.types.dict)) {
            let entries = d.entries();
            self.table.borrow_mut().reserve(entries.len());
            for e in entries {
                self.add_hashed(vm, e.key, e.hash)?;
            }
            return Ok(());
        }
        let it = vm.iter(source)?;
        while let Some(v) = vm.next(&it)? {
            self.add(vm, v)?;
        }
        Ok(())
    }

    fn merge(&self, vm: &Vm, other: &Set) -> Fallible<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        {
            let mut table = self.table.borrow_mut();
            table.reserve(other.len());
            if table.is_fresh() {
                table.fill_from(&other.table.borrow());
                return Ok(());
            }
        }
        for (hash, v) in other.entries() {
            self.add_hashed(vm, v, hash)?;
        }
        Ok(())
    }

    /// Takes out all items of an iterable.
    pub fn difference_update(&self, vm: &Vm, source: &Value) -> Fallible<()> {
        if let Some(other) = source.payload::<Set>() {
            if std::ptr::eq(self, other) {
                self.clear();
                return Ok(());
            }
            for (hash, v) in other.entries() {
                self.discard_hashed(vm, &v, hash)?;
            }
            return Ok(());
        }
        let it = vm.iter(source)?;
        while let Some(v) = vm.next(&it)? {
            self.discard(vm, &v)?;
        }
        Ok(())
    }

    /// Takes out what both have, adds what only the other has.
    pub fn symmetric_update(&self, vm: &Vm, source: &Value) -> Fallible<()> {
        if source.payload::<Set>().is_some_and(|o| std::ptr::eq(o, self)) {
            self.clear();
            return Ok(());
        }
        let entries: Vec<(i64, Value)> = match (source.payload::<Set>(), source.payload::<Dict>()) {
            (Some(s), _) => s.entries(),
            (None, Some(d)) => d.entries().into_iter().map(|e| (e.hash, e.key)).collect(),
            (None, None) => {
                let other = vm.new_set();
                other.update_from(vm, source)?;
                other.entries()
            }
        };
        for (hash, v) in entries {
            if !self.discard_hashed(vm, &v, hash)? {
                self.add_hashed(vm, v, hash)?;
            }
        }
        Ok(())
    }

    /// Puts what is in both into `result`.
    pub(super) fn intersect_into(&self, vm: &Vm, source: &Value, result: &Set) -> Fallible<()> {
        if let Some(other) = source.payload::<Set>() {
            let (walked, asked) = if other.len() > self.len() { (self, other) } else { (other, self) };
            for (hash, v) in walked.entries() {
                if asked.find(vm, &v, hash)?.is_some() {
                    result.add_hashed(vm, v, hash)?;
                }
            }
            return Ok(());
        }
        let it = vm.iter(source)?;
        while let Some(v) = vm.next(&it)? {
            let hash = hash_item(vm, &v)?;
            if self.find(vm, &v, hash)?.is_some() {
                result.add_hashed(vm, v, hash)?;
            }
        }
        Ok(())
    }

    /// Puts what only this set has into `result`.
    pub(super) fn subtract_into(&self, vm: &Vm, source: &Value, result: &Set) -> Fallible<()> {
        let other_len = source.payload::<Set>().map(Set::len).or_else(|| {
            source.payload::<Dict>().filter(|_| vm.is_exact(source, &vm.types.dict)).map(Dict::len)
        });
        // A much smaller other, or one that can only be walked: copy and take out. Else ask it about each item.
        if other_len.is_none_or(|n| self.len() >> 2 > n) {
            result.merge(vm, self)?;
            return result.difference_update(vm, source);
        }
        for (hash, v) in self.entries() {
            let there = match (source.payload::<Set>(), source.payload::<Dict>()) {
                (Some(s), _) => s.find(vm, &v, hash)?.is_some(),
                (_, Some(d)) => d.find(vm, &v, hash)?.is_some(),
                _ => false,
            };
            if !there {
                result.add_hashed(vm, v, hash)?;
            }
        }
        Ok(())
    }

    /// Has the other everything that this one has?
    pub(super) fn is_subset(&self, vm: &Vm, other: &Set) -> Fallible<bool> {
        if self.len() > other.len() {
            return Ok(false);
        }
        for (hash, v) in self.entries() {
            if other.find(vm, &v, hash)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Have they nothing in common?
    pub(super) fn is_disjoint(&self, vm: &Vm, source: &Value) -> Fallible<bool> {
        if let Some(other) = source.payload::<Set>() {
            let (walked, asked) = if other.len() > self.len() { (self, other) } else { (other, self) };
            for (hash, v) in walked.entries() {
                if asked.find(vm, &v, hash)?.is_some() {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let it = vm.iter(source)?;
        while let Some(v) = vm.next(&it)? {
            if self.contains(vm, &v)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes over another set's items; gives nothing back.
    pub(super) fn take_from(&self, other: &Set) {
        let new = other.table.borrow_mut().take_all();
        let old = std::mem::replace(&mut *self.table.borrow_mut(), new);
        drop(old);
    }
}

/// The value as a set; `None` when it is none.
pub(super) fn as_set(v: &Value) -> Option<&Ref<Set>> {
    v.as_ref::<Set>()
}

/// The value as a set, made of an iterable if need be.
pub(super) fn to_set(vm: &Vm, v: &Value) -> Fallible<Ref<Set>> {
    if let Some(s) = v.as_ref::<Set>() {
        return Ok(s.clone());
    }
    let set = vm.new_set();
    set.update_from(vm, v)?;
    Ok(set)
}

/// An item that may be a set: in look-ups a set stands for the frozenset of its items.
pub(super) fn with_lookup<T>(vm: &Vm, item: &Value, f: impl Fn(&Value) -> Fallible<T>) -> Fallible<T> {
    match f(item) {
        Err(e) if item.payload::<Set>().is_some() && vm.matches(&e, &vm.exceptions.type_error) => {
            let frozen = vm.new_object(&vm.types.frozenset, Set::new());
            frozen.update_from(vm, item)?;
            f(frozen.value())
        }
        other => other,
    }
}

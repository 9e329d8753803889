//! The compact hash table of `dict` (and, with unit-like values, of `set`): entries in insertion order and an index of slots.
//!
//! It never runs Python: comparing keys that are not the same object and not both `str` is the caller's.

use crate::types::Str;
use kaa_heap::{Ref, Value};

/// One item.
#[derive(Clone)]
pub struct Entry {
    /// The key's hash.
    pub hash: i64,
    /// The key.
    pub key: Value,
    /// The value.
    pub value: Value,
}

const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;

/// See the module's documentation.
#[derive(Default)]
pub struct Table {
    index: Vec<u32>,
    entries: Vec<Option<Entry>>,
    live: usize,
    /// Places of the index that are not EMPTY: a search ends only if some are.
    filled: usize,
    version: u64,
    structure: u64,
    /// See [`Table::guard`].
    guard: std::cell::Cell<u64>,
}

/// Where a search stands.
pub struct Probe {
    slot: usize,
    perturb: u64,
    started: bool,
}

impl Probe {
    /// A search from the beginning.
    #[inline(always)]
    pub fn start(hash: i64) -> Probe {
        Probe { slot: hash as usize, perturb: hash as u64, started: false }
    }
    #[inline(always)]
    fn advance(&mut self, mask: usize) -> usize {
        if self.started {
            self.perturb >>= 5;
            self.slot = self.slot.wrapping_mul(5).wrapping_add(self.perturb as usize).wrapping_add(1);
        }
        self.started = true;
        self.slot & mask
    }
}

/// What a search found that compares plain keys only.
pub(crate) enum Found {
    /// This entry.
    At(usize),
    /// No such key.
    Nowhere,
    /// There is a key that must be asked.
    Unsure,
}

/// Are two keys of one hash equal? `None`: they must be asked.
#[inline]
fn same_plainly(vm: &crate::vm::Vm, a: &Value, b: &Value) -> Option<bool> {
    match (vm.exact_str(a), vm.exact_str(b)) {
        (Some(a), Some(b)) => Some(a.same(b)),
        // Two small ints that are equal are the same word.
        _ if a.as_small_int().is_some() && b.as_small_int().is_some() => Some(false),
        _ => vm.equal_plainly(a, b),
    }
}

/// What a step of a search found.
pub enum Candidate {
    /// No such key.
    None,
    /// This entry, surely.
    Same(usize),
    /// This entry has the hash; the caller must compare.
    Maybe(usize),
}

impl Table {
    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live
    }
    /// Has it no items?
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }
    /// Changes with every change.
    pub fn version(&self) -> u64 {
        self.version
    }
    /// Changes when keys come or go.
    pub fn structure(&self) -> u64 {
        self.structure
    }
    /// A number that stands for "these keys at these places": given once on demand, gone with the first key that comes or
    /// goes. Unlike [`Table::structure`] no other table ever has the same. 0: none was asked for.
    #[inline(always)]
    pub(crate) fn guard(&self) -> u64 {
        self.guard.get()
    }
    /// The guard, given now when there is none.
    pub(crate) fn guarded(&self, vm: &crate::vm::Vm) -> u64 {
        if self.guard.get() == 0 {
            self.guard.set(vm.next_guard());
        }
        self.guard.get()
    }
    /// How many places for entries are in use, holes included: the bound for [`Table::entry_at`].
    pub fn slots(&self) -> usize {
        self.entries.len()
    }
    /// The entry at a place, if it is no hole.
    #[inline(always)]
    pub fn entry_at(&self, i: usize) -> Option<&Entry> {
        self.entries.get(i)?.as_ref()
    }
    /// The entry at an index that a search gave.
    #[inline(always)]
    pub fn entry(&self, i: usize) -> &Entry {
        match &self.entries[i] {
            Some(e) => e,
            None => unreachable!("a search gives live entries"),
        }
    }
    /// The items in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// Finds a `str` key.
    #[inline]
    pub fn find_str(&self, key: &Ref<Str>) -> Option<usize> {
        if self.live == 0 {
            return None;
        }
        let hash = crate::vm::Vm::current().hash_str(key);
        let mask = self.index.len() - 1;
        let mut probe = Probe::start(hash);
        loop {
            let slot = self.index[probe.advance(mask)];
            if slot == EMPTY {
                return None;
            }
            if slot != DELETED
                && let Some(e) = &self.entries[slot as usize]
                && (e.key.is(key.value())
                    || e.hash == hash && e.key.payload::<Str>().is_some_and(|s| s.same(key)))
            {
                return Some(slot as usize);
            }
        }
    }

    /// The whole search, as long as only strings and small ints with this hash are met.
    #[inline]
    pub(crate) fn quick_find(&self, vm: &crate::vm::Vm, key: &Value, hash: i64) -> Found {
        if self.live == 0 {
            return Found::Nowhere;
        }
        let mask = self.index.len() - 1;
        let (mut place, mut perturb) = (hash as usize, hash as u64);
        loop {
            let slot = self.index[place & mask];
            if slot == EMPTY {
                return Found::Nowhere;
            }
            if slot != DELETED
                && let Some(e) = &self.entries[slot as usize]
            {
                if e.key.is(key) {
                    return Found::At(slot as usize);
                }
                if e.hash == hash {
                    match same_plainly(vm, &e.key, key) {
                        Some(true) => return Found::At(slot as usize),
                        Some(false) => {}
                        None => return Found::Unsure,
                    }
                }
            }
            perturb >>= 5;
            place = place.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1);
        }
    }

    /// One step of a search for any key.
    #[inline]
    pub fn next_candidate(&self, probe: &mut Probe, key: &Value, hash: i64) -> Candidate {
        if self.live == 0 {
            return Candidate::None;
        }
        let mask = self.index.len() - 1;
        loop {
            let slot = self.index[probe.advance(mask)];
            if slot == EMPTY {
                return Candidate::None;
            }
            if slot == DELETED {
                continue;
            }
            let Some(e) = &self.entries[slot as usize] else { continue };
            if e.key.is(key) {
                return Candidate::Same(slot as usize);
            }
            if e.hash != hash {
                continue;
            }
            let vm = crate::vm::Vm::current();
            if let (Some(a), Some(b)) = (vm.exact_str(&e.key), vm.exact_str(key)) {
                if a.same(b) {
                    return Candidate::Same(slot as usize);
                }
                continue;
            }
            if e.key.as_small_int().is_some() && key.as_small_int().is_some() {
                continue;
            }
            return Candidate::Maybe(slot as usize);
        }
    }

    /// Adds a key that a search has not found.
    pub fn insert_new(&mut self, hash: i64, key: Value, value: Value) {
        if (self.entries.len().max(self.filled) + 1) * 3 > self.index.len() * 2 {
            self.resize();
        }
        let mask = self.index.len() - 1;
        let mut probe = Probe::start(hash);
        loop {
            let at = probe.advance(mask);
            if self.index[at] == EMPTY || self.index[at] == DELETED {
                self.filled += usize::from(self.index[at] == EMPTY);
                self.index[at] = self.entries.len() as u32;
                break;
            }
        }
        self.entries.push(Some(Entry { hash, key, value }));
        self.live += 1;
        self.version += 1;
        self.structure += 1;
        self.guard.set(0);
    }

    fn resize(&mut self) {
        let holes = self.entries.len() - self.live;
        if holes > 0 {
            self.entries.retain(Option::is_some);
        }
        let want = ((self.live + 1) * 3 / 2 + 1).max(self.live * 2).next_power_of_two().max(8);
        self.index.clear();
        self.index.resize(want, EMPTY);
        self.entries.reserve_exact(want * 2 / 3 - self.live);
        self.filled = self.live;
        let mask = want - 1;
        for (i, e) in self.entries.iter().enumerate() {
            let Some(e) = e else { continue };
            let mut probe = Probe::start(e.hash);
            loop {
                let at = probe.advance(mask);
                if self.index[at] == EMPTY {
                    self.index[at] = i as u32;
                    break;
                }
            }
        }
    }

    /// Replaces a found entry's value; gives the old one for the caller to drop outside the borrow.
    #[inline]
    pub fn replace_value(&mut self, i: usize, value: Value) -> Value {
        self.version += 1;
        match &mut self.entries[i] {
            Some(e) => std::mem::replace(&mut e.value, value),
            None => unreachable!("a search gives live entries"),
        }
    }

    /// Removes a found entry. It leaves a hole, so that iterators keep their places.
    pub fn remove_at(&mut self, i: usize) -> Entry {
        let Some(e) = self.entries[i].take() else { unreachable!("a search gives live entries") };
        let mask = self.index.len() - 1;
        let mut probe = Probe::start(e.hash);
        loop {
            let at = probe.advance(mask);
            if self.index[at] == i as u32 {
                self.index[at] = DELETED;
                break;
            }
        }
        self.live -= 1;
        self.version += 1;
        self.structure += 1;
        self.guard.set(0);
        e
    }

    /// Takes everything out; what is returned is dropped outside the borrow.
    pub fn take_all(&mut self) -> Table {
        let fresh = Table { version: self.version + 1, structure: self.structure + 1, ..Table::default() };
        std::mem::replace(self, fresh)
    }

    /// Removes the last entry and the holes behind it.
    pub fn pop_last(&mut self) -> Option<Entry> {
        let i = self.entries.iter().rposition(Option::is_some)?;
        let e = self.remove_at(i);
        self.entries.truncate(i);
        Some(e)
    }

    /// The first entry at or after a place, with its place.
    pub fn next_from(&self, at: usize) -> Option<(usize, &Entry)> {
        let rest = self.entries.get(at..)?;
        rest.iter().enumerate().find_map(|(i, e)| Some((at + i, e.as_ref()?)))
    }

    /// The last entry before a place, with its place.
    pub fn last_before(&self, at: usize) -> Option<(usize, &Entry)> {
        let front = &self.entries[..at.min(self.entries.len())];
        front.iter().enumerate().rev().find_map(|(i, e)| Some((i, e.as_ref()?)))
    }
}

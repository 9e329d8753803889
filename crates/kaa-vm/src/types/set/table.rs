//! The hash table of `set`: open addressing with short linear runs, sized and probed so that items come out in the order in
//! which CPython's sets give them (programs print sets).
//!
//! It never runs Python: a search hands out candidates with the same hash, and the caller compares.

use crate::types::Str;
use crate::vm::Vm;
use kaa_heap::Value;

/// One place of the table. Without item: free when `hash` is 0, once used and removed when it is [`REMOVED`].
#[derive(Clone)]
struct Place {
    hash: i64,
    item: Option<Value>,
}

const FREE: Place = Place { hash: 0, item: None };
const REMOVED: i64 = -1;
const SMALLEST: usize = 8;
/// How many neighbours are tried before the next jump.
const RUN: usize = 9;

/// See the module's documentation.
#[derive(Clone, Default)]
pub struct SetTable {
    /// Empty until the first item comes.
    places: Vec<Place>,
    /// Used and removed places.
    filled: usize,
    live: usize,
    /// Where `pop` looks next.
    finger: usize,
    structure: u64,
}

/// What a step of a search found.
pub enum Candidate {
    /// No such item.
    None,
    /// It is at this place, surely.
    Same(usize),
    /// The item at this place has the hash; the caller must compare.
    Maybe(usize, Value),
}

/// The places of a search, in order.
pub struct Probe {
    start: usize,
    offset: usize,
    perturb: u64,
}

impl Probe {
    /// A search from the beginning.
    pub fn start(hash: i64) -> Probe {
        Probe { start: hash as usize, offset: 0, perturb: hash as u64 }
    }
    #[inline]
    fn step(&mut self, mask: usize) -> usize {
        self.start &= mask;
        let now = self.start + self.offset;
        if self.offset < RUN && self.start + RUN <= mask {
            self.offset += 1;
        } else {
            self.perturb >>= 5;
            self.start = self.start.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize);
            self.offset = 0;
        }
        now
    }
}

impl SetTable {
    /// Number of items.
    #[inline]
    pub fn len(&self) -> usize {
        self.live
    }
    /// Has it no items?
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }
    /// Changes when items come or go.
    pub fn structure(&self) -> u64 {
        self.structure
    }
    fn mask(&self) -> usize {
        self.places.len().max(SMALLEST) - 1
    }
    /// Items with their hashes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &Value)> {
        self.places.iter().filter_map(|p| Some((p.hash, p.item.as_ref()?)))
    }
    /// The first item at or after a place, with its place.
    pub fn next_from(&self, at: usize) -> Option<(usize, &Value)> {
        let rest = self.places.get(at..)?;
        rest.iter().enumerate().find_map(|(i, p)| Some((at + i, p.item.as_ref()?)))
    }

    /// One step of a search.
    #[inline]
    pub fn next_candidate(&self, probe: &mut Probe, item: &Value, hash: i64) -> Candidate {
        if self.live == 0 {
            return Candidate::None;
        }
        let mask = self.mask();
        loop {
            let at = probe.step(mask);
            let Some(place) = self.places.get(at) else { return Candidate::None };
            let Some(found) = &place.item else {
                if place.hash == REMOVED {
                    continue;
                }
                return Candidate::None;
            };
            if found.is(item) {
                return Candidate::Same(at);
            }
            if place.hash == hash && !surely_different(found, item) {
                return if same_text(found, item) {
                    Candidate::Same(at)
                } else {
                    Candidate::Maybe(at, found.clone())
                };
            }
        }
    }

    /// Adds an item that a search has not found.
    pub fn insert_new(&mut self, hash: i64, item: Value) {
        if self.places.is_empty() {
            self.places = vec![FREE; SMALLEST];
        }
        let (at, used_before) = self.place_for(hash);
        self.places[at] = Place { hash, item: Some(item) };
        self.live += 1;
        self.structure += 1;
        if used_before {
            return;
        }
        self.filled += 1;
        if self.filled * 5 >= self.mask() * 3 {
            self.resize(if self.live > 50_000 { self.live * 2 } else { self.live * 4 });
        }
    }

    /// Where a new item goes: the last removed place on its way, else the free place that ends it.
    fn place_for(&self, hash: i64) -> (usize, bool) {
        let (mut probe, mask, mut removed) = (Probe::start(hash), self.mask(), None);
        loop {
            let at = probe.step(mask);
            if self.places[at].item.is_some() {
                continue;
            }
            if self.places[at].hash != REMOVED {
                return (removed.unwrap_or(at), removed.is_some());
            }
            removed = Some(at);
        }
    }

    /// The first free place for a hash, in a table without removed places.
    fn free_place(&self, hash: i64) -> usize {
        let (mut probe, mask) = (Probe::start(hash), self.mask());
        loop {
            let at = probe.step(mask);
            if self.places[at].item.is_none() && self.places[at].hash != REMOVED {
                return at;
            }
        }
    }

    fn resize(&mut self, at_least: usize) {
        let mut size = SMALLEST;
        while size <= at_least {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.places, vec![FREE; size]);
        for place in old {
            if place.item.is_some() {
                let at = self.free_place(place.hash);
                self.places[at] = place;
            }
        }
        self.filled = self.live;
        self.structure += 1;
    }

    /// Makes room for as many more items, before a merge.
    pub fn reserve(&mut self, more: usize) {
        if (self.filled + more) * 5 >= self.mask() * 3 {
            self.resize((self.live + more) * 2);
        }
    }

    /// Removes a found item.
    pub fn remove_at(&mut self, at: usize) -> Option<Value> {
        let old = self.places[at].item.take();
        self.places[at].hash = REMOVED;
        self.live -= 1;
        self.structure += 1;
        old
    }

    /// Takes out some item; successive calls go round the table.
    pub fn pop(&mut self) -> Option<Value> {
        let (at, _) = self.next_from(self.finger & self.mask()).or_else(|| self.next_from(0))?;
        self.finger = at + 1;
        self.remove_at(at)
    }

    /// Takes everything out.
    pub fn take_all(&mut self) -> SetTable {
        let fresh = SetTable { structure: self.structure + 1, ..SetTable::default() };
        std::mem::replace(self, fresh)
    }

    /// Puts items of another table, none of which is here, into this empty one.
    pub fn fill_from(&mut self, other: &SetTable) {
        self.reserve(other.live);
        self.structure += 1;
        if self.mask() == other.mask() && other.filled == other.live {
            self.places = other.places.clone();
            self.filled = other.filled;
            self.live = other.live;
            return;
        }
        if self.places.is_empty() {
            self.places = vec![FREE; SMALLEST];
        }
        for place in other.places.iter().filter(|p| p.item.is_some()) {
            let at = self.free_place(place.hash);
            self.places[at] = place.clone();
        }
        self.filled = other.live;
        self.live = other.live;
    }

    /// Nothing was ever put in since the last resize.
    pub fn is_fresh(&self) -> bool {
        self.filled == 0
    }
}

/// Two small ints with one hash that are not the same object.
fn surely_different(a: &Value, b: &Value) -> bool {
    if a.as_small_int().is_some() && b.as_small_int().is_some() {
        return true;
    }
    let vm = Vm::current();
    matches!((vm.exact_str(a), vm.exact_str(b)), (Some(x), Some(y)) if !x.same(y))
}

/// Two exact strings that [`surely_different`] let through.
fn same_text(a: &Value, b: &Value) -> bool {
    let vm = Vm::current();
    let text = |v| vm.exact_str(v).is_some();
    text(a) && text(b) && a.payload::<Str>().is_some()
}

//! The cycle collector: three generations of tracked objects and CPython's trial deletion over their counts.
//!
//! Roots are not searched: an object is alive when its count is larger than the references found inside the set. It runs
//! only between instructions, when the eval loop calls [`collect`], so that no native holds a borrow.

use crate::header::{GC_GENERATION, GC_SHIFT, Header, Tracer, UNREACHABLE};
use crate::release;
use crate::value::Value;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ptr::NonNull;

/// How many generations there are.
pub const GENERATIONS: usize = 3;

/// What a collection did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GcStats {
    /// Objects found unreachable.
    pub collected: usize,
    /// Unreachable objects that could not be freed.
    pub uncollectable: usize,
    /// Finalisers queued: run them, then collect again.
    pub finalizers: usize,
}

/// The tracked objects of a generation in the order in which they came: finalisers run in it. One that leaves makes a hole.
struct Table {
    items: Vec<Option<NonNull<Header>>>,
    holes: usize,
}

impl Table {
    const fn new() -> Table {
        Table { items: Vec::new(), holes: 0 }
    }

    #[inline(always)]
    fn push(&mut self, generation: usize, p: NonNull<Header>) {
        // SAFETY: the caller puts a living object under the collector's eye.
        set_place(unsafe { p.as_ref() }, generation, self.items.len());
        self.items.push(Some(p));
    }

    /// Takes one out; answers whether there are so many holes now that they should be closed.
    #[inline(always)]
    fn remove(&mut self, index: usize) -> bool {
        if index + 1 == self.items.len() {
            self.items.pop();
            return false;
        }
        self.items[index] = None;
        self.holes += 1;
        self.holes > 1000 && self.holes > self.items.len() / 2
    }

    /// Closes the holes; gives how many objects lie below what was `boundary`.
    fn close_holes(&mut self, generation: usize, boundary: usize) -> usize {
        let below = self.items[..boundary.min(self.items.len())].iter().flatten().count();
        self.items.retain(Option::is_some);
        self.holes = 0;
        for (i, p) in self.items.iter().enumerate() {
            if let Some(p) = p {
                // SAFETY: what stands in a table is alive: objects leave it before they are freed.
                set_place(unsafe { p.as_ref() }, generation, i);
            }
        }
        below
    }

    fn len(&self) -> usize {
        self.items.len() - self.holes
    }
}

struct State {
    tables: [RefCell<Table>; GENERATIONS],
    thresholds: [Cell<usize>; GENERATIONS],
    counts: [Cell<usize>; GENERATIONS],
    frozen: Cell<usize>,
    enabled: Cell<bool>,
    stress: Cell<bool>,
    collecting: Cell<bool>,
    due: Cell<bool>,
    /// Garbage whose finalisers run.
    suspects: RefCell<Option<Suspects>>,
}

thread_local! {
    // Never dropped: see `release.rs`.
    static STATE: std::mem::ManuallyDrop<State> = const {
        std::mem::ManuallyDrop::new(State {
            tables: [const { RefCell::new(Table::new()) }; GENERATIONS],
            thresholds: [Cell::new(2000), Cell::new(10), Cell::new(0)],
            counts: [const { Cell::new(0) }; GENERATIONS],
            frozen: Cell::new(0),
            enabled: Cell::new(true),
            stress: Cell::new(false),
            collecting: Cell::new(false),
            due: Cell::new(false),
            suspects: RefCell::new(None),
        })
    };
}

fn place(h: &Header) -> Option<(usize, usize)> {
    let g = h.gc.get();
    match g & GC_GENERATION {
        0 => None,
        n => Some((n as usize - 1, (g >> GC_SHIFT) as usize)),
    }
}

fn set_place(h: &Header, generation: usize, index: usize) {
    let flags = h.gc.get() & ((1 << GC_SHIFT) - 1) & !GC_GENERATION;
    h.gc.set(flags | (generation as u32 + 1) | ((index as u32) << GC_SHIFT));
}

/// A table, without the look at its borrow flag that a `RefCell` takes.
///
/// # Safety
/// Nobody holds a borrow of it, and the caller's ends before anything else runs.
#[inline(always)]
#[expect(clippy::mut_from_ref, reason = "as UnsafeCell gives it; see the safety section")]
unsafe fn unguarded(table: &RefCell<Table>) -> &mut Table {
    debug_assert!(table.try_borrow_mut().is_ok(), "the table is being looked at");
    // SAFETY: promised by the caller.
    unsafe { &mut *table.as_ptr() }
}

/// Puts an object under the collector's eye.
#[inline(never)]
pub fn track(h: &Header) {
    STATE.with(|s| {
        if h.gc.get() & GC_GENERATION != 0 {
            return;
        }
        // SAFETY: objects are neither born nor freed while somebody looks at a table: it is copied first.
        unsafe { unguarded(&s.tables[0]) }.push(0, NonNull::from(h));
        let n = s.counts[0].get() + 1;
        s.counts[0].set(n);
        if (n > s.thresholds[0].get() || s.stress.get()) && s.enabled.get() && s.thresholds[0].get() != 0 {
            s.due.set(true);
            release::request_attention();
        }
    });
}

/// Takes an object out again.
#[inline]
pub fn untrack(h: &Header) {
    let Some((generation, index)) = place(h) else { return };
    STATE.with(|s| {
        // SAFETY: as in `track`.
        let t = unsafe { unguarded(&s.tables[generation]) };
        if t.remove(index) {
            close_holes(s, generation, t);
        }
        h.gc.set(h.gc.get() & ((1 << GC_SHIFT) - 1) & !GC_GENERATION);
        if generation == 0 {
            s.counts[0].set(s.counts[0].get().saturating_sub(1));
        }
    });
}

#[cold]
fn close_holes(s: &State, generation: usize, t: &mut Table) {
    let frozen = if generation == 2 { s.frozen.get() } else { 0 };
    let left = t.close_holes(generation, frozen);
    if generation == 2 {
        s.frozen.set(left);
    }
}

/// Is the object under the collector's eye?
pub fn is_tracked(h: &Header) -> bool {
    place(h).is_some()
}

/// Which generation the eval loop should collect now, if any; takes the request away.
pub fn gc_due() -> Option<usize> {
    STATE.with(|s| {
        if !s.due.replace(false) || s.collecting.get() {
            return None;
        }
        let over = |g: usize| s.counts[g].get() > s.thresholds[g].get();
        if over(1) {
            let old = s.tables[2].borrow().len();
            // As CPython: the oldest generation waits until the younger survivors are a quarter of it.
            let middle = s.tables[1].borrow().len();
            if s.thresholds[1].get() != 0 && middle > old / 4 {
                return Some(2);
            }
            return Some(1);
        }
        Some(0)
    })
}

/// Switches automatic collection; gives the old state.
pub fn set_gc_enabled(on: bool) -> bool {
    STATE.with(|s| s.enabled.replace(on))
}

/// Asks for a collection after every tracked allocation.
pub fn set_stress(on: bool) {
    STATE.with(|s| s.stress.set(on));
}

/// Sets a generation's threshold; gives the old one.
pub fn set_threshold(generation: usize, n: usize) -> usize {
    STATE.with(|s| s.thresholds[generation].replace(n))
}

/// The generation's counter, as `gc.get_count()` shows it.
pub fn count_in(generation: usize) -> usize {
    STATE.with(|s| s.counts[generation].get())
}

/// Moves everything tracked now out of the collector's sight (`gc.freeze`).
pub fn freeze() {
    STATE.with(|s| {
        for g in 0..GENERATIONS {
            merge_into_oldest(s, g);
        }
        s.frozen.set(s.tables[2].borrow().items.len());
    });
}

/// Undoes [`freeze`].
pub fn unfreeze() {
    STATE.with(|s| s.frozen.set(0));
}

/// How many objects are frozen.
pub fn frozen_count() -> usize {
    STATE.with(|s| s.frozen.get())
}

/// Calls `f` with every tracked object of a generation (`None`: of all).
pub fn for_each_tracked(generation: Option<usize>, f: &mut dyn FnMut(&Header)) {
    STATE.with(|s| {
        for g in 0..GENERATIONS {
            if generation.is_none_or(|only| only == g) {
                let all: Vec<NonNull<Header>> =
                    s.tables[g].borrow().items.iter().flatten().copied().collect();
                for p in all {
                    // SAFETY: what stands in a table is alive, and `f` cannot free (it gets a shared header).
                    f(unsafe { p.as_ref() });
                }
            }
        }
    });
}

fn merge_into_oldest(s: &State, g: usize) {
    if g == 2 {
        return;
    }
    move_table(s, g, 2);
}

fn move_table(s: &State, from: usize, to: usize) {
    let taken = std::mem::replace(&mut *s.tables[from].borrow_mut(), Table::new());
    let mut t = s.tables[to].borrow_mut();
    for p in taken.items.into_iter().flatten() {
        t.push(to, p);
    }
}

/// Collects the generations up to `generation`. `may_finalize`: objects with finalisers are queued for the eval loop (and
/// freed after a later look); without it they are left alone.
pub fn collect(generation: usize) -> GcStats {
    STATE.with(|s| {
        if s.collecting.replace(true) {
            return GcStats::default();
        }
        for g in 0..generation {
            move_table(s, g, generation);
        }
        for g in 0..=generation {
            s.counts[g].set(0);
        }
        if generation < 2 {
            s.counts[generation + 1].set(s.counts[generation + 1].get() + 1);
        }
        let stats = collect_table(s, generation);
        if generation < 2 {
            move_table(s, generation, generation + 1);
        }
        s.collecting.set(false);
        stats
    })
}

fn collect_table(s: &State, generation: usize) -> GcStats {
    let unreachable = find_unreachable(s, generation);
    if unreachable.is_empty() {
        return GcStats::default();
    }
    let found = unreachable.len();
    // A count on each, so that clearing one does not free another under our hands.
    let held: Vec<Value> = unreachable
        .iter()
        // SAFETY: what stands in a table is alive.
        .map(|p| Value::from_header(unsafe { p.as_ref() }))
        .collect();
    release::empty_weakrefs(&held);
    let finalizers = held.iter().filter_map(Value::header).filter(|h| release::needs_finalizer(h)).count();
    if finalizers != 0 {
        // Finalisers run first (PEP 442), then `finish_collection`.
        *s.suspects.borrow_mut() = Some(Suspects::new(&held));
        return GcStats { finalizers, ..GcStats::default() };
    }
    clear_all(held);
    GcStats { collected: found, ..GcStats::default() }
}

/// Garbage whose finalisers run. It is not held: what a finaliser lets go of dies at once, and leaves.
struct Suspects {
    items: Vec<Option<NonNull<Header>>>,
    places: HashMap<usize, usize>,
    next: usize,
}

impl Suspects {
    fn new(garbage: &[Value]) -> Suspects {
        let items: Vec<Option<NonNull<Header>>> =
            garbage.iter().filter_map(Value::header).map(|h| Some(NonNull::from(h))).collect();
        garbage.iter().filter_map(Value::header).for_each(|h| h.set_flag(UNREACHABLE, true));
        let places = items.iter().flatten().enumerate().map(|(i, p)| (p.as_ptr() as usize, i)).collect();
        Suspects { items, places, next: 0 }
    }
}

/// A suspect is being freed.
#[cold]
pub(crate) fn forget_suspect(h: &Header) {
    STATE.with(|s| {
        let mut suspects = s.suspects.borrow_mut();
        let Some(suspects) = suspects.as_mut() else { return };
        if let Some(i) = suspects.places.remove(&(std::ptr::from_ref(h) as usize)) {
            suspects.items[i] = None;
        }
    });
}

/// The next object among the garbage found whose finaliser is due. The caller runs what it queues meanwhile before it asks
/// again.
pub fn next_finalizer() -> Option<Value> {
    STATE.with(|s| {
        let mut suspects = s.suspects.borrow_mut();
        let suspects = suspects.as_mut()?;
        while let Some(p) = suspects.items.get(suspects.next).copied() {
            suspects.next += 1;
            // SAFETY: a suspect leaves the list before it is freed.
            if let Some(h) = p.as_ref().map(|p| unsafe { p.as_ref() })
                && release::needs_finalizer(h)
            {
                return Some(Value::from_header(h));
            }
        }
        None
    })
}

fn clear_all(held: Vec<Value>) {
    for v in &held {
        if let Some(h) = v.header() {
            // SAFETY: the vtable belongs to the object's class.
            unsafe { (h.class().core.vtable.clear)(h) };
            if let Some(a) = h.attrs() {
                a.clear();
            }
        }
    }
    drop(held);
}

/// The finalisers that [`collect`] queued have run: frees what they have not brought back to life. What came into being
/// meanwhile is not looked at. Gives how many objects were garbage.
pub fn finish_collection() -> usize {
    let Some(suspects) = STATE.with(|s| s.suspects.take()) else { return 0 };
    let mut held: Vec<Value> = Vec::with_capacity(suspects.places.len());
    for p in suspects.items.iter().flatten() {
        // SAFETY: a suspect leaves the list before it is freed.
        let h = unsafe { p.as_ref() };
        h.set_flag(UNREACHABLE, false);
        held.push(Value::from_header(h));
    }
    let index: HashMap<*const Header, usize> =
        held.iter().enumerate().filter_map(|(i, v)| Some((std::ptr::from_ref(v.header()?), i))).collect();
    let trace = |v: &Value, visit: &mut dyn FnMut(usize)| {
        if let Some(h) = v.header() {
            h.trace(&mut Tracer::new(&mut |other| {
                if let Some(j) = index.get(&std::ptr::from_ref(other)) {
                    visit(*j);
                }
            }));
        }
    };
    // One count is our own.
    let mut outside: Vec<i64> =
        held.iter().map(|v| v.header().map_or(0, |h| i64::from(h.count()) - 1)).collect();
    for v in &held {
        trace(v, &mut |j| outside[j] -= 1);
    }
    let mut alive: Vec<bool> = outside.iter().map(|n| *n > 0).collect();
    let mut work: Vec<usize> = (0..held.len()).filter(|i| alive[*i]).collect();
    while let Some(i) = work.pop() {
        trace(&held[i], &mut |j| {
            if !std::mem::replace(&mut alive[j], true) {
                work.push(j);
            }
        });
    }
    let garbage: Vec<Value> = held.into_iter().zip(alive).filter(|(_, live)| !live).map(|(v, _)| v).collect();
    let found = garbage.len();
    clear_all(garbage);
    found
}

/// Trial deletion: which objects of the table are referred to by nobody outside it.
fn find_unreachable(s: &State, generation: usize) -> Vec<NonNull<Header>> {
    let first = if generation == 2 { s.frozen.get() } else { 0 };
    let table: Vec<Option<NonNull<Header>>> = s.tables[generation].borrow().items[first..].to_vec();
    // SAFETY (here and below): what stands in a table is alive, and nothing is freed while this function looks.
    let header = |p: &NonNull<Header>| -> &'static Header {
        // SAFETY: see above; the reference does not leave this function.
        unsafe { &*p.as_ptr() }
    };
    let index_of = |h: &Header| match place(h) {
        Some((g, i)) if g == generation && i >= first => Some(i - first),
        _ => None,
    };
    let mut outside: Vec<i64> =
        table.iter().map(|p| p.as_ref().map_or(1, |p| i64::from(header(p).count()))).collect();
    for p in table.iter().flatten() {
        header(p).trace(&mut Tracer::new(&mut |h| {
            if let Some(i) = index_of(h) {
                outside[i] -= 1;
            }
        }));
    }
    let mut alive = vec![false; table.len()];
    let mut work: Vec<usize> = (0..table.len()).filter(|&i| outside[i] > 0).collect();
    for &i in &work {
        alive[i] = true;
    }
    while let Some(i) = work.pop() {
        let Some(p) = &table[i] else { continue };
        header(p).trace(&mut Tracer::new(&mut |h| {
            if let Some(j) = index_of(h)
                && !alive[j]
            {
                alive[j] = true;
                work.push(j);
            }
        }));
    }
    table.iter().zip(&alive).filter(|(_, live)| !**live).filter_map(|(p, _)| *p).collect()
}

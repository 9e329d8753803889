//! What happens when the last count of an object goes: finaliser queue, weak references, and freeing by a work list.
//!
//! Nothing here runs Python. An object that needs a finaliser gets one count back and waits in a queue that the eval loop
//! empties before the next instruction; [`attention`] is the one flag it has to look at.

use crate::alloc;
use crate::collect;
use crate::header::{ClassFlags, FINALIZED, HAS_WEAKREF, Header, UNREACHABLE};
use crate::value::Value;
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

/// What waits for the eval loop.
pub enum Due {
    /// An object whose finaliser is due.
    Finalize(Value),
    /// A count of an object that is let go of when the finalisers before it have run.
    Drop(Value),
}

/// Work of the list of what died: an object without counts, or (with `true`) one count that is to be given back.
#[derive(Clone, Copy)]
struct Work(NonNull<Header>, bool);

struct State {
    attention: Cell<bool>,
    busy: Cell<bool>,
    /// What died while something else was being destroyed, and how much of it waits.
    dead: RefCell<Vec<Work>>,
    waiting: Cell<usize>,
    due: RefCell<Vec<Due>>,
    weakref_hook: Cell<Option<fn(&Header)>>,
}

thread_local! {
    // Never dropped: values may still be dropped while the thread ends.
    static STATE: std::mem::ManuallyDrop<State> = const {
        std::mem::ManuallyDrop::new(State {
            attention: Cell::new(false),
            busy: Cell::new(false),
            dead: RefCell::new(Vec::new()),
            waiting: Cell::new(0),
            due: RefCell::new(Vec::new()),
            weakref_hook: Cell::new(None),
        })
    };
}

/// Is there anything for the eval loop to do before the next instruction (finalisers, a due collection, callbacks)?
#[inline(always)]
pub fn attention() -> bool {
    STATE.with(|s| s.attention.get())
}

/// Takes the flag down; the caller is about to look at everything.
pub fn clear_attention() {
    STATE.with(|s| s.attention.set(false));
}

/// Asks the eval loop to look.
pub fn request_attention() {
    STATE.with(|s| s.attention.set(true));
}

/// Installs what to do with the weak references of a dying object.
pub fn set_hooks(weakrefs: fn(&Header)) {
    STATE.with(|s| s.weakref_hook.set(Some(weakrefs)));
}

/// Objects whose finaliser is due, oldest first, and what is to be let go of between them.
pub fn take_due() -> Vec<Due> {
    STATE.with(|s| std::mem::take(&mut *s.due.borrow_mut()))
}

/// Lets go of values one after the other: each with all that it held, and after the finalisers of those before it.
#[inline]
pub fn let_go_in_turn(values: impl Iterator<Item = Value>) {
    let mut died = false;
    for v in values {
        if died && v.is_pointer() {
            drop_in_turn(v);
        } else {
            died |= v.let_go();
        }
    }
}

/// Lets go of what a frame held beside a value that has just died: after that one's finaliser, if it has one, and after those of
/// what it held.
pub fn drop_in_turn(v: Value) {
    let Some(p) = v.pointer() else { return };
    STATE.with(|s| {
        if s.busy.get() {
            std::mem::forget(v);
            wait(s, Work(p, true));
        } else if s.due.borrow().is_empty() {
            drop(v);
        } else {
            s.due.borrow_mut().push(Due::Drop(v));
        }
    });
}

/// Notes that weak references to the object exist (or no longer do).
pub fn set_weakref_flag(h: &Header, on: bool) {
    h.set_flag(HAS_WEAKREF, on);
}
/// Do weak references to it exist?
pub fn has_weakrefs(h: &Header) -> bool {
    h.flag(HAS_WEAKREF)
}
/// Notes that its finaliser has run or is about to.
pub fn mark_finalized(h: &Header) {
    h.set_flag(FINALIZED, true);
}
/// Has its finaliser run?
pub fn was_finalized(h: &Header) -> bool {
    h.flag(FINALIZED)
}

/// Does this object have to run a finaliser before it may go?
pub(crate) fn needs_finalizer(h: &Header) -> bool {
    let core = &h.class().core;
    core.flags.get() & ClassFlags::FINALIZE != 0
        && !h.flag(FINALIZED)
        // SAFETY: the vtable belongs to the object's class.
        && unsafe { (core.vtable.needs_finalizer)(h) }
}

/// Is the object part of the garbage that a collection has just found?
pub fn is_unreachable(h: &Header) -> bool {
    h.flag(UNREACHABLE)
}

/// Empties the weak references to garbage, before its finalisers run; those that are garbage themselves are not called back.
pub(crate) fn empty_weakrefs(garbage: &[Value]) {
    let Some(hook) = STATE.with(|s| s.weakref_hook.get()) else { return };
    let headers = || garbage.iter().filter_map(Value::header);
    headers().for_each(|h| h.set_flag(UNREACHABLE, true));
    headers().filter(|h| h.flag(HAS_WEAKREF)).for_each(hook);
    headers().for_each(|h| h.set_flag(UNREACHABLE, false));
}

/// The count has reached zero. What dies meanwhile waits until the one before it is done: the last one first, with all that
/// it holds, so that objects go in the order in which a recursion would free them.
#[cold]
#[inline(never)]
pub(crate) fn release(p: NonNull<Header>) {
    STATE.with(|s| {
        if s.busy.replace(true) {
            wait(s, Work(p, false));
            return;
        }
        destroy_now(s, p);
        if s.waiting.get() != 0 {
            destroy_waiting(s);
        }
        s.busy.set(false);
    });
}

fn wait(s: &State, work: Work) {
    s.dead.borrow_mut().push(work);
    s.waiting.set(s.waiting.get() + 1);
}

#[inline(never)]
fn destroy_waiting(s: &State) {
    while s.waiting.get() != 0 {
        s.waiting.set(s.waiting.get() - 1);
        let next = s.dead.borrow_mut().pop();
        match next {
            Some(Work(p, false)) => destroy(s, p),
            Some(Work(p, true)) if !s.due.borrow().is_empty() => {
                // SAFETY: the entry owns one count of a live object.
                let v = unsafe { Value::from_bits(p.as_ptr() as u64) };
                s.due.borrow_mut().push(Due::Drop(v));
            }
            Some(Work(p, true)) => {
                // SAFETY: as above.
                let last = unsafe { p.as_ref() }.count_down();
                if last {
                    destroy(s, p);
                }
            }
            None => {}
        }
    }
}

/// So many objects wait for the finalisers of those that died before them. A native loop may let go of any number.
const MOST_IN_LINE: usize = 100_000;

/// What dies behind an object whose finaliser is due waits for it, when anybody can tell: the finaliser still sees it.
fn waits_in_line(s: &State, h: &Header) -> bool {
    let due = s.due.borrow().len();
    due != 0
        && due < MOST_IN_LINE
        && (h.flag(HAS_WEAKREF) || h.attrs().is_some() || h.class().core.vtable.needs_drop)
}

fn destroy(s: &State, p: NonNull<Header>) {
    destroy_now(s, p);
}

#[inline(always)]
fn destroy_now(s: &State, p: NonNull<Header>) {
    // SAFETY: nobody holds a count any more, so this function is the object's only user.
    let h = unsafe { p.as_ref() };
    let finalize = needs_finalizer(h);
    if finalize || waits_in_line(s, h) {
        h.set_count(1);
        // SAFETY: the count of one just set belongs to this value.
        let v = unsafe { Value::from_bits(p.as_ptr() as u64) };
        s.due.borrow_mut().push(if finalize { Due::Finalize(v) } else { Due::Drop(v) });
        s.attention.set(true);
        return;
    }
    let waiting = s.waiting.get();
    if h.flag(UNREACHABLE | HAS_WEAKREF) {
        leave_lists(s, h);
    }
    collect::untrack(h);
    let size = h.total_size();
    if let Some(a) = h.attrs() {
        a.destroy();
    }
    let vtable = h.class().core.vtable;
    let class = h.class_ptr();
    // SAFETY: the vtable belongs to the object's class; the payload is dropped once, then its memory given back, and last
    // the object's count on its class, which keeps the vtable valid until then.
    unsafe {
        if vtable.needs_drop {
            (vtable.drop)(p.as_ptr());
        }
        alloc::free(p.cast(), size);
        drop(Value::from_bits(class.as_ptr() as u64));
    }
    // The work list is a stack: what was let go first is on top.
    if s.waiting.get() > waiting + 1 {
        s.dead.borrow_mut()[waiting..].reverse();
    }
}

/// A dying object leaves what other objects know of it: the list of garbage, its weak references.
#[cold]
fn leave_lists(s: &State, h: &Header) {
    if h.flag(UNREACHABLE) {
        collect::forget_suspect(h);
    }
    if h.flag(HAS_WEAKREF)
        && let Some(hook) = s.weakref_hook.get()
    {
        hook(h);
    }
}

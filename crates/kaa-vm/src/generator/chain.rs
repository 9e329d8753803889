//! Delegation in O(1).
//!
//! A *link* is stopped in `SEND` on another generator, its delegate. A linked delegate's frame has the delegator as caller,
//! also while everything is suspended. Each link knows its root; the root notes the leaf at every yield, so resuming goes
//! straight to the leaf and yielding straight to the resumer. When an inner one is resumed by somebody else, or gets a second
//! delegator, the chain is *cut*: the root above forgets its leaf and will walk down again, naming itself on the way.

use super::{Generator, Kind, State, of_frame};
use crate::eval::{Step, StepResult};
use crate::frame::{Action, Frame, FrameKind};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// The topmost generator of the chain that waits for `g`; `g` itself when nobody does.
pub(crate) fn root_of(g: &Generator) -> &Generator {
    let mut at = g;
    while at.linked.get() {
        // SAFETY: a linked frame's caller is its delegator's, alive while the link stands (`forget`).
        at = unsafe { of_frame((*at.frame()).caller) };
    }
    at
}

/// The link above, when there is one.
pub(crate) fn delegator(g: &Generator) -> Option<*mut Frame> {
    // SAFETY: as in `root_of`.
    g.linked.get().then(|| unsafe { (*g.frame()).caller })
}

/// Takes `g` out of the chain above it.
pub(crate) fn cut(g: &Generator) {
    if g.linked.replace(false) {
        // SAFETY: as in `root_of`.
        let above = unsafe { of_frame((*g.frame()).caller) };
        root_of(above).chain.set(std::ptr::null_mut());
        g.chain.set(std::ptr::null_mut());
        // SAFETY: the frame is alive.
        unsafe { (*g.frame()).caller = std::ptr::null_mut() };
    }
}

/// `g` goes away or is over: its delegate no longer has a delegator.
pub(crate) fn forget(g: &Generator) {
    if g.state.get() != State::Delegating {
        return;
    }
    let Some(d) = delegate_of(g) else { return };
    if let Some(inner) = d.payload::<Generator>() {
        release_from(inner, g);
    }
}

fn release_from(inner: &Generator, g: &Generator) {
    // SAFETY: the frames of both are alive.
    if inner.linked.get() && unsafe { (*inner.frame()).caller } == g.frame() {
        inner.linked.set(false);
        inner.chain.set(std::ptr::null_mut());
        // SAFETY: as above.
        unsafe { (*inner.frame()).caller = std::ptr::null_mut() };
    }
}

/// The generator a delegating one waits for (through a step object of an async generator as well).
pub(crate) fn delegate_of(g: &Generator) -> Option<Value> {
    let d = g.delegate()?;
    if d.payload::<Generator>().is_some() {
        return Some(d);
    }
    super::steps::generator_behind(&d)
}

/// Where a root's chain stands: its leaf, found by walking down when it is not noted.
pub(crate) fn leaf_of(root: &Generator) -> *mut Frame {
    if root.state.get() != State::Delegating {
        return root.frame();
    }
    let noted = root.chain.get();
    if !root.linked.get() && !noted.is_null() {
        return noted;
    }
    walk_down(root, root.frame())
}

/// Names `root_frame` as root of every link below `top`; gives the leaf.
pub(crate) fn walk_down(top: &Generator, root_frame: *mut Frame) -> *mut Frame {
    let mut at: *mut Frame = top.frame();
    loop {
        // SAFETY: `at` is the frame of a live generator, held by the link above it.
        let g = unsafe { of_frame(at) };
        if g.state.get() != State::Delegating {
            return at;
        }
        let Some(d) = delegate_of(g) else { return at };
        let Some(inner) = d.payload::<Generator>() else { return at };
        // SAFETY: both frames are alive.
        let mine = inner.linked.get() && unsafe { (*inner.frame()).caller } == at;
        if !mine {
            if matches!(inner.state.get(), State::Completed | State::Created) || inner.is_running() {
                return at;
            }
            cut(inner);
            link(inner, at);
        }
        inner.chain.set(root_frame);
        at = inner.frame();
    }
}

fn link(inner: &Generator, outer: *mut Frame) {
    inner.linked.set(true);
    // SAFETY: the frame is alive and does not run.
    unsafe {
        (*inner.frame()).caller = outer;
        (*inner.frame()).action = Action::Resume;
        (*inner.frame()).data = None;
    }
}

/// `SEND` in a generator's frame to a generator or coroutine.
pub(crate) fn delegate(vm: &Vm, outer: *mut Frame, g: &Ref<Generator>, v: Value) -> StepResult {
    match g.state.get() {
        State::Completed if g.kind() == Kind::Coroutine => {
            return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
        }
        State::Completed => {
            // SAFETY: the running frame is alive and at a `Send`.
            unsafe {
                let i = &*(*outer).pc;
                drop((*Frame::slots(outer).add(i.dst as usize)).replace(Value::None));
                return Ok(Step::Jump(i.imm));
            }
        }
        State::Created if !v.is_none() => return Err(super::resume::just_started(vm, g.kind())),
        _ if g.is_running() => return Err(super::resume::already_executing(vm, g.kind())),
        _ => {}
    }
    // SAFETY: `SEND` stands only in the code of the three kinds, or in code that runs as one.
    unsafe {
        if (*outer).kind != FrameKind::Generator {
            return Err(vm.system_error("SEND outside of a generator"));
        }
        enter(vm, outer, g, v)
    }
}

/// Links `g` below `outer` and goes on at its leaf with `v`.
///
/// # Safety
/// `outer` is the running frame, a generator's, at a `Send`; `g` is neither running nor over.
pub(crate) unsafe fn enter(vm: &Vm, outer: *mut Frame, g: &Generator, v: Value) -> StepResult {
    // SAFETY: promised by the caller.
    let above = unsafe { of_frame(outer) };
    let root = if above.linked.get() { above.chain.get() } else { outer };
    let noted = if g.linked.get() { std::ptr::null_mut() } else { g.chain.get() };
    cut(g);
    link(g, outer);
    g.chain.set(root);
    above.state.set(State::Delegating);
    let _ = noted;
    let leaf = walk_down(g, root);
    super::resume::continue_at(vm, leaf, v);
    Ok(Step::Switch)
}

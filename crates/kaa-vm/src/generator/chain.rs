//! Delegation in O(1).
//!
//! A *link* is stopped in `SEND` on another generator, its delegate. A linked delegate's frame has the delegator as caller,
//! also while everything is suspended. Each link knows its root; the root notes the leaf at every yield, so resuming goes
//! straight to the leaf and yielding straight to the resumer. When an inner one is resumed by somebody else, or gets a second
//! delegator, the chain is *cut*: the root above forgets its leaf and will walk down again, naming itself on the way.
//!
//! Every link has a level, one more than its delegator's: the difference between leaf and root is how many frames a
//! resumption puts on the stack, which the recursion limit counts.

use super::{Generator, Kind, State, of_frame};
use crate::eval::{self, Step, StepResult};
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

/// The root of a running link, as noted; `g` itself when it has no delegator.
pub(super) fn running_root(g: &Generator) -> &Generator {
    // SAFETY: a link's root is alive while the chain runs.
    if g.linked.get() { unsafe { of_frame(g.chain.get()) } } else { g }
}

/// The link above, when there is one.
pub(crate) fn delegator(g: &Generator) -> Option<*mut Frame> {
    // SAFETY: as in `root_of`.
    g.linked.get().then(|| unsafe { (*g.frame()).caller })
}

/// How many frames lie from below `top` down to `leaf`.
pub(super) fn span(top: &Generator, leaf: *mut Frame) -> usize {
    // SAFETY: `leaf` is the frame of a live generator.
    unsafe { of_frame(leaf) }.level.get().wrapping_sub(top.level.get()) as usize
}

/// Takes `g` out of the chain above it.
pub(crate) fn cut(g: &Generator) {
    if g.linked.get() {
        // SAFETY: as in `root_of`.
        let above = unsafe { of_frame((*g.frame()).caller) };
        root_of(above).chain.set(std::ptr::null_mut());
        detach(g);
    }
}

/// `g` has no delegator any more.
pub(super) fn detach(g: &Generator) {
    g.linked.set(false);
    g.chain.set(std::ptr::null_mut());
    // SAFETY: the frame is alive.
    unsafe { (*g.frame()).caller = std::ptr::null_mut() };
}

/// The running link `g` becomes an active root that `above` has resumed with this action.
pub(super) fn stand_alone(g: &Ref<Generator>, above: *mut Frame, action: Action, data: Value) {
    let frame = g.frame();
    g.linked.set(false);
    g.chain.set(std::ptr::null_mut());
    g.active.set(true);
    std::mem::forget(g.clone());
    // SAFETY: both frames are alive; the lower one's caller is the upper one already.
    unsafe {
        (*frame).action = action;
        (*frame).data = Some(data);
        of_frame(above).state.set(State::Running);
    }
    if g.state.get() == State::Delegating {
        walk_down(g, frame, usize::MAX);
    }
}

/// `g` goes away or is over: its delegate no longer has a delegator.
pub(crate) fn forget(g: &Generator) {
    if g.state.get() != State::Delegating {
        return;
    }
    let Some(d) = behind(g.delegate()) else { return };
    if let Some(inner) = d.payload::<Generator>()
        && delegator(inner) == Some(g.frame())
    {
        detach(inner);
    }
}

/// The generator that a delegate stands for: itself, or the one behind a step or a wrapper.
fn behind(delegate: Option<Value>) -> Option<Value> {
    let d = delegate?;
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
    walk_down(root, root.frame(), usize::MAX)
}

/// The first link of a root's chain, all of it linked, that waits for a step or wrapper.
pub(super) fn above_step(root: &Generator) -> Option<*mut Frame> {
    let mut at = root.frame();
    loop {
        // SAFETY: `at` is the frame of a live generator, held by the link above it.
        let g = unsafe { of_frame(at) };
        if g.state.get() != State::Delegating {
            return None;
        }
        let d = g.delegate()?;
        match d.payload::<Generator>() {
            Some(inner) => at = inner.frame(),
            None => return super::steps::generator_behind(&d).map(|_| at),
        }
    }
}

/// What is below the link `above` leaves the active chain of `root`, whose leaf was `leaf`.
pub(super) fn part(vm: &Vm, root: &Generator, above: *mut Frame, leaf: *mut Frame) {
    // SAFETY: `above` is the frame of a live generator.
    let g = unsafe { of_frame(above) };
    vm.depth.set(vm.depth.get() - span(g, leaf));
    root.chain.set(std::ptr::null_mut());
    if let Some(inner) = behind(g.delegate()).as_ref().and_then(|d| d.payload::<Generator>()) {
        detach(inner);
    }
}

/// Names `root_frame` as root of every link below `top`, at most `steps` of them; gives the last one.
pub(crate) fn walk_down(top: &Generator, root_frame: *mut Frame, mut steps: usize) -> *mut Frame {
    let mut at: *mut Frame = top.frame();
    while steps > 0 {
        // SAFETY: `at` is the frame of a live generator, held by the link above it.
        let g = unsafe { of_frame(at) };
        if !matches!(g.state.get(), State::Delegating | State::Suspended) {
            return at;
        }
        let Some(d) = behind(g.delegate()) else { return at };
        let Some(inner) = d.payload::<Generator>() else { return at };
        if delegator(inner) != Some(at) {
            if matches!(inner.state.get(), State::Completed | State::Created) || inner.is_running() {
                return at;
            }
            to_send(g);
            cut(inner);
            link(inner, at);
        }
        g.state.set(State::Delegating);
        inner.level.set(g.level.get().wrapping_add(1));
        inner.chain.set(root_frame);
        at = inner.frame();
        steps -= 1;
    }
    at
}

/// A link that has yielded what its delegate gave it stands behind its `Send` again.
pub(super) fn to_send(g: &Generator) {
    let frame = g.frame();
    // SAFETY: the frame is alive; before a delegating `Yield` lies the `Send`.
    unsafe {
        while !matches!((*(*frame).pc).op, crate::frame::ROp::Send) {
            (*frame).pc = (*frame).pc.sub(1);
        }
    }
}

/// A link that is thrown into stands at the `Yield` behind its `Send`: there its handler takes a StopIteration as the delegate's
/// value.
pub(super) fn to_yield(frame: *mut Frame) {
    // SAFETY: the caller gives the frame of a live generator; behind a `Send` lies its `Yield`.
    unsafe {
        if matches!((*(*frame).pc).op, crate::frame::ROp::Send) {
            while !matches!((*(*frame).pc).op, crate::frame::ROp::Yield) {
                (*frame).pc = (*frame).pc.add(1);
            }
        }
    }
}

/// How a generator that does not run has stopped.
pub(super) fn resting_state(g: &Generator) -> State {
    // SAFETY: the frame is alive and `pc` lies inside its code.
    let at_send = unsafe { matches!((*(*g.frame()).pc).op, crate::frame::ROp::Send) };
    if at_send { State::Delegating } else { State::Suspended }
}

fn link(inner: &Generator, outer: *mut Frame) {
    inner.linked.set(true);
    // SAFETY: both frames are alive and the inner one does not run.
    unsafe {
        inner.level.set(of_frame(outer).level.get().wrapping_add(1));
        (*inner.frame()).caller = outer;
        (*inner.frame()).action = Action::Resume;
        drop((*inner.frame()).data.take());
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
    let leaf = unsafe { attach(outer, g) };
    // SAFETY: promised by the caller.
    let above = unsafe { of_frame(outer) };
    let frames = span(above, leaf);
    let room = vm.recursion_limit.get().saturating_sub(vm.depth.get());
    if frames > room {
        let last = too_deep(vm, above, room);
        return Ok(fail_in(vm, last));
    }
    vm.depth.set(vm.depth.get() + frames);
    super::resume::continue_at(vm, leaf, v);
    Ok(Step::Switch)
}

/// Links `g` below the running `outer`, with all that `g` delegates to; gives the leaf.
///
/// # Safety
/// As [`enter`].
pub(super) unsafe fn attach(outer: *mut Frame, g: &Generator) -> *mut Frame {
    // SAFETY: promised by the caller.
    let above = unsafe { of_frame(outer) };
    let root = if above.linked.get() { above.chain.get() } else { outer };
    cut(g);
    link(g, outer);
    g.chain.set(root);
    above.state.set(State::Delegating);
    walk_down(g, root, usize::MAX)
}

/// Only `room` more frames fit on the stack below `top`, which runs: as in CPython, the first one that does not fit is lost,
/// and RecursionError is raised in the last one that fits. Gives that one.
pub(super) fn too_deep(vm: &Vm, top: &Generator, room: usize) -> *mut Frame {
    let root = running_root(top).frame();
    let last = walk_down(top, root, room);
    // SAFETY: `last` is the frame of a live generator.
    let g = unsafe { of_frame(last) };
    vm.depth.set(vm.depth.get() + span(top, last));
    let lost = behind(g.delegate());
    if let Some(inner) = lost.as_ref().and_then(|d| d.payload::<Generator>()) {
        detach(inner);
        kill(inner);
    }
    running_root(top).chain.set(std::ptr::null_mut());
    last
}

/// A generator that was not even started is over: its frame found no room.
pub(super) fn kill(g: &Generator) {
    forget(g);
    end_unstarted(g);
}

/// A generator whose code would not notice is closed: it is not resumed.
pub(super) fn end_unnoticed(g: &Generator) {
    cut(g);
    end_unstarted(g);
}

/// A generator that was never started is closed.
pub(super) fn end_unstarted(g: &Generator) {
    g.state.set(State::Completed);
    g.retire_frame_object();
    Frame::clear_slots(g.frame());
}

/// RecursionError in a link that becomes the running one.
fn fail_in(vm: &Vm, frame: *mut Frame) -> Step {
    // SAFETY: `frame` is the frame of a live generator whose delegator runs.
    unsafe { of_frame(frame) }.state.set(State::Running);
    vm.current.set(frame);
    let e = eval::stack_full(vm);
    eval::add_context(vm, &e, false);
    eval::raise_in(vm, e, true)
}

/// The frame after `frame` in the search for the exception being handled, and whether the own one of `frame` counts. A chain
/// that was thrown into shows the handlers of its links only from the lowest one that the exception has reached.
pub(crate) fn handled_above(frame: *mut Frame) -> (bool, *mut Frame) {
    // SAFETY: `frame` is the frame of a live generator, active when it is on the caller chain.
    unsafe {
        let g = of_frame(frame);
        let root = running_root(g);
        let thrown = root.thrown.get();
        if thrown.is_at(span(root, frame)) {
            return (thrown.own_counts(), (*root.frame()).caller);
        }
        (true, (*frame).caller)
    }
}

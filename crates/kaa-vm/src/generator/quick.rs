//! The shortest ways of the commonest resumptions, which the eval loop tries before the general ones in `resume.rs`, `answer.rs`
//! and `chain.rs`: nothing here does anything that those would not do.

use super::answer::waits_plainly;
use super::chain::{detach, running_root, span};
use super::resume::kind_of;
use super::steps::{AsyncStep, Progress, What};
use super::throw::Thrown;
use super::{Generator, Kind, State, object_bits, object_of, of_frame};
use crate::frame::{Action, DISCARD, Frame, FrameKind, ROp, RegCode};
use crate::types::Function;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Resumes a generator or coroutine that is fresh or stands at a `yield`, its own or a delegate's: the frame that runs now, its
/// `pc` not yet moved on. `None`: the general way has to look.
///
/// # Safety
/// The running frame, alive, waits at a `for` or a plain call that takes what is yielded by `action`; somebody holds `g`, which is
/// no async generator.
#[inline(always)]
pub(crate) unsafe fn resume_plain(vm: &Vm, g: &Generator, v: &Value, action: Action) -> Option<*mut Frame> {
    // While it is active, the leaf it has noted may be over.
    if g.linked.get() || g.active.get() {
        return None;
    }
    let frame = g.frame();
    let (leaf, last, links) = match g.state.get() {
        State::Suspended => (frame, g, 0),
        State::Created if v.is_none() => (frame, g, 0),
        State::Delegating => {
            let leaf = g.chain.get();
            // SAFETY: a noted leaf is the frame of a live generator.
            let last = unsafe {
                leaf.as_ref()?;
                of_frame(leaf)
            };
            if !matches!(last.state.get(), State::Suspended | State::Created) {
                return None;
            }
            (leaf, last, span(g, leaf))
        }
        _ => return None,
    };
    let depth = vm.depth.get() + links;
    if depth >= vm.recursion_limit.get() {
        return None;
    }
    vm.depth.set(depth + 1);
    last.state.set(State::Running);
    g.active.set(true);
    g.plain.set(true);
    // SAFETY: both frames are alive and do not run; the leaf stands at a `Yield` or the first instruction of its code. The
    // activation's count is taken here and given back by `yield_plain` or `deactivate`.
    unsafe {
        std::mem::forget(object_of(frame));
        (*frame).caller = vm.current.replace(leaf);
        (*frame).action = action;
        let i = &*(*leaf).pc;
        if i.op == ROp::Yield && i.flags & DISCARD == 0 {
            drop((*Frame::slots(leaf).add(i.dst as usize)).replace(v.clone()));
        }
    }
    Some(leaf)
}

/// `Yield` in a generator, or what it delegates to, that a `for` or a plain call resumed: the frame of that, which runs now, and
/// the activation's count of the generator, to be dropped when its frame is not needed any more. `None`: the general way has to
/// look.
///
/// # Safety
/// `leaf` is the running frame and a generator's.
#[inline(always)]
pub(crate) unsafe fn yield_plain(vm: &Vm, leaf: *mut Frame) -> Option<(*mut Frame, Value)> {
    // SAFETY: promised by the caller; the root of a running link is alive, and so is whoever resumed it, who, with code, waits
    // at its `pc`.
    unsafe {
        let g = of_frame(leaf);
        let (root, links) = if g.linked.get() {
            if g.kind == Kind::AsyncGenerator {
                return None;
            }
            let root = running_root(g);
            (root, span(root, leaf))
        } else {
            (g, 0)
        };
        if !root.plain.get() || kaa_heap::attention() {
            return None;
        }
        let frame = root.frame();
        let below = (*frame).caller;
        debug_assert!(waits_plainly(below, (*frame).action), "nobody waits for the item");
        g.state.set(State::Suspended);
        if g.linked.get() {
            root.chain.set(leaf);
        }
        root.plain.set(false);
        root.active.set(false);
        vm.depth.set(vm.depth.get() - 1 - links);
        vm.current.set(below);
        (*frame).caller = std::ptr::null_mut();
        Some((below, Value::from_bits(object_bits(frame))))
    }
}

/// `SEND` of None to a generator or coroutine that was not started: its frame, which runs now, its `pc` not yet moved on.
/// `None`: the general way has to look.
///
/// # Safety
/// `outer` is the running frame, a generator's, at a `Send` whose receiver is `v`.
#[inline(always)]
pub(crate) unsafe fn delegate_fresh(vm: &Vm, outer: *mut Frame, v: &Value) -> Option<*mut Frame> {
    let g = v.payload::<Generator>()?;
    let depth = vm.depth.get();
    let fresh = g.state.get() == State::Created && g.kind != Kind::AsyncGenerator && !g.linked.get();
    // SAFETY: promised by the caller.
    unsafe {
        if !fresh || depth >= vm.recursion_limit.get() || (*outer).kind != FrameKind::Generator {
            return None;
        }
        vm.depth.set(depth + 1);
        link_running(vm, outer, g);
        Some(g.frame())
    }
}

/// `SEND` of None to a step of `__anext__` or `asend` on an async generator that is fresh or stands at its own `yield`: its
/// frame, which runs now, its `pc` not yet moved on. `None`: the general way has to look.
///
/// # Safety
/// As [`delegate_fresh`].
#[inline]
pub(crate) unsafe fn delegate_step(vm: &Vm, outer: *mut Frame, receiver: &Value) -> Option<*mut Frame> {
    let step = receiver.payload::<AsyncStep>()?;
    let what = step.what.borrow();
    let What::Send(argument) = &*what else { return None };
    let g: &Generator = &step.generator;
    let depth = vm.depth.get();
    if step.progress.get() != Progress::Init || g.async_running.get() || g.linked.get() {
        return None;
    }
    // SAFETY: promised by the caller; the generator's frame is alive, and when it does not run its `pc` lies inside its code.
    unsafe {
        if depth >= vm.recursion_limit.get() || (*outer).kind != FrameKind::Generator {
            return None;
        }
        let frame = g.frame();
        let i = &*(*frame).pc;
        match g.state.get() {
            State::Created if argument.is_none() => {}
            State::Suspended if i.op == ROp::Yield && i.imm & 1 == 0 => {
                if i.flags & DISCARD == 0 {
                    drop((*Frame::slots(frame).add(i.dst as usize)).replace(argument.clone()));
                }
            }
            _ => return None,
        }
        step.progress.set(Progress::Iter);
        g.async_running.set(true);
        vm.depth.set(depth + 1);
        link_running(vm, outer, g);
        Some(frame)
    }
}

/// Links `g`, whose frame becomes the running one, below `outer`.
///
/// # Safety
/// `outer` is the running frame and a generator's; `g` neither runs nor has a delegator.
#[inline(always)]
unsafe fn link_running(vm: &Vm, outer: *mut Frame, g: &Generator) {
    // SAFETY: promised by the caller.
    unsafe {
        let above = of_frame(outer);
        above.state.set(State::Delegating);
        g.state.set(State::Running);
        g.linked.set(true);
        g.level.set(above.level.get().wrapping_add(1));
        g.chain.set(if above.linked.get() { above.chain.get() } else { outer });
        let frame = g.frame();
        (*frame).caller = outer;
        (*frame).action = Action::Resume;
        vm.current.set(frame);
    }
}

/// An async generator's own `yield` to an `await` on its step: the frame above, which runs now and waits at its `Send`. `None`:
/// the general way has to look.
///
/// # Safety
/// `frame` is the running frame and a generator's.
#[inline]
pub(crate) unsafe fn async_yield_to_link(vm: &Vm, frame: *mut Frame) -> Option<*mut Frame> {
    // SAFETY: promised by the caller; the link above is alive and waits at its `Send`, whose receiver lies in its slot.
    unsafe {
        let g = of_frame(frame);
        if g.kind != Kind::AsyncGenerator || !g.linked.get() || running_root(g).thrown.get() != Thrown::NO {
            return None;
        }
        let above = (*frame).caller;
        let receiver = (*(*above).pc).a as usize;
        let step = (*Frame::slots(above).add(receiver)).as_ref()?.payload::<AsyncStep>()?;
        if !matches!(*step.what.borrow(), What::Send(_)) {
            return None;
        }
        step.over();
        g.state.set(State::Suspended);
        detach(g);
        vm.depth.set(vm.depth.get() - 1);
        of_frame(above).state.set(State::Running);
        vm.current.set(above);
        Some(above)
    }
}

/// `return` in a link: the frame above, which runs now and waits at its `Send`. `None`: the general way has to look.
///
/// # Safety
/// `frame` is the running frame; nothing of it is needed any more.
#[inline(always)]
pub(crate) unsafe fn return_to_link(vm: &Vm, frame: *mut Frame) -> Option<*mut Frame> {
    // SAFETY: promised by the caller; the link above holds the generator through its receiver.
    unsafe {
        if (*frame).kind != FrameKind::Generator || (*frame).has_object || (*frame).exc.is_some() {
            return None;
        }
        let g = of_frame(frame);
        if !g.linked.get() || g.kind == Kind::AsyncGenerator || running_root(g).thrown.get() != Thrown::NO {
            return None;
        }
        let above = (*frame).caller;
        g.state.set(State::Completed);
        detach(g);
        vm.depth.set(vm.depth.get() - 1);
        of_frame(above).state.set(State::Running);
        vm.current.set(above);
        Frame::clear_locals(frame);
        Some(above)
    }
}

/// A call of a function that makes a generator or coroutine: the object, its first arguments taken from consecutive slots.
///
/// # Safety
/// `function` has the register code `code`, whose first instruction makes the generator; `count` slots from `args` hold its
/// parameters.
#[inline]
pub(crate) unsafe fn make(
    vm: &Vm,
    function: Ref<Function>,
    code: &RegCode,
    args: *mut Option<Value>,
    count: usize,
) -> Value {
    let (kind, class) = kind_of(vm, code.flags);
    let frame = Frame {
        pc: code.instrs.as_ptr(),
        code,
        function: Some(function),
        caller: std::ptr::null_mut(),
        exc: None,
        data: None,
        action: Action::Return,
        kind: FrameKind::Generator,
        has_object: false,
        hidden: code.hidden,
        plain: false,
    };
    let g = Generator::fresh(kind, frame);
    let object = kaa_heap::new_object_sized(class.class_header(), g, code.slot_count as usize * 8);
    let slots = Frame::slots(object.frame());
    for k in 0..count {
        // SAFETY: parameters are the first slots, which are empty; the caller gives the arguments.
        unsafe { slots.add(k).write((*args.add(k)).take()) };
    }
    object.into()
}

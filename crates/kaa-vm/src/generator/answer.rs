//! What a generator's frame answers: a yield, a return, an exception.

use super::chain::{self, running_root};
use super::resume::deactivate;
use super::throw::{is_thrown_into, passes_up};
use super::{Generator, Kind, State, object_of, of_frame, steps};
use crate::eval::{self, Arrived, Running, Step, StepResult, arrive};
use crate::flow::Raised;
use crate::frame::{Action, Cont, DISCARD, Frame, FrameKind, Instr, ROp};
use crate::vm::Vm;
use kaa_heap::Value;

/// `Yield` in a generator's frame.
pub(crate) fn yield_from_frame(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    let frame = r.frame();
    // SAFETY: the running frame is a generator's.
    let g = unsafe { of_frame(frame) };
    if g.kind == Kind::AsyncGenerator && i.imm & 1 == 0 {
        return steps::async_yield(vm, frame, v);
    }
    let root = running_root(g);
    let v = if root.frame.action == Action::Native(Cont::Drain) {
        match eval::task::hand_over(vm, root.frame(), v) {
            // Taken: the same as being resumed with None at once.
            Ok(()) => {
                if i.flags & DISCARD == 0 {
                    r.store(i.dst, Value::None);
                }
                return eval::after_native(vm);
            }
            Err(back) => back,
        }
    } else {
        v
    };
    g.state.set(State::Suspended);
    if g.linked.get() {
        root.chain.set(frame);
    }
    Ok(answer(vm, root, frame, v))
}

/// Gives a value to whoever resumed the root.
#[inline]
fn answer(vm: &Vm, root: &Generator, leaf: *mut Frame, v: Value) -> Step {
    let (action, data, me) = deactivate(vm, root, leaf);
    let below = vm.current.get();
    // SAFETY: the frame below is alive; with code, its `pc` is at the instruction that waits.
    unsafe {
        if waits_plainly(below, action) && !kaa_heap::attention() {
            let i = &*(*below).pc;
            let old = (*Frame::slots(below).add(i.dst as usize)).replace(v);
            drop((old, me));
            return settled(vm, below, (*below).pc.add(1));
        }
    }
    drop(me);
    let a = arrive(vm, action, data, Ok(v));
    eval::function::arrived(vm, a)
}

/// The resumer goes on at `next`, after what the answer has set free has had its finalisers.
///
/// # Safety
/// `below` is the running frame and `next` an instruction of its code.
#[inline(always)]
unsafe fn settled(vm: &Vm, below: *mut Frame, next: *const Instr) -> Step {
    if kaa_heap::attention()
        && let Err(e) = eval::pending::look(vm, Step::Switch)
    {
        return eval::raise_in(vm, e, true);
    }
    // SAFETY: promised by the caller.
    unsafe { (*below).pc = next };
    Step::Switch
}

/// Does the frame wait in a loop or a call that takes a yielded value as it is?
///
/// # Safety
/// `below` is alive.
#[inline(always)]
pub(super) unsafe fn waits_plainly(below: *mut Frame, action: Action) -> bool {
    // SAFETY: promised by the caller; a frame with code has its `pc` inside it.
    unsafe {
        matches!((*below).kind, FrameKind::Function | FrameKind::Generator)
            && match action {
                Action::Resume => (*(*below).pc).op.is_for_iter(),
                Action::Return | Action::Native(Cont::Pass) => (*(*below).pc).op == ROp::Call,
                _ => false,
            }
    }
}

/// Does the frame below wait in a `for`?
///
/// # Safety
/// `below` is alive.
unsafe fn waits_in_loop(action: Action, below: *mut Frame) -> bool {
    // SAFETY: promised by the caller; with code, `pc` lies inside it.
    unsafe {
        matches!(action, Action::Resume)
            && matches!((*below).kind, FrameKind::Function | FrameKind::Generator)
            && (*(*below).pc).op.is_for_iter()
    }
}

/// Marks a frame's generator as over and drops what it held.
fn complete(vm: &Vm, frame: *mut Frame) {
    // SAFETY: the frame is a live generator's.
    unsafe {
        let g = of_frame(frame);
        eval::retire_object(vm, frame, false);
        g.state.set(State::Completed);
        if (*frame).exc.take().is_some() {
            vm.handled.set(vm.handled.get() - 1);
        }
        Frame::clear_slots(frame);
    }
}

/// `return v` in a generator's frame.
pub(crate) fn return_from_frame(vm: &Vm, frame: *mut Frame, v: Value) -> Step {
    // SAFETY: the running frame is a generator's, kept alive by the link above or the root's own count.
    let (g, me) = unsafe { (of_frame(frame), object_of(frame)) };
    let over_async = g.kind == Kind::AsyncGenerator;
    if let Some(above) = chain::delegator(g) {
        let thrown = is_thrown_into(g);
        complete(vm, frame);
        unlink(vm, g, above);
        drop(me);
        if over_async {
            let e = vm.error_with(&vm.exceptions.stop_async_iteration, vec![]);
            return match steps::linked_step_failed(vm, above, thrown, e) {
                Ok(v) => {
                    passes_up(vm, thrown, above, None);
                    delegate_gave(above, v)
                }
                Err(e) => {
                    eval::add_context(vm, &e, false);
                    passes_up(vm, thrown, above, Some(&e));
                    eval::raise_in(vm, e, true)
                }
            };
        }
        passes_up(vm, thrown, above, None);
        return delegate_gave(above, v);
    }
    complete(vm, frame);
    let (action, data, own) = deactivate(vm, g, frame);
    drop(me);
    let below = vm.current.get();
    // SAFETY: the frame below is alive; with code, its `pc` is at the instruction that waits, whose target lies inside.
    unsafe {
        if waits_in_loop(action, below) {
            let target = Instr::target((*below).pc);
            drop((v, own));
            return settled(vm, below, target);
        }
    }
    if action == Action::Native(Cont::Drain) {
        drop((v, own));
        return eval::function::arrived(vm, eval::task::generator_ended(vm));
    }
    // As in CPython, a StopIteration with a value is made by hand and gets no context.
    let plain = over_async || v.is_none();
    let e = if over_async {
        vm.error_with(&vm.exceptions.stop_async_iteration, vec![])
    } else {
        vm.stop_iteration(v)
    };
    if plain {
        eval::add_context(vm, &e, false);
    }
    drop(own);
    eval::pending::finalize_now(vm);
    let a: Arrived = arrive(vm, action, data, Err(e));
    eval::function::arrived(vm, a)
}

/// The delegate of a link, which runs now, is finished with a value.
pub(super) fn delegate_gave(above: *mut Frame, v: Value) -> Step {
    // SAFETY: the link above waits at its `Send`, whose target lies inside its code.
    unsafe {
        let i = &*(*above).pc;
        drop((*Frame::slots(above).add(i.dst as usize)).replace(v));
        (*above).pc = Instr::target(i);
    }
    Step::Switch
}

/// `g` is over or goes its own way; the link above runs itself.
pub(crate) fn unlink(vm: &Vm, g: &Generator, above: *mut Frame) {
    chain::detach(g);
    vm.depth.set(vm.depth.get() - 1);
    // SAFETY: the link above is alive.
    unsafe { of_frame(above) }.state.set(State::Running);
    vm.current.set(above);
}

/// An exception leaves a generator's frame: gives what happens to it in the frame that is on top then.
pub(crate) fn fail_frame(vm: &Vm, frame: *mut Frame, e: Raised) -> (Action, Option<Value>, Raised) {
    // SAFETY: the running frame is a generator's, kept alive by the link above or the root's own count.
    let (g, me) = unsafe { (of_frame(frame), object_of(frame)) };
    if let Some(above) = chain::delegator(g) {
        let thrown = is_thrown_into(g);
        complete(vm, frame);
        unlink(vm, g, above);
        drop(me);
        if g_is_async(above) {
            return match steps::linked_step_failed(vm, above, thrown, e) {
                // `aclose()` is done: that is a StopIteration, which the `Send` takes.
                Ok(v) => {
                    passes_up(vm, thrown, above, None);
                    (Action::Resume, None, vm.stop_iteration(v))
                }
                Err(e) => {
                    passes_up(vm, thrown, above, Some(&e));
                    (Action::Resume, None, e)
                }
            };
        }
        passes_up(vm, thrown, above, Some(&e));
        return (Action::Resume, None, e);
    }
    complete(vm, frame);
    let (action, data, own) = deactivate(vm, g, frame);
    drop((me, own));
    // What the frame held goes before the resumer hears of the exception.
    eval::pending::finalize_now(vm);
    (action, data, e)
}

/// Does the link wait for a step of an async generator?
fn g_is_async(above: *mut Frame) -> bool {
    // SAFETY: the link above is alive and waits at its `Send`.
    unsafe { steps::step_of(above) }.is_some()
}

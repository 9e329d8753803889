//! The shortest ways of the commonest resumptions, which the eval loop tries before the general ones in `resume.rs`, `answer.rs`
//! and `chain.rs`: nothing here does anything that those would not do.

use super::throw::Thrown;
use super::{Generator, Kind, State, object_bits, object_of, of_frame};
use crate::frame::{Action, DISCARD, Frame, FrameKind};
use crate::vm::Vm;
use kaa_heap::Value;

/// `for` over a generator that stands at its own `yield`: the frame that runs now, its `pc` not yet moved on. `None`: the
/// general way has to look.
///
/// # Safety
/// The running frame, alive, waits at a `for`'s instruction whose iterator `g` is.
#[inline(always)]
pub(crate) unsafe fn resume_suspended(vm: &Vm, g: &Generator) -> Option<*mut Frame> {
    let depth = vm.depth.get();
    if g.state.get() != State::Suspended || g.linked.get() || depth >= vm.recursion_limit.get() {
        return None;
    }
    vm.depth.set(depth + 1);
    g.state.set(State::Running);
    g.active.set(true);
    let frame = g.frame();
    // SAFETY: the frame is alive, does not run, and stands at a `Yield` of its code. The activation's count is taken here and
    // given back by `yield_to_loop` or `deactivate`.
    unsafe {
        std::mem::forget(object_of(frame));
        (*frame).caller = vm.current.replace(frame);
        (*frame).action = Action::Resume;
        let i = &*(*frame).pc;
        if i.flags & DISCARD == 0 {
            drop((*Frame::slots(frame).add(i.dst as usize)).replace(Value::None));
        }
    }
    Some(frame)
}

/// `Yield` in a generator that a `for` resumed: the loop's frame, which runs now. `None`: the general way has to look.
///
/// # Safety
/// `frame` is the running frame and a generator's.
#[inline(always)]
pub(crate) unsafe fn yield_to_loop(vm: &Vm, frame: *mut Frame) -> Option<*mut Frame> {
    // SAFETY: promised by the caller; whoever resumed it is alive and, with code, waits at its `pc`.
    unsafe {
        let g = of_frame(frame);
        if g.kind != Kind::Generator || g.linked.get() || (*frame).action != Action::Resume {
            return None;
        }
        let below = (*frame).caller;
        let waits = matches!((*below).kind, FrameKind::Function | FrameKind::Generator)
            && (*(*below).pc).op.is_for_iter();
        if !waits || kaa_heap::attention() {
            return None;
        }
        g.state.set(State::Suspended);
        g.active.set(false);
        g.thrown.set(Thrown::NO);
        vm.depth.set(vm.depth.get() - 1);
        vm.current.set(below);
        (*frame).caller = std::ptr::null_mut();
        drop(Value::from_bits(object_bits(frame)));
        Some(below)
    }
}

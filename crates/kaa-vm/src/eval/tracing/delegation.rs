//! Events that pass through generators that delegate to the running one: see `tracing.rs`.

use super::{fire, stopped};
use crate::flow::Fallible;
use crate::frame::{Frame, FrameKind};
use crate::vm::Vm;
use kaa_heap::Value;

/// The frames of the delegators of a generator's frame, innermost first.
pub(in crate::eval) fn delegators(frame: *mut Frame) -> Vec<*mut Frame> {
    let mut found = Vec::new();
    let mut at = frame;
    while let Some(above) = crate::generator::delegator_frame(at) {
        found.push(above);
        at = above;
    }
    found
}

/// A yield passes through everything that delegates to the frame.
pub(super) fn yielded_through(vm: &Vm, frame: *mut Frame, v: &Value) -> Fallible<()> {
    for above in delegators(frame) {
        let object = crate::eval::frame_object(vm, above);
        fire(vm, &object, "return", v.clone())?;
    }
    Ok(())
}

/// A resumption passes through everything that delegates to the frame.
pub(super) fn resumed_through(vm: &Vm, frame: *mut Frame) -> Fallible<()> {
    for above in delegators(frame).into_iter().rev() {
        let object = crate::eval::frame_object(vm, above);
        fire(vm, &object, "call", Value::None)?;
    }
    Ok(())
}

/// A generator returned: who delegates to it sees a StopIteration, and so may the loop over it.
pub(super) fn ended_delegate(vm: &Vm, frame: *mut Frame, v: &Value) -> Fallible<()> {
    if let Some(above) = crate::generator::delegator_frame(frame) {
        return stopped(vm, above, v);
    }
    // SAFETY: the running frame is alive, and so is who waits for it.
    unsafe {
        let below = (*frame).caller;
        let waits = (*frame).kind == FrameKind::Generator
            && matches!((*below).kind, FrameKind::Function | FrameKind::Generator);
        // The end of a `for` shows only when there is a value to carry.
        if waits && (*(*below).pc).op.is_for_iter() && !v.is_none() { stopped(vm, below, v) } else { Ok(()) }
    }
}

//! What becomes of a finished frame's result: its action is carried out on the frame below, as often as frames without code
//! lie there, until a frame with code can go on or a barrier is reached.

use super::{apply_cont, binary, handler, iterate, misc};
use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, Cont, Frame, FrameKind, Instr, ROp};
use crate::vm::Vm;
use kaa_heap::Value;

/// Where a result ended up.
pub(crate) enum Arrived {
    /// `vm.current` has code and goes on at its `pc`.
    Run,
    /// The innermost barrier has its result.
    Exit(Fallible<Value>),
}

/// Carries out an action with a result on the frame that is now on top.
pub(crate) fn arrive(
    vm: &Vm,
    mut action: Action,
    mut data: Option<Value>,
    mut result: Fallible<Value>,
) -> Arrived {
    loop {
        let outcome = act(vm, action, data.take(), result);
        let below = vm.current.get();
        if matches!(outcome, Ok(Flow::Pushed)) {
            return Arrived::Run;
        }
        // SAFETY: the frame on top is alive.
        let kind = unsafe { (*below).kind };
        match (kind, outcome) {
            (FrameKind::Barrier, Ok(Flow::Value(v))) => return Arrived::Exit(Ok(v)),
            (FrameKind::Barrier, Err(e)) => return Arrived::Exit(Err(e)),
            (FrameKind::Continuation, outcome) => {
                (action, data) = pop_continuation(vm, below);
                result = outcome.map(plain);
            }
            (FrameKind::Task, outcome) => match super::task::arrived(vm, below, outcome.map(plain).into()) {
                Ok(Flow::Pushed) => return Arrived::Run,
                other => (action, data, result) = (Action::Return, None, other.map(plain)),
            },
            (_, Ok(Flow::Value(v))) => match deliver(vm, below, action, v) {
                Ok(()) => return Arrived::Run,
                Err(e) => match raise_step(vm, e) {
                    Ok(a) => return a,
                    Err(next) => (action, data, result) = next,
                },
            },
            (_, Err(e)) => match deliver_error(vm, below, e) {
                Ok(()) => return Arrived::Run,
                Err(e) => match raise_step(vm, e) {
                    Ok(a) => return a,
                    Err(next) => (action, data, result) = next,
                },
            },
            (_, Ok(Flow::Pushed)) => unreachable!("handled above"),
        }
    }
}

fn plain(f: Flow) -> Value {
    match f {
        Flow::Value(v) => v,
        Flow::Pushed => unreachable!("only plain values come here"),
    }
}

/// Raises in the frame on top: a handler, or the frame ends and its action is next.
fn raise_step(vm: &Vm, e: Raised) -> Result<Arrived, (Action, Option<Value>, Fallible<Value>)> {
    match super::unwind::raise_once(vm, e, true) {
        Ok(()) => Ok(Arrived::Run),
        Err((action, data, e)) => Err((action, data, Err(e))),
    }
}

fn pop_continuation(vm: &Vm, frame: *mut Frame) -> (Action, Option<Value>) {
    // SAFETY: a continuation frame on top of the stack; nothing refers to it after this.
    unsafe {
        let old = frame.read();
        vm.current.set(old.caller);
        vm.stack.pop(frame.cast());
        (old.action, old.data)
    }
}

/// The part of an action that does not depend on the frame below. An error that it makes itself gets its context here.
fn act(vm: &Vm, action: Action, data: Option<Value>, result: Fallible<Value>) -> NativeResult {
    let before = result.as_ref().err().map(|e| e.0.bits());
    let answer = act_on(vm, action, data, result);
    // These see to it themselves: a StopIteration with a value has none.
    let own = matches!(action, Action::Native(Cont::AsyncGenStep | Cont::AnextDefault));
    if let Err(e) = &answer
        && !own
        && before != Some(e.0.bits())
    {
        super::add_context(vm, e, false);
    }
    answer
}

fn act_on(vm: &Vm, action: Action, data: Option<Value>, result: Fallible<Value>) -> NativeResult {
    match action {
        Action::Native(cont) => apply_cont(vm, cont, data, result),
        Action::Init => {
            let v = result?;
            if v.is_none() {
                return Ok(Flow::Value(data.unwrap_or(Value::None)));
            }
            Err(vm.type_error(format!("__init__() should return None, not '{}'", vm.type_name(&v))))
        }
        Action::Discard => result.map(|_| Flow::Value(Value::None)),
        _ => result.map(Flow::Value),
    }
}

/// A value arrives at the instruction at which a frame waits.
fn deliver(vm: &Vm, frame: *mut Frame, action: Action, v: Value) -> Fallible<()> {
    // SAFETY: the frame is alive and waits at `pc`.
    let i = unsafe { &*(*frame).pc };
    let r = super::Running::of(frame);
    let step = match action {
        // A native function that works by effect (`object.__setattr__`) may be what the instruction called.
        Action::Discard => misc::finish(vm, r, i, Value::None)?,
        Action::Resume | Action::ResumeNext | Action::ResumeLast => {
            let attempt = match action {
                Action::Resume => 1,
                Action::ResumeNext => 2,
                _ => 3,
            };
            match i.op {
                ROp::Binary
                | ROp::Add
                | ROp::Sub
                | ROp::Mul
                | ROp::Compare
                | ROp::CompareJump
                | ROp::CompareJumpBack => binary::resume(vm, r, i, v, attempt)?,
                ROp::JumpIfTrue | ROp::JumpIfFalse | ROp::ToBool | ROp::Not => binary::resume_truth(r, i, &v),
                ROp::ForIter | ROp::ForIterBack => iterate::item_arrived(r, i, v),
                ROp::Send => iterate::send_arrived(vm, r, i, v),
                _ => misc::resume(vm, r, i, v)?,
            }
        }
        _ => misc::finish(vm, r, i, v)?,
    };
    let frame_now = vm.current.get();
    if frame_now == frame {
        if kaa_heap::attention() {
            super::pending::look(vm, super::Step::Next)?;
        }
        match step {
            // SAFETY: as above; targets lie inside the code.
            super::Step::Next => unsafe { (*frame).pc = (*frame).pc.add(1) },
            // SAFETY: as above.
            super::Step::Jump(to) => unsafe { (*frame).pc = (*frame).pc.offset(to as i32 as isize) },
            super::Step::Switch => {}
            super::Step::Exit => unreachable!("a delivery does not end the loop"),
        }
    }
    Ok(())
}

/// An exception arrives: loops and delegations may take a StopIteration.
fn deliver_error(vm: &Vm, frame: *mut Frame, e: Raised) -> Fallible<()> {
    // SAFETY: the frame is alive and waits at `pc`.
    let i = unsafe { &*(*frame).pc };
    let r = super::Running::of(frame);
    match i.op {
        ROp::ForIter | ROp::ForIterBack if vm.matches(&e, &vm.exceptions.stop_iteration) => {
            if vm.tracing.is_active() {
                super::tracing::loop_stopped(vm, frame)?;
            }
            iterate::exhausted(r, i);
        }
        ROp::Send => return handler::send_failed(vm, frame, e),
        _ => return Err(e),
    }
    // SAFETY: as above.
    unsafe { (*frame).pc = Instr::target(i) };
    Ok(())
}

//! The one funnel: starting, resuming, throwing into, closing. `throw.rs` and `close.rs` are the irregular halves; `answer.rs` is
//! the way back.

use super::throw::{Exc, Thrown, fail_resumer, raise_in, throw};
use super::{Generator, Kind, State, chain, close, object_bits, of_frame};
use crate::eval::{self, Step, StepResult, arrive};
use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, DISCARD, Frame, FrameKind, Instr, ROp};
use crate::vm::Vm;
use kaa_bytecode::CodeFlags;
use kaa_heap::{Ref, Value};

/// How to resume.
pub enum Resume {
    /// With a value (`next` sends None).
    Send(Value),
    /// With an exception; a GeneratorExit closes what it delegates to first.
    Throw(Exc),
    /// With an exception that goes to the leaf whatever it is (`athrow` and `aclose`: what an async generator awaits may
    /// still await something).
    ThrowToLeaf(Exc),
    /// With GeneratorExit, level by level; a yield is an error.
    Close,
}

pub(crate) fn already_executing(vm: &Vm, kind: Kind) -> Raised {
    vm.value_error(match kind {
        Kind::AsyncGenerator => "async generator already executing".to_string(),
        k => format!("{} already executing", k.noun()),
    })
}

pub(crate) fn just_started(vm: &Vm, kind: Kind) -> Raised {
    vm.type_error(format!("can't send non-None value to a just-started {}", kind.noun()))
}

/// `ReturnGenerator`: the function's frame becomes a generator object, which is the call's result.
pub(crate) fn create(vm: &Vm, frame: *mut Frame) -> Step {
    // SAFETY: `frame` is the running function's, on top of the stack. Its slots move into the object; then the stack's copy is
    // given up without dropping them.
    unsafe {
        let code = &*(*frame).code;
        let (kind, class) = kind_of(vm, code.flags);
        let n = code.slot_count as usize;
        let mut moved = frame.read();
        let (caller, action, data) = (moved.caller, moved.action, moved.data.take());
        moved.caller = std::ptr::null_mut();
        moved.kind = FrameKind::Generator;
        moved.has_object = false;
        moved.action = Action::Return;
        let g = Generator::fresh(kind, moved);
        let object = kaa_heap::new_object_sized(class.class_header(), g, n * 8);
        std::ptr::copy_nonoverlapping(Frame::slots(frame), Frame::slots(object.frame()), n);
        std::ptr::write_bytes(Frame::slots(frame), 0, n);
        vm.current.set(caller);
        vm.stack.pop(frame.cast());
        vm.depth.set(vm.depth.get() - 1);
        if kind == Kind::Coroutine && vm.origin_depth.get() > 0 {
            object.set_extra(super::coroutine::origin(vm));
        }
        eval::function::arrived(vm, arrive(vm, action, data, Ok(object.into())))
    }
}

#[inline(always)]
pub(super) fn kind_of(vm: &Vm, flags: u32) -> (Kind, &Ref<crate::types::Type>) {
    if flags & CodeFlags::ASYNC_GENERATOR != 0 {
        (Kind::AsyncGenerator, &vm.types.async_generator)
    } else if flags & CodeFlags::COROUTINE != 0 {
        (Kind::Coroutine, &vm.types.coroutine)
    } else {
        (Kind::Generator, &vm.types.generator)
    }
}

/// Makes `g` an active root whose answer has this action: gives the frame that goes on, and what to raise there when not all of
/// the chain fits under the recursion limit.
pub(super) fn activate(
    vm: &Vm,
    g: &Ref<Generator>,
    action: Action,
    data: Option<Value>,
) -> Fallible<(*mut Frame, Option<Raised>)> {
    chain::cut(g);
    let room = vm.recursion_limit.get().saturating_sub(vm.depth.get());
    if room == 0 {
        chain::kill(g);
        return Err(eval::stack_full(vm));
    }
    let leaf = chain::leaf_of(g);
    let frame = g.frame();
    // SAFETY: the frame is alive and does not run.
    unsafe {
        (*frame).caller = vm.current.get();
        (*frame).action = action;
        (*frame).data = data;
    }
    g.active.set(true);
    std::mem::forget(g.clone());
    let links = chain::span(g, leaf);
    vm.depth.set(vm.depth.get() + 1);
    if links < room {
        vm.depth.set(vm.depth.get() + links);
        return Ok((leaf, None));
    }
    let last = chain::too_deep(vm, g, room - 1);
    Ok((last, Some(eval::stack_full(vm))))
}

/// An active root has its answer, given by the running `leaf`: `vm.current` is the resumer again. Gives the action, and the
/// count the root held on itself.
pub(super) fn deactivate(vm: &Vm, g: &Generator, leaf: *mut Frame) -> (Action, Option<Value>, Value) {
    let frame = g.frame();
    g.active.set(false);
    g.plain.set(false);
    g.thrown.set(Thrown::NO);
    vm.depth.set(vm.depth.get() - 1 - chain::span(g, leaf));
    // SAFETY: the frame is alive: the count taken in `activate` is only given back by the caller of this function.
    unsafe {
        vm.current.set((*frame).caller);
        (*frame).caller = std::ptr::null_mut();
        // The count that the activation took is this value's.
        let me = Value::from_bits(object_bits(frame));
        ((*frame).action, (*frame).data.take(), me)
    }
}

/// Goes on at a leaf with a value.
pub(crate) fn continue_at(vm: &Vm, leaf: *mut Frame, v: Value) {
    // SAFETY: `leaf` is the frame of a live generator that is created or suspended at a `Yield`, or stands at a `Send`
    // whose delegate moved on or ended meanwhile: that asks it again with the value.
    unsafe {
        let g = of_frame(leaf);
        let i = &*(*leaf).pc;
        match i.op {
            ROp::Yield => {
                if i.flags & DISCARD == 0 {
                    drop((*Frame::slots(leaf).add(i.dst as usize)).replace(v));
                }
                (*leaf).pc = (*leaf).pc.add(1);
            }
            ROp::Send => drop((*Frame::slots(leaf).add(i.dst as usize)).replace(v)),
            _ => (*leaf).pc = (*leaf).pc.add(1),
        }
        g.state.set(State::Running);
        vm.current.set(leaf);
    }
}

/// Resumes a generator; its answer comes through `action`. A plain error means that it was not resumed, or failed at once.
pub fn resume(vm: &Vm, g: &Ref<Generator>, how: Resume, action: Action, data: Option<Value>) -> NativeResult {
    match how {
        Resume::Send(v) => send(vm, g, v, action, data),
        Resume::Close => {
            if g.is_running() {
                return Err(already_executing(vm, g.kind));
            }
            match g.state.get() {
                State::Created => chain::end_unstarted(g),
                State::Completed => {}
                _ if g.delegate().is_some() => return close::close_chain(vm, g, None, action, data),
                _ if g.ends_unnoticed() => chain::end_unnoticed(g),
                _ => return close::close_alone(vm, g, action, data),
            }
            Ok(Flow::Value(Value::None))
        }
        Resume::Throw(what) | Resume::ThrowToLeaf(what) if g.is_running() => {
            what.make(vm)?;
            Err(already_executing(vm, g.kind))
        }
        Resume::Throw(what) | Resume::ThrowToLeaf(what) if g.state.get() == State::Completed => {
            let e = what.make(vm)?;
            match reused(vm, g) {
                Some(e) => Err(e),
                None => fail_resumer(vm, action, data, e),
            }
        }
        Resume::Throw(what) if what.is_exit(vm) && waits(g) => {
            close::close_chain(vm, g, Some(what), action, data)
        }
        Resume::ThrowToLeaf(what) => {
            let stop = what.is_exit(vm);
            throw(vm, g, what, stop, action, data)
        }
        Resume::Throw(what) => throw(vm, g, what, false, action, data),
    }
}

fn waits(g: &Generator) -> bool {
    g.state.get() != State::Created && g.delegate().is_some()
}

fn send(vm: &Vm, g: &Ref<Generator>, v: Value, action: Action, data: Option<Value>) -> NativeResult {
    match g.state.get() {
        State::Created if !v.is_none() => return Err(just_started(vm, g.kind)),
        State::Completed => {
            return Err(match (reused(vm, g), g.kind) {
                (Some(e), _) => e,
                (None, Kind::AsyncGenerator) => vm.error_with(&vm.exceptions.stop_async_iteration, vec![]),
                (None, _) => vm.stop_iteration(Value::None),
            });
        }
        _ if g.is_running() => return Err(already_executing(vm, g.kind)),
        _ => {}
    }
    let base = vm.current.get();
    let (leaf, too_deep) = activate(vm, g, action, data)?;
    if let Some(e) = too_deep {
        return raise_in(vm, leaf, base, e);
    }
    continue_at(vm, leaf, v);
    Ok(Flow::Pushed)
}

pub(super) fn reused(vm: &Vm, g: &Generator) -> Option<Raised> {
    (g.kind == Kind::Coroutine).then(|| vm.runtime_error("cannot reuse already awaited coroutine"))
}

/// `for` over a generator: no StopIteration object at the end.
pub(crate) fn resume_from_loop(vm: &Vm, g: &Ref<Generator>, i: &Instr) -> StepResult {
    match g.state.get() {
        State::Completed => Ok(Step::Jump(i.imm)),
        // At its own `yield`, in nobody's chain: nothing to check.
        State::Suspended if !g.linked.get() => {
            let (leaf, too_deep) = activate(vm, g, Action::Resume, None)?;
            debug_assert!(too_deep.is_none(), "one frame fits when activate() succeeds");
            continue_at(vm, leaf, Value::None);
            Ok(Step::Switch)
        }
        _ => match resume(vm, g, Resume::Send(Value::None), Action::Resume, None)? {
            Flow::Pushed => Ok(Step::Switch),
            Flow::Value(_) => Ok(Step::Jump(i.imm)),
        },
    }
}

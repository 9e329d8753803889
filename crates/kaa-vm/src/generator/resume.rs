//! The one funnel: starting, resuming, throwing into, closing; and what a yield, a return or an exception of a generator's
//! frame does.

use super::{Generator, Kind, State, chain, object_of, of_frame};
use crate::eval::{self, Arrived, Running, Step, StepResult, apply_cont, arrive};
use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, Cont, DISCARD, Frame, FrameKind, Instr, ROp};
use crate::vm::Vm;
use kaa_bytecode::CodeFlags;
use kaa_heap::{Ref, Value};
use std::cell::Cell;

/// How to resume.
pub enum Resume {
    /// With a value (`next` sends None).
    Send(Value),
    /// With an exception.
    Throw(Raised),
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
        let g = Generator {
            kind,
            state: Cell::new(State::Created),
            linked: Cell::new(false),
            active: Cell::new(false),
            closing: Cell::new(false),
            exit_in: Cell::new(std::ptr::null_mut()),
            async_running: Cell::new(false),
            closed: Cell::new(false),
            hooks_called: Cell::new(false),
            names: Cell::new(None),
            chain: Cell::new(std::ptr::null_mut()),
            extra: Cell::new(None),
            frame: moved,
        };
        let object = kaa_heap::new_object_sized(class.class_header(), g, n * 8);
        std::ptr::copy_nonoverlapping(Frame::slots(frame), Frame::slots(object.frame()), n);
        vm.current.set(caller);
        vm.stack.pop(frame.cast());
        vm.depth.set(vm.depth.get() - 1);
        if kind == Kind::Coroutine && vm.origin_depth.get() > 0 {
            object.extra.set(Some(super::coroutine::origin(vm)));
        }
        eval::function::arrived(vm, arrive(vm, action, data, Ok(object.into())))
    }
}

fn kind_of(vm: &Vm, flags: u32) -> (Kind, &Ref<crate::types::Type>) {
    if flags & CodeFlags::ASYNC_GENERATOR != 0 {
        (Kind::AsyncGenerator, &vm.types.async_generator)
    } else if flags & CodeFlags::COROUTINE != 0 {
        (Kind::Coroutine, &vm.types.coroutine)
    } else {
        (Kind::Generator, &vm.types.generator)
    }
}

/// Makes `g` an active root whose answer has this action.
fn activate(vm: &Vm, g: &Ref<Generator>, action: Action, data: Option<Value>) -> Fallible<*mut Frame> {
    if vm.depth.get() >= vm.recursion_limit.get() {
        return Err(eval::stack_full(vm));
    }
    chain::cut(g);
    let leaf = chain::leaf_of(g);
    vm.depth.set(vm.depth.get() + 1);
    let frame = g.frame();
    // SAFETY: the frame is alive and does not run.
    unsafe {
        (*frame).caller = vm.current.get();
        (*frame).action = action;
        (*frame).data = data;
    }
    g.active.set(true);
    g.closing.set(false);
    std::mem::forget(g.clone());
    Ok(leaf)
}

/// An active root has its answer: `vm.current` is the resumer again. Gives the action, and the count the root held on itself.
pub(super) fn deactivate(vm: &Vm, g: &Generator) -> (Action, Option<Value>, Value) {
    let frame = g.frame();
    g.active.set(false);
    vm.depth.set(vm.depth.get() - 1);
    // SAFETY: the frame is alive: the count taken in `activate` is only given back by the caller of this function.
    unsafe {
        vm.current.set((*frame).caller);
        (*frame).caller = std::ptr::null_mut();
        let me = object_of(frame);
        let extra = Value::from_bits(me.bits());
        drop(extra);
        ((*frame).action, (*frame).data.take(), me)
    }
}

/// Goes on at a leaf with a value.
pub(crate) fn continue_at(vm: &Vm, leaf: *mut Frame, v: Value) {
    // SAFETY: `leaf` is the frame of a live generator that is created or suspended at a `Yield`, or delegates to something
    // that is over: then its `Send` gets the value as that one's result.
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
            ROp::Send => {
                // The delegate moved on or ended meanwhile: `SEND` asks it again with the value.
                let value_slot = i.dst as usize;
                drop((*Frame::slots(leaf).add(value_slot)).replace(v));
            }
            _ => (*leaf).pc = (*leaf).pc.add(1),
        }
        g.state.set(State::Running);
        vm.current.set(leaf);
    }
}

/// Resumes a generator; its answer comes through `action`. A plain error means that it was not resumed, or failed at once.
pub fn resume(vm: &Vm, g: &Ref<Generator>, how: Resume, action: Action, data: Option<Value>) -> NativeResult {
    if g.is_running() {
        return Err(already_executing(vm, g.kind));
    }
    match (g.state.get(), how) {
        (State::Completed, Resume::Close) => Ok(Flow::Value(Value::None)),
        (State::Completed, Resume::Throw(e)) => Err(reused(vm, g).unwrap_or(e)),
        (State::Completed, Resume::Send(_)) => Err(match (reused(vm, g), g.kind) {
            (Some(e), _) => e,
            (None, Kind::AsyncGenerator) => vm.error_with(&vm.exceptions.stop_async_iteration, vec![]),
            (None, _) => vm.stop_iteration(Value::None),
        }),
        (State::Created, Resume::Close) => {
            g.state.set(State::Completed);
            Frame::clear_slots(g.frame());
            Ok(Flow::Value(Value::None))
        }
        (State::Created, Resume::Send(v)) if !v.is_none() => Err(just_started(vm, g.kind)),
        (_, Resume::Send(v)) => {
            let leaf = activate(vm, g, action, data)?;
            continue_at(vm, leaf, v);
            Ok(Flow::Pushed)
        }
        (_, Resume::Throw(e)) => throw(vm, g, e, action, data, false),
        (_, Resume::Close) => {
            let e = vm.error_with(&vm.exceptions.generator_exit, vec![]);
            throw(vm, g, e, action, data, true)
        }
    }
}

fn reused(vm: &Vm, g: &Generator) -> Option<Raised> {
    (g.kind == Kind::Coroutine).then(|| vm.runtime_error("cannot reuse already awaited coroutine"))
}

fn throw(
    vm: &Vm,
    g: &Ref<Generator>,
    e: Raised,
    action: Action,
    data: Option<Value>,
    closing: bool,
) -> NativeResult {
    let base = vm.current.get();
    let leaf = activate(vm, g, action, data)?;
    let exit = vm.matches(&e, &vm.exceptions.generator_exit);
    g.closing.set(closing || exit && g.state.get() == State::Delegating);
    g.exit_in.set(leaf);
    // SAFETY: `leaf` is the frame of a live generator that does not run.
    let inner = unsafe { of_frame(leaf) };
    let foreign = if inner.state.get() == State::Suspended { inner.delegate() } else { None };
    inner.state.set(State::Running);
    vm.current.set(leaf);
    let e = match foreign {
        Some(iterator) => match throw_into_iterator(vm, &iterator, e, exit) {
            Outcome::Yielded(v) => {
                inner.state.set(State::Suspended);
                return yielded_again(vm, g, leaf, v);
            }
            Outcome::Finished(v) => {
                finish_delegate(leaf, v);
                return Ok(Flow::Pushed);
            }
            Outcome::Raise(e) => e,
        },
        None => e,
    };
    eval::add_context(vm, &e, false);
    unwind_to(vm, base, e)
}

/// Raises in the running frame and, as frames end, in the links above, up to the resumer `base`.
fn unwind_to(vm: &Vm, base: *mut Frame, mut e: Raised) -> NativeResult {
    loop {
        match eval::raise_once(vm, e, true) {
            Ok(()) => return Ok(Flow::Pushed),
            Err((action, data, e2)) if vm.current.get() == base => {
                return match action {
                    Action::Native(cont) => apply_cont(vm, cont, data, Err(e2)),
                    _ => Err(e2),
                };
            }
            Err((_, _, e2)) => e = e2,
        }
    }
}

/// What a foreign iterator did with an exception.
enum Outcome {
    Yielded(Value),
    Finished(Value),
    Raise(Raised),
}

/// PEP 380: GeneratorExit closes the iterator, other exceptions go to its `throw`, if it has one.
fn throw_into_iterator(vm: &Vm, iterator: &Value, e: Raised, exit: bool) -> Outcome {
    if exit {
        return match vm.get_attr_opt(iterator, &vm.names.close) {
            Ok(Some(close)) => match vm.call(&close, &[]) {
                Ok(_) => Outcome::Raise(e),
                Err(e2) => Outcome::Raise(e2),
            },
            Ok(None) => Outcome::Raise(e),
            Err(e2) => Outcome::Raise(e2),
        };
    }
    let method = match vm.get_attr_opt(iterator, &vm.names.throw) {
        Ok(Some(m)) => m,
        Ok(None) => return Outcome::Raise(e),
        Err(e2) => return Outcome::Raise(e2),
    };
    match vm.call(&method, &[e.0]) {
        Ok(v) => Outcome::Yielded(v),
        Err(e2) if vm.matches(&e2, &vm.exceptions.stop_iteration) => Outcome::Finished(vm.stop_value(&e2)),
        Err(e2) => Outcome::Raise(e2),
    }
}

/// The leaf's iterator took the exception and yielded: so does the whole chain, and the leaf stays where it was.
fn yielded_again(vm: &Vm, root: &Ref<Generator>, leaf: *mut Frame, v: Value) -> NativeResult {
    if leaf != root.frame() {
        root.chain.set(leaf);
    }
    let (action, data, me) = deactivate(vm, root);
    drop(me);
    match action {
        Action::Native(cont) => apply_cont(vm, cont, data, Ok(v)),
        _ => Ok(Flow::Value(v)),
    }
}

/// The leaf's iterator ended by the exception: its value is the result of the `SEND` before the leaf's `Yield`.
fn finish_delegate(leaf: *mut Frame, v: Value) {
    // SAFETY: the leaf stands at the `Yield` behind a `Send`, whose jump leads to where the delegate is finished.
    unsafe {
        let mut at = (*leaf).pc;
        while (*at).op != ROp::Send {
            at = at.sub(1);
        }
        let send = &*at;
        drop((*Frame::slots(leaf).add(send.dst as usize)).replace(v));
        (*leaf).pc = (&(*(*leaf).code).instrs).as_ptr().add(send.imm as usize);
    }
}

/// `for` over a generator: no StopIteration object at the end.
pub(crate) fn resume_from_loop(vm: &Vm, g: &Ref<Generator>, i: &Instr) -> StepResult {
    match g.state.get() {
        State::Completed => Ok(Step::Jump(i.imm)),
        // At its own `yield`, in nobody's chain: nothing to check.
        State::Suspended if !g.linked.get() => {
            let leaf = activate(vm, g, Action::Resume, None)?;
            continue_at(vm, leaf, Value::None);
            Ok(Step::Switch)
        }
        _ => match resume(vm, g, Resume::Send(Value::None), Action::Resume, None)? {
            Flow::Pushed => Ok(Step::Switch),
            Flow::Value(_) => Ok(Step::Jump(i.imm)),
        },
    }
}

/// `Yield` in a generator's frame.
pub(crate) fn yield_from_frame(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    let frame = r.frame;
    // SAFETY: the running frame is a generator's.
    let g = unsafe { of_frame(frame) };
    if g.kind == Kind::AsyncGenerator && i.imm & 1 == 0 {
        return super::steps::async_yield(vm, frame, v);
    }
    g.state.set(State::Suspended);
    let root = if g.linked.get() {
        // SAFETY: a link's root is alive while the chain runs.
        unsafe { of_frame(g.chain.get()) }
    } else {
        g
    };
    if root.closing.get() {
        drop(v);
        return Ok(ignored_exit(vm, root));
    }
    if g.linked.get() {
        root.chain.set(frame);
    }
    Ok(answer(vm, root, v))
}

/// Gives a value to whoever resumed the root.
#[inline]
fn answer(vm: &Vm, root: &Generator, v: Value) -> Step {
    let (action, data, me) = deactivate(vm, root);
    let below = vm.current.get();
    // SAFETY: the frame below is alive; with code, its `pc` is at the instruction that waits, whose slots are its frame's.
    unsafe {
        if waits_plainly(below, action) && !kaa_heap::attention() {
            let i = &*(*below).pc;
            let old = (*Frame::slots(below).add(i.dst as usize)).replace(v);
            (*below).pc = (*below).pc.add(1);
            drop((old, me));
            return Step::Switch;
        }
    }
    let a = arrive(vm, action, data, Ok(v));
    drop(me);
    eval::function::arrived(vm, a)
}

/// Does the frame wait in a loop or a call that takes a yielded value as it is?
///
/// # Safety
/// `below` is alive.
#[inline(always)]
unsafe fn waits_plainly(below: *mut Frame, action: Action) -> bool {
    // SAFETY: promised by the caller; a frame with code has its `pc` inside it.
    unsafe {
        matches!((*below).kind, FrameKind::Function | FrameKind::Generator)
            && match action {
                Action::Resume => (*(*below).pc).op == ROp::ForIter,
                Action::Return | Action::Native(Cont::Pass) => (*(*below).pc).op == ROp::Call,
                _ => false,
            }
    }
}

/// A yield while closing: RuntimeError in the link above, or out of `close()`.
fn ignored_exit(vm: &Vm, root: &Generator) -> Step {
    // SAFETY: the link that GeneratorExit was raised in is alive while the chain runs.
    let g = unsafe { of_frame(root.exit_in.get()) };
    let message = format!("{} ignored GeneratorExit", g.kind.noun());
    let e = vm.runtime_error(message);
    if let Some(above) = chain::delegator(g) {
        g.linked.set(false);
        g.chain.set(std::ptr::null_mut());
        root.chain.set(std::ptr::null_mut());
        // SAFETY: the link above is alive; the frame that yielded is not the running one any more.
        unsafe {
            (*g.frame()).caller = std::ptr::null_mut();
            of_frame(above).state.set(State::Running);
        }
        vm.current.set(above);
        return eval::raise_in(vm, e, true);
    }
    let (action, data, me) = deactivate(vm, root);
    let a = arrive(vm, action, data, Err(e));
    drop(me);
    eval::function::arrived(vm, a)
}

/// Marks a frame's generator as over and drops what it held.
fn complete(vm: &Vm, frame: *mut Frame) {
    // SAFETY: the frame is a live generator's.
    unsafe {
        let g = of_frame(frame);
        eval::retire_object(vm, frame);
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
        // SAFETY: a link's root is alive while the chain runs.
        let root = unsafe { of_frame(g.chain.get()) };
        let root_closing = root.closing.get() && root.exit_in.get() == frame;
        if root_closing {
            root.exit_in.set(above);
        }
        unlink(vm, g, above);
        complete(vm, frame);
        drop(me);
        if over_async {
            super::steps::step_over(g_step(above));
            return eval::raise_in(vm, vm.error_with(&vm.exceptions.stop_async_iteration, vec![]), true);
        }
        if root_closing {
            return eval::raise_in(vm, vm.error_with(&vm.exceptions.generator_exit, vec![]), true);
        }
        // SAFETY: the link above waits at its `Send`.
        unsafe {
            let i = &*(*above).pc;
            drop((*Frame::slots(above).add(i.dst as usize)).replace(v));
            (*above).pc = (&(*(*above).code).instrs).as_ptr().add(i.imm as usize);
        }
        return Step::Switch;
    }
    complete(vm, frame);
    let (action, data, own) = deactivate(vm, g);
    drop(me);
    let below = vm.current.get();
    // SAFETY: the frame below is alive; with code, its `pc` is at the instruction that waits.
    let loop_end = unsafe {
        matches!(action, Action::Resume)
            && matches!((*below).kind, FrameKind::Function | FrameKind::Generator)
            && matches!((*(*below).pc).op, ROp::ForIter)
    };
    if loop_end {
        // SAFETY: as above; the target lies inside the code.
        unsafe { (*below).pc = (&(*(*below).code).instrs).as_ptr().add((*(*below).pc).imm as usize) };
        drop((v, own));
        return Step::Switch;
    }
    let e = if over_async {
        vm.error_with(&vm.exceptions.stop_async_iteration, vec![])
    } else {
        vm.stop_iteration(v)
    };
    let a: Arrived = arrive(vm, action, data, Err(e));
    drop(own);
    eval::function::arrived(vm, a)
}

fn g_step(above: *mut Frame) -> Option<Value> {
    // SAFETY: the link above is alive and waits at its `Send`.
    unsafe {
        let i = &*(*above).pc;
        (*Frame::slots(above).add(i.a as usize)).clone()
    }
}

/// The link above goes on itself.
pub(crate) fn unlink(vm: &Vm, g: &Generator, above: *mut Frame) {
    g.linked.set(false);
    g.chain.set(std::ptr::null_mut());
    // SAFETY: both frames are alive.
    unsafe {
        (*g.frame()).caller = std::ptr::null_mut();
        of_frame(above).state.set(State::Running);
    }
    vm.current.set(above);
}

/// An exception leaves a generator's frame: gives what happens to it in the frame that is on top then.
pub(crate) fn fail_frame(vm: &Vm, frame: *mut Frame, e: Raised) -> (Action, Option<Value>, Raised) {
    // SAFETY: the running frame is a generator's, kept alive by the link above or the root's own count.
    let (g, me) = unsafe { (of_frame(frame), object_of(frame)) };
    if let Some(above) = chain::delegator(g) {
        // SAFETY: a link's root is alive while the chain runs.
        let root = unsafe { of_frame(g.chain.get()) };
        if root.exit_in.get() == frame {
            root.exit_in.set(above);
        }
        unlink(vm, g, above);
        if g.kind == Kind::AsyncGenerator {
            super::steps::step_over(g_step(above));
        }
        complete(vm, frame);
        drop(me);
        return (Action::Resume, None, e);
    }
    complete(vm, frame);
    let (action, data, own) = deactivate(vm, g);
    drop((me, own));
    (action, data, e)
}

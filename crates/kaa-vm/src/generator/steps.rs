//! What drives async generators: the objects of `asend`, `athrow`, `aclose`, and the wrapper of `coroutine.__await__()`.
//!
//! In an `await` they are transparent links: `SEND` on one resumes the generator behind it in place. Called by hand they resume
//! it as a root. Either way `outcome` says what the generator's answer means for the step.

use super::answer::{delegate_gave, unlink};
use super::resume::{Resume, resume};
use super::throw::{Exc, is_thrown_into, passes_up};
use super::{Generator, State, chain, of_frame};
use crate::eval::{self, StepResult, arrive};
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised};
use crate::frame::{Action, Cont, Frame};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// What a step does to its generator.
#[derive(Clone)]
pub enum What {
    /// `__anext__()` or `asend(v)`.
    Send(Value),
    /// `athrow(e)`.
    Throw(Exc),
    /// `aclose()`.
    Close,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not awaited yet.
    Init,
    /// Being awaited.
    Iter,
    /// Over.
    Closed,
}

/// Payload of `async_generator_asend` and `async_generator_athrow`.
pub struct AsyncStep {
    /// The async generator.
    pub generator: Ref<Generator>,
    /// See [`What`].
    pub what: RefCell<What>,
    /// See [`Progress`].
    pub progress: Cell<Progress>,
    /// An `athrow()` that ends while it is sent to does not count as over (as in CPython).
    pub stays: Cell<bool>,
}
kaa_heap::payload!(AsyncStep, trace, clear, tail, finalize);

impl AsyncStep {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.generator.value());
        match &*self.what.borrow() {
            What::Send(v) => t.value(v),
            What::Throw(e) => e.trace(t),
            What::Close => {}
        }
    }
    fn clear(&self) {
        drop(self.what.replace(What::Close));
    }
    fn tail_bytes(&self) -> usize {
        0
    }
    /// Dropping one that was never awaited warns.
    fn needs_finalizer(&self) -> bool {
        self.progress.get() == Progress::Init
    }

    /// The method that made it, for warnings.
    pub(super) fn method(&self) -> &'static str {
        match *self.what.borrow() {
            What::Send(_) => "asend",
            What::Throw(_) => "athrow",
            What::Close => "aclose",
        }
    }

    pub(super) fn over(&self) {
        if !self.stays.get() {
            self.progress.set(Progress::Closed);
        }
        self.generator.async_running.set(false);
    }

    /// It is resumed: by `send`, not for the first time, or otherwise. Gives what `stays` was.
    fn resumed(&self, sent_again: bool) -> bool {
        self.stays.replace(sent_again && matches!(*self.what.borrow(), What::Throw(_)))
    }

    fn reused(&self, vm: &Vm) -> Raised {
        vm.runtime_error(match *self.what.borrow() {
            What::Send(_) => "cannot reuse already awaited __anext__()/asend()",
            _ => "cannot reuse already awaited aclose()/athrow()",
        })
    }

    fn already_running(&self, vm: &Vm) -> Raised {
        self.progress.set(Progress::Closed);
        let label = match *self.what.borrow() {
            What::Send(_) => "anext()",
            What::Throw(_) => "athrow()",
            What::Close => "aclose()",
        };
        vm.runtime_error(format!("{label}: asynchronous generator is already running"))
    }
}

/// Payload of `async_generator_wrapped_value`: a value yielded by the async generator itself, not by an `await` in it.
pub struct Wrapped(Value);
kaa_heap::payload!(Wrapped, trace);

impl Wrapped {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.0);
    }
}

/// Payload of `coroutine_wrapper`.
pub struct CoroutineWrapper {
    /// The coroutine.
    pub coroutine: Ref<Generator>,
}
kaa_heap::payload!(CoroutineWrapper, trace);

impl CoroutineWrapper {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.coroutine.value());
    }
}

/// The generator that a transparent object stands for now.
pub(crate) fn generator_behind(v: &Value) -> Option<Value> {
    if let Some(s) = v.payload::<AsyncStep>() {
        return (s.progress.get() == Progress::Iter).then(|| s.generator.value().clone());
    }
    coroutine_behind(v)
}

/// The coroutine that a wrapper stands for.
pub(super) fn coroutine_behind(v: &Value) -> Option<Value> {
    v.payload::<CoroutineWrapper>().map(|w| w.coroutine.value().clone())
}

/// The step that a link waits for.
///
/// # Safety
/// `above` is the frame of a live generator, stopped at its `Send`.
pub(super) unsafe fn step_of(above: *mut Frame) -> Option<Ref<AsyncStep>> {
    // SAFETY: promised by the caller; the receiver lies in the slot that the instruction names.
    unsafe {
        let i = &*(*above).pc;
        (*Frame::slots(above).add(i.a as usize)).as_ref()?.as_ref::<AsyncStep>().cloned()
    }
}

/// `SEND` to a step or wrapper; `None`: not one, or not one that can be linked now.
pub(crate) fn send_wrapper(vm: &Vm, outer: *mut Frame, receiver: &Value, v: &Value) -> Option<StepResult> {
    if let Some(w) = receiver.payload::<CoroutineWrapper>() {
        return Some(chain::delegate(vm, outer, &w.coroutine, v.clone()));
    }
    let s = receiver.payload::<AsyncStep>()?;
    let v = match (s.progress.get(), &*s.what.borrow()) {
        (Progress::Iter, _) if !s.generator.is_running() && s.generator.state.get() != State::Completed => {
            s.generator.async_running.set(true);
            s.resumed(true);
            v.clone()
        }
        (Progress::Init, What::Send(argument)) => match begin(vm, s, argument, v) {
            Ok(v) => v,
            Err(e) => return Some(Err(e)),
        },
        _ => return None,
    };
    // SAFETY: the running frame is a generator's at a `Send`; the generator can be resumed, as just checked.
    Some(unsafe { chain::enter(vm, outer, &s.generator, v) })
}

/// Starts a sending step: gives the value to send to a generator that can be resumed.
fn begin(vm: &Vm, s: &AsyncStep, argument: &Value, v: &Value) -> Fallible<Value> {
    let g = &s.generator;
    if g.async_running.get() {
        return Err(s.already_running(vm));
    }
    let v = if v.is_none() { argument.clone() } else { v.clone() };
    s.progress.set(Progress::Iter);
    let failure = if g.is_running() {
        super::resume::already_executing(vm, g.kind())
    } else if g.state.get() == State::Completed {
        vm.error_with(&vm.exceptions.stop_async_iteration, vec![])
    } else if g.state.get() == State::Created && !v.is_none() {
        super::resume::just_started(vm, g.kind())
    } else {
        g.async_running.set(true);
        return Ok(v);
    };
    match outcome(vm, s, Err(failure)) {
        Ok(_) => Ok(v),
        Err(e) => Err(e),
    }
}

fn step<'a>(vm: &Vm, this: &'a Value) -> Fallible<&'a AsyncStep> {
    this.payload::<AsyncStep>().ok_or_else(|| vm.type_error("not a step of an async generator"))
}

/// A step's `send(v)` called by hand; the answer of an `await` inside is passed on, a yielded value ends the step.
pub fn step_send(vm: &Vm, this: &Value, v: Value) -> NativeResult {
    let s = step(vm, this)?;
    if s.progress.get() == Progress::Closed {
        return Err(s.reused(vm));
    }
    let before = s.resumed(s.progress.get() == Progress::Iter);
    let what = s.what.borrow().clone();
    let how = match (&what, s.progress.get()) {
        (What::Send(_), Progress::Iter) => {
            s.generator.async_running.set(true);
            Resume::Send(v)
        }
        (What::Send(argument), _) => Resume::Send(begin(vm, s, argument, &v)?),
        _ if s.generator.state.get() == State::Completed => {
            s.progress.set(Progress::Closed);
            s.stays.set(false);
            return Err(vm.stop_iteration(Value::None));
        }
        (_, Progress::Iter) => Resume::Send(v),
        _ => first_throw(vm, s, what, &v)?,
    };
    drive(vm, this, s, how, before)
}

/// The first `send` of `athrow()` and `aclose()`.
fn first_throw(vm: &Vm, s: &AsyncStep, what: What, v: &Value) -> Fallible<Resume> {
    let g = &s.generator;
    if g.async_running.get() {
        return Err(s.already_running(vm));
    }
    if g.closed.get() {
        s.progress.set(Progress::Closed);
        return Err(vm.error_with(&vm.exceptions.stop_async_iteration, vec![]));
    }
    if !v.is_none() {
        return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
    }
    s.progress.set(Progress::Iter);
    g.async_running.set(true);
    Ok(Resume::ThrowToLeaf(match what {
        What::Throw(e) => e,
        _ => {
            g.closed.set(true);
            Exc::Raw(vm.exceptions.generator_exit.value().clone(), None, None)
        }
    }))
}

/// A step's `throw(e)` called by hand.
pub fn step_throw(vm: &Vm, this: &Value, e: Exc) -> NativeResult {
    let s = step(vm, this)?;
    let before = s.resumed(false);
    match s.progress.get() {
        Progress::Closed => return Err(s.reused(vm)),
        Progress::Init if s.generator.async_running.get() => return Err(s.already_running(vm)),
        Progress::Init => {
            s.progress.set(Progress::Iter);
            s.generator.async_running.set(true);
        }
        Progress::Iter => {}
    }
    drive(vm, this, s, Resume::Throw(e), before)
}

/// Resumes a step's generator. `before`: should it stay, by a resumption that this one is part of?
fn drive(vm: &Vm, this: &Value, s: &AsyncStep, how: Resume, before: bool) -> NativeResult {
    let (action, data) = (Action::Native(Cont::AsyncGenStep), Some(this.clone()));
    match resume(vm, &s.generator, how, action, data) {
        // Not resumed, or it failed at once; in the latter case the step is over already and this changes nothing.
        Err(e) if s.progress.get() == Progress::Iter => {
            stand_alone(this, s);
            let answer = outcome(vm, s, Err(e));
            s.stays.set(before);
            answer?;
            Err(vm.stop_iteration(Value::None))
        }
        r => r,
    }
}

/// A step that fails because its generator runs is over, though who awaits it may still wait for that very run: the generator
/// goes on as if its step had been resumed by hand, so that nobody finds it through the step again.
fn stand_alone(this: &Value, s: &AsyncStep) {
    let g = &s.generator;
    if let Some(above) = chain::delegator(g).filter(|_| g.is_running())
        // SAFETY: the link above is alive and waits at its `Send`.
        && unsafe { step_of(above) }.is_some_and(|awaited| awaited.value().is(this))
    {
        chain::stand_alone(g, above, Action::Native(Cont::AsyncGenStep), this.clone());
    }
}

/// What an end of the generator means for the step: a value is the result of an `await` on it, to be told by StopIteration.
fn outcome(vm: &Vm, s: &AsyncStep, result: Result<Value, Raised>) -> Fallible<Value> {
    s.over();
    let close = matches!(*s.what.borrow(), What::Close);
    match result {
        Ok(_) if close => {
            let e = vm.runtime_error("async generator ignored GeneratorExit");
            eval::add_context(vm, &e, false);
            Err(e)
        }
        Ok(v) => Ok(v),
        Err(e) => {
            let ends = vm.matches(&e, &vm.exceptions.stop_async_iteration)
                || vm.matches(&e, &vm.exceptions.generator_exit);
            if ends && close {
                return Ok(Value::None);
            }
            if ends {
                s.generator.closed.set(true);
            }
            Err(e)
        }
    }
}

/// A step's answer, or a closed generator's.
pub(crate) fn continue_step(
    vm: &Vm,
    cont: Cont,
    data: Option<Value>,
    result: Fallible<Value>,
) -> NativeResult {
    if cont == Cont::GenClose {
        let kind =
            data.as_ref().and_then(|d| d.payload::<Generator>()).map_or(super::Kind::Generator, |g| g.kind());
        return super::close_answered(vm, kind, result).map(Flow::Value);
    }
    let Some(s) = data.as_ref().and_then(|d| d.payload::<AsyncStep>()) else {
        return result.map(Flow::Value);
    };
    let result = match result {
        Ok(v) => match v.payload::<Wrapped>() {
            Some(w) => Ok(w.0.clone()),
            None => return Ok(Flow::Value(v)),
        },
        Err(e) => Err(e),
    };
    let yielded = result.is_ok();
    let v = outcome(vm, s, result)?;
    if yielded {
        return Err(vm.stop_with(v));
    }
    let e = vm.stop_iteration(v);
    eval::add_context(vm, &e, false);
    Err(e)
}

/// The generator behind the step that the link above waits for ended by an exception.
pub(super) fn linked_step_failed(vm: &Vm, above: *mut Frame, thrown: bool, e: Raised) -> Fallible<Value> {
    // SAFETY: the link above is alive and waits at its `Send`.
    match unsafe { step_of(above) } {
        Some(s) => {
            s.resumed(!thrown);
            outcome(vm, &s, Err(e))
        }
        None => Err(e),
    }
}

/// `yield` of an async generator: its step has its value.
pub(crate) fn async_yield(vm: &Vm, frame: *mut Frame, v: Value) -> StepResult {
    // SAFETY: the running frame is an async generator's.
    let g = unsafe { of_frame(frame) };
    g.state.set(State::Suspended);
    if let Some(above) = chain::delegator(g) {
        let thrown = is_thrown_into(g);
        unlink(vm, g, above);
        // SAFETY: the link above is alive and waits at its `Send`.
        let answer = match unsafe { step_of(above) } {
            Some(s) => {
                s.resumed(!thrown);
                outcome(vm, &s, Ok(v))
            }
            None => Ok(v),
        };
        return match answer {
            Ok(v) => {
                passes_up(vm, thrown, above, None);
                Ok(delegate_gave(above, v))
            }
            Err(e) => {
                passes_up(vm, thrown, above, Some(&e));
                Ok(eval::raise_in(vm, e, true))
            }
        };
    }
    let (action, data, me) = super::resume::deactivate(vm, g, frame);
    // Whoever drives the step by hand must tell it from what an `await` inside passes on.
    let v = vm.new_object(&vm.types.async_wrapped, Wrapped(v)).into();
    drop(me);
    let a = arrive(vm, action, data, Ok(v));
    Ok(eval::function::arrived(vm, a))
}

/// `INTRINSIC_STOPITERATION_ERROR` (PEP 479): what must not leave a generator becomes a RuntimeError.
pub(crate) fn stop_iteration_error(vm: &Vm, frame: *mut Frame, e: Value) -> Value {
    // SAFETY: the instruction stands only in the code of the three kinds.
    let kind = unsafe { of_frame(frame) }.kind();
    let stop = vm.is_instance_of(&e, &vm.exceptions.stop_iteration);
    let stop_async =
        kind == super::Kind::AsyncGenerator && vm.is_instance_of(&e, &vm.exceptions.stop_async_iteration);
    if !stop && !stop_async {
        return e;
    }
    let what = if stop { "StopIteration" } else { "StopAsyncIteration" };
    eval::replace_stop(vm, e, &format!("{} raised {what}", kind.noun()))
}

/// Iterator step of step objects.
pub fn step_next(vm: &Vm, this: &Value) -> Result<Next, Raised> {
    Ok(match step_send(vm, this, Value::None)? {
        Flow::Value(v) => Next::Item(v),
        Flow::Pushed => Next::Pushed,
    })
}

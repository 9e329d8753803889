//! What drives async generators: the objects of `asend`, `athrow`, `aclose`, and the wrapper of `coroutine.__await__()`.
//!
//! In an `await` they are transparent links: `SEND` on one resumes the generator behind it in place.

use super::resume::{Resume, resume, unlink};
use super::{Generator, State, chain, of_frame};
use crate::eval::{self, Step, StepResult, arrive};
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised};
use crate::frame::{Action, Cont, Frame};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// What a step does to its generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// `__anext__()` or `asend(v)`.
    Send,
    /// `athrow(e)`.
    Throw,
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
    pub what: What,
    /// See [`Progress`].
    pub progress: Cell<Progress>,
    /// The value to send, or the exception to throw.
    pub argument: RefCell<Option<Value>>,
}
kaa_heap::payload!(AsyncStep, trace);

impl AsyncStep {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.generator.value());
        t.option(&self.argument.borrow());
    }
    fn label(&self) -> &'static str {
        match self.what {
            What::Send => "anext()",
            What::Throw => "athrow()",
            What::Close => "aclose()",
        }
    }
    fn over(&self) {
        self.progress.set(Progress::Closed);
        self.generator.async_running.set(false);
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

/// `INTRINSIC_ASYNC_GEN_WRAP`.
pub(crate) fn wrap_async_yield(vm: &Vm, v: Value) -> Value {
    vm.new_object(&vm.types.async_wrapped, Wrapped(v)).into()
}

/// The generator that a transparent object stands for.
pub(crate) fn generator_behind(v: &Value) -> Option<Value> {
    if let Some(s) = v.payload::<AsyncStep>() {
        return Some(s.generator.value().clone());
    }
    v.payload::<CoroutineWrapper>().map(|w| w.coroutine.value().clone())
}

/// `SEND` to a step or wrapper; `None`: not one, or not a plain one.
pub(crate) fn send_wrapper(vm: &Vm, outer: *mut Frame, receiver: &Value, v: &Value) -> Option<StepResult> {
    if let Some(w) = receiver.payload::<CoroutineWrapper>() {
        return Some(chain::delegate(vm, outer, &w.coroutine, v.clone()));
    }
    let s = receiver.payload::<AsyncStep>()?;
    if s.what != What::Send || s.progress.get() == Progress::Iter {
        return None;
    }
    Some(match begin(vm, s, v) {
        // SAFETY: the running frame is a generator's at a `Send`; `begin` has checked the state.
        Ok(v) => unsafe { chain::enter(vm, outer, &s.generator, v) },
        Err(e) => Err(e),
    })
}

/// Starts a sending step: gives the value to send.
fn begin(vm: &Vm, s: &AsyncStep, v: &Value) -> Fallible<Value> {
    if s.progress.get() == Progress::Closed {
        return Err(vm.runtime_error("cannot reuse already awaited __anext__()/asend()"));
    }
    let g = &s.generator;
    if g.async_running.get() {
        s.progress.set(Progress::Closed);
        return Err(vm.runtime_error("anext(): asynchronous generator is already running"));
    }
    let v = if v.is_none() { s.argument.borrow().clone().unwrap_or(Value::None) } else { v.clone() };
    if g.state.get() == State::Completed {
        s.progress.set(Progress::Closed);
        return Err(vm.error_with(&vm.exceptions.stop_async_iteration, vec![]));
    }
    if g.is_running() {
        return Err(super::resume::already_executing(vm, g.kind()));
    }
    if g.state.get() == State::Created && !v.is_none() {
        s.progress.set(Progress::Closed);
        return Err(super::resume::just_started(vm, g.kind()));
    }
    g.async_running.set(true);
    s.progress.set(Progress::Iter);
    Ok(v)
}

/// A step's `send(v)` called by hand; the answer of an `await` inside is passed on, a yielded value ends the step.
pub fn step_send(vm: &Vm, this: &Value, v: Value) -> NativeResult {
    let Some(s) = this.payload::<AsyncStep>() else { return Err(vm.type_error("not a step")) };
    let (action, data) = (Action::Native(Cont::AsyncGenStep), Some(this.clone()));
    if s.progress.get() == Progress::Iter {
        let r = resume(vm, &s.generator, Resume::Send(v), action, data);
        return settle(s, r);
    }
    if s.what == What::Send {
        let v = begin(vm, s, &v)?;
        let r = resume(vm, &s.generator, Resume::Send(v), action, data);
        return settle(s, r);
    }
    if s.progress.get() == Progress::Closed {
        return Err(vm.runtime_error("cannot reuse already awaited aclose()/athrow()"));
    }
    let g = &s.generator;
    if g.async_running.get() {
        s.progress.set(Progress::Closed);
        return Err(vm.runtime_error(format!("{}: asynchronous generator is already running", s.label())));
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
    let how = match s.what {
        What::Close => {
            g.closed.set(true);
            if matches!(g.state.get(), State::Created | State::Completed) {
                resume(vm, g, Resume::Close, Action::Native(Cont::Pass), None)?;
                s.over();
                return Err(vm.stop_iteration(Value::None));
            }
            vm.error_with(&vm.exceptions.generator_exit, vec![])
        }
        _ => Raised(s.argument.borrow().clone().unwrap_or(Value::None)),
    };
    let r = resume(vm, g, Resume::Throw(how), action, data);
    settle(s, r)
}

/// A step that failed at once is over.
fn settle(s: &AsyncStep, r: NativeResult) -> NativeResult {
    if r.is_err() {
        s.over();
    }
    r
}

/// A step's `throw(e)` called by hand.
pub fn step_throw(vm: &Vm, this: &Value, e: Raised) -> NativeResult {
    let Some(s) = this.payload::<AsyncStep>() else { return Err(vm.type_error("not a step")) };
    match s.progress.get() {
        Progress::Closed => {
            return Err(vm.runtime_error(match s.what {
                What::Send => "cannot reuse already awaited __anext__()/asend()",
                _ => "cannot reuse already awaited aclose()/athrow()",
            }));
        }
        Progress::Init if s.generator.async_running.get() => {
            s.progress.set(Progress::Closed);
            let label = s.label();
            return Err(vm.runtime_error(format!("{label}: asynchronous generator is already running")));
        }
        Progress::Init => {
            s.progress.set(Progress::Iter);
            s.generator.async_running.set(true);
        }
        Progress::Iter => {}
    }
    let r =
        resume(vm, &s.generator, Resume::Throw(e), Action::Native(Cont::AsyncGenStep), Some(this.clone()));
    settle(s, r)
}

/// A step's answer, or a closed generator's.
pub(crate) fn continue_step(
    vm: &Vm,
    cont: Cont,
    data: Option<Value>,
    result: Fallible<Value>,
) -> NativeResult {
    if cont == Cont::GenClose {
        return match result {
            Ok(_) => {
                let noun = data
                    .as_ref()
                    .and_then(|d| d.payload::<Generator>())
                    .map_or("generator", |g| g.kind().noun());
                Err(vm.runtime_error(format!("{noun} ignored GeneratorExit")))
            }
            Err(e) if vm.matches(&e, &vm.exceptions.stop_iteration) => Ok(Flow::Value(vm.stop_value(&e))),
            Err(e) if vm.matches(&e, &vm.exceptions.generator_exit) => Ok(Flow::Value(Value::None)),
            Err(e) => Err(e),
        };
    }
    let Some(s) = data.as_ref().and_then(|d| d.payload::<AsyncStep>()) else {
        return result.map(Flow::Value);
    };
    match result {
        Ok(v) => Ok(Flow::Value(v)),
        Err(e) => {
            s.over();
            let ends = vm.matches(&e, &vm.exceptions.stop_async_iteration)
                || vm.matches(&e, &vm.exceptions.generator_exit);
            if s.what == What::Close && ends {
                return Err(vm.stop_iteration(Value::None));
            }
            Err(e)
        }
    }
}

/// The step through which a link waited is over.
pub(crate) fn step_over(step: Option<Value>) {
    if let Some(s) = step.as_ref().and_then(|s| s.payload::<AsyncStep>()) {
        s.over();
    }
}

/// `yield` of an async generator: its step has its value.
pub(crate) fn async_yield(vm: &Vm, frame: *mut Frame, v: Value) -> StepResult {
    let v = match v.payload::<Wrapped>() {
        Some(w) => w.0.clone(),
        None => v,
    };
    // SAFETY: the running frame is an async generator's.
    let g = unsafe { of_frame(frame) };
    g.state.set(State::Suspended);
    if let Some(above) = chain::delegator(g) {
        unlink(vm, g, above);
        // SAFETY: the link above waits at its `Send`.
        unsafe {
            let i = &*(*above).pc;
            let step = (*Frame::slots(above).add(i.a as usize)).clone();
            step_over(step);
            drop((*Frame::slots(above).add(i.dst as usize)).replace(v));
            (*above).pc = (&(*(*above).code).instrs).as_ptr().add(i.imm as usize);
        }
        return Ok(Step::Switch);
    }
    let (action, data, me) = super::resume::deactivate(vm, g);
    let closing = data.as_ref().and_then(|d| d.payload::<AsyncStep>()).is_some_and(|s| s.what == What::Close);
    let e = if closing {
        vm.runtime_error("async generator ignored GeneratorExit")
    } else {
        vm.stop_iteration(v)
    };
    let a = arrive(vm, action, data, Err(e));
    drop(me);
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

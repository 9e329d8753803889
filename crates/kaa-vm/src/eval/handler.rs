//! Raising and handling: `raise`, matching, `with` exits, and exceptions that come out of a delegate.

use super::{Running, Step, StepResult, effect_step, flow_step, topmost_handled, unwind};
use crate::flow::{Fallible, Raised};
use crate::frame::{Action, Frame, Instr, ROp};
use crate::types::{Exception, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::Value;

/// An exception came out of what a `SEND` waits for: a StopIteration is its end.
pub(crate) fn send_failed(vm: &Vm, frame: *mut Frame, e: Raised) -> Fallible<()> {
    crate::generator::delegate_answered(vm, frame, Some(&e));
    // SAFETY: the frame is alive and waits at a `Send`, or at the `Yield` behind it when it was thrown into.
    unsafe {
        let i = &*(*frame).pc;
        if i.op != ROp::Send || !vm.matches(&e, &vm.exceptions.stop_iteration) {
            return Err(e);
        }
        Running::of(frame).store(i.dst, vm.stop_value(&e));
        (*frame).pc = Instr::target(i);
    }
    Ok(())
}

/// `PushExcInfo`: the exception in `dst` is being handled now; the one before it takes its place.
pub(crate) fn push_exc_info(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let e = r.slot(i.dst).take().unwrap_or(Value::None);
    // SAFETY: the running frame is alive.
    let old = unsafe { (*r.frame()).exc.replace(e.clone()) };
    if old.is_none() {
        vm.handled.set(vm.handled.get() + 1);
    }
    *r.slot(i.dst) = Some(old.unwrap_or(Value::None));
    *r.slot(i.dst + 1) = Some(e);
    Ok(Step::Next)
}

/// `PopExcept`: what was handled before is again.
pub(crate) fn pop_except(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    let before = if v.is_none() { None } else { Some(v) };
    let goes_on = before.is_some();
    // SAFETY: the running frame is alive.
    let old = unsafe { std::mem::replace(&mut (*r.frame()).exc, before) };
    match (old.is_some(), goes_on) {
        (true, false) => vm.handled.set(vm.handled.get() - 1),
        // The handler failed before it began: what it should have handled stands in the place of the one before.
        (false, true) => vm.handled.set(vm.handled.get() + 1),
        _ => {}
    }
    drop(old);
    super::after_native(vm)
}

/// `Raise`: again, an exception, an exception from a cause.
pub(crate) fn raise(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    if i.imm == 0 {
        return match topmost_handled(vm) {
            Some(e) => Ok(super::raise_in(vm, Raised(e), false)),
            None => Err(vm.runtime_error("No active exception to reraise")),
        };
    }
    let e = r.slot(i.a as u16).take().unwrap_or(Value::None);
    let cause = if i.imm == 2 { r.slot(i.a as u16 + 1).take() } else { None };
    let e = instantiate(vm, e, "exceptions must derive from BaseException")?;
    if let Some(c) = cause {
        let c = if c.is_none() {
            None
        } else {
            Some(instantiate(vm, c, "exception causes must derive from BaseException")?)
        };
        if let Some(x) = e.payload::<Exception>() {
            x.suppress_context.set(true);
            drop(x.cause.replace(c));
        }
    }
    let e = Raised(e);
    unwind::add_context(vm, &e, true);
    Err(e)
}

/// A class becomes an instance; anything but an exception is a TypeError.
pub(crate) fn instantiate(vm: &Vm, e: Value, message: &str) -> Fallible<Value> {
    if e.payload::<Exception>().is_some() {
        return Ok(e);
    }
    if let Some(t) = e.payload::<Type>()
        && t.is_subtype_of(&vm.exceptions.base_exception)
    {
        if let Some(class) = e.as_ref::<Type>()
            && vm.is_exact(&e, &vm.types.type_)
            && let Some(made) = vm.construct_exception(class, &[])
        {
            return Ok(made);
        }
        let made = vm.call(&e, &[])?;
        if made.payload::<Exception>().is_some() {
            return Ok(made);
        }
        let (class, got) = (vm.repr(&e)?, vm.repr(vm.class_ref(&made).value())?);
        return Err(vm.type_error(format!(
            "calling {} should have returned an instance of BaseException, not {}",
            class.to_string_lossy(),
            got.to_string_lossy()
        )));
    }
    Err(vm.type_error(message))
}

/// `Reraise`: no new traceback entry, no new context.
pub(crate) fn reraise(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    Err(as_raised(vm, r.take(i.a, i.flags & 1 != 0)))
}

/// What a handler got. Only code that no compiler made can have anything but an exception there.
fn as_raised(vm: &Vm, v: Value) -> Raised {
    match v.payload::<Exception>() {
        Some(_) => Raised(v),
        None => vm.type_error("exceptions must derive from BaseException"),
    }
}

/// `CheckExcMatch`.
pub(crate) fn check_exc_match(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let class = r.take(i.b, i.flags & 2 != 0);
    let message = "catching classes that do not inherit from BaseException is not allowed";
    check_class(vm, &class, message)?;
    let matched = matches_class(vm, r.read(i.a), &class);
    r.store(i.dst, Value::bool(matched));
    super::after_native(vm)
}

fn check_class(vm: &Vm, class: &Value, message: &str) -> Fallible<()> {
    let fine =
        |c: &Value| c.payload::<Type>().is_some_and(|t| t.is_subtype_of(&vm.exceptions.base_exception));
    let ok = match class.payload::<Tuple>() {
        Some(t) => t.iter().all(fine),
        None => fine(class),
    };
    if ok { Ok(()) } else { Err(vm.type_error(message)) }
}

pub(crate) fn matches_class(vm: &Vm, e: &Value, class: &Value) -> bool {
    let is = |c: &Value| c.as_ref::<Type>().is_some_and(|t| vm.is_instance_of(e, t));
    match class.payload::<Tuple>() {
        Some(t) => t.iter().any(is),
        None => is(class),
    }
}

/// `CheckEgMatch`: the part of an exception (group) that matches, and the rest.
pub(crate) fn check_eg_match(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let class = r.take(i.b, true);
    let e = r.take(i.a, true);
    check_class(vm, &class, "catching classes that do not inherit from BaseException is not allowed")?;
    let group =
        |c: &Value| c.payload::<Type>().is_some_and(|t| t.is_subtype_of(&vm.exceptions.base_exception_group));
    let wrong = match class.payload::<Tuple>() {
        Some(t) => t.iter().any(group),
        None => group(&class),
    };
    if wrong {
        return Err(vm.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
    }
    let (matched, rest) = crate::types::exception::match_group(vm, &e, &class)?;
    if let Some(m) = &matched {
        // SAFETY: the running frame is alive.
        let old = unsafe { (*r.frame()).exc.replace(m.clone()) };
        if old.is_none() {
            vm.handled.set(vm.handled.get() + 1);
        }
    }
    r.store(i.dst, rest.unwrap_or(Value::None));
    r.store(i.dst + 1, matched.unwrap_or(Value::None));
    super::after_native(vm)
}

/// `WithExceptStart`: calls `__exit__(type, value, traceback)`.
pub(crate) fn with_except_start(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let first = i.a as u16;
    let exit = r.slot(first).clone().unwrap_or(Value::None);
    let receiver = r.slot(first + 1).clone();
    let e = r.slot(first + 4).clone().unwrap_or(Value::None);
    let tb = e.payload::<Exception>().and_then(|x| x.traceback.borrow().clone()).unwrap_or(Value::None);
    let mut args: Vec<Value> = receiver.into_iter().collect();
    args.extend([vm.class_ref(&e).into_value(), e, tb]);
    flow_step(vm, r, i, vm.call_flow(&exit, args, &[], Action::Return, None))
}

/// `CleanupThrow`: what was thrown into a delegate came out: a StopIteration is its value.
pub(crate) fn cleanup_throw(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let e = as_raised(vm, r.slot(i.dst + 2).take().unwrap_or(Value::None));
    if !vm.matches(&e, &vm.exceptions.stop_iteration) {
        return Ok(super::raise_in(vm, e, false));
    }
    r.store(i.dst, Value::None);
    r.store(i.dst + 1, vm.stop_value(&e));
    super::after_native(vm)
}

/// `EndAsyncFor`: a StopAsyncIteration ends the loop, anything else goes on.
pub(crate) fn end_async_for(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let e = as_raised(vm, r.take(i.b, true));
    if !vm.matches(&e, &vm.exceptions.stop_async_iteration) {
        return Ok(super::raise_in(vm, e, false));
    }
    drop(r.take(i.a, true));
    effect_step(vm, Ok(Value::None.into()))
}

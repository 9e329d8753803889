//! Method tables of `async_generator` and its step objects.

use super::awaitable::new_step;
use super::methods::{
    get_code, get_delegate, get_frame, get_name, get_qualname, get_suspended, of, repr, set_name,
    set_qualname, this, thrown,
};
use super::steps::{AsyncStep, Progress, What, step_next, step_send, step_throw};
use super::throw::Exc;
use crate::flow::{Fallible, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::native::{GetSet, Method, Slot, arg, class_method, getset, getter, member, method};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::Value;

fn anext(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(new_step(vm, &this(vm, args)?, What::Send(Value::None))?)
}
fn asend(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(new_step(vm, &this(vm, args)?, What::Send(arg(args, 1).clone()))?)
}
fn athrow(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = thrown(vm, args, "athrow")?;
    done(new_step(vm, &this(vm, args)?, What::Throw(e))?)
}
fn aclose(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(new_step(vm, &this(vm, args)?, What::Close)?)
}
fn itself(_vm: &Vm, args: &[Slot]) -> NativeResult {
    done(arg(args, 0).clone())
}
fn get_running(vm: &Vm, v: &Value) -> NativeResult {
    done(Value::bool(of(vm, v)?.async_running.get()))
}

static METHODS: &[Method] = &[
    method("asend", "($self, value, /)", asend, "Return an awaitable that sends a value in."),
    method(
        "athrow",
        "($self, type, value=None, traceback=None, /)",
        athrow,
        "Return an awaitable that raises inside.",
    ),
    method("aclose", "($self, /)", aclose, "Return an awaitable that raises GeneratorExit inside."),
    method("__aiter__", "($self, /)", itself, "Return an awaitable, that resolves in asynchronous iterator."),
    method("__anext__", "($self, /)", anext, "Return a value or raise StopAsyncIteration."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method(
        "__del__",
        "($self, /)",
        super::methods::del,
        "Called when the instance is about to be destroyed.",
    ),
    method("__sizeof__", "($self, /)", super::methods::sizeof, "Size in memory, in bytes."),
    class_method("__class_getitem__", "($type, item, /)", super::methods::class_getitem, "See PEP 585"),
];

static GETSET: &[GetSet] = &[
    getset("__name__", get_name, set_name, "name of the async generator"),
    getset("__qualname__", get_qualname, set_qualname, "qualified name of the async generator"),
    member("ag_running", get_running, ""),
    getter("ag_suspended", get_suspended, ""),
    getter("ag_await", get_delegate, "object being awaited on, or None"),
    getter("ag_frame", get_frame, ""),
    getter("ag_code", get_code, ""),
];

/// The type `async_generator`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "async_generator",
    methods: METHODS,
    getset: GETSET,
    flags: flags::WEAKREF | flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

fn send(vm: &Vm, args: &[Slot]) -> NativeResult {
    step_send(vm, arg(args, 0), arg(args, 1).clone())
}
fn throw(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = thrown(vm, args, "throw")?;
    step_throw(vm, arg(args, 0), e)
}
fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let Some(s) = v.payload::<AsyncStep>() else { return done(Value::None) };
    if s.progress.get() == Progress::Closed {
        return done(Value::None);
    }
    let exit = Exc::Raw(vm.exceptions.generator_exit.value().clone(), None, None);
    vm.with_action(Action::Native(Cont::StepClose), None, |vm| step_throw(vm, v, exit))
}

/// `close()` of a step or of `anext(it, default)` has its answer.
pub(crate) fn step_closed(vm: &Vm, result: Fallible<Value>) -> NativeResult {
    let x = &vm.exceptions;
    match result {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(e)
            if [&x.stop_iteration, &x.stop_async_iteration, &x.generator_exit]
                .iter()
                .any(|c| vm.matches(&e, c)) =>
        {
            done(Value::None)
        }
        Err(e) => Err(e),
    }
}

fn del(vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(s) = arg(args, 0).payload::<AsyncStep>() {
        super::finalize::warn_unused_step(vm, s);
    }
    done(Value::None)
}

static STEP: &[Method] = &[
    method("send", "($self, value, /)", send, "Send a value into the await."),
    method(
        "throw",
        "($self, type, value=None, traceback=None, /)",
        throw,
        "Raise an exception in the await.",
    ),
    method("close", "($self, /)", close, "Raise GeneratorExit in the await."),
    method("__await__", "($self, /)", itself, "Return an iterator to be used in await expression."),
    method("__del__", "($self, /)", del, "Called when the instance is about to be destroyed."),
];

/// The type of `asend()` and `__anext__()`.
pub static SEND_SPEC: TypeSpec = TypeSpec {
    name: "async_generator_asend",
    methods: STEP,
    iternext: Some(step_next),
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
/// The type of `athrow()` and `aclose()`.
pub static THROW_SPEC: TypeSpec = TypeSpec {
    name: "async_generator_athrow",
    methods: STEP,
    iternext: Some(step_next),
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
/// The type of values on their way out of an async generator.
pub static WRAPPED_SPEC: TypeSpec =
    TypeSpec { name: "async_generator_wrapped_value", flags: flags::NO_INSTANTIATION, ..TypeSpec::EMPTY };

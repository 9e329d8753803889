//! Method tables of `generator`, and what the three kinds' tables share.

use super::resume::{Resume, resume};
use super::throw::Exc;
use super::{Generator, Kind, State};
use crate::eval::frame_object;
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised, done};
use crate::frame::{Action, Cont};
use crate::native::{GetSet, Method, Resumes, Slot, arg, class_method, getset, getter, method};
use crate::types::Str;
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

pub(super) fn this(vm: &Vm, args: &[Slot]) -> Fallible<Ref<Generator>> {
    of(vm, arg(args, 0))
}

pub(super) fn of(vm: &Vm, v: &Value) -> Fallible<Ref<Generator>> {
    match v.as_ref::<Generator>() {
        Some(g) => Ok(g.clone()),
        None => Err(vm.type_error("a generator is needed")),
    }
}

pub(super) fn send(vm: &Vm, args: &[Slot]) -> NativeResult {
    resume(vm, &this(vm, args)?, Resume::Send(arg(args, 1).clone()), Action::Native(Cont::Pass), None)
}

pub(super) fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = this(vm, args)?;
    let data = Some(g.value().clone());
    resume(vm, &g, Resume::Close, Action::Native(Cont::GenClose), data)
}

pub(super) fn throw(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = thrown(vm, args, "throw")?;
    resume(vm, &this(vm, args)?, Resume::Throw(e), Action::Native(Cont::Pass), None)
}

/// The exception that `throw(type[, value[, traceback]])` asks for.
pub(super) fn thrown(vm: &Vm, args: &[Slot], method: &str) -> Fallible<Exc> {
    if args.get(2).is_some_and(Option::is_some) {
        let message = format!(
            "the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead."
        );
        vm.warn(&vm.exceptions.deprecation_warning, &message, 1)?;
    }
    let optional = |i: usize| args.get(i).cloned().flatten();
    Ok(Exc::Raw(arg(args, 1).clone(), optional(2), optional(3)))
}

fn next(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let g = of(vm, v)?;
    if g.state.get() == State::Completed && g.kind() == Kind::Generator {
        return Ok(Next::Done);
    }
    Ok(match resume(vm, &g, Resume::Send(Value::None), Action::Native(Cont::Pass), None)? {
        Flow::Value(v) => Next::Item(v),
        Flow::Pushed => Next::Pushed,
    })
}

pub(super) fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = this(vm, args)?;
    let noun = match g.kind() {
        Kind::AsyncGenerator => "async_generator",
        k => k.noun(),
    };
    let name = g.name(true);
    let name = name.payload::<Str>().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    done(vm.str_value(&format!("<{noun} object {name} at {:#x}>", arg(args, 0).bits())))
}

/// `generator[int, str, None]` and the like.
pub(super) fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(crate::types::generic_alias::new_alias(vm, arg(args, 0), arg(args, 1)))
}

pub(super) fn get_name(vm: &Vm, v: &Value) -> NativeResult {
    done(of(vm, v)?.name(false))
}
pub(super) fn get_qualname(vm: &Vm, v: &Value) -> NativeResult {
    done(of(vm, v)?.name(true))
}
fn set_either(vm: &Vm, v: &Value, new: Option<&Value>, qualified: bool) -> Fallible<()> {
    match new.filter(|n| n.payload::<Str>().is_some()) {
        Some(n) => {
            of(vm, v)?.set_name(qualified, n.clone());
            Ok(())
        }
        None => {
            let name = if qualified { "__qualname__" } else { "__name__" };
            Err(vm.type_error(format!("{name} must be set to a string object")))
        }
    }
}
pub(super) fn set_name(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    set_either(vm, v, new, false)
}
pub(super) fn set_qualname(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    set_either(vm, v, new, true)
}
pub(super) fn get_running(vm: &Vm, v: &Value) -> NativeResult {
    done(Value::bool(of(vm, v)?.is_running()))
}
pub(super) fn get_suspended(vm: &Vm, v: &Value) -> NativeResult {
    let g = of(vm, v)?;
    done(Value::bool(matches!(g.state.get(), State::Suspended | State::Delegating) && !g.is_running()))
}
pub(super) fn get_delegate(vm: &Vm, v: &Value) -> NativeResult {
    let g = of(vm, v)?;
    done(g.waits_for().unwrap_or(Value::None))
}
pub(super) fn get_code(vm: &Vm, v: &Value) -> NativeResult {
    done(of(vm, v)?.function().code.borrow().value().clone())
}
pub(super) fn get_frame(vm: &Vm, v: &Value) -> NativeResult {
    let g = of(vm, v)?;
    if g.state.get() == State::Completed {
        return done(Value::None);
    }
    done(frame_object(vm, g.frame()))
}

/// `__del__`: what happens when it is dropped.
pub(super) fn del(vm: &Vm, args: &[Slot]) -> NativeResult {
    super::finalize::finish(vm, &this(vm, args)?);
    done(Value::None)
}

/// `__sizeof__`: the object with its frame.
pub(super) fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(arg(args, 0).header().map_or(0, kaa_heap::Header::total_size)))
}

/// `send`, `throw`, `close` for generators and coroutines.
pub static METHODS: &[Method] = &[
    method(
        "send",
        "($self, value, /)",
        send,
        "Send a value in; the next yielded value comes out, or StopIteration.",
    )
    .resuming(Resumes::Send),
    method(
        "throw",
        "($self, type, value=None, traceback=None, /)",
        throw,
        "Raise an exception inside; the next yielded value comes out, or StopIteration.",
    ),
    method("close", "($self, /)", close, "Raise GeneratorExit inside; gives the value it returned."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__del__", "($self, /)", del, "Called when the instance is about to be destroyed."),
    method("__sizeof__", "($self, /)", sizeof, "Size in memory, in bytes."),
    class_method("__class_getitem__", "($type, item, /)", class_getitem, "See PEP 585"),
];

static GETSET: &[GetSet] = &[
    getset("__name__", get_name, set_name, "name of the generator"),
    getset("__qualname__", get_qualname, set_qualname, "qualified name of the generator"),
    getter("gi_running", get_running, ""),
    getter("gi_suspended", get_suspended, ""),
    getter("gi_yieldfrom", get_delegate, "object being iterated by yield from, or None"),
    getter("gi_frame", get_frame, ""),
    getter("gi_code", get_code, ""),
];

/// The type `generator`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "generator",
    methods: METHODS,
    getset: GETSET,
    iternext: Some(next),
    flags: flags::WEAKREF | flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

//! `GET_AWAITABLE`, `GET_AITER`, `GET_ANEXT`, `GET_YIELD_FROM_ITER`.

use super::steps::{AsyncStep, Progress, What};
use super::{Generator, Kind, State};
use crate::dunder::Dunder;
use crate::eval::{Running, StepResult, after_native, name};
use crate::flow::{Fallible, Raised};
use crate::frame::{Instr, ROp};
use crate::vm::Vm;
use kaa_bytecode::CodeFlags;
use kaa_heap::{Ref, Value};
use std::cell::{Cell, RefCell};

/// All four.
pub(crate) fn operation(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = match i.op {
        ROp::GetAwaitable => {
            let v = r.take(i.a, i.flags & 1 != 0);
            awaitable(vm, v, i.imm)?
        }
        ROp::GetYieldFromIter => {
            let v = r.take(i.a, i.flags & 1 != 0);
            let flags = name::code_of(r).code.flags;
            yield_from_iter(vm, v, flags.has(CodeFlags::COROUTINE | CodeFlags::ITERABLE_COROUTINE))?
        }
        ROp::GetAiter => {
            let v = r.take(i.a, i.flags & 1 != 0);
            aiter(vm, &v)?
        }
        _ => anext(vm, &r.read(i.a).clone())?,
    };
    r.store(i.dst, v);
    after_native(vm)
}

fn is_iterable_coroutine(v: &Value) -> bool {
    v.payload::<Generator>().is_some_and(|g| {
        g.kind() == Kind::Generator
            && g.function().code.borrow().code.flags.has(CodeFlags::ITERABLE_COROUTINE)
    })
}

/// The iterator behind an awaitable (PEP 492).
pub fn awaitable_iter(vm: &Vm, v: &Value) -> Fallible<Option<Value>> {
    if v.payload::<Generator>().is_some_and(|g| g.kind() == Kind::Coroutine) || is_iterable_coroutine(v) {
        return Ok(Some(v.clone()));
    }
    let Some(m) = vm.class_of(v).special(vm, Dunder::Await) else { return Ok(None) };
    let it = match crate::eval::made_generator(vm, &m, v) {
        Some(g) => g,
        None => vm.call_special(&m, v, &[])?,
    };
    if it.payload::<Generator>().is_some_and(|g| g.kind() == Kind::Coroutine) || is_iterable_coroutine(&it) {
        return Err(vm.type_error("__await__() returned a coroutine"));
    }
    let class = vm.class_of(&it);
    if class.iternext.get().is_none() && class.special(vm, Dunder::Next).is_none() {
        return Err(vm.type_error(format!("__await__() returned non-iterator of type '{}'", class.name())));
    }
    Ok(Some(it))
}

fn awaitable(vm: &Vm, v: Value, place: u32) -> Fallible<Value> {
    match awaitable_iter(vm, &v)? {
        Some(it) => {
            if let Some(g) = it.payload::<Generator>()
                && g.kind() == Kind::Coroutine
                && g.state.get() != State::Created
                && g.waits_for().is_some()
            {
                return Err(vm.runtime_error("coroutine is being awaited already"));
            }
            Ok(it)
        }
        None => Err(not_awaitable(vm, &v, place)),
    }
}

fn not_awaitable(vm: &Vm, v: &Value, place: u32) -> Raised {
    let name = vm.type_name(v);
    vm.type_error(match place {
        1 => format!(
            "'async with' received an object from __aenter__ that does not implement __await__: {name}"
        ),
        2 => format!(
            "'async with' received an object from __aexit__ that does not implement __await__: {name}"
        ),
        _ => format!("'{name}' object can't be awaited"),
    })
}

fn yield_from_iter(vm: &Vm, v: Value, in_coroutine: bool) -> Fallible<Value> {
    if let Some(g) = v.payload::<Generator>() {
        if g.kind() == Kind::Generator {
            return Ok(v);
        }
        if g.kind() == Kind::Coroutine {
            if in_coroutine {
                return Ok(v);
            }
            return Err(vm.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
        }
    }
    vm.iter(&v)
}

fn aiter(vm: &Vm, v: &Value) -> Fallible<Value> {
    let class = vm.class_of(v);
    let Some(m) = class.special(vm, Dunder::AIter) else {
        return Err(vm.type_error(format!(
            "'async for' requires an object with __aiter__ method, got {}",
            class.name()
        )));
    };
    let it = vm.call_special(&m, v, &[])?;
    if vm.class_of(&it).special(vm, Dunder::ANext).is_none() {
        let name = vm.type_name(&it);
        return Err(vm.type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
        )));
    }
    Ok(it)
}

fn anext(vm: &Vm, v: &Value) -> Fallible<Value> {
    if let Some(g) = v.as_ref::<Generator>()
        && vm.is_exact(v, &vm.types.async_generator)
    {
        return new_step(vm, g, What::Send(Value::None));
    }
    let class = vm.class_of(v);
    let Some(m) = class.special(vm, Dunder::ANext) else {
        return Err(vm.type_error(format!(
            "'async for' requires an iterator with __anext__ method, got {}",
            class.name()
        )));
    };
    let next = vm.call_special(&m, v, &[])?;
    let cause = match awaitable_iter(vm, &next) {
        Ok(Some(it)) => return Ok(it),
        Ok(None) => not_awaitable(vm, &next, 0),
        Err(e) => e,
    };
    let name = vm.type_name(&next);
    let new = vm.type_error(format!("'async for' received an invalid object from __anext__: {name}"));
    if let Some(x) = new.0.payload::<crate::types::Exception>() {
        *x.cause.borrow_mut() = Some(cause.0.clone());
        *x.context.borrow_mut() = Some(cause.0);
        x.suppress_context.set(true);
    }
    Err(new)
}

/// A step object; the first one of a generator calls the hooks (PEP 525).
pub fn new_step(vm: &Vm, g: &Ref<Generator>, what: What) -> Fallible<Value> {
    if !g.hooks_called.replace(true) {
        let (first, finalizer) = vm.asyncgen_hooks.borrow().clone();
        if let Some(f) = finalizer {
            g.set_extra(f);
        }
        if let Some(f) = first {
            vm.call(&f, &[g.value().clone()])?;
        }
    }
    let class = if matches!(what, What::Send(_)) { &vm.types.async_send } else { &vm.types.async_throw };
    let step = AsyncStep {
        generator: g.clone(),
        what: RefCell::new(what),
        progress: Cell::new(Progress::Init),
        stays: Cell::new(false),
    };
    Ok(vm.new_object(class, step).into())
}

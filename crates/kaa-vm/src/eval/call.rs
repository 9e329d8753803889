//! The call instructions, and binding arguments to the parameters of a Python function.

use super::fast::Called;
use super::{Running, StepResult, after_native, flow_step, function};
use crate::dunder::Dunder;
use crate::flow::{Flow, NativeResult, done};
use crate::frame::{Action, Frame, Instr, RegCode};
use crate::generator;
use crate::native::Slot;
use crate::types::builtin_types::Empty;
use crate::types::type_object::flags;
use crate::types::{BoundMethod, Dict, Function, NativeFunction, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Native functions with at most this many parameters get their arguments on the native stack.
const FEW: usize = 8;

/// `Call` of anything but a function with plain parameters: callable, self or nothing, arguments in consecutive temporaries.
#[inline(never)]
pub(crate) fn call(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let first = i.a as u16;
    let has_self = i.flags & 0x10 == 0 && r.slot(first + 1).is_some();
    let (start, count) = if has_self { (first + 1, i.imm as usize + 1) } else { (first + 2, i.imm as usize) };
    let Some(callable) = r.slot(first) else { return Err(vm.system_error("call without a callable")) };
    if let Some(native) = callable.payload::<NativeFunction>() {
        if fits(native, count) {
            return call_native(vm, r, i, native, start, count);
        }
        if let Some(answer) = call_variadic(vm, r, native, start, count) {
            return finish_native(vm, r, i, answer?, start, count);
        }
    } else if let Some(f) = callable.as_ref::<Function>() {
        if let Some(step) = first_call(vm, r, i, f, start, count) {
            return step;
        }
    } else if let Some(class) = callable.as_ref::<Type>() {
        if vm.is_exact(callable, &vm.types.type_)
            && let Some(done) = call_plain_class(vm, r, i, class, start, count)
        {
            return done;
        }
    } else if let Some(m) = callable.payload::<BoundMethod>()
        && !has_self
    {
        // As if the method had been loaded by the call: function and receiver.
        let (f, receiver) = (m.function.clone(), m.receiver.clone());
        drop(r.slot(first).replace(f));
        drop(r.slot(first + 1).replace(receiver));
        let with_self = Instr { flags: i.flags & !0x10, ..*i };
        if let Some(f) = r.slot(first).as_ref().and_then(|f| f.payload::<Function>()) {
            f.lowered(vm);
            match super::fast::call(vm, &r, &with_self) {
                Called::Entered(_) => return Ok(super::Step::Switch),
                Called::Made(v) => {
                    r.store(i.dst, v);
                    return after_native(vm);
                }
                Called::Resumed(generator) => {
                    // SAFETY: it stands at an instruction that another one follows.
                    unsafe { (*generator).pc = (*generator).pc.add(1) };
                    return Ok(super::Step::Switch);
                }
                Called::Not => {}
            }
        }
        vm.check_native_stack()?;
        return call(vm, r, &with_self);
    }
    let callable = r.slot(first).take().unwrap_or(Value::None);
    let args = r.take_many(start as i16, count);
    let flow = vm.call_flow(&callable, args, &[], Action::Return, None);
    flow_step(vm, r, i, flow)
}

/// A call of a function whose code the loop had no register form of, or that needs its defaults. The loop takes it from here the
/// next time, if it can.
fn first_call(
    vm: &Vm,
    r: Running,
    i: &Instr,
    f: &Ref<Function>,
    start: u16,
    count: usize,
) -> Option<StepResult> {
    let callable = r.slot(i.a as u16);
    // SAFETY: made for the code object that the function keeps alive; its first instruction was looked at, and the arguments
    // are in `count` temporaries.
    unsafe {
        let code = &*f.lowered(vm);
        if makes_generator(vm, code) && count == code.argcount as usize {
            let Some(Ok(f)) = callable.take().map(Value::downcast) else { unreachable!("just seen") };
            let v = crate::generator::make(vm, f, code, r.slots().add(start as usize), count);
            r.store(i.dst, v);
            return Some(after_native(vm));
        }
        if !code.direct {
            return None;
        }
        let pushed = call_with_defaults(vm, r, f, code, start, count)?;
        // The frame holds the function now.
        drop(callable.take());
        Some(pushed)
    }
}

/// The generator that a method with no parameters but `self` makes when it is called; `None` when it does something else.
pub(crate) fn made_generator(vm: &Vm, method: &Value, receiver: &Value) -> Option<Value> {
    let f = method.as_ref::<Function>()?;
    // SAFETY: made for the code object that the function keeps alive; its first instruction was looked at.
    unsafe {
        let code = &*f.lowered(vm);
        if code.argcount != 1 || !makes_generator(vm, code) {
            return None;
        }
        let mut args = [Some(receiver.clone())];
        Some(generator::make(vm, f.clone(), code, args.as_mut_ptr(), 1))
    }
}

/// Is all that a call does to make a generator (no cells to make before, no origin to note)?
fn makes_generator(vm: &Vm, code: &RegCode) -> bool {
    code.makes && vm.origin_depth.get() == 0
}

/// May the arguments go straight to the native function's slots?
#[inline]
fn fits(native: &NativeFunction, count: usize) -> bool {
    let s = native.signature;
    let count = count + usize::from(native.receiver.is_some());
    s.varargs.is_none()
        && s.varkw.is_none()
        && s.kwonly_required.is_empty()
        && (s.required..=s.positional).contains(&count)
        && s.names.len() <= FEW
}

fn call_native(
    vm: &Vm,
    r: Running,
    i: &Instr,
    native: &NativeFunction,
    start: u16,
    count: usize,
) -> StepResult {
    let names = native.signature.names.len();
    let answer = if native.receiver.is_none() && count == names {
        // SAFETY: `count` temporaries from `start` hold the arguments; the callee only borrows them, and frames pushed by it
        // lie above this frame.
        let args: &[Slot] = unsafe { std::slice::from_raw_parts(r.slots().add(start as usize), count) };
        vm.check_receiver(native, args.first().and_then(Option::as_ref))?;
        (native.row.function)(vm, args)
    } else if names <= 4 {
        with_slots::<4>(vm, r, native, start, count)
    } else {
        with_slots::<FEW>(vm, r, native, start, count)
    };
    finish_native(vm, r, i, answer?, start, count)
}

/// Calls a native function with optional parameters or a receiver of its own: its arguments move to slots of their own.
#[inline]
fn with_slots<const N: usize>(
    vm: &Vm,
    r: Running,
    native: &NativeFunction,
    start: u16,
    count: usize,
) -> NativeResult {
    let mut args: [Slot; N] = [const { None }; N];
    let bound = usize::from(native.receiver.is_some());
    args[0].clone_from(&native.receiver);
    for (k, place) in args[bound..bound + count].iter_mut().enumerate() {
        *place = r.slot(start + k as u16).take();
    }
    vm.check_receiver(native, args[0].as_ref())?;
    (native.row.function)(vm, &args[..native.signature.names.len()])
}

/// Calls a native function that takes any number of positional arguments; `None` when keywords or too few were a matter.
fn call_variadic(
    vm: &Vm,
    r: Running,
    native: &NativeFunction,
    start: u16,
    count: usize,
) -> Option<NativeResult> {
    let s = native.signature;
    let at = s.varargs?;
    if native.receiver.is_some()
        || native.owner.is_some()
        || at != s.positional
        || s.names.len() > FEW
        || count < s.required
        || !s.kwonly_required.is_empty()
    {
        return None;
    }
    let mut args: [Slot; FEW] = [const { None }; FEW];
    let plain = count.min(at);
    for (k, place) in args[..plain].iter_mut().enumerate() {
        *place = r.slot(start + k as u16).take();
    }
    let rest = r.take_many((start + plain as u16) as i16, count - plain);
    args[at] = Some(vm.new_tuple(rest).into());
    Some((native.row.function)(vm, &args[..s.names.len()]))
}

/// A native callable has answered: its arguments go, and its result is stored.
fn finish_native(vm: &Vm, r: Running, i: &Instr, flow: Flow, start: u16, count: usize) -> StepResult {
    for k in 0..count {
        r.empty(start + k as u16);
    }
    r.empty(i.a as u16);
    match flow {
        Flow::Value(v) => {
            r.store(i.dst, v);
            after_native(vm)
        }
        Flow::Pushed => Ok(super::Step::Switch),
    }
}

/// Stands in `Type::plain_init` for the `__init__` of `object`.
const NO_INIT: u64 = 1;

/// What a call of a class with this many arguments does, when it is plain: an object made by `object.__new__`, then an
/// `__init__` in Python with exactly these parameters, or none.
fn plain_init(vm: &Vm, class: &Ref<Type>, count: usize) -> Option<Option<Ref<Function>>> {
    let version = class.version.get();
    if class.has(flags::ABSTRACT) {
        return None;
    }
    if class.plain_init.get().0 != version {
        let init = find_plain_init(vm, class);
        class.plain_init.set((class.version.get(), init));
    }
    let (_, bits) = class.plain_init.get();
    if bits == NO_INIT {
        return (count == 0).then_some(None);
    }
    if bits == 0 {
        return None;
    }
    // SAFETY: while the class's version stands, its dict (or a base's) keeps the function alive; its register code was made
    // for the code object that it keeps alive.
    unsafe {
        let init = std::mem::ManuallyDrop::new(Value::from_bits(bits));
        let init = init.as_ref::<Function>()?;
        let code = &*init.lowered(vm);
        (code.direct && code.argcount as usize == count + 1).then(|| Some(init.clone()))
    }
}

/// The word for `Type::plain_init`; 0 when calls of the class are not plain.
fn find_plain_init(vm: &Vm, class: &Ref<Type>) -> u64 {
    let of_object = |f: &Value| {
        f.payload::<NativeFunction>().and_then(|n| n.owner.as_ref()).is_some_and(|o| o.is(&vm.types.object))
    };
    if class.has(flags::NO_INSTANTIATION)
        || !class.has_layout::<Empty>()
        || !class.special(vm, Dunder::New).is_some_and(|n| of_object(&n))
    {
        return 0;
    }
    match class.special(vm, Dunder::Init) {
        Some(f) if f.payload::<Function>().is_some() => f.bits(),
        Some(f) if of_object(&f) => NO_INIT,
        _ => 0,
    }
}

/// A call with fewer arguments than parameters, where the defaults give the rest.
fn call_with_defaults(
    vm: &Vm,
    r: Running,
    f: &Ref<Function>,
    code: &RegCode,
    start: u16,
    count: usize,
) -> Option<StepResult> {
    let argcount = code.argcount as usize;
    let defaults = f.defaults.borrow().clone()?;
    let defaults: &[Value] = defaults.payload::<Tuple>()?;
    let missing = argcount.checked_sub(count)?;
    if missing > defaults.len() {
        return None;
    }
    let frame = match function::push_frame(vm, f, code, Action::Return, None) {
        Ok(frame) => frame,
        Err(e) => return Some(Err(e)),
    };
    let slots = Frame::slots(frame);
    // SAFETY: parameters are the first slots of the new frame, which are empty.
    unsafe {
        for k in 0..count {
            slots.add(k).write(r.slot(start + k as u16).take());
        }
        for (k, v) in defaults[defaults.len() - missing..].iter().enumerate() {
            slots.add(count + k).write(Some(v.clone()));
        }
    }
    Some(Ok(super::Step::Switch))
}

/// A call with keywords of a function with plain parameters, where every argument finds its own and defaults give the rest.
/// `None`, and nothing touched, when it is more than that.
fn call_named(vm: &Vm, r: Running, i: &Instr, names: &Tuple) -> Option<StepResult> {
    let (first, n) = (i.a as u16, i.imm as usize);
    let f = r.slot(first).as_ref()?.as_ref::<Function>()?.clone();
    // SAFETY: made for the code object that the function keeps alive.
    let code = unsafe { &*f.lowered(vm) };
    let has_self = r.slot(first + 1).is_some();
    let (start, given) = if has_self { (first + 1, n + 1) } else { (first + 2, n) };
    let positional = given.checked_sub(names.len())?;
    let argcount = code.argcount as usize;
    if !code.direct || given > argcount || argcount > MOST_NAMED {
        return None;
    }
    let owner = f.code.borrow().clone();
    let posonly = owner.code.posonlyargcount as usize;
    // The parameter of each keyword, and which parameters have an argument.
    let mut place = [0usize; MOST_NAMED];
    let mut filled: u64 = (1 << positional) - 1;
    for (k, name) in names.iter().enumerate() {
        let at = owner.localsplus[..argcount].iter().position(|p| p.value().is(name))?;
        if at < posonly || filled >> at & 1 != 0 {
            return None;
        }
        filled |= 1 << at;
        place[k] = at;
    }
    let defaults = f.defaults.borrow().clone();
    let defaults: &[Value] = defaults.as_ref().and_then(|d| d.payload::<Tuple>()).map_or(&[], |t| t);
    let required = argcount.saturating_sub(defaults.len());
    if (0..required).any(|k| filled >> k & 1 == 0) {
        return None;
    }
    let frame = match function::push_frame(vm, &f, code, Action::Return, None) {
        Ok(frame) => frame,
        Err(e) => return Some(Err(e)),
    };
    let slots = Frame::slots(frame);
    // SAFETY: parameters are the first slots of the new frame, which are empty; each is written once.
    unsafe {
        for k in 0..positional {
            slots.add(k).write(r.slot(start + k as u16).take());
        }
        for (k, at) in place[..names.len()].iter().enumerate() {
            slots.add(*at).write(r.slot(start + (positional + k) as u16).take());
        }
        for k in required..argcount {
            if filled >> k & 1 == 0 {
                slots.add(k).write(Some(defaults[k + defaults.len() - argcount].clone()));
            }
        }
    }
    drop(r.slot(first).take());
    Some(Ok(super::Step::Switch))
}

/// Functions with more parameters are called with keywords the general way.
const MOST_NAMED: usize = 24;

/// A call of a class for which [`plain_init`] says what to do.
fn call_plain_class(
    vm: &Vm,
    r: Running,
    i: &Instr,
    class: &Ref<Type>,
    start: u16,
    count: usize,
) -> Option<StepResult> {
    let first = i.a as u16;
    if class.has(flags::IMMUTABLE | flags::EXCEPTION) {
        // SAFETY: `count` temporaries from `start` hold the arguments, which the callee only borrows.
        let args =
            unsafe { std::slice::from_raw_parts(r.slots().add(start as usize).cast::<Value>(), count) };
        return Some(match vm.construct_plainly(class, args)? {
            Ok(made) => finish_native(vm, r, i, made, start, count),
            Err(e) => Err(e),
        });
    }
    if let Some(init) = plain_init(vm, class, count)? {
        return Some(call_class(vm, r, class, &init, first, start, count));
    }
    let object: Value = vm.new_object(class, Empty).into();
    drop(r.slot(first).take());
    r.store(i.dst, object);
    Some(after_native(vm))
}

fn call_class(
    vm: &Vm,
    r: Running,
    class: &Ref<Type>,
    init: &Ref<Function>,
    first: u16,
    start: u16,
    count: usize,
) -> StepResult {
    let object: Value = vm.new_object(class, Empty).into();
    // SAFETY: made for the code object that the function keeps alive.
    let code = unsafe { &*init.lowered(vm) };
    let frame = function::push_frame(vm, init, code, Action::Init, Some(object.clone()))?;
    let slots = Frame::slots(frame);
    // SAFETY: parameters are the first slots of the new frame, which are empty.
    unsafe {
        slots.write(Some(object));
        for k in 0..count {
            slots.add(k + 1).write(r.slot(start + k as u16).take());
        }
    }
    drop(r.slot(first).take());
    Ok(super::Step::Switch)
}

/// `CallKw`: as `Call`, then a tuple of keyword names.
pub(crate) fn call_kw(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let (first, n) = (i.a as u16, i.imm as usize);
    let names = r.slot(first + 2 + n as u16).take();
    if let Some(names) = names.as_ref().and_then(|t| t.payload::<Tuple>())
        && let Some(pushed) = call_named(vm, r, i, names)
    {
        return pushed;
    }
    let names: Vec<Ref<Str>> = names
        .as_ref()
        .and_then(|t| t.payload::<Tuple>())
        .map(|t| t.iter().filter_map(|n| n.as_ref::<Str>().map(|s| vm.intern_str(s))).collect())
        .unwrap_or_default();
    let callable = r.slot(first).take().unwrap_or(Value::None);
    let mut args: Vec<Value> = r.slot(first + 1).take().into_iter().collect();
    args.extend(r.take_many(i.a + 2, n));
    let flow = vm.call_flow(&callable, args, &names, Action::Return, None);
    flow_step(vm, r, i, flow)
}

/// `CallEx`: callable, nothing, positional iterable, keyword mapping or nothing.
pub(crate) fn call_ex(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let first = i.a as u16;
    let positional = r.slot(first + 2).take().unwrap_or(Value::None);
    let positional = if positional.payload::<Tuple>().is_some() {
        positional
    } else {
        match positional_of(vm, r, first, &positional)? {
            Flow::Value(v) => v,
            // Its result becomes the operand, and the instruction runs again (`misc::resume`).
            Flow::Pushed => return Ok(super::Step::Switch),
        }
    };
    let keywords = r.slot(first + 3).take();
    let callable = r.slot(first).take().unwrap_or(Value::None);
    let mut args: Vec<Value> = r.slot(first + 1).take().into_iter().collect();
    args.extend(positional.payload::<Tuple>().map_or(&[][..], |t| t).iter().cloned());
    let mut names = Vec::new();
    if let Some(d) = &keywords {
        let d = match d.as_ref::<Dict>() {
            Some(d) => d.clone(),
            None => {
                let fresh = vm.new_dict();
                vm.call_method(fresh.value(), "update", std::slice::from_ref(d))?;
                fresh
            }
        };
        let (n, v) = function::unpack_keywords(vm, &d)?;
        names = n;
        args.extend(v);
    }
    let flow = vm.call_flow(&callable, args, &names, Action::Return, None);
    flow_step(vm, r, i, flow)
}

/// The positional arguments of `f(*iterable)` as a tuple.
fn positional_of(vm: &Vm, r: Running, first: u16, v: &Value) -> NativeResult {
    let collected = vm.with_action(Action::Resume, None, |vm| {
        vm.collect_tuple_then(v, vec![], |vm, items, _| done(vm.new_tuple(items)))
    });
    collected.map_err(|e| {
        let class = vm.class_of(v);
        let iterable = class.special(vm, crate::dunder::Dunder::Iter).is_some()
            || class.special(vm, crate::dunder::Dunder::GetItem).is_some();
        if iterable || !vm.matches(&e, &vm.exceptions.type_error) {
            return e;
        }
        let callable = r.slot(first).clone().unwrap_or(Value::None);
        let f = display_callable(vm, &callable);
        vm.type_error(format!("{f} argument after * must be an iterable, not {}", class.name()))
    })
}

/// What messages call a callable: `module.qualname()`.
pub(crate) fn display_callable(vm: &Vm, f: &Value) -> String {
    if let Some(f) = f.payload::<Function>() {
        let q = f.qualname.borrow().to_string_lossy().into_owned();
        let module = f.module.borrow().clone();
        return match module
            .as_ref()
            .and_then(|m| m.payload::<Str>())
            .map(|m| m.to_string_lossy().into_owned())
        {
            Some(m) if m != "builtins" => format!("{m}.{q}()"),
            _ => format!("{q}()"),
        };
    }
    match f.payload::<NativeFunction>() {
        Some(n) => format!("{}()", n.display_name()),
        None => vm.repr(f).map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
    }
}

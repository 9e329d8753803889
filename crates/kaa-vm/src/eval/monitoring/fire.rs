//! Calls the functions of tools as code runs. `at` is what a `Trace` instruction does, the others are told by raising,
//! unwinding and resumption. While a tool's function runs, no events happen.

use super::{Event, LOCAL_EVENTS, Monitoring, TOOLS};
use crate::eval::tracing::{self, HAS_ARGUMENT, HAS_SELF, JUMPS, NO_OPERAND, RESUME};
use crate::eval::{Running, frame_object};
use crate::flow::{Fallible, Raised};
use crate::frame::{Frame, FrameKind, Instr};
use crate::types::frame_object::FrameObject;
use crate::types::function::BoundMethod;
use crate::types::{CodeObject, Function, Tuple};
use crate::vm::Vm;
use kaa_bytecode::Op;
use kaa_heap::{Ref, Value};

/// A call of native code that a tool was told of.
struct Called {
    offset: u32,
    callee: Value,
    argument: Value,
    /// A `super()` with an attribute: when that is missing, the call itself has gone well.
    of_super: bool,
}

/// What a frame object remembers for tools.
#[derive(Default)]
pub(crate) struct Remembered {
    last: std::cell::Cell<tracing::Last>,
    called: std::cell::RefCell<Option<Called>>,
}

/// A place in running code.
struct Place {
    frame: *mut Frame,
    code: Ref<CodeObject>,
    offset: u32,
}

impl Place {
    /// The instruction at which a frame is; nothing for frames that nobody shall see.
    fn of(frame: *mut Frame) -> Option<Place> {
        // SAFETY: callers give live frames with code.
        unsafe {
            if (*frame).hidden {
                return None;
            }
            let code = (*frame).function.as_ref()?.code.borrow().clone();
            Some(Place { frame, code, offset: u32::try_from(Frame::lasti(frame)).unwrap_or(0) })
        }
    }

    /// An exception at an instruction is said to come from the last of its cache entries.
    fn behind_caches(self) -> Place {
        let number = self.code.code.code.get(self.offset as usize).copied().unwrap_or(0);
        let caches = Op::from_number(u16::from(number)).map_or(0, Op::caches);
        Place { offset: self.offset + 2 * caches as u32, ..self }
    }

    fn at(&self, offset: u32) -> Place {
        Place { frame: self.frame, code: self.code.clone(), offset }
    }
}

impl Monitoring {
    fn listens(&self, code: &CodeObject, tool: usize, events: u32) -> bool {
        (self.global[tool].get() | self.local_events(tool, code)) & events != 0
    }

    fn anybody(&self, code: &CodeObject, events: u32) -> bool {
        (self.everywhere.get() | code.events.union.get()) & events != 0
    }
}

/// Calls everybody who listens to an event here.
fn fire(vm: &Vm, place: &Place, event: Event, args: &[Value]) -> Fallible<()> {
    // Native returns come with calls.
    let asked = match event {
        Event::CReturn | Event::CRaise => Event::Call,
        other => other,
    };
    let m = &vm.monitoring;
    if !m.anybody(&place.code, asked.bit()) {
        return Ok(());
    }
    for tool in 0..TOOLS {
        let wanted = m.listens(&place.code, tool, asked.bit())
            && !m.is_disabled(&place.code, tool, asked, place.offset);
        if !wanted {
            continue;
        }
        let Some(callback) = m.callback(tool, event) else { continue };
        let mut all = vec![place.code.value().clone()];
        if event != Event::Line {
            all.push(vm.new_int(i64::from(place.offset)));
        }
        all.extend_from_slice(args);
        let answer = vm.tracing.tell(event, place.frame, || vm.call(&callback, &all))?;
        if answer.is(&m.disable(vm)) {
            if asked.bit() & LOCAL_EVENTS == 0 || asked != event {
                let name = super::EVENT_NAMES[event as usize];
                drop(m.set_callback(tool, event, None));
                return Err(vm.value_error(format!("Cannot disable {name} events. Callback removed.")));
            }
            m.disable_at(&place.code, tool, event, place.offset);
        }
    }
    Ok(())
}

/// An instruction begins.
pub(in crate::eval) fn at(vm: &Vm, r: Running, i: &Instr) -> Fallible<()> {
    let Some(place) = Place::of(r.frame()) else { return Ok(()) };
    if i.flags & JUMPS != 0 {
        let left = i.dst == Op::FOR_ITER as u16;
        let event = if left { Event::BranchLeft } else { Event::BranchRight };
        return fire(vm, &place, event, &[vm.new_int(place_in(i))]);
    }
    native_returned(vm, &place, None)?;
    let here = pc_of(place.frame);
    if i.flags & RESUME != 0 {
        return resumed(vm, r, i, &place);
    }
    line(vm, &place, i)?;
    if pc_of(place.frame) != here {
        // The tool has set `f_lineno`.
        return Ok(());
    }
    let op = Op::from_number(i.dst);
    fire(vm, &place, Event::Instruction, &[])?;
    match op {
        Some(Op::RETURN_VALUE) => {
            let v = r.read(i.a).clone();
            fire(vm, &place, Event::PyReturn, std::slice::from_ref(&v))?;
            ended(vm, r.frame(), v)
        }
        Some(Op::YIELD_VALUE) => {
            let v = r.read(i.a).clone();
            fire(vm, &place, Event::PyYield, std::slice::from_ref(&v))?;
            if i.b == 0 && crate::generator::is_async_generator(r.frame()) {
                // The step ends with this value, by an exception in who awaits it.
                return match crate::generator::delegator_frame(r.frame()) {
                    Some(above) => stopped(vm, above, &v),
                    None => Ok(()),
                };
            }
            yielded_through(vm, r.frame(), &v)
        }
        Some(Op::CALL | Op::CALL_KW) => call(vm, r, i, &place),
        Some(Op::CALL_FUNCTION_EX) => call_spread(vm, r, i, &place),
        Some(Op::LOAD_SUPER_ATTR) => super_call(vm, r, i, &place),
        Some(Op::JUMP_FORWARD | Op::JUMP_BACKWARD) => {
            fire(vm, &place, Event::Jump, &[vm.new_int(place_in(i))])
        }
        Some(Op::NOT_TAKEN) => branch(vm, &place, Event::BranchLeft, i),
        Some(Op::POP_ITER | Op::END_ASYNC_FOR) => branch(vm, &place, Event::BranchRight, i),
        _ => Ok(()),
    }
}

fn pc_of(frame: *mut Frame) -> *const Instr {
    // SAFETY: callers give the running frame.
    unsafe { (*frame).pc }
}

/// The bytecode offset that `mark` put into a `Trace`.
fn place_in(i: &Instr) -> i64 {
    i64::from(i.a as u16) | i64::from(i.b as u16) << 16
}

/// The end of a branch: it is said to happen where it began.
fn branch(vm: &Vm, place: &Place, event: Event, i: &Instr) -> Fallible<()> {
    let from = place.at(place_in(i) as u32);
    fire(vm, &from, event, &[vm.new_int(i64::from(place.offset) + 2)])
}

fn resumed(vm: &Vm, r: Running, i: &Instr, place: &Place) -> Fallible<()> {
    if i.b > 1 || i.b == 1 && !crate::generator::is_async_generator(r.frame()) {
        for above in tracing::delegators(r.frame()).into_iter().rev() {
            let Some(send) = Place::of(above) else { continue };
            fire(vm, &send.at(send.offset + 6), Event::PyResume, &[])?;
            fire(vm, &send.at(send.offset + 8), Event::Instruction, &[])?;
            fire(vm, &send, Event::Instruction, &[])?;
        }
    }
    let event = if i.b == 0 { Event::PyStart } else { Event::PyResume };
    if vm.monitoring.anybody(&place.code, Event::Line.bit()) {
        // The first line of a function of one line is told only to those who hear of its start.
        let told = vm.monitoring.anybody(&place.code, event.bit());
        let last = if told { tracing::Last::resumption(i.imm) } else { tracing::Last::silent_resumption(i) };
        remember(vm, r.frame(), |f| f.last.set(last));
    }
    fire(vm, place, event, &[])
}

fn remember(vm: &Vm, frame: *mut Frame, f: impl FnOnce(&Remembered)) {
    let object = frame_object(vm, frame);
    if let Some(o) = object.payload::<FrameObject>() {
        f(&o.monitored);
    }
}

/// A line event, by the rule that trace functions have as well.
fn line(vm: &Vm, place: &Place, i: &Instr) -> Fallible<()> {
    if !vm.monitoring.anybody(&place.code, Event::Line.bit()) {
        return Ok(());
    }
    let mut begins = false;
    remember(vm, place.frame, |f| begins = tracing::begins_line_for_tools(&f.last, i));
    if begins {
        fire(vm, place, Event::Line, &[vm.new_int(i64::from(i.cache as i32))])?;
    }
    Ok(())
}

fn call(vm: &Vm, r: Running, i: &Instr, place: &Place) -> Fallible<()> {
    if i.a == NO_OPERAND || !vm.monitoring.anybody(&place.code, Event::Call.bit()) {
        return Ok(());
    }
    let mut callee = r.read(i.a).clone();
    let receiver = if i.flags & HAS_SELF != 0 { r.slot(i.a as u16 + 1).clone() } else { None };
    let first = if i.flags & HAS_ARGUMENT != 0 { r.slot(i.a as u16 + 2).clone() } else { None };
    let mut argument = receiver.clone().or(first);
    let bound = if vm.is_exact(&callee, &vm.types.method) && receiver.is_none() {
        callee.payload::<BoundMethod>().map(|b| (b.function.clone(), b.receiver.clone()))
    } else {
        None
    };
    if let Some((function, receiver)) = bound {
        callee = function;
        argument = Some(receiver);
    }
    let native = callee.payload::<Function>().is_none();
    announce(vm, place, callee, argument, native, false)
}

fn call_spread(vm: &Vm, r: Running, i: &Instr, place: &Place) -> Fallible<()> {
    if i.a == NO_OPERAND || !vm.monitoring.anybody(&place.code, Event::Call.bit()) {
        return Ok(());
    }
    let callee = r.read(i.a).clone();
    let args = r.slot(i.a as u16 + 2).clone();
    let first = match args.as_ref().map(|a| (a, a.payload::<Tuple>())) {
        Some((_, Some(t))) => t.first().cloned(),
        // The instruction has not made it a tuple yet.
        Some((a, None)) => a.payload::<crate::types::List>().and_then(|l| l.items.borrow().first().cloned()),
        None => None,
    };
    let native = callee.payload::<Function>().is_none() && callee.payload::<BoundMethod>().is_none();
    announce(vm, place, callee, first, native, false)
}

fn super_call(vm: &Vm, r: Running, i: &Instr, place: &Place) -> Fallible<()> {
    if i.a == NO_OPERAND || !vm.monitoring.anybody(&place.code, Event::Call.bit()) {
        return Ok(());
    }
    let callee = r.read(i.a).clone();
    let class = if i.flags & HAS_ARGUMENT != 0 { r.slot(i.a as u16 + 1).clone() } else { None };
    announce(vm, place, callee, class, true, true)
}

/// A call is about to be made; the end of a native one will be told, too.
fn announce(
    vm: &Vm,
    place: &Place,
    callee: Value,
    argument: Option<Value>,
    native: bool,
    of_super: bool,
) -> Fallible<()> {
    let argument = argument.unwrap_or_else(|| vm.monitoring.missing(vm));
    fire(vm, place, Event::Call, &[callee.clone(), argument.clone()])?;
    if native {
        let called = Called { offset: place.offset, callee, argument, of_super };
        remember(vm, place.frame, |f| drop(f.called.replace(Some(called))));
    }
    Ok(())
}

/// The native call that was announced in a frame is over.
fn native_returned(vm: &Vm, place: &Place, failed: Option<&Raised>) -> Fallible<()> {
    // SAFETY: the frame is alive.
    if unsafe { !(*place.frame).has_object } {
        return Ok(());
    }
    let mut called = None;
    remember(vm, place.frame, |f| called = f.called.take());
    let Some(c) = called else { return Ok(()) };
    let failed = failed.is_some_and(|e| !(c.of_super && vm.matches(e, &vm.exceptions.attribute_error)));
    let event = if failed { Event::CRaise } else { Event::CReturn };
    fire(vm, &place.at(c.offset), event, &[c.callee, c.argument])
}

fn yielded_through(vm: &Vm, frame: *mut Frame, v: &Value) -> Fallible<()> {
    for above in tracing::delegators(frame) {
        let Some(send) = Place::of(above) else { continue };
        let at = send.at(send.offset + 4);
        fire(vm, &at, Event::Instruction, &[])?;
        fire(vm, &at, Event::PyYield, std::slice::from_ref(v))?;
    }
    Ok(())
}

/// A frame returns: who delegates to it goes on without an exception, a `for` over it with one.
fn ended(vm: &Vm, frame: *mut Frame, v: Value) -> Fallible<()> {
    if crate::generator::is_async_generator(frame) {
        return Ok(());
    }
    if let Some(above) = crate::generator::delegator_frame(frame) {
        let Some(send) = Place::of(above) else { return Ok(()) };
        let behind = send.code.code.code.get(send.offset as usize + 1).map_or(0, |arg| u32::from(*arg) * 2);
        let e = stop(vm, &v);
        return fire(vm, &send.at(send.offset + 4 + behind), Event::StopIteration, &[e]);
    }
    // SAFETY: the running frame is alive, and so is who waits for it.
    unsafe {
        let below = (*frame).caller;
        let waits = (*frame).kind == FrameKind::Generator
            && matches!((*below).kind, FrameKind::Function | FrameKind::Generator);
        if waits && (*(*below).pc).op.is_for_iter() && !v.is_none() { stopped(vm, below, &v) } else { Ok(()) }
    }
}

fn stop(vm: &Vm, v: &Value) -> Value {
    let args = if v.is_none() { Vec::new() } else { vec![v.clone()] };
    vm.error_with(&vm.exceptions.stop_iteration, args).0
}

/// An iterator ended a `for` by StopIteration.
pub(in crate::eval) fn stopped(vm: &Vm, frame: *mut Frame, v: &Value) -> Fallible<()> {
    match Place::of(frame) {
        Some(place) if vm.monitoring.anybody(&place.code, Event::Raise.bit()) => {
            fire(vm, &place, Event::Raise, &[stop(vm, v)])
        }
        _ => Ok(()),
    }
}

/// An exception was raised in the running frame, passes through it, or is raised again. Gives the one that goes on.
pub(in crate::eval) fn raised(vm: &Vm, frame: *mut Frame, e: Raised, fresh: bool) -> Raised {
    let Some(place) = Place::of(frame).map(Place::behind_caches) else { return e };
    let event = if fresh { Event::Raise } else { Event::Reraise };
    let result = native_returned(vm, &place, Some(&e));
    result.and_then(|()| fire(vm, &place, event, std::slice::from_ref(&e.0))).err().unwrap_or(e)
}

/// A handler was found: the frame's `pc` is there.
pub(in crate::eval) fn handled(vm: &Vm, frame: *mut Frame, e: &Value) -> Fallible<()> {
    match Place::of(frame) {
        Some(place) => fire(vm, &place, Event::ExceptionHandled, std::slice::from_ref(e)),
        None => Ok(()),
    }
}

/// The frame ends by an exception that left it at an offset.
pub(in crate::eval) fn unwound(vm: &Vm, frame: *mut Frame, e: Raised, offset: u32) -> Raised {
    let Some(place) = Place::of(frame) else { return e };
    let place = place.at(offset).behind_caches();
    fire(vm, &place, Event::PyUnwind, std::slice::from_ref(&e.0)).err().unwrap_or(e)
}

/// A generator's frame goes on with an exception, from the `RESUME` behind its `yield`.
pub(in crate::eval) fn thrown_into(vm: &Vm, frame: *mut Frame, e: &Value) -> Fallible<()> {
    let Some(place) = Place::of(frame) else { return Ok(()) };
    // SAFETY: the frame is alive and waits at its `pc`.
    let delegates = unsafe { (*(*frame).pc).op == crate::frame::ROp::Send };
    if vm.monitoring.anybody(&place.code, Event::Line.bit()) {
        remember(vm, frame, |f| f.last.set(tracing::Last::resumption(place.offset)));
    }
    let resume = place.at(place.offset + if delegates { 6 } else { 2 });
    fire(vm, &resume, Event::PyThrow, std::slice::from_ref(e))
}

//! `sys.settrace` and `sys.setprofile`: events as Python code runs.
//!
//! While either is set, functions run a second register form of their code that has a `Trace` before each bytecode instruction
//! (`frame/lower`): it knows the bytecode offset, the line, and the operand that an event needs. Untraced code pays nothing.
//! Switching on makes functions and waiting frames use that form; frames whose `f_trace` is empty stay silent.

mod delegation;

pub(super) use delegation::delegators;

use super::monitoring::Event;
use super::{Running, Step, StepResult};
use crate::flow::{Fallible, Raised};
use crate::frame::{Frame, FrameKind, Instr, ROp, RegCode};
use crate::generator::Generator;
use crate::types::frame_object::FrameObject;
use crate::types::{CodeObject, Exception, Function};
use crate::vm::Vm;
use delegation::{ended_delegate, resumed_through, yielded_through};
use kaa_bytecode::Op;
use kaa_heap::Value;
use std::cell::{Cell, RefCell};

/// No operand.
pub(crate) const NO_OPERAND: i16 = i16::MIN;
/// Flag of `Trace`: a line may begin here.
pub(crate) const LINE_START: u8 = 1;
/// Flag of `Trace`: the first instruction of a call or resumption.
pub(crate) const RESUME: u8 = 2;
/// Flag of `Trace`: the register after the callee's may hold what a method is called on.
pub(crate) const HAS_SELF: u8 = 4;
/// Flag of `Trace`: the call has arguments.
pub(crate) const HAS_ARGUMENT: u8 = 8;
/// Flag of `Trace`: a conditional jump is made, or a loop goes on.
pub(crate) const JUMPS: u8 = 16;
/// Flag of `Trace`: what is on the stack lies in the frame's slots.
pub(crate) const ALL_TEMPORARIES: u8 = 32;

/// What is traced.
#[derive(Default)]
pub struct Tracing {
    trace: RefCell<Option<Value>>,
    profile: RefCell<Option<Value>>,
    /// One of them is set, or `sys.monitoring` has listeners.
    active: Cell<bool>,
    /// All code runs in the traced form.
    everywhere: Cell<bool>,
    /// Waiting frames still have to be switched to the traced form.
    unswitched: Cell<bool>,
    /// A trace function runs: nothing is traced meanwhile.
    busy: Cell<bool>,
    /// What it is told of, and the frame where that happens.
    told: Cell<Option<(Event, *mut Frame)>>,
}

/// The two functions that may listen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Trace,
    Profile,
}

impl Tracing {
    /// Does somebody listen?
    #[inline(always)]
    pub(crate) fn is_active(&self) -> bool {
        self.active.get()
    }

    /// Is one of the two functions set?
    fn has_function(&self) -> bool {
        self.trace.borrow().is_some() || self.profile.borrow().is_some()
    }

    fn listens(&self) -> bool {
        self.active.get() && !self.busy.get()
    }

    /// Calls who listens to an event; nothing is traced meanwhile.
    pub(super) fn tell<T>(&self, event: Event, frame: *mut Frame, f: impl FnOnce() -> T) -> T {
        let busy = self.busy.replace(true);
        let told = self.told.replace(Some((event, frame)));
        let result = f();
        self.told.set(told);
        self.busy.set(busy);
        result
    }

    /// The event that somebody is being told of.
    pub(crate) fn event(&self) -> Option<Event> {
        self.told.get().map(|(event, _)| event)
    }

    /// Did the event happen in this frame?
    pub(crate) fn is_told(&self, frame: *mut Frame) -> bool {
        self.told.get().is_some_and(|(_, told)| std::ptr::eq(told, frame))
    }

    fn cell(&self, who: Who) -> &RefCell<Option<Value>> {
        match who {
            Who::Trace => &self.trace,
            Who::Profile => &self.profile,
        }
    }
}

impl Vm {
    /// `sys.gettrace()`
    pub fn trace_function(&self) -> Option<Value> {
        self.tracing.trace.borrow().clone()
    }
    /// `sys.getprofile()`
    pub fn profile_function(&self) -> Option<Value> {
        self.tracing.profile.borrow().clone()
    }
    /// `sys.settrace(f)`
    pub fn set_trace_function(&self, f: Option<Value>) {
        set(self, Who::Trace, f);
    }
    /// `sys.setprofile(f)`
    pub fn set_profile_function(&self, f: Option<Value>) {
        set(self, Who::Profile, f);
    }
    /// Traces during a call that a trace function makes (`sys.call_tracing`).
    pub fn call_traced(&self, f: &Value, args: &[Value]) -> Fallible<Value> {
        let busy = self.tracing.busy.replace(false);
        let told = self.tracing.told.take();
        let result = self.call(f, args);
        self.tracing.told.set(told);
        self.tracing.busy.set(busy);
        result
    }
}

fn set(vm: &Vm, who: Who, f: Option<Value>) {
    let t = &vm.tracing;
    let old = t.cell(who).replace(f);
    drop(old);
    listeners_changed(vm);
}

/// Does this code have to run in the traced form?
pub(crate) fn is_wanted(vm: &Vm, code: &CodeObject) -> bool {
    vm.tracing.active.get() && (vm.tracing.everywhere.get() || vm.monitoring.wants(code))
}

/// Somebody began or ceased to listen, everywhere or to one code object: who runs which form is decided anew.
pub(super) fn listeners_changed(vm: &Vm) {
    let t = &vm.tracing;
    t.active.set(t.has_function() || vm.monitoring.is_active());
    let everywhere = t.has_function() || vm.monitoring.listens_everywhere();
    if t.everywhere.replace(everywhere) && everywhere {
        return;
    }
    let mut generators = Vec::new();
    kaa_heap::for_each_tracked(None, &mut |h| {
        let v = Value::from_header(h);
        if let Some(f) = v.payload::<Function>() {
            f.forget_register();
        } else if t.active.get() && v.payload::<Generator>().is_some() {
            generators.push(v);
        }
    });
    if !t.active.get() {
        return;
    }
    for g in &generators {
        if let Some(g) = g.payload::<Generator>().filter(|g| g.is_waiting()) {
            // SAFETY: the generator is alive and its frame does not run.
            unsafe { switch(vm, g.frame()) };
        }
    }
    t.unswitched.set(true);
    kaa_heap::request_attention();
}

/// Called between two instructions: frames that wait below the running one get the traced form, the running one as well.
#[cold]
pub(super) fn switch_waiting(vm: &Vm, then: Step) -> Step {
    if !vm.tracing.unswitched.replace(false) || !vm.tracing.active.get() {
        return then;
    }
    let running = vm.current.get();
    // SAFETY: the frames of the chain are alive; those above the next barrier wait at their `pc`.
    unsafe {
        let mut f = (*running).caller;
        while !f.is_null() && (*f).kind != FrameKind::Barrier {
            if (*f).kind == FrameKind::Function {
                switch(vm, f);
            }
            f = (*f).caller;
        }
        // Loops below the barrier look again when they go on.
        vm.tracing.unswitched.set(!f.is_null() && !(*f).caller.is_null());
        let plain = (*running).code;
        if (*running).kind != FrameKind::Function || !matches!(then, Step::Next | Step::Jump(_)) {
            return then;
        }
        let jumps = matches!(then, Step::Jump(_));
        switch(vm, running);
        if std::ptr::eq(plain, (*running).code) {
            return then;
        }
        if !jumps {
            (*running).pc = (*running).pc.add(1);
        }
        Step::Switch
    }
}

/// Native code returned to a loop below: its frames may have to be switched.
#[inline]
pub(super) fn left_barrier(vm: &Vm) {
    if vm.tracing.unswitched.get() {
        kaa_heap::request_attention();
    }
}

/// Gives a waiting frame the traced form of its code, if its place is found there.
///
/// # Safety
/// The frame is alive, has code and waits at its `pc`.
unsafe fn switch(vm: &Vm, frame: *mut Frame) {
    // SAFETY: promised by the caller; the function keeps its code object alive, which keeps both forms.
    unsafe {
        let plain = &*(*frame).code;
        if plain.hidden || plain.traced || !is_wanted(vm, &*plain.owner) {
            return;
        }
        let at = (*frame).pc.offset_from(plain.instrs.as_ptr()) as usize;
        let traced: *const RegCode = (*plain.owner).traced(vm);
        if let Some(place) = same_place(plain, at, &*traced) {
            (*frame).code = traced;
            (*frame).pc = (&(*traced).instrs).as_ptr().add(place);
        }
    }
}

/// The instruction of the traced form that is the `at`th of the plain one.
fn same_place(plain: &RegCode, at: usize, traced: &RegCode) -> Option<usize> {
    let plain_op = |op: ROp| match op {
        ROp::ForIterBack => ROp::ForIter,
        ROp::CompareJumpBack => ROp::CompareJump,
        other => other,
    };
    let (offset, op) = (plain.offsets[at], plain_op(plain.instrs[at].op));
    let fits = |i: &usize| traced.offsets[*i] == offset && traced.instrs[*i].op == op;
    let mut found = (0..traced.instrs.len()).filter(fits);
    let first = found.next()?;
    // Several of a kind at one place cannot be told apart.
    found.next().is_none().then_some(first)
}

/// The `Trace` instruction.
pub(super) fn trace(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    if !vm.tracing.listens() {
        return Ok(Step::Next);
    }
    // SAFETY: the running frame is alive.
    unsafe {
        if (*r.frame()).hidden {
            return Ok(Step::Next);
        }
        let at = (*r.frame()).pc;
        if vm.monitoring.is_active() {
            super::monitoring::fire::at(vm, r, i)?;
        }
        if std::ptr::eq((*r.frame()).pc, at) && i.flags & JUMPS == 0 && vm.tracing.has_function() {
            trace_functions(vm, r, i)?;
        }
        // Somebody may have set `f_lineno`.
        Ok(if std::ptr::eq((*r.frame()).pc, at) { Step::Next } else { Step::Switch })
    }
}

/// What trace and profile functions are told of an instruction.
fn trace_functions(vm: &Vm, r: Running, i: &Instr) -> Fallible<()> {
    // SAFETY: the running frame is alive.
    let has_object = unsafe { (*r.frame()).has_object };
    let profiled = vm.tracing.profile.borrow().is_some();
    let starts = i.flags & RESUME != 0;
    if !starts && !profiled && !has_object {
        // Nobody set `f_trace`.
        return Ok(());
    }
    let object = super::frame_object(vm, r.frame());
    let Some(f) = object.payload::<FrameObject>() else { return Ok(()) };
    if starts {
        // A step of an asynchronous generator is new to who awaits it.
        if i.b > 1 || i.b == 1 && !crate::generator::is_async_generator(r.frame()) {
            resumed_through(vm, r.frame())?;
        }
        fire(vm, &object, "call", Value::None)?;
        f.last.set(Last::resumption(i.imm));
        return Ok(());
    }
    returned_native(vm, f, &object, "c_return")?;
    line(vm, f, &object, i)?;
    if f.trace_opcodes.get() && has_trace(f) {
        notify(vm, Who::Trace, &object, "opcode", Value::None)?;
    }
    match Op::from_number(i.dst) {
        _ if i.a == NO_OPERAND => {}
        Some(Op::RETURN_VALUE) => {
            let v = r.read(i.a).clone();
            fire(vm, &object, "return", v.clone())?;
            if !crate::generator::is_async_generator(r.frame()) {
                ended_delegate(vm, r.frame(), &v)?;
            }
        }
        Some(Op::YIELD_VALUE) => {
            let v = r.read(i.a).clone();
            fire(vm, &object, "return", v.clone())?;
            if i.b == 0 && crate::generator::is_async_generator(r.frame()) {
                // The step ends with this value.
                ended_delegate(vm, r.frame(), &v)?;
            } else {
                yielded_through(vm, r.frame(), &v)?;
            }
        }
        Some(Op::CALL | Op::CALL_KW | Op::CALL_FUNCTION_EX) if profiled => {
            calls_native(vm, r, i, f, &object)?
        }
        _ => {}
    }
    Ok(())
}

/// The last instruction that was traced in a frame.
#[derive(Clone, Copy)]
pub struct Last {
    offset: i32,
    line: i32,
    resume: bool,
}

impl Default for Last {
    fn default() -> Last {
        Last { offset: -1, line: -1, resume: false }
    }
}

impl Last {
    /// A function starts or goes on at an offset.
    pub(super) fn resumption(offset: u32) -> Last {
        Last { offset: offset as i32, line: 0, resume: true }
    }

    /// After a jump to a `Trace`, whose line counts as begun.
    pub(crate) fn at_line(frame: *mut Frame) -> Last {
        // SAFETY: the caller gives a running frame, whose `pc` lies inside its code.
        let i = unsafe { &*(*frame).pc };
        Last { offset: -1, line: i.cache as i32, resume: false }
    }

    /// The same where its line counts as begun.
    pub(super) fn silent_resumption(i: &Instr) -> Last {
        Last { offset: i.imm as i32, line: i.cache as i32, resume: false }
    }
}

/// Does a line begin at a `Trace`? Not when it is the one that went before, unless it comes again by a jump backward.
fn begins_line(last: &Cell<Last>, i: &Instr) -> bool {
    let (offset, line) = (i.imm as i32, i.cache as i32);
    let last = last.replace(Last { offset, line, resume: false });
    i.flags & LINE_START != 0 && (last.line != line || last.resume || last.offset >= offset)
}

/// The same for `sys.monitoring`, which does not hear of jumps within a line.
pub(super) fn begins_line_for_tools(last: &Cell<Last>, i: &Instr) -> bool {
    let (offset, line) = (i.imm as i32, i.cache as i32);
    let last = last.replace(Last { offset, line, resume: false });
    i.flags & LINE_START != 0 && (last.line != line || last.resume)
}

fn has_trace(f: &FrameObject) -> bool {
    f.trace_function.borrow().is_some()
}

/// A line event.
fn line(vm: &Vm, f: &FrameObject, object: &Value, i: &Instr) -> Fallible<()> {
    if begins_line(&f.last, i) && f.trace_lines.get() && has_trace(f) {
        notify(vm, Who::Trace, object, "line", Value::None)?;
    }
    Ok(())
}

/// An event for both functions.
fn fire(vm: &Vm, object: &Value, event: &str, v: Value) -> Fallible<()> {
    notify(vm, Who::Trace, object, event, v.clone())?;
    notify(vm, Who::Profile, object, event, v)
}

/// Calls a trace or profile function. What the first one returns is the frame's own trace function. An error ends tracing.
fn notify(vm: &Vm, who: Who, object: &Value, event: &str, v: Value) -> Fallible<()> {
    let t = &vm.tracing;
    let Some(f) = object.payload::<FrameObject>() else { return Ok(()) };
    let own = who == Who::Trace && event != "call";
    let listener = if t.cell(who).borrow().is_none() {
        None
    } else if own {
        f.trace_function.borrow().clone()
    } else {
        t.cell(who).borrow().clone()
    };
    let Some(listener) = listener.filter(|_| t.listens()) else { return Ok(()) };
    let result = t.tell(kind_of(event, f.frame.get()), f.frame.get(), || {
        vm.call(&listener, &[object.clone(), vm.intern(event).into(), v])
    });
    match result {
        Ok(next) if who == Who::Trace => {
            if !next.is_none() {
                drop(f.trace_function.replace(Some(next)));
            }
            Ok(())
        }
        Ok(_) => Ok(()),
        Err(e) => {
            set(vm, who, None);
            if who == Who::Trace {
                drop(f.trace_function.take());
            }
            Err(e)
        }
    }
}

/// The event of `sys.monitoring` that a trace function's is.
fn kind_of(event: &str, frame: *mut Frame) -> Event {
    // SAFETY: a frame that is told of something is alive and at a `Trace`, or at a place where it was thrown into.
    let op = unsafe {
        let i = &*(*frame).pc;
        if i.op == ROp::Trace { Op::from_number(i.dst) } else { None }
    };
    match event {
        "line" => Event::Line,
        // SAFETY: see above.
        "call" if op == Some(Op::RESUME) && unsafe { (*(*frame).pc).b } == 0 => Event::PyStart,
        "call" if op == Some(Op::RESUME) => Event::PyResume,
        "call" => Event::PyThrow,
        "opcode" => Event::Instruction,
        "return" if op == Some(Op::YIELD_VALUE) => Event::PyYield,
        "return" => Event::PyReturn,
        "c_call" => Event::Call,
        "c_return" => Event::CReturn,
        _ => Event::Raise,
    }
}

/// A call of native code is about to be made: the profile function hears of it.
fn calls_native(vm: &Vm, r: Running, i: &Instr, f: &FrameObject, object: &Value) -> Fallible<()> {
    let callee = r.read(i.a);
    let class = vm.class_ref(callee);
    let shown = if class.is(&vm.types.builtin_function) {
        callee.clone()
    } else if class.is(&vm.types.method_descriptor)
        && i.flags & HAS_SELF != 0
        && let Some(receiver) = r.slot(i.a as u16 + 1).clone()
    {
        vm.call_method(callee, "__get__", &[receiver])?
    } else {
        return Ok(());
    };
    notify(vm, Who::Profile, object, "c_call", shown.clone())?;
    drop(f.native_call.replace(Some(shown)));
    Ok(())
}

/// The native call that was announced is over.
fn returned_native(vm: &Vm, f: &FrameObject, object: &Value, event: &str) -> Fallible<()> {
    let called = f.native_call.take();
    match called {
        Some(callee) => notify(vm, Who::Profile, object, event, callee),
        None => Ok(()),
    }
}

/// An exception was raised in the running frame, or passes through it. Gives the one that goes on.
#[cold]
pub(super) fn raised(vm: &Vm, frame: *mut Frame, e: Raised, fresh: bool) -> Raised {
    // SAFETY: the running frame is alive.
    let (hidden, traced) = unsafe { ((*frame).hidden, (*(*frame).code).traced) };
    if hidden || !vm.tracing.listens() {
        return e;
    }
    let e = if vm.monitoring.is_active() { super::monitoring::fire::raised(vm, frame, e, fresh) } else { e };
    if !traced || !vm.tracing.has_function() {
        return e;
    }
    let object = super::frame_object(vm, frame);
    let Some(f) = object.payload::<FrameObject>() else { return e };
    let result = returned_native(vm, f, &object, "c_exception").and_then(|()| {
        if fresh && has_trace(f) {
            notify(vm, Who::Trace, &object, "exception", described(vm, &e))
        } else {
            Ok(())
        }
    });
    result.err().unwrap_or(e)
}

fn described(vm: &Vm, e: &Raised) -> Value {
    let tb = e.0.payload::<Exception>().and_then(|x| x.traceback.borrow().clone()).unwrap_or(Value::None);
    vm.new_tuple(vec![vm.class_ref(&e.0).into(), e.0.clone(), tb]).into()
}

/// The running frame ends by an exception.
#[cold]
pub(super) fn unwound(vm: &Vm, frame: *mut Frame, e: Raised, offset: u32) -> Raised {
    // SAFETY: the running frame is alive.
    let (hidden, traced) = unsafe { ((*frame).hidden, (*(*frame).code).traced) };
    if hidden || !vm.tracing.listens() {
        return e;
    }
    let e =
        if vm.monitoring.is_active() { super::monitoring::fire::unwound(vm, frame, e, offset) } else { e };
    if !traced || !vm.tracing.has_function() {
        return e;
    }
    let object = super::frame_object(vm, frame);
    fire(vm, &object, "return", Value::None).err().unwrap_or(e)
}

/// `gen.throw()`: the frame goes on with an exception.
#[cold]
pub(crate) fn thrown_into(vm: &Vm, frame: *mut Frame, e: &Raised) -> Fallible<()> {
    // SAFETY: the caller gives a live frame.
    let (hidden, traced) = unsafe { ((*frame).hidden, (*(*frame).code).traced) };
    if hidden || !vm.tracing.listens() {
        return Ok(());
    }
    if vm.monitoring.is_active() {
        super::monitoring::fire::thrown_into(vm, frame, &e.0)?;
    }
    if !traced || !vm.tracing.has_function() {
        return Ok(());
    }
    let object = super::frame_object(vm, frame);
    if let Some(f) = object.payload::<FrameObject>() {
        f.last.set(Last { resume: true, ..Last::default() });
    }
    fire(vm, &object, "call", Value::None)
}

/// A handler was found for an exception: the frame's `pc` is there.
#[cold]
pub(super) fn handled(vm: &Vm, frame: *mut Frame, e: &Value) -> Fallible<()> {
    if vm.tracing.listens() && vm.monitoring.is_active() {
        super::monitoring::fire::handled(vm, frame, e)?;
    }
    Ok(())
}

/// An iterator ended a `for` by StopIteration: who listens is told as of an exception that is raised there.
pub(super) fn loop_stopped(vm: &Vm, frame: *mut Frame) -> Fallible<()> {
    if vm.tracing.listens() && vm.monitoring.is_active() {
        super::monitoring::fire::stopped(vm, frame, &Value::None)?;
    }
    stopped(vm, frame, &Value::None)
}

/// An iterator ended a `for` by StopIteration, or a delegate a `yield from`: an exception event in the frame that waits.
fn stopped(vm: &Vm, frame: *mut Frame, v: &Value) -> Fallible<()> {
    // SAFETY: the caller gives a live frame with code.
    let (hidden, has_object) = unsafe { ((*frame).hidden, (*frame).has_object) };
    if hidden || !has_object || !vm.tracing.listens() || !vm.tracing.has_function() {
        return Ok(());
    }
    let object = super::frame_object(vm, frame);
    if !object.payload::<FrameObject>().is_some_and(has_trace) {
        return Ok(());
    }
    let args = if v.is_none() { Vec::new() } else { vec![v.clone()] };
    let e = vm.error_with(&vm.exceptions.stop_iteration, args);
    notify(vm, Who::Trace, &object, "exception", described(vm, &e))
}

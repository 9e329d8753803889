//! Raising: context, traceback entries, handlers, and frames that end by an exception. Frame objects are made here, too.

use super::{Step, arrive, function};
use crate::flow::Raised;
use crate::frame::{Action, Frame, FrameKind, ROp};
use crate::types::frame_object::FrameObject;
use crate::types::{Exception, Function};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::cell::{Cell, RefCell};

/// The exception being handled: in the running frame or the nearest one below it.
pub(crate) fn topmost_handled(vm: &Vm) -> Option<Value> {
    if vm.handled.get() == 0 {
        return None;
    }
    let mut f = vm.current.get();
    while !f.is_null() {
        // SAFETY: the frames of the chain are alive.
        unsafe {
            let (counts, next) = match (*f).kind {
                FrameKind::Generator => crate::generator::handled_above(f),
                _ => (true, (*f).caller),
            };
            if let Some(e) = (*f).exc.as_ref().filter(|_| counts) {
                return Some(e.clone());
            }
            f = next;
        }
    }
    None
}

/// An operation of the running frame failed.
#[cold]
#[inline(never)]
pub(crate) fn raise_here(vm: &Vm, e: Raised, fresh: bool) -> Step {
    if fresh && vm.complete_error.replace(0) != e.0.bits() {
        add_context(vm, &e, false);
    }
    raise_in(vm, e, fresh)
}

/// Raises in the running frame; with `trace` the frame gets a traceback entry.
pub(crate) fn raise_in(vm: &Vm, e: Raised, trace: bool) -> Step {
    match raise_once(vm, e, trace) {
        Ok(()) => Step::Switch,
        Err((action, data, e)) => function::arrived(vm, arrive(vm, action, data, Err(e))),
    }
}

/// Finds a handler in the running frame and sets its `pc`, or ends the frame.
pub(crate) fn raise_once(
    vm: &Vm,
    mut e: Raised,
    mut trace: bool,
) -> Result<(), (Action, Option<Value>, Raised)> {
    loop {
        let exception = e.0.clone();
        find_handler(vm, e, trace)?;
        if !vm.tracing.is_active() {
            return Ok(());
        }
        // Who is told that a handler was found may raise: that is looked for from the handler on.
        match super::tracing::handled(vm, vm.current.get(), &exception) {
            Ok(()) => return Ok(()),
            Err(other) => (e, trace) = (other, false),
        }
    }
}

fn find_handler(vm: &Vm, e: Raised, trace: bool) -> Result<(), (Action, Option<Value>, Raised)> {
    let frame = vm.current.get();
    // What the frames above held goes before anything else happens here.
    super::pending::finalize_now(vm);
    // SAFETY: the running frame is alive and has code; handler targets lie inside it.
    unsafe {
        let code = &*(*frame).code;
        if trace && !(*frame).hidden {
            add_traceback(vm, frame, &e);
        }
        let e = if vm.tracing.is_active() { super::tracing::raised(vm, frame, e, trace) } else { e };
        let at = (*frame).pc.offset_from(code.instrs.as_ptr()) as u32;
        let first = first_place(frame, code, at as usize);
        (*frame).pc = code.instrs.as_ptr().add(first);
        let Some(h) = code.handlers.iter().find(|h| (h.start..h.end).contains(&at)) else {
            clear_temporaries(vm, frame, code.first_temp);
            let e = if vm.tracing.is_active() {
                super::tracing::unwound(vm, frame, e, code.offsets[at as usize])
            } else {
                e
            };
            let kind = (*frame).kind;
            let (action, data, e) = if kind == FrameKind::Generator {
                crate::generator::fail_frame(vm, frame, e)
            } else {
                let (action, data) = function::pop_frame(vm, frame);
                (action, data, e)
            };
            return Err((action, data, e));
        };
        let slots = Frame::slots(frame);
        let keep = code.first_temp + h.depth;
        clear_temporaries(vm, frame, keep);
        let mut top = keep as usize;
        if h.lasti {
            *slots.add(top) = Some(Value::small_int_unchecked(first as i64));
            top += 1;
        }
        *slots.add(top) = Some(e.0);
        (*frame).pc = code.instrs.as_ptr().add(h.target as usize);
    }
    Ok(())
}

/// An exception empties the stack from its top down to `keep`.
///
/// # Safety
/// `frame` is the running frame and has code.
unsafe fn clear_temporaries(vm: &Vm, frame: *mut Frame, keep: u32) {
    // SAFETY: promised by the caller; the slots are those of its code.
    unsafe {
        let slots = Frame::slots(frame);
        for s in (keep..(*(*frame).code).slot_count).rev() {
            drop((*slots.add(s as usize)).take());
            super::pending::finalize_now(vm);
        }
    }
}

/// The instruction that an exception at the `at`th one is said to come from: a `Reraise` hands on that of the first raise,
/// which is what `f_lasti` shows.
///
/// # Safety
/// `frame` is alive and has this code.
unsafe fn first_place(frame: *mut Frame, code: &crate::frame::RegCode, at: usize) -> usize {
    let i = &code.instrs[at];
    if i.op != ROp::Reraise || i.imm == 0 {
        return at;
    }
    // SAFETY: the slot is one of the frame's temporaries.
    let kept =
        unsafe { (*Frame::slots(frame).add(i.imm as usize - 1)).as_ref().and_then(Value::as_small_int) };
    kept.and_then(|k| usize::try_from(k).ok()).filter(|k| *k < code.instrs.len()).unwrap_or(at)
}

/// Sets `__context__` to what is being handled; `always` also when there is one already (`raise`).
pub(crate) fn add_context(vm: &Vm, e: &Raised, always: bool) {
    let Some(handled) = topmost_handled(vm) else { return };
    if handled.is(&e.0) {
        return;
    }
    let Some(x) = e.0.payload::<Exception>() else { return };
    if !always && x.context.borrow().is_some() {
        return;
    }
    break_cycle(&handled, &e.0);
    let old = x.context.replace(Some(handled));
    drop(old);
}

/// Cuts `target` out of the context chain that starts at `from`, so that no cycle comes about.
fn break_cycle(from: &Value, target: &Value) {
    let mut at = from.clone();
    let mut slow = from.clone();
    let mut odd = false;
    loop {
        let Some(x) = at.payload::<Exception>() else { return };
        let Some(next) = x.context.borrow().clone() else { return };
        if next.is(target) {
            drop(x.context.take());
            return;
        }
        at = next;
        if odd {
            let step = slow.payload::<Exception>().and_then(|s| s.context.borrow().clone());
            match step {
                Some(s) => slow = s,
                None => return,
            }
            if slow.is(&at) {
                return;
            }
        }
        odd = !odd;
    }
}

fn add_traceback(vm: &Vm, frame: *mut Frame, e: &Raised) {
    let Some(x) = e.0.payload::<Exception>() else { return };
    let next = x.traceback.borrow().clone();
    let object = frame_object(vm, frame);
    let tb = vm.new_traceback(object, next, Frame::lasti(frame), -1);
    let old = x.traceback.replace(Some(tb));
    drop(old);
}

/// The Python-visible object of a frame with code.
pub(crate) fn frame_object(vm: &Vm, frame: *mut Frame) -> Value {
    // SAFETY: the frame is alive and has a function.
    unsafe {
        if (*frame).has_object
            && let Some(v) = vm.frame_objects.borrow().get(&(frame as usize))
        {
            return v.clone();
        }
        let Some(function) = (*frame).function.clone() else { return Value::None };
        let object = new_frame_object(vm, frame, function);
        (*frame).has_object = true;
        vm.frame_objects.borrow_mut().insert(frame as usize, object.clone());
        object
    }
}

fn new_frame_object(vm: &Vm, frame: *mut Frame, function: Ref<Function>) -> Value {
    let object = FrameObject {
        frame: Cell::new(frame),
        function,
        saved: RefCell::new(Vec::new()),
        lasti: Cell::new(-1),
        namespace: RefCell::new(None),
        back: RefCell::new(None),
        trace_function: RefCell::new(None),
        extra_locals: RefCell::new(None),
        trace_lines: Cell::new(true),
        trace_opcodes: Cell::new(false),
        last: Cell::default(),
        native_call: RefCell::default(),
        monitored: Default::default(),
    };
    vm.new_object(&vm.types.frame, object).into()
}

/// The frame ends: its object, if there is one, takes over position and locals; `whole`: its stack, too.
///
/// # Safety
/// `frame` is alive and has code.
pub(crate) unsafe fn retire_object(vm: &Vm, frame: *mut Frame, whole: bool) {
    // SAFETY: promised by the caller.
    unsafe {
        if !(*frame).has_object {
            return;
        }
        (*frame).has_object = false;
        let Some(object) = vm.frame_objects.borrow_mut().remove(&(frame as usize)) else { return };
        let Some(o) = object.payload::<FrameObject>() else { return };
        o.lasti.set(Frame::lasti(frame));
        o.frame.set(std::ptr::null_mut());
        if kaa_heap::refcount_of(&object) > 1 {
            let code = &*(*frame).code;
            let slots = Frame::slots(frame);
            // A suspended frame that ends by being dropped takes its stack along, as in CPython.
            let n = if whole { code.slot_count } else { code.namespace } as usize;
            let saved = (0..n).map(|i| (*slots.add(i)).clone()).collect();
            *o.saved.borrow_mut() = saved;
            *o.namespace.borrow_mut() = (*slots.add(code.namespace as usize)).clone();
            let mut back = (*frame).caller;
            if (*frame).kind == FrameKind::Function {
                while !back.is_null() && ((*back).function.is_none() || (*back).hidden) {
                    back = (*back).caller;
                }
                if !back.is_null() {
                    *o.back.borrow_mut() = Some(frame_object(vm, back));
                }
            }
        }
        drop(object);
    }
}

/// The line of an instruction of a frame's code.
pub(crate) fn line_of(function: &Ref<Function>, lasti: i32) -> i32 {
    let code = function.code.borrow().clone();
    let c = &code.code;
    match kaa_bytecode::line_table::location_at(&c.linetable, c.firstlineno as i32, lasti.max(0) as usize) {
        Some(l) if l.line > 0 => l.line,
        _ => c.firstlineno as i32,
    }
}

//! Setting `f_lineno`: a trace function makes its frame go on at another line.
//!
//! The stack there has to be what the stack here becomes when values are dropped from its top; `kaa_bytecode::stack` knows both.

use super::FrameObject;
use crate::eval::monitoring::Event;
use crate::eval::tracing::{ALL_TEMPORARIES, JUMPS};
use crate::flow::{Fallible, Raised};
use crate::frame::{Frame, ROp, RegCode};
use crate::types::CodeObject;
use crate::vm::Vm;
use kaa_bytecode::line_table;
use kaa_bytecode::stack::{self, Analysis, Kind};
use kaa_heap::Value;

/// `f_lineno = value`
pub(super) fn set(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let Some(value) = value else {
        return Err(vm.attribute_error_text("attribute 'f_lineno' of 'frame' objects cannot be deleted"));
    };
    if !crate::types::int::is_int(value) {
        return Err(vm.value_error("lineno must be an integer"));
    }
    check_event(vm)?;
    let line = crate::types::int::as_i64(value).and_then(|i| i32::try_from(i).ok());
    let line = line.ok_or_else(|| vm.value_error("lineno out of range"))?;
    let Some(f) = v.payload::<FrameObject>() else { return Ok(()) };
    let frame = f.frame.get();
    // Only who is being told of an event can go elsewhere.
    if frame.is_null() || !vm.tracing.is_told(frame) {
        return Err(vm.value_error("can't jump during a call"));
    }
    // SAFETY: a frame that is told of an event is alive and runs.
    unsafe { jump(vm, frame, line)? };
    if vm.tracing.event() == Some(Event::PyYield) {
        // The line where it goes on is not told.
        f.last.set(crate::eval::tracing::Last::at_line(frame));
    }
    Ok(())
}

fn check_event(vm: &Vm) -> Fallible<()> {
    Err(vm.value_error(match vm.tracing.event() {
        None => "f_lineno can only be set in a trace function",
        Some(
            Event::Line
            | Event::PyYield
            | Event::PyResume
            | Event::Jump
            | Event::BranchLeft
            | Event::BranchRight,
        ) => {
            return Ok(());
        }
        Some(Event::PyStart) => "can't jump from the 'call' trace event of a new frame",
        Some(Event::Call | Event::CReturn) => "can't jump during a call",
        Some(_) => "can only jump from a 'line' trace event",
    }))
}

/// Where to go, and what the stack is before and after.
struct Plan {
    place: usize,
    from: Vec<Kind>,
    to: usize,
}

/// # Safety
/// The frame is the running one, has code, and is at a `Trace`.
unsafe fn jump(vm: &Vm, frame: *mut Frame, line: i32) -> Fallible<()> {
    // SAFETY: promised by the caller; slots are those of its code.
    unsafe {
        let code = &*(*frame).code;
        let object = Frame::code_object(frame);
        let at = (*frame).pc.offset_from(code.instrs.as_ptr()) as usize;
        let plan = plan(vm, code, object, at, line)?;
        bind_locals(vm, frame, object)?;
        let slots = Frame::slots(frame);
        for depth in (plan.to..plan.from.len()).rev() {
            let dropped = (*slots.add(code.first_temp as usize + depth)).take();
            if plan.from[depth] == Kind::Except {
                handle_again(vm, frame, dropped.filter(|e| !e.is_none()));
            }
        }
        (*frame).pc = code.instrs.as_ptr().add(plan.place);
    }
    Ok(())
}

/// What is being handled in the frame is another exception now, or none.
///
/// # Safety
/// The frame is alive.
unsafe fn handle_again(vm: &Vm, frame: *mut Frame, e: Option<Value>) {
    let now = e.is_some();
    // SAFETY: promised by the caller.
    let before = unsafe { std::mem::replace(&mut (*frame).exc, e) };
    match (before.is_some(), now) {
        (true, false) => vm.handled.set(vm.handled.get() - 1),
        (false, true) => vm.handled.set(vm.handled.get() + 1),
        _ => {}
    }
}

fn plan(vm: &Vm, code: &RegCode, object: &CodeObject, at: usize, line: i32) -> Fallible<Plan> {
    let c = &object.code;
    if line < c.firstlineno {
        return Err(vm.value_error(format!("line {line} comes before the current code block")));
    }
    let mut starts: Vec<(usize, i32)> = line_table::decode(&c.linetable, c.firstlineno)
        .filter(|s| s.location.line >= 0)
        .map(|s| (s.start, s.location.line))
        .collect();
    // Where lines begin; not what follows on the same one.
    starts.dedup_by_key(|(_, l)| *l);
    starts.retain(|(_, l)| *l >= line);
    let Some(line) = starts.iter().map(|(_, l)| *l).min() else {
        return Err(vm.value_error(format!("line {line} comes after the current code block")));
    };
    let Ok(known) = stack::analyse(c) else { return Err(vm.value_error("incompatible stacks")) };
    let here = code.offsets[at] as usize;
    let Some(from) = stack_at(&known, here) else {
        return Err(vm.value_error("can't jump from unreachable code"));
    };
    // What is yielded is on its way already.
    let yields = code.instrs[at].dst == kaa_bytecode::Op::YIELD_VALUE as u16;
    let kept = &from[..from.len() - usize::from(yields && !from.is_empty())];
    let mut best: Option<(usize, usize)> = None;
    let mut problem = None;
    for (start, _) in starts.into_iter().filter(|(_, l)| *l == line) {
        let target = known.stacks.get(&start);
        let place = place_of(code, &known, start);
        match (target, place) {
            (Some(target), Some(place)) if is_reachable(kept, target) && fits(code, at, place) => {
                if best.is_none_or(|(_, depth)| target.len() > depth) {
                    best = Some((place, target.len()));
                }
            }
            _ => problem = problem.or(Some(explain(vm, target))),
        }
    }
    match best {
        Some((place, to)) => Ok(Plan { place, from: from.clone(), to }),
        None => Err(problem.unwrap_or_else(|| explain(vm, None))),
    }
}

fn stack_at(known: &Analysis, offset: usize) -> Option<&Vec<Kind>> {
    let i = known.instructions.iter().find(|i| i.offset == offset)?;
    known.stacks.get(&i.start)
}

/// The `Trace` before an instruction.
fn place_of(code: &RegCode, known: &Analysis, start: usize) -> Option<usize> {
    let offset = known.instructions.iter().find(|i| i.start == start)?.offset as u32;
    (0..code.instrs.len()).find(|i| {
        let instr = &code.instrs[*i];
        code.offsets[*i] == offset && instr.op == ROp::Trace && instr.flags & JUMPS == 0
    })
}

/// Do all values lie in the frame's slots at both places?
fn fits(code: &RegCode, at: usize, place: usize) -> bool {
    [at, place].iter().all(|i| code.instrs[*i].flags & (ALL_TEMPORARIES | JUMPS) != 0)
}

fn is_reachable(from: &[Kind], to: &[Kind]) -> bool {
    let Some(kept) = from.get(..to.len()) else { return false };
    kept.iter().zip(to).all(|(have, wanted)| match wanted {
        Kind::Object => *have != Kind::Null,
        Kind::Null | Kind::MaybeNull => true,
        other => have == other,
    })
}

fn explain(vm: &Vm, target: Option<&Vec<Kind>>) -> Raised {
    vm.value_error(match target.map(|t| t.last()) {
        None => "can't jump into an exception handler, or code may be unreachable",
        Some(Some(Kind::Except)) => "can't jump into an 'except' block as there's no exception",
        Some(Some(Kind::Lasti)) => "can't jump into a re-raising block as there's no location",
        Some(Some(Kind::Iterator)) => "can't jump into the body of a for loop",
        Some(_) => "incompatible stacks",
    })
}

/// Locals that are not bound might be read where the frame goes on.
///
/// # Safety
/// The frame is alive and runs this code.
unsafe fn bind_locals(vm: &Vm, frame: *mut Frame, object: &CodeObject) -> Fallible<()> {
    // SAFETY: promised by the caller; the locals are the first slots.
    let slot = |i: usize| unsafe { &mut *Frame::slots(frame).add(i) };
    let unbound: Vec<usize> = (0..object.localsplus.len()).filter(|i| slot(*i).is_none()).collect();
    if unbound.is_empty() {
        return Ok(());
    }
    let (n, s) = (unbound.len(), if unbound.len() == 1 { "" } else { "s" });
    let text = format!("assigning None to {n} unbound local{s}");
    vm.warn(&vm.exceptions.runtime_warning, &text, 1)?;
    for i in unbound {
        *slot(i) = Some(Value::None);
    }
    Ok(())
}

//! The eval loop: runs register code, frame after frame, without recursion on the native stack.
//!
//! This file: entering the loop from native code, and the loop itself, which only matches; each family of operations has its
//! file. `arrive.rs` says what becomes of a finished frame's result, `unwind.rs` finds handlers, `cont.rs` holds the second
//! halves of natives, `function.rs` pushes frames. `unsafe` here reads frames and slots: the running frame is alive, its `pc`
//! lies inside its code, operands lie inside its slots or constants (the lowering's invariant).

mod arrive;
mod attribute;
mod binary;
pub mod build_class;
mod call;
mod cont;
mod container;
pub mod function;
mod handler;
mod intrinsic;
mod iterate;
mod matching;
mod misc;
pub(crate) mod name;
pub mod pending;
mod unwind;

pub(crate) use arrive::{Arrived, arrive};
pub(crate) use cont::apply_cont;
pub(crate) use function::{push_code, push_function, set_top_action, stack_full};
pub(crate) use intrinsic::replace_stop;
pub(crate) use misc::new_function;
pub(crate) use unwind::{
    add_context, frame_object, line_of, raise_in, raise_once, retire_object, topmost_handled,
};

use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, Frame, FrameKind, Instr, ROp};
use crate::vm::Vm;
use kaa_heap::Value;

/// Runs a step of native code that may push a frame, and waits for the frame's result.
pub(crate) fn enter(vm: &Vm, step: impl FnOnce(&Vm) -> NativeResult) -> Fallible<Value> {
    let mut barrier = Frame {
        pc: std::ptr::null(),
        code: std::ptr::null(),
        function: None,
        caller: vm.current.get(),
        exc: None,
        data: None,
        action: Action::Return,
        kind: FrameKind::Barrier,
        has_object: false,
        hidden: true,
    };
    let below = barrier.caller;
    vm.current.set(&raw mut barrier);
    let result = match step(vm) {
        Ok(Flow::Value(v)) => Ok(v),
        Err(e) => Err(e),
        Ok(Flow::Pushed) => {
            vm.native_reentries.set(vm.native_reentries.get() + 1);
            run(vm)
        }
    };
    vm.current.set(below);
    result
}

/// What an operation tells the loop.
pub(crate) enum Step {
    /// Go on with the next instruction.
    Next,
    /// Go on at this instruction of the same frame.
    Jump(u32),
    /// The running frame is another one now: its `pc` says where to go on.
    Switch,
    /// The innermost barrier has its result.
    Exit(Fallible<Value>),
}

/// What operations return; an error is raised at the current instruction.
pub(crate) type StepResult = Result<Step, Raised>;

/// The running frame as operations see it.
#[derive(Clone, Copy)]
pub(crate) struct Running {
    pub(crate) frame: *mut Frame,
    pub(crate) slots: *mut Option<Value>,
    consts_end: *const Value,
}

impl Running {
    #[inline(always)]
    pub(crate) fn of(frame: *mut Frame) -> Running {
        // SAFETY: `frame` is alive and has code.
        unsafe {
            let code = &*(*frame).code;
            let end = code.consts.as_ptr().add(code.consts.len()).cast::<Value>();
            Running { frame, slots: Frame::slots(frame), consts_end: end }
        }
    }

    /// An operand, read in place.
    #[inline(always)]
    pub(crate) fn read(&self, index: i16) -> &Value {
        // SAFETY: the lowering encodes slots and constants of this code; an operand slot holds a value.
        unsafe {
            if index >= 0 {
                match &*self.slots.add(index as usize) {
                    Some(v) => v,
                    None => {
                        debug_assert!(false, "operand slot {index} is empty");
                        static NOTHING: NoneWord = NoneWord(Value::None);
                        &NOTHING.0
                    }
                }
            } else {
                &*self.consts_end.offset(index as isize)
            }
        }
    }

    /// A slot.
    #[inline(always)]
    #[expect(clippy::mut_from_ref, reason = "slots are cells of the frame; nobody keeps the reference")]
    pub(crate) fn slot(&self, index: u16) -> &mut Option<Value> {
        // SAFETY: as `read`; the reference is used up before anything else touches the frame.
        unsafe { &mut *self.slots.add(index as usize) }
    }

    /// An operand as an owned value: taken when it is a dying temporary, else counted.
    #[inline(always)]
    pub(crate) fn take(&self, index: i16, temp: bool) -> Value {
        if temp
            && index >= 0
            && let Some(v) = self.slot(index as u16).take()
        {
            return v;
        }
        self.read(index).clone()
    }

    /// Drops a dying temporary.
    #[inline(always)]
    pub(crate) fn release(&self, index: i16, temp: bool) {
        if temp && index >= 0 {
            drop(self.slot(index as u16).take());
        }
    }

    /// Stores a result.
    #[inline(always)]
    pub(crate) fn store(&self, dst: u16, v: Value) {
        drop(self.slot(dst).replace(v));
    }

    /// Takes `n` consecutive temporaries.
    pub(crate) fn take_many(&self, first: i16, n: usize) -> Vec<Value> {
        (0..n).map(|i| self.slot(first as u16 + i as u16).take().unwrap_or(Value::None)).collect()
    }
}

/// `None` in a static: the word points at nothing, so threads may share it.
struct NoneWord(Value);
// SAFETY: the one instance is an immediate, which has no count.
unsafe impl Sync for NoneWord {}

/// Runs until the innermost barrier has its result.
fn run(vm: &Vm) -> Fallible<Value> {
    let mut frame = vm.current.get();
    // SAFETY: see the module's documentation; `frame` is always `vm.current`, and has code when we get here.
    unsafe {
        let mut r = Running::of(frame);
        let mut pc = (*frame).pc;
        loop {
            let i: &Instr = &*pc;
            let step = match i.op {
                ROp::Move => {
                    let v = if i.flags & 1 != 0 && i.a >= 0 {
                        r.slot(i.a as u16).take()
                    } else if i.a >= 0 {
                        r.slot(i.a as u16).clone()
                    } else {
                        Some(r.read(i.a).clone())
                    };
                    let old = std::mem::replace(r.slot(i.dst), v);
                    if old.as_ref().is_some_and(Value::is_pointer) {
                        drop(old);
                        if kaa_heap::attention() {
                            (*frame).pc = pc;
                            pending::look(vm, Step::Next)
                        } else {
                            pc = pc.add(1);
                            continue;
                        }
                    } else {
                        pc = pc.add(1);
                        continue;
                    }
                }
                ROp::Jump => {
                    pc = (&(*(*frame).code).instrs).as_ptr().add(i.imm as usize);
                    continue;
                }
                ROp::JumpBackward => {
                    if kaa_heap::attention() {
                        (*frame).pc = pc;
                        pending::look(vm, Step::Jump(i.imm))
                    } else {
                        pc = (&(*(*frame).code).instrs).as_ptr().add(i.imm as usize);
                        continue;
                    }
                }
                ROp::Binary => {
                    let (a, b) = (r.read(i.a), r.read(i.b));
                    if let Some(v) = binary::fast(vm, i.imm, a, b) {
                        r.store(i.dst, v);
                        pc = pc.add(1);
                        continue;
                    }
                    (*frame).pc = pc;
                    binary::slow(vm, r, i)
                }
                ROp::CompareJump => {
                    let op = crate::protocol::CompareOp::from_number(u32::from(i.flags >> 4 & 7));
                    if let (Some(x), Some(y)) = (r.read(i.a).as_small_int(), r.read(i.b).as_small_int()) {
                        pc = if op.holds(x.cmp(&y)) == (i.flags >> 7 != 0) {
                            (&(*(*frame).code).instrs).as_ptr().add(i.imm as usize)
                        } else {
                            pc.add(1)
                        };
                        continue;
                    }
                    (*frame).pc = pc;
                    binary::compare_jump(vm, r, i)
                }
                ROp::JumpIfTrue | ROp::JumpIfFalse => {
                    if let Some(b) = r.read(i.a).as_bool() {
                        pc = if b == (i.op == ROp::JumpIfTrue) {
                            (&(*(*frame).code).instrs).as_ptr().add(i.imm as usize)
                        } else {
                            pc.add(1)
                        };
                        continue;
                    }
                    (*frame).pc = pc;
                    binary::jump_if(vm, r, i)
                }
                ROp::ForIter | ROp::ForIterRange | ROp::ForIterGenerator | ROp::ForIterList => {
                    (*frame).pc = pc;
                    iterate::for_iter(vm, r, i)
                }
                ROp::Call => {
                    (*frame).pc = pc;
                    call::call(vm, r, i)
                }
                ROp::Return => {
                    (*frame).pc = pc;
                    let v = r.take(i.a, i.flags & 1 != 0);
                    Ok(function::return_from(vm, frame, v))
                }
                ROp::Yield => {
                    (*frame).pc = pc;
                    crate::generator::yield_from_frame(vm, r, i)
                }
                _ => {
                    (*frame).pc = pc;
                    misc::other(vm, r, i)
                }
            };
            let step = match step {
                Ok(s) => s,
                Err(e) => unwind::raise_here(vm, e, i.op != ROp::Reraise),
            };
            match step {
                Step::Next => pc = pc.add(1),
                Step::Jump(to) => pc = (&(*(*frame).code).instrs).as_ptr().add(to as usize),
                Step::Switch => {
                    frame = vm.current.get();
                    r = Running::of(frame);
                    pc = (*frame).pc;
                }
                Step::Exit(result) => return result,
            }
        }
    }
}

/// Turns an operation's flow into a step: stores a value, or switches to the pushed frame.
#[inline]
pub(crate) fn flow_step(vm: &Vm, r: Running, i: &Instr, flow: NativeResult) -> StepResult {
    match flow? {
        Flow::Value(v) => {
            r.store(i.dst, v);
            after_native(vm)
        }
        Flow::Pushed => Ok(Step::Switch),
    }
}

/// The same for operations without a result.
#[inline]
pub(crate) fn effect_step(vm: &Vm, flow: NativeResult) -> StepResult {
    match flow? {
        Flow::Value(_) => after_native(vm),
        Flow::Pushed => Ok(Step::Switch),
    }
}

/// Finalisers and other pending work come before the next instruction.
#[inline(always)]
pub(crate) fn after_native(vm: &Vm) -> StepResult {
    if kaa_heap::attention() { pending::look(vm, Step::Next) } else { Ok(Step::Next) }
}

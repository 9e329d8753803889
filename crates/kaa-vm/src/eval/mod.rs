//! The eval loop: runs register code, frame after frame, without recursion on the native stack.
//!
//! This file: entering the loop from native code, and the running frame as operations see it. `run.rs` is the loop; each family
//! of operations has its file. `arrive.rs` says what becomes of a finished frame's result, `unwind.rs` finds handlers, `cont.rs` holds the second
//! halves of natives, `function.rs` pushes frames. `unsafe` here reads frames and slots: the running frame is alive, its `pc`
//! lies inside its code, operands lie inside its slots or constants (the lowering's invariant).

mod arrive;
mod attribute;
mod binary;
mod bind;
pub mod build_class;
mod call;
mod cont;
mod container;
mod fast;
pub mod function;
mod handler;
mod intrinsic;
mod iterate;
mod matching;
mod misc;
pub mod monitoring;
pub(crate) mod name;
pub mod pending;
mod run;
pub mod task;
pub mod tracing;
mod unwind;

pub(crate) use arrive::{Arrived, arrive};
pub(crate) use call::made_generator;
pub(crate) use cont::apply_cont;
pub(crate) use function::{push_code, push_function, push_with, set_top_action, stack_full};
pub(crate) use handler::send_failed;
pub(crate) use intrinsic::replace_stop;
pub(crate) use misc::new_function;
pub(crate) use unwind::{
    add_context, frame_object, line_of, raise_in, raise_once, retire_object, topmost_handled,
};

use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, Frame, FrameKind, Instr};
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
        plain: false,
    };
    let below = barrier.caller;
    vm.current.set(&raw mut barrier);
    let result = match step(vm) {
        Ok(Flow::Value(v)) => Ok(v),
        Err(e) => Err(e),
        Ok(Flow::Pushed) => {
            vm.native_reentries.set(vm.native_reentries.get() + 1);
            run::run(vm)
        }
    };
    vm.current.set(below);
    vm.complete_error.set(0);
    tracing::left_barrier(vm);
    result
}

/// What an operation tells the loop.
pub(crate) enum Step {
    /// Go on with the next instruction.
    Next,
    /// Go on so many instructions after the one at which the running frame stands ([`Instr::imm`] of a jump).
    Jump(u32),
    /// The running frame is another one now: its `pc` says where to go on.
    Switch,
    /// The innermost barrier has its result: it is in `Vm::exit`.
    Exit,
}

/// What operations return; an error is raised at the current instruction.
pub(crate) type StepResult = Result<Step, Raised>;

/// The running frame as operations see it.
#[derive(Clone, Copy)]
pub(crate) struct Running {
    /// The slots; the frame's fixed part lies before them. Operands are read far oftener than the fixed part.
    slots: *mut Option<Value>,
    consts_end: *const Value,
}

impl Running {
    #[inline(always)]
    pub(crate) fn of(frame: *mut Frame) -> Running {
        // SAFETY: `frame` is alive and has code.
        unsafe {
            let code = &*(*frame).code;
            Running { slots: Frame::slots(frame), consts_end: code.consts_end }
        }
    }

    /// The frame.
    #[inline(always)]
    pub(crate) fn frame(&self) -> *mut Frame {
        // SAFETY: the slots follow the fixed part.
        unsafe { self.slots.cast::<Frame>().sub(1) }
    }

    /// The frame's slots.
    #[inline(always)]
    pub(crate) fn slots(&self) -> *mut Option<Value> {
        self.slots
    }

    /// The namespace of code without fast locals, when it has one of its own.
    #[inline(always)]
    fn namespace(&self) -> Option<&Value> {
        // SAFETY: every frame has this slot.
        unsafe { (*self.slots().add((*(*self.frame()).code).namespace as usize)).as_ref() }
    }

    /// An operand, read in place.
    #[inline(always)]
    pub(crate) fn read(&self, index: i16) -> &Value {
        // SAFETY: the lowering encodes slots and constants of this code; an operand slot holds a value (the compiler checks
        // locals that may be unbound when it loads them).
        unsafe {
            let base = if index >= 0 { self.slots().cast::<Value>().cast_const() } else { self.consts_end };
            let at = base.offset(index as isize);
            debug_assert!((*at.cast::<Option<Value>>()).is_some(), "operand {index} is empty");
            &*at
        }
    }

    /// A constant whose number is too large for an operand.
    pub(crate) fn constant(&self, number: u32) -> &Value {
        // SAFETY: the lowering numbers the constants of this code, its own included; they lie below their end.
        unsafe { &*self.consts_end.sub(number as usize + 1) }
    }

    /// A slot.
    #[inline(always)]
    #[expect(clippy::mut_from_ref, reason = "slots are cells of the frame; nobody keeps the reference")]
    pub(crate) fn slot(&self, index: u16) -> &mut Option<Value> {
        // SAFETY: as `read`; the reference is used up before anything else touches the frame.
        unsafe { &mut *self.slots().add(index as usize) }
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
            self.empty(index as u16);
        }
    }

    /// Empties a slot; did it hold an object?
    #[inline(always)]
    fn empty(&self, index: u16) -> bool {
        let old = self.slot(index).take();
        let object = Value::is_object(&old);
        if object {
            drop(old);
        } else {
            std::mem::forget(old);
        }
        object
    }

    /// Stores a result.
    #[inline(always)]
    pub(crate) fn store(&self, dst: u16, v: Value) {
        drop(self.put(dst, v));
    }

    /// Stores a result; gives what stood there when it is an object, whose end may ask for attention.
    #[inline(always)]
    fn put(&self, dst: u16, v: Value) -> Option<Value> {
        let old = self.slot(dst).replace(v);
        // An immediate needs no dropping, and what a local holds mostly is one.
        if Value::is_object(&old) {
            return old;
        }
        std::mem::forget(old);
        None
    }

    /// Drops the operands `a` and `b` where they are dying temporaries; true when one was an object.
    #[inline(always)]
    fn release_operands(&self, i: &Instr) -> bool {
        let mut dropped = false;
        for (bit, at) in [(1, i.a), (2, i.b)] {
            if i.flags & bit != 0 {
                dropped |= self.empty(at as u16);
            }
        }
        dropped
    }

    /// Takes `n` consecutive temporaries.
    pub(crate) fn take_many(&self, first: i16, n: usize) -> Vec<Value> {
        (0..n).map(|i| self.slot(first as u16 + i as u16).take().unwrap_or(Value::None)).collect()
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

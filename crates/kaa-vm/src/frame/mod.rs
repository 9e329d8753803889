//! Frames: layout, the contiguous stack, the register form's instruction, and return actions.
//!
//! A frame is 56 bytes and its slots: locals, cells and free variables first (`co_varnames` order, as CPython's fast locals),
//! then the namespace for code without fast locals, then temporaries. Invariant: a dead temporary holds zero or an
//! immediate, so a frame can be unwound or traced by looking at all slots. A called function's frame lies on [`Stack`];
//! a generator's is the tail of the generator object. `lower/` makes register code; `eval/` runs it.

mod action;
mod caller;
pub(crate) use caller::shows_fast_locals;
mod instr;
mod lower;
mod stack;

pub use action::{Action, Cont};
pub use instr::{Cache, Found, Instr, ROp, RegCode};
pub(crate) use instr::{DISCARD, QUIET};
pub use lower::{Form, lower};
pub(crate) use stack::native_stack_pointer;
pub use stack::{Stack, native_stack_limit};

use crate::types::{CodeObject, Function};
use kaa_heap::{Header, Ref, Tracer, Value};

/// Where a frame lies and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FrameKind {
    /// A Python function's, on the stack.
    Function,
    /// A generator's, coroutine's or async generator's, in its object.
    Generator,
    /// The edge of a native call into the eval loop: what arrives here ends that loop.
    Barrier,
    /// No code: when a value arrives, its action says what becomes of it.
    Continuation,
    /// No code: a native loop whose state is in `data` (`eval/task.rs`) goes on with what arrives.
    Task,
}

/// A frame's fixed part; the slots follow it.
#[repr(C)]
pub struct Frame {
    /// The instruction that runs, or at which the frame waits.
    pub pc: *const Instr,
    /// Register form of the function's code.
    pub code: *const RegCode,
    /// The function; `None` for barriers and continuations.
    pub function: Option<Ref<Function>>,
    /// Who gets the result.
    pub caller: *mut Frame,
    /// The exception being handled in this frame.
    pub exc: Option<Value>,
    /// What the action needs.
    pub data: Option<Value>,
    /// What becomes of the result.
    pub action: Action,
    /// See [`FrameKind`].
    pub kind: FrameKind,
    /// A Python frame object exists for it.
    pub has_object: bool,
    /// Hidden from tracebacks.
    pub hidden: bool,
    /// A function's whose caller waits at a `Call` that takes the result as it is (`eval/fast.rs`).
    pub plain: bool,
}

/// The fixed part has this size; a test pins it.
pub const FRAME_SIZE: usize = size_of::<Frame>();

impl Frame {
    /// The slots.
    #[inline(always)]
    pub fn slots(this: *mut Frame) -> *mut Option<Value> {
        // SAFETY: slots follow the fixed part (invariant of whoever made the frame).
        unsafe { this.add(1).cast() }
    }

    /// Reports what the frame holds. `this` has code.
    pub fn trace(this: *mut Frame, t: &mut Tracer<'_>) {
        // SAFETY: `this` is a live frame; its slots are initialised words.
        unsafe {
            if let Some(f) = &(*this).function {
                t.value(f.value());
            }
            t.option(&(*this).exc);
            t.option(&(*this).data);
            let n = (*(*this).code).slot_count as usize;
            for i in 0..n {
                t.option(&*Frame::slots(this).add(i));
            }
        }
    }

    /// The code object that the frame runs.
    ///
    /// # Safety
    /// `this` is a live frame with code.
    #[inline(always)]
    pub(crate) unsafe fn code_object<'f>(this: *const Frame) -> &'f CodeObject {
        // SAFETY: promised by the caller; the frame's function keeps the code object alive, also when it got another.
        unsafe { &*(*(*this).code).owner }
    }

    /// Lets go of all slots, from the last one on as CPython does; the frame will not run again.
    pub fn clear_slots(this: *mut Frame) {
        // SAFETY: as in `trace`; each slot is emptied before its value is dropped.
        unsafe {
            let n = (*(*this).code).slot_count as usize;
            for i in (0..n).rev() {
                let old = (*Frame::slots(this).add(i)).take();
                if Value::is_object(&old) && old.is_some_and(Value::let_go) {
                    Frame::clear_below(this, i);
                    return;
                }
            }
        }
    }

    /// Lets go of the slots below the one whose value has died.
    ///
    /// # Safety
    /// As for [`Frame::clear_locals`].
    unsafe fn clear_below(this: *mut Frame, n: usize) {
        for i in (0..n).rev() {
            // SAFETY: promised by the caller; each slot is emptied before its value is dropped.
            if let Some(v) = unsafe { (*Frame::slots(this).add(i)).take() } {
                kaa_heap::drop_in_turn(v);
            }
        }
    }

    /// Unbinds the locals from `first` on, cells and namespace of a new frame on the stack, whose temporaries are dead already.
    ///
    /// # Safety
    /// `this` is a frame with code whose slots are not in use.
    #[inline(always)]
    pub(crate) unsafe fn unbind_from(this: *mut Frame, first: usize) {
        // SAFETY: promised by the caller.
        unsafe {
            let slots = Frame::slots(this);
            let n = (*(*this).code).namespace as usize + 1 - first;
            // A call of `memset` costs more than the few words that most functions have.
            let rest = slots.add(first);
            match n {
                0 => {}
                1 => rest.write(None),
                2 => rest.cast::<[u64; 2]>().write([0; 2]),
                3 => rest.cast::<[u64; 3]>().write([0; 3]),
                4 => rest.cast::<[u64; 4]>().write([0; 4]),
                _ => std::ptr::write_bytes(rest, 0, n),
            }
            debug_assert!(
                (first..(*(*this).code).slot_count as usize)
                    .all(|k| (*slots.add(k)).as_ref().is_none_or(|v| !v.is_pointer())),
                "the stack above its top holds a pointer"
            );
        }
    }

    /// Lets go of locals, cells and namespace, where all temporaries are dead: at a `return`.
    ///
    /// # Safety
    /// `this` is a live frame with code, and nobody looks at its slots any more.
    #[inline(always)]
    pub(crate) unsafe fn clear_locals(this: *mut Frame) {
        // SAFETY: promised by the caller; each slot is emptied before its value is dropped.
        unsafe {
            let n = (*(*this).code).namespace as usize + 1;
            for k in (0..n).rev() {
                let old = (*Frame::slots(this).add(k)).take();
                if Value::is_object(&old) && old.is_some_and(Value::let_go) && kaa_heap::attention() {
                    Frame::clear_below(this, k);
                    break;
                }
            }
            debug_assert!(
                (n..(*(*this).code).slot_count as usize)
                    .all(|k| (*Frame::slots(this).add(k)).as_ref().is_none_or(|v| !v.is_pointer())),
                "a temporary is alive at a return"
            );
        }
    }

    /// Byte offset in the bytecode of the instruction at `pc` (`f_lasti`).
    pub fn lasti(this: *const Frame) -> i32 {
        // SAFETY: `pc` points into `code`'s instructions while the frame has code.
        unsafe {
            let code = &*(*this).code;
            let i = (*this).pc.offset_from(code.instrs.as_ptr());
            code.offsets.get(i as usize).map_or(-1, |o| *o as i32)
        }
    }
}

/// A counted value of an object whose header's address is known to be alive.
pub(crate) fn header_value(h: *const Header) -> Value {
    // SAFETY: callers keep addresses only of objects that tell them when they die (weak references, delegation links).
    Value::from_header(unsafe { &*h })
}

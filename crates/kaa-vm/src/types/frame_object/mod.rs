//! The Python-visible frame, made when somebody asks for one. While its frame runs or is suspended it looks through to it;
//! when the frame ends, it takes over locals and position. Methods are in `methods.rs`, `f_locals` in `locals.rs`.

mod lineno;
pub mod locals;
pub mod methods;

use crate::frame::Frame;
use crate::types::Function;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `frame` objects.
pub struct FrameObject {
    /// The live frame; null once it ended.
    pub frame: Cell<*mut Frame>,
    /// The function (its code, globals and builtins are the frame's).
    pub function: Ref<Function>,
    /// Slots taken over at the end: locals, cells and free variables, then the namespace.
    pub saved: RefCell<Vec<Option<Value>>>,
    /// Byte offset of the last instruction, taken over at the end.
    pub lasti: Cell<i32>,
    /// Namespace of a module or class frame.
    pub namespace: RefCell<Option<Value>>,
    /// `f_back`, taken over at the end when a traceback needs it.
    pub back: RefCell<Option<Value>>,
    /// `f_trace` and extra locals written through `f_locals`.
    pub trace_function: RefCell<Option<Value>>,
    /// Names that `f_locals` got and the code does not know.
    pub extra_locals: RefCell<Option<Value>>,
    /// `f_trace_lines`, `f_trace_opcodes`.
    pub trace_lines: Cell<bool>,
    /// See `trace_lines`.
    pub trace_opcodes: Cell<bool>,
    /// The instruction that was traced last.
    pub last: Cell<crate::eval::tracing::Last>,
    /// The native function that runs, when a profile function was told.
    pub native_call: RefCell<Option<Value>>,
    /// What `sys.monitoring` remembers.
    pub(crate) monitored: crate::eval::monitoring::fire::Remembered,
}
kaa_heap::payload!(FrameObject, trace, clear);

impl Drop for FrameObject {
    fn drop(&mut self) {
        // From the last one on, as a running frame does.
        let saved = std::mem::take(self.saved.get_mut());
        kaa_heap::let_go_in_turn(saved.into_iter().rev().flatten());
    }
}

impl FrameObject {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.function.value());
        for s in self.saved.borrow().iter() {
            t.option(s);
        }
        for f in [&self.namespace, &self.back, &self.trace_function, &self.extra_locals, &self.native_call] {
            t.option(&f.borrow());
        }
    }
    fn clear(&self) {
        drop(std::mem::take(&mut *self.saved.borrow_mut()));
        drop(self.back.take());
        drop(self.namespace.take());
        drop(self.extra_locals.take());
    }
}

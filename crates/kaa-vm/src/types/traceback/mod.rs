//! Traceback entries. Methods are in `methods.rs`.

pub mod methods;

use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `traceback` objects.
pub struct Traceback {
    /// `tb_next`; dropped before the frame, as in CPython.
    pub next: RefCell<Option<Value>>,
    /// `tb_frame`.
    pub frame: Value,
    /// `tb_lasti`, in bytes.
    pub lasti: i32,
    /// `tb_lineno`; -1: ask the code when needed.
    pub lineno: Cell<i32>,
}
kaa_heap::payload!(Traceback, trace, clear);

impl Traceback {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.frame);
        t.option(&self.next.borrow());
    }
    fn clear(&self) {
        drop(self.next.take());
    }
}

impl Vm {
    /// A traceback entry in front of `next`.
    pub fn new_traceback(&self, frame: Value, next: Option<Value>, lasti: i32, lineno: i32) -> Value {
        let tb = Traceback { frame, next: RefCell::new(next), lasti, lineno: Cell::new(lineno) };
        self.new_object(&self.types.traceback, tb).into()
    }
}

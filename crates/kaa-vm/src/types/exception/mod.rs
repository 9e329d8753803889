//! Exceptions: one payload for all of `BaseException`'s subclasses. Which extra fields a class has (`StopIteration.value`,
//! `OSError.errno`, …) is a table by class; `fields` holds their values in that order.

pub mod methods;

use crate::types::{Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of exceptions.
pub struct Exception {
    /// `args`, a tuple.
    pub args: RefCell<Ref<Tuple>>,
    /// `__traceback__`.
    pub traceback: RefCell<Option<Value>>,
    /// `__cause__`.
    pub cause: RefCell<Option<Value>>,
    /// `__context__`.
    pub context: RefCell<Option<Value>>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
    /// Extra fields of the class (see [`fields`]).
    pub fields: RefCell<Vec<Option<Value>>>,
    /// `__dict__`, once there is one.
    pub dict: RefCell<Option<Value>>,
}
kaa_heap::payload!(Exception, trace, clear);

/// Index of `StopIteration.value` in its fields.
pub const STOP_VALUE: usize = 0;

impl Exception {
    pub(crate) fn new(args: Ref<Tuple>) -> Exception {
        Exception {
            args: RefCell::new(args),
            traceback: RefCell::new(None),
            cause: RefCell::new(None),
            context: RefCell::new(None),
            suppress_context: Cell::new(false),
            fields: RefCell::new(Vec::new()),
            dict: RefCell::new(None),
        }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.args.borrow().value());
        t.option(&self.traceback.borrow());
        t.option(&self.cause.borrow());
        t.option(&self.context.borrow());
        t.option(&self.dict.borrow());
        for f in self.fields.borrow().iter() {
            t.option(f);
        }
    }
    fn clear(&self) {
        drop(self.traceback.take());
        drop(self.cause.take());
        drop(self.context.take());
        drop(self.fields.take());
        drop(self.dict.take());
    }
    /// A field by index.
    pub fn field(&self, i: usize) -> Option<Value> {
        self.fields.borrow().get(i).cloned().flatten()
    }
    /// Sets a field by index.
    pub fn set_field(&self, i: usize, v: Option<Value>) {
        let mut f = self.fields.borrow_mut();
        while f.len() <= i {
            f.push(None);
        }
        let old = std::mem::replace(&mut f[i], v);
        drop(f);
        drop(old);
    }
}

impl Vm {
    /// An exception object of a built-in class without running its `__init__`; `args` become `.args`.
    pub fn new_exception_object(&self, class: &Ref<Type>, args: Vec<Value>) -> Ref<Exception> {
        let args = self.new_tuple(args);
        self.new_object(class, Exception::new(args))
    }
}

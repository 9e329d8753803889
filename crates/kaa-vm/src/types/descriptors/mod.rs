//! `property`, `classmethod`, `staticmethod` and `super`: layouts here, a file each for the tables.

pub mod classmethod;
pub mod property;
pub mod staticmethod;
pub mod superobject;
mod wrapper;

use crate::flow::Fallible;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::RefCell;

/// Payload of `property` objects.
#[derive(Default)]
pub struct Property {
    /// Getter.
    pub get: RefCell<Option<Value>>,
    /// Setter.
    pub set: RefCell<Option<Value>>,
    /// Deleter.
    pub delete: RefCell<Option<Value>>,
    /// `__doc__`.
    pub doc: RefCell<Option<Value>>,
    /// `__name__`, as `__set_name__` told it.
    pub name: RefCell<Option<Value>>,
    /// The doc was copied from the getter.
    pub getter_doc: std::cell::Cell<bool>,
}
kaa_heap::payload!(Property, trace, clear);

impl Property {
    fn trace(&self, t: &mut Tracer<'_>) {
        for f in [&self.get, &self.set, &self.delete, &self.doc, &self.name] {
            t.option(&f.borrow());
        }
    }
    fn clear(&self) {
        for f in [&self.get, &self.set, &self.delete] {
            drop(f.take());
        }
    }
}

/// Payload of `classmethod` and `staticmethod` objects.
#[derive(Default)]
pub struct Wrapper {
    /// What they wrap.
    pub callable: RefCell<Option<Value>>,
    /// Copied and own attributes (`__dict__`), once there are any.
    pub dict: RefCell<Option<Value>>,
}
kaa_heap::payload!(Wrapper, trace, clear);

impl Wrapper {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.callable.borrow());
        t.option(&self.dict.borrow());
    }
    fn clear(&self) {
        drop(self.callable.take());
        drop(self.dict.take());
    }
}

/// Payload of `super` objects.
#[derive(Default)]
pub struct Super {
    /// `__thisclass__`.
    pub this_class: RefCell<Option<Value>>,
    /// `__self__`.
    pub receiver: RefCell<Option<Value>>,
    /// `__self_class__`.
    pub receiver_class: RefCell<Option<Value>>,
}
kaa_heap::payload!(Super, trace);

impl Super {
    fn trace(&self, t: &mut Tracer<'_>) {
        for f in [&self.this_class, &self.receiver, &self.receiver_class] {
            t.option(&f.borrow());
        }
    }
}

/// Is the function marked as abstract?
fn is_abstract(vm: &Vm, f: &Value) -> Fallible<bool> {
    match vm.get_attr_opt(f, &vm.names.__isabstractmethod__)? {
        Some(v) => vm.is_true(&v),
        None => Ok(false),
    }
}

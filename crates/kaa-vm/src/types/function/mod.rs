//! Python functions, bound methods and cells. Calling them is `protocol/call.rs`'s; attributes are in `methods.rs`.

pub mod cell;
pub mod method;
pub mod methods;

use crate::types::{CodeObject, Dict, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell as StdCell, RefCell};

/// Payload of `function` objects.
pub struct Function {
    /// `__code__`.
    pub code: RefCell<Ref<CodeObject>>,
    /// `__globals__`.
    pub globals: Ref<Dict>,
    /// `__builtins__`.
    pub builtins: Ref<Dict>,
    /// `__name__`.
    pub name: RefCell<Ref<Str>>,
    /// `__qualname__`.
    pub qualname: RefCell<Ref<Str>>,
    /// `__defaults__`: a tuple.
    pub defaults: RefCell<Option<Value>>,
    /// `__kwdefaults__`: a dict.
    pub kwdefaults: RefCell<Option<Value>>,
    /// `__closure__`: a tuple of cells.
    pub closure: RefCell<Option<Value>>,
    /// `__annotations__`, once made.
    pub annotations: RefCell<Option<Value>>,
    /// `__annotate__`.
    pub annotate: RefCell<Option<Value>>,
    /// `__type_params__`.
    pub type_params: RefCell<Option<Value>>,
    /// `__module__`.
    pub module: RefCell<Option<Value>>,
    /// `__doc__`.
    pub doc: RefCell<Option<Value>>,
    /// `__dict__`, once there is one.
    pub dict: RefCell<Option<Value>>,
    /// Changes when code or defaults change: guards call caches.
    pub version: StdCell<u32>,
}
kaa_heap::payload!(Function, trace, clear);

impl Function {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.code.borrow().value());
        t.value(self.globals.value());
        t.value(self.builtins.value());
        for f in [
            &self.defaults,
            &self.kwdefaults,
            &self.closure,
            &self.annotations,
            &self.annotate,
            &self.type_params,
            &self.module,
            &self.doc,
            &self.dict,
        ] {
            t.option(&f.borrow());
        }
    }
    fn clear(&self) {
        for f in [
            &self.defaults,
            &self.kwdefaults,
            &self.closure,
            &self.annotations,
            &self.annotate,
            &self.type_params,
            &self.dict,
        ] {
            drop(f.take());
        }
    }
}

/// Payload of `method` objects.
pub struct BoundMethod {
    /// `__func__`.
    pub function: Value,
    /// `__self__`.
    pub receiver: Value,
}
kaa_heap::payload!(BoundMethod, trace);

impl BoundMethod {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.function);
        t.value(&self.receiver);
    }
}

/// Payload of `cell` objects.
pub struct Cell {
    /// The content; `None` when empty.
    pub content: RefCell<Option<Value>>,
}
kaa_heap::payload!(Cell, trace, clear);

impl Cell {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.content.borrow());
    }
    fn clear(&self) {
        drop(self.content.take());
    }
}

impl Vm {
    /// A new cell.
    pub fn new_cell(&self, content: Option<Value>) -> Ref<Cell> {
        self.new_object(&self.types.cell, Cell { content: RefCell::new(content) })
    }
    /// A new bound method.
    #[inline]
    pub fn new_bound_method(&self, function: Value, receiver: Value) -> Value {
        self.new_object(&self.types.method, BoundMethod { function, receiver }).into()
    }
}

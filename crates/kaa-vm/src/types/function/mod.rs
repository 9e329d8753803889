//! Python functions, bound methods and cells. Calling them is `protocol/call.rs`'s; attributes are in `methods.rs`.

pub mod cell;
pub mod method;
pub mod methods;

use crate::frame::RegCode;
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
    /// Register form of `code`, for the call instruction; null until the first call and after `code` changed.
    pub(crate) register: StdCell<*const RegCode>,
    /// Code objects that `__code__` replaced: frames that still run them need them.
    retired: RefCell<Vec<Ref<CodeObject>>>,
}
kaa_heap::payload!(Function, trace, clear);

impl Function {
    /// A function with nothing but code and namespaces; `__name__` and `__qualname__` are the code's.
    pub fn new(code: Ref<CodeObject>, globals: Ref<Dict>, builtins: Ref<Dict>) -> Function {
        Function {
            name: RefCell::new(code.name.clone()),
            qualname: RefCell::new(code.qualname.clone()),
            code: RefCell::new(code),
            globals,
            builtins,
            defaults: RefCell::default(),
            kwdefaults: RefCell::default(),
            closure: RefCell::default(),
            annotations: RefCell::default(),
            annotate: RefCell::default(),
            type_params: RefCell::default(),
            module: RefCell::default(),
            doc: RefCell::default(),
            dict: RefCell::default(),
            register: StdCell::new(std::ptr::null()),
            retired: RefCell::default(),
        }
    }

    /// The register form of its code, lowered at the first call.
    pub(crate) fn lowered(&self, vm: &Vm) -> *const RegCode {
        if self.register.get().is_null() {
            let code = self.code.borrow();
            self.register.set(if crate::eval::tracing::is_wanted(vm, &code) {
                code.traced(vm)
            } else {
                code.register(vm)
            });
        }
        self.register.get()
    }

    /// Tracing was switched: the next call asks for the register form again.
    pub(crate) fn forget_register(&self) {
        self.register.set(std::ptr::null());
    }

    /// `__code__ = code`.
    pub(crate) fn set_code(&self, code: Ref<CodeObject>) {
        let old = self.code.replace(code);
        self.register.set(std::ptr::null());
        self.retired.borrow_mut().push(old);
    }

    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.code.borrow().value());
        t.values(self.retired.borrow().iter().map(Ref::value));
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

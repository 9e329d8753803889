//! Native functions and methods as Python objects: `builtin_function_or_method`, `method_descriptor`, `wrapper_descriptor`,
//! `classmethod_descriptor`, `getset_descriptor`, `member_descriptor`. One payload each for callables and attributes.

pub mod classmethod_descriptor;
mod describe;
pub mod getset_descriptor;
pub mod member_descriptor;
pub mod method_descriptor;
pub mod method_wrapper;
pub mod methods;
pub mod wrapper_descriptor;

mod rows;

use crate::native::{GetSet, Kind, Method, Signature};
use crate::types::{Str, Type};
use kaa_heap::{Ref, Tracer, Value};

pub(crate) use describe::call_with;

/// A native callable. Which Python type it shows as depends on how it was found (unbound in a class, bound, in a module).
pub struct NativeFunction {
    /// Its row.
    pub row: &'static Method,
    /// Its parsed signature.
    pub signature: &'static Signature,
    /// What it is bound to, put before the arguments; for functions of a module their module.
    pub receiver: Option<Value>,
    /// The class in whose table the row stands.
    pub owner: Option<Ref<Type>>,
    /// The module's name, for functions.
    pub module: Option<Value>,
}
kaa_heap::payload!(NativeFunction, trace);

impl NativeFunction {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.receiver);
        t.option(&self.module);
        if let Some(o) = &self.owner {
            t.value(o.value());
        }
    }
    /// Is it the constructor of its class?
    pub fn is_constructor(&self) -> bool {
        self.owner.is_some() && matches!(self.row.name, "__new__" | "__init__")
    }
    /// Does it show as a slot's wrapper?
    pub fn is_wrapper(&self) -> bool {
        self.owner.as_ref().is_some_and(|o| rows::is_wrapper(o, self.row))
    }
    /// What messages about its arguments call it: `list.append`, `len`, the class for its `__new__`.
    pub fn display_name(&self) -> String {
        let class = match &self.receiver {
            Some(r) if self.row.kind == Kind::Class => r.payload::<Type>(),
            _ => None,
        };
        if let Some(class) = class {
            return format!("{}.{}", class.name(), self.row.name);
        }
        match &self.owner {
            Some(o) if !matches!(self.row.name, "__new__") => format!("{}.{}", o.name(), self.row.name),
            Some(o) => o.name().to_string(),
            None => match self.module.as_ref().and_then(|m| m.payload::<Str>()) {
                Some(module) if !module.is_text("builtins") => {
                    format!("{}.{}", module.to_string_lossy(), self.row.name)
                }
                _ => self.row.name.to_string(),
            },
        }
    }
}

/// A native attribute in a class's dict.
pub struct NativeProperty {
    /// Where it reads and writes.
    pub access: Access,
    /// Its class.
    pub owner: Ref<Type>,
}

/// Where a native attribute lives.
pub enum Access {
    /// Functions of a table row.
    Row(&'static GetSet),
    /// A `__slots__` entry: an index into the instance's values, and the name.
    Slot(usize, Ref<crate::types::Str>),
}
kaa_heap::payload!(NativeProperty, trace);

impl NativeProperty {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.owner.value());
    }
    /// Python name.
    pub fn name(&self) -> String {
        match &self.access {
            Access::Row(r) => r.name.to_string(),
            Access::Slot(_, n) => n.to_string_lossy().into_owned(),
        }
    }
}

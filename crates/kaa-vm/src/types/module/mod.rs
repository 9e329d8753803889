//! Modules. Methods are in `methods.rs`.

pub mod methods;

use crate::types::Dict;
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};

/// Payload of `module` objects.
pub struct Module {
    /// `__dict__`.
    pub dict: Ref<Dict>,
}
// A module in a cycle is freed by way of its dict; functions may keep that alive without the module.
kaa_heap::payload!(Module, trace);

impl Module {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.dict.value());
    }
}

impl Vm {
    /// A module object whose `__name__` is set.
    pub fn new_module(&self, name: &str, doc: Option<&str>) -> Ref<Module> {
        let dict = self.new_dict();
        dict.set_str(&self.names.__name__, self.str_value(name));
        dict.set_str(&self.names.__doc__, doc.map_or(Value::None, |d| self.str_value(d)));
        for n in [&self.names.__package__, &self.names.__loader__, &self.names.__spec__] {
            dict.set_str(n, Value::None);
        }
        self.new_object(&self.types.module, Module { dict })
    }
}

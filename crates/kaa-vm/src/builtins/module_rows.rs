//! Functions of native modules: from rows to `builtin_function_or_method` objects in a module's dict.

use crate::native::{Method, Signature, parse_signature};
use crate::types::{Dict, Module, NativeFunction};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

impl Vm {
    /// A module object over an existing dict, with the usual names set.
    pub fn module_with_dict(&self, name: &str, doc: Option<&str>, dict: &Ref<Dict>) -> Ref<Module> {
        dict.set_str(&self.names.__name__, self.intern(name).into());
        dict.set_str(&self.names.__doc__, doc.map_or(Value::None, |d| self.str_value(d)));
        dict.set_str(&self.names.__package__, self.str_value(""));
        for n in [&self.names.__loader__, &self.names.__spec__] {
            dict.set_str(n, Value::None);
        }
        self.new_object(&self.types.module, Module { dict: dict.clone() })
    }

    /// Puts functions into a module. A row that names `$module` gets the module as its first slot.
    pub fn add_functions(&self, module: &Ref<Module>, rows: &'static [Method]) {
        let name = module.dict.get_str(&self.names.__name__);
        for row in rows {
            let function = self.function_from_row(module, name.clone(), row);
            module.dict.set_str(&self.intern(row.name), function);
        }
    }

    /// A function of a module from its row.
    pub fn function_from_row(
        &self,
        module: &Ref<Module>,
        name: Option<Value>,
        row: &'static Method,
    ) -> Value {
        let signature: &'static Signature = Box::leak(Box::new(parse_signature(row.signature)));
        let receiver = signature.receiver.then(|| module.value().clone());
        let f = NativeFunction { row, signature, receiver, owner: None, module: name };
        self.new_object(&self.types.builtin_function, f).into()
    }
}

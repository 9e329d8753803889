//! Trees as objects: of the compiler's nodes, and as source again.

use super::Node as Payload;
use kaa_bytecode::nodes::{Item, Node};
use kaa_vm::types::{Dict, Module, Str, Type};
use kaa_vm::{Fallible, Ref, Value, Vm};
use std::collections::HashMap;

/// The objects of a tree. The module `_ast` must have been imported.
pub fn build(vm: &Vm, node: &Node) -> Fallible<Value> {
    let module = vm.modules.get_text(vm, "_ast");
    let Some(module) = module.as_ref().and_then(|m| m.payload::<Module>()) else {
        return Err(vm.system_error("_ast is not there"));
    };
    let mut b = Builder { vm, classes: &module.dict, single: HashMap::new() };
    b.node(node)
}

struct Builder<'a> {
    vm: &'a Vm,
    classes: &'a Ref<Dict>,
    /// Nodes without fields and place: there is one of each.
    single: HashMap<&'static str, Value>,
}

impl Builder<'_> {
    fn node(&mut self, node: &Node) -> Fallible<Value> {
        let is_plain = node.fields.is_empty() && node.place.is_none();
        if is_plain && let Some(v) = self.single.get(node.class) {
            return Ok(v.clone());
        }
        let vm = self.vm;
        let class = self.classes.get_text(vm, node.class);
        let Some(class) = class.as_ref().and_then(|c| c.as_ref::<Type>()) else {
            return Err(vm.system_error(format!("no class {}", node.class)));
        };
        let made: Value = vm.new_object(class, Payload).into();
        // Straight into the dict: writing attributes the general way looks at the native stack, which is another one here.
        let attributes = vm.new_dict();
        for (name, item) in &node.fields {
            attributes.set_str(&vm.intern(name), self.item(item)?);
        }
        if let Some(place) = node.place {
            for (name, n) in ["lineno", "col_offset", "end_lineno", "end_col_offset"].iter().zip(place) {
                attributes.set_str(&vm.intern(name), vm.new_int(i64::from(n)));
            }
        }
        vm.set_instance_dict(&made, attributes);
        if is_plain {
            self.single.insert(node.class, made.clone());
        }
        Ok(made)
    }

    fn item(&mut self, item: &Item) -> Fallible<Value> {
        let vm = self.vm;
        Ok(match item {
            Item::None => Value::None,
            Item::Node(n) => self.node(n)?,
            Item::List(items) => {
                let items = items.iter().map(|i| self.item(i)).collect::<Fallible<Vec<Value>>>()?;
                vm.new_list(items).into()
            }
            Item::Name(id) => vm.intern(id).into(),
            Item::Number(n) => vm.new_int(*n),
            Item::Constant(c) => vm.constant(c, kaa_vm::types::code::Origin::Program),
        })
    }
}

/// Is it a node?
pub fn is_node(v: &Value) -> bool {
    v.payload::<Payload>().is_some()
}

/// A source that means the same as a tree. The library writes it, so that what the tree says about lines is lost.
pub fn source(vm: &Vm, tree: &Value, mode: &str) -> Fallible<String> {
    let wanted = match mode {
        "eval" => "Expression",
        "single" => "Interactive",
        _ => "Module",
    };
    let got = vm.class_of(tree).name();
    if *got != *wanted {
        return Err(vm.type_error(format!("expected {wanted} node, got {got}")));
    }
    let library = vm.import_module("ast")?;
    let unparse = vm.get_attr(&library, &vm.intern("unparse"))?;
    let text = vm.call(&unparse, std::slice::from_ref(tree))?;
    Ok(text.payload::<Str>().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default())
}

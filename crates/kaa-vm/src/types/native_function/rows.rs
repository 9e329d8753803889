//! From table rows to the objects that stand in a class's or module's dict.
//!
//! Which Python type a row shows as follows CPython: special methods with a type slot are `wrapper_descriptor`s, the others
//! `method_descriptor`s. Binding them is `protocol/attribute.rs`'s.

use super::{Access, NativeFunction, NativeProperty};
use crate::native::{GetSet, Kind, Method, Signature, parse_signature};
use crate::types::Type;
use crate::types::descriptors::Wrapper;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::cell::RefCell;
use std::collections::HashMap;

/// Special methods that CPython keeps in a type slot, without their underscores.
const SLOTS: &[&str] = &[
    "abs",
    "add",
    "aiter",
    "and",
    "anext",
    "await",
    "bool",
    "buffer",
    "call",
    "contains",
    "del",
    "delattr",
    "delete",
    "delitem",
    "divmod",
    "eq",
    "float",
    "floordiv",
    "ge",
    "get",
    "getattribute",
    "getitem",
    "gt",
    "hash",
    "iadd",
    "iand",
    "ifloordiv",
    "ilshift",
    "imatmul",
    "imod",
    "imul",
    "index",
    "init",
    "int",
    "invert",
    "ior",
    "ipow",
    "irshift",
    "isub",
    "iter",
    "itruediv",
    "ixor",
    "le",
    "len",
    "lshift",
    "lt",
    "matmul",
    "mod",
    "mul",
    "ne",
    "neg",
    "next",
    "or",
    "pos",
    "pow",
    "radd",
    "rand",
    "rdivmod",
    "release_buffer",
    "repr",
    "rfloordiv",
    "rlshift",
    "rmatmul",
    "rmod",
    "rmul",
    "ror",
    "rpow",
    "rrshift",
    "rshift",
    "rsub",
    "rtruediv",
    "rxor",
    "set",
    "setattr",
    "setitem",
    "str",
    "sub",
    "truediv",
    "xor",
];

/// Methods of built-in types that CPython keeps as plain methods although their name has a slot.
const PLAIN: &[(&str, &str)] = &[
    ("list", "__getitem__"),
    ("dict", "__getitem__"),
    ("dict", "__contains__"),
    ("set", "__contains__"),
    ("frozenset", "__contains__"),
];

thread_local! {
    static SIGNATURES: RefCell<HashMap<&'static str, &'static Signature>> = RefCell::default();
}

/// The parsed form of a signature; each text is parsed once and kept for ever.
pub(super) fn signature_of(text: &'static str) -> &'static Signature {
    SIGNATURES.with(|known| {
        *known.borrow_mut().entry(text).or_insert_with(|| Box::leak(Box::new(parse_signature(text))))
    })
}

/// Has this special method a slot?
pub(crate) fn is_slot(name: &str) -> bool {
    let inner = name.strip_prefix("__").and_then(|n| n.strip_suffix("__"));
    inner.is_some_and(|n| SLOTS.binary_search(&n).is_ok())
}

/// Does the row of a class's table show as a slot's wrapper?
pub(super) fn is_wrapper(class: &Type, row: &Method) -> bool {
    row.kind == Kind::Method && is_slot(row.name) && !PLAIN.contains(&(&*class.name(), row.name))
}

impl Vm {
    /// A row of a class's method table as the object in its dict.
    pub fn method_from_row(&self, class: &Ref<Type>, row: &'static Method) -> Value {
        let native = NativeFunction {
            row,
            signature: signature_of(row.signature),
            receiver: None,
            owner: Some(class.clone()),
            module: None,
        };
        let types = &self.types;
        let shown = match row.kind {
            Kind::Method if is_wrapper(class, row) => &types.wrapper_descriptor,
            Kind::Method => &types.method_descriptor,
            Kind::Class => &types.classmethod_descriptor,
            Kind::Static | Kind::Function => &types.builtin_function,
        };
        let object = self.new_object(shown, native).into_value();
        if row.kind != Kind::Static || row.name == "__new__" {
            return object;
        }
        let wrapper = Wrapper { callable: RefCell::new(Some(object)), dict: RefCell::default() };
        self.new_object(&types.staticmethod, wrapper).into()
    }

    /// A row of a class's attribute table as the object in its dict.
    pub fn attribute_from_row(&self, class: &Ref<Type>, row: &'static GetSet) -> Value {
        let property = NativeProperty { access: Access::Row(row), owner: class.clone() };
        let shown = if row.member { &self.types.member_descriptor } else { &self.types.getset_descriptor };
        self.new_object(shown, property).into()
    }
}

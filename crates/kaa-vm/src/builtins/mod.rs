//! The module `builtins`: its functions as rows, a file for each kind, and [`install`], which fills `builtins.__dict__`.
//!
//! Types and exceptions come from their own tables. Source text reaches code through [`Vm::compile_hook`]; files and streams
//! are the business of the module `sys` and of `_io`, which are found by name only.

mod attributes;
mod classes;
mod code;
mod extreme;
pub mod import;
mod iterate;
mod module_rows;
mod numeric;
mod print;
mod reduce;
mod site;

use crate::native::Method;
use crate::vm::Vm;
use kaa_heap::Value;

/// All rows, by file.
const ROWS: &[&[Method]] = &[
    attributes::ROWS,
    classes::ROWS,
    code::ROWS,
    import::ROWS,
    iterate::ROWS,
    reduce::ROWS,
    extreme::ROWS,
    numeric::ROWS,
    print::ROWS,
    site::ROWS,
];

const DOC: &str = "Built-in functions, types, exceptions, and other objects.\n\nNames that every program finds without an import.";

/// Fills `vm.builtins` and makes the module object.
pub fn install(vm: &Vm) {
    let module = vm.module_with_dict("builtins", Some(DOC), &vm.builtins);
    for rows in ROWS {
        vm.add_functions(&module, rows);
    }
    vm.add_functions(&module, crate::eval::build_class::ROWS);
    install_types(vm);
    for (name, class) in vm.exceptions.all() {
        if !name.starts_with('_') || name == "_IncompleteInputError" {
            vm.builtins.set_str(&vm.intern(name), class.value().clone());
        }
    }
    for alias in ["EnvironmentError", "IOError"] {
        vm.builtins.set_str(&vm.intern(alias), vm.exceptions.os_error.value().clone());
    }
    let debug = vm.config.borrow().optimize == 0;
    for (name, value) in [
        ("None", Value::None),
        ("True", Value::True),
        ("False", Value::False),
        ("Ellipsis", Value::Ellipsis),
        ("NotImplemented", Value::NotImplemented),
        ("__debug__", Value::bool(debug)),
    ] {
        vm.builtins.set_str(&vm.intern(name), value);
    }
    vm.modules.set_str(&vm.names.builtins, module.into());
}

fn install_types(vm: &Vm) {
    let t = &vm.types;
    for (name, class) in [
        ("object", &t.object),
        ("type", &t.type_),
        ("int", &t.int),
        ("bool", &t.bool),
        ("float", &t.float),
        ("complex", &t.complex),
        ("str", &t.str),
        ("bytes", &t.bytes),
        ("bytearray", &t.bytearray),
        ("tuple", &t.tuple),
        ("list", &t.list),
        ("dict", &t.dict),
        ("set", &t.set),
        ("frozenset", &t.frozenset),
        ("range", &t.range),
        ("slice", &t.slice),
        ("property", &t.property),
        ("classmethod", &t.classmethod),
        ("staticmethod", &t.staticmethod),
        ("super", &t.super_),
        ("memoryview", &t.memoryview),
        ("enumerate", &t.enumerate),
        ("zip", &t.zip),
        ("map", &t.map),
        ("filter", &t.filter),
        ("reversed", &t.reversed),
    ] {
        vm.builtins.set_str(&vm.intern(name), class.value().clone());
    }
}

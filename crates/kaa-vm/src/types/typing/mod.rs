//! What the compiler asks of `typing`: type parameters, type aliases and generic bases (PEP 695), through intrinsics.
//!
//! The classes are those of the module `typing` (`_typing`); this file only reaches them.

use crate::flow::Fallible;
use crate::types::{Function, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

fn typing(vm: &Vm, name: &str, args: &[Value]) -> Fallible<Value> {
    let import = vm.builtins.get_str(&vm.names.__import__).unwrap_or(Value::None);
    let module = vm.call(&import, &[vm.str_value("_typing")])?;
    let f = vm.get_attr(&module, &vm.intern(name))?;
    vm.call(&f, args)
}

/// `CALL_INTRINSIC_1` with a number of the `typing` family.
pub(crate) fn intrinsic(vm: &Vm, number: u32, v: Value) -> Fallible<Value> {
    match number {
        7 => typing(vm, "TypeVar", &[v]),
        8 => typing(vm, "ParamSpec", &[v]),
        9 => typing(vm, "TypeVarTuple", &[v]),
        10 => {
            let generic = typing(vm, "_generic_base", std::slice::from_ref(&v))?;
            Ok(generic)
        }
        11 => match v.payload::<Tuple>().map(|t| &t[..]) {
            Some([name, params, value]) => typing(vm, "TypeAliasType", &[name.clone(), value.clone(), params.clone()]),
            _ => Err(vm.system_error("type alias without its parts")),
        },
        n => Err(vm.system_error(format!("no intrinsic {n}"))),
    }
}

/// `CALL_INTRINSIC_2` of the `typing` family.
pub(crate) fn intrinsic2(vm: &Vm, number: u32, a: Value, b: Value) -> Fallible<Value> {
    match number {
        2 => typing(vm, "_typevar_with_bound", &[a, b]),
        3 => typing(vm, "_typevar_with_constraints", &[a, b]),
        4 => {
            if let Some(f) = a.payload::<Function>() {
                *f.type_params.borrow_mut() = Some(b);
            }
            Ok(a)
        }
        5 => {
            vm.set_attr(&a, &vm.intern("__default__"), b)?;
            Ok(a)
        }
        n => Err(vm.system_error(format!("no intrinsic {n}"))),
    }
}

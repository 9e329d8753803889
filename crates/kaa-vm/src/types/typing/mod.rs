//! The native part of `typing`: type parameters, type aliases, `Generic`, and the instructions that make them (PEP 695, 696).
//!
//! What needs the rules of substitution is in the library's `typing.py`, which is imported when first needed.

pub mod alias;
pub mod generic;
pub mod param;
pub mod param_methods;
pub mod spec_args;

pub use alias::TypeAlias;
pub use param::{ParamKind, TypeParam};

use crate::flow::Fallible;
use crate::types::{Function, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// `CALL_INTRINSIC_1`'s part of this module.
pub fn intrinsic(vm: &Vm, number: u32, v: Value) -> Fallible<Value> {
    match number {
        7 => Ok(param::from_syntax(vm, ParamKind::TypeVar, v)),
        8 => Ok(param::from_syntax(vm, ParamKind::ParamSpec, v)),
        9 => Ok(param::from_syntax(vm, ParamKind::TypeVarTuple, v)),
        10 => generic::subscript(vm, &v),
        11 => alias::from_syntax(vm, &v),
        _ => Err(vm.system_error(format!("unknown intrinsic {number}"))),
    }
}

/// `CALL_INTRINSIC_2`'s part of this module.
pub fn intrinsic2(vm: &Vm, number: u32, a: Value, b: Value) -> Fallible<Value> {
    match number {
        2 => Ok(param::bounded(vm, a, b)),
        3 => Ok(param::constrained(vm, a, b)),
        4 => {
            if let Some(f) = a.payload::<Function>() {
                let old = f.type_params.replace(Some(b));
                drop(old);
            }
            Ok(a)
        }
        5 => {
            if let Some(p) = a.payload::<TypeParam>() {
                p.set_default_later(b);
            }
            Ok(a)
        }
        _ => Err(vm.system_error(format!("unknown intrinsic {number}"))),
    }
}

/// Calls a function of the library's `typing`.
pub(crate) fn call_library(vm: &Vm, name: &str, args: &[Value]) -> Fallible<Value> {
    let f = library(vm, name)?;
    vm.call(&f, args)
}

/// A name in the library's `typing`.
pub(crate) fn library(vm: &Vm, name: &str) -> Fallible<Value> {
    let module = match vm.modules.get_text(vm, "typing") {
        Some(m) => m,
        None => {
            let Some(import) = vm.builtins.get_str(&vm.names.__import__) else {
                return Err(vm.error(&vm.exceptions.import_error, "__import__ not found"));
            };
            vm.call(&import, &[vm.str_value("typing")])?
        }
    };
    vm.get_attr(&module, &vm.intern(name))
}

/// `Unpack[v]`.
fn unpacked(vm: &Vm, v: &Value) -> Fallible<Value> {
    let unpack = library(vm, "Unpack")?;
    vm.get_item(&unpack, v)
}

/// The one `typing.NoDefault`.
pub fn no_default(vm: &Vm) -> Value {
    if let Some(v) = vm.module_state.borrow().get("typing.NoDefault") {
        return v.clone();
    }
    let v: Value = vm.new_object(&vm.types.no_default_type, crate::types::builtin_types::Empty).into();
    vm.module_state.borrow_mut().insert("typing.NoDefault", v.clone());
    v
}

/// `__module__` of what Python code makes now.
fn caller_module(vm: &Vm) -> Option<Value> {
    vm.caller_globals()?.get_str(&vm.names.__name__)
}

/// A value that is computed when first asked for, by a function of the compiler's.
pub(crate) fn evaluate(vm: &Vm, f: &Value) -> Fallible<Value> {
    vm.call(f, &[vm.new_int(1)])
}

/// The name argument as a `str`.
fn name_of(vm: &Vm, v: &Value, function: &str) -> Fallible<Ref<Str>> {
    v.as_ref::<Str>().cloned().ok_or_else(|| {
        let t = vm.type_name(v);
        vm.type_error(format!("{function}() argument 'name' must be str, not {t}"))
    })
}

/// The tuple in a value, or nothing.
fn items(v: &Value) -> &[Value] {
    v.payload::<Tuple>().map_or(&[], |t| &t[..])
}

/// Type parameters with each TypeVarTuple unpacked.
fn unpack_tuples(vm: &Vm, params: &[Value]) -> Fallible<Ref<Tuple>> {
    let mut out = Vec::with_capacity(params.len());
    for p in params {
        let is_tuple = p.payload::<TypeParam>().is_some_and(|t| t.kind == ParamKind::TypeVarTuple);
        out.push(if is_tuple { unpacked(vm, p)? } else { p.clone() });
    }
    Ok(vm.new_tuple(out))
}

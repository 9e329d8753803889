//! The module `math`: `real.rs` functions of floats, `gamma.rs`, `whole.rs` functions of ints, `sums.rs` functions of many.

mod gamma;
mod real;
mod sums;
mod whole;

use kaa_vm::types::Module;
use kaa_vm::{Fallible, Raised, Ref, Value, Vm};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("math", Some("Mathematical functions of real numbers."));
    for rows in [real::UNARY, real::ROWS, whole::ROWS, sums::ROWS] {
        vm.add_functions(&module, rows);
    }
    for (name, x) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        module.dict.set_str(&vm.intern(name), vm.new_float(x));
    }
    Ok(module)
}

/// A real number as a float.
pub(crate) fn real_arg(vm: &Vm, v: &Value) -> Fallible<f64> {
    if let Some(x) = kaa_vm::types::float::as_f64(v) {
        return Ok(x);
    }
    if let Some(i) = kaa_vm::types::int::as_bigint(v) {
        return kaa_data::number::convert::int_to_float(&i).map_err(|e| vm.data_error(&e));
    }
    let class = vm.class_of(v);
    let convertible = class.special(vm, kaa_vm::dunder::Dunder::Float).is_some()
        || class.special(vm, kaa_vm::dunder::Dunder::Index).is_some();
    if !convertible {
        return Err(vm.type_error(format!("must be real number, not {}", vm.type_name(v))));
    }
    vm.real_argument(v)
}

#[cold]
fn domain(vm: &Vm) -> Raised {
    vm.value_error("math domain error")
}

#[cold]
fn range(vm: &Vm) -> Raised {
    vm.overflow_error("math range error")
}

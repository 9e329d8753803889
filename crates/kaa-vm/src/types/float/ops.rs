//! `float`'s operators: an int operand is converted first, others get NotImplemented. Comparison with ints is exact.

use super::as_f64;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::protocol::CompareOp;
use crate::types::int::as_bigint;
use crate::vm::Vm;
use kaa_data::number::float::Power;
use kaa_data::number::{convert, float};
use kaa_heap::Value;

/// The double that an operand stands for; `Ok(None)` when it is no real number.
#[inline]
pub(crate) fn operand(vm: &Vm, v: &Value) -> Fallible<Option<f64>> {
    if let Some(f) = as_f64(v) {
        return Ok(Some(f));
    }
    if let Some(i) = v.as_small_int() {
        return Ok(Some(i as f64));
    }
    match as_bigint(v) {
        Some(i) => convert::int_to_float(&i).map(Some).map_err(|e| vm.data_error(&e)),
        None => Ok(None),
    }
}

fn apply(vm: &Vm, a: &Value, b: &Value, f: impl Fn(f64, f64) -> kaa_data::Result<f64>) -> NativeResult {
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else { return done(Value::NotImplemented) };
    match f(x, y) {
        Ok(r) => done(vm.new_float(r)),
        Err(e) => Err(vm.data_error(&e)),
    }
}

macro_rules! operators {
    ($($row:ident, $reflected:ident, $op:expr;)*) => {$(
        pub(super) fn $row(vm: &Vm, args: &[Slot]) -> NativeResult {
            apply(vm, arg(args, 0), arg(args, 1), $op)
        }
        pub(super) fn $reflected(vm: &Vm, args: &[Slot]) -> NativeResult {
            apply(vm, arg(args, 1), arg(args, 0), $op)
        }
    )*};
}

operators! {
    add, radd, |x, y| Ok(x + y);
    sub, rsub, |x, y| Ok(x - y);
    mul, rmul, |x, y| Ok(x * y);
    truediv, rtruediv, float::true_div;
    floordiv, rfloordiv, float::floor_div;
    modulo, rmodulo, float::modulo;
}

fn op_divmod(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else { return done(Value::NotImplemented) };
    let (q, r) = float::div_mod(x, y).map_err(|e| vm.data_error(&e))?;
    done(vm.new_tuple(vec![vm.new_float(q), vm.new_float(r)]))
}
pub(super) fn divmod(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_divmod(vm, arg(args, 0), arg(args, 1))
}
pub(super) fn rdivmod(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_divmod(vm, arg(args, 1), arg(args, 0))
}

fn op_pow(vm: &Vm, a: &Value, b: &Value, m: Option<&Value>) -> NativeResult {
    if m.is_some_and(|m| !m.is_none()) {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else { return done(Value::NotImplemented) };
    match float::pow(x, y) {
        Ok(Power::Real(f)) => done(vm.new_float(f)),
        Ok(Power::Complex(z)) => done(vm.new_complex(z.re, z.im)),
        Err(e) => Err(vm.data_error(&e)),
    }
}
pub(super) fn pow(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_pow(vm, arg(args, 0), arg(args, 1), args[2].as_ref())
}
pub(super) fn rpow(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_pow(vm, arg(args, 1), arg(args, 0), args[2].as_ref())
}

/// The order of a float and a number; `Ok(None)` when unordered, `Err(())` when the other is no real number.
fn order(a: f64, b: &Value) -> Result<Option<std::cmp::Ordering>, ()> {
    if let Some(y) = as_f64(b) {
        return Ok(a.partial_cmp(&y));
    }
    match as_bigint(b) {
        Some(i) => Ok(convert::compare(&i, a).map(std::cmp::Ordering::reverse)),
        None => Err(()),
    }
}

fn compare(args: &[Slot], op: CompareOp) -> NativeResult {
    let Some(x) = as_f64(arg(args, 0)) else { return done(Value::NotImplemented) };
    match order(x, arg(args, 1)) {
        Ok(Some(o)) => done(Value::bool(op.holds(o))),
        Ok(None) => done(Value::bool(op == CompareOp::Ne)),
        Err(()) => done(Value::NotImplemented),
    }
}
pub(super) fn lt(_: &Vm, args: &[Slot]) -> NativeResult {
    compare(args, CompareOp::Lt)
}
pub(super) fn le(_: &Vm, args: &[Slot]) -> NativeResult {
    compare(args, CompareOp::Le)
}
pub(super) fn eq(_: &Vm, args: &[Slot]) -> NativeResult {
    compare(args, CompareOp::Eq)
}
pub(super) fn ne(_: &Vm, args: &[Slot]) -> NativeResult {
    compare(args, CompareOp::Ne)
}
pub(super) fn gt(_: &Vm, args: &[Slot]) -> NativeResult {
    compare(args, CompareOp::Gt)
}
pub(super) fn ge(_: &Vm, args: &[Slot]) -> NativeResult {
    compare(args, CompareOp::Ge)
}

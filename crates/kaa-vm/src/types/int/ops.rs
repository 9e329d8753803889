//! `int`'s operators: each takes two values, answers NotImplemented for foreign ones, and tries machine integers first.

use super::{as_bigint, is_int};
use crate::flow::{NativeResult, done};
use crate::native::{Slot, arg};
use crate::protocol::CompareOp;
use crate::vm::Vm;
use kaa_data::number::{convert, int};
use kaa_data::{Error, Result};
use kaa_heap::Value;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use std::borrow::Cow;

/// Both operands as machine integers.
#[inline(always)]
fn small(a: &Value, b: &Value) -> Option<(i64, i64)> {
    Some((a.as_small_int()?, b.as_small_int()?))
}

/// Both operands as big integers; `None` when one is no int.
fn big<'a>(a: &'a Value, b: &'a Value) -> Option<(Cow<'a, BigInt>, Cow<'a, BigInt>)> {
    Some((as_bigint(a)?, as_bigint(b)?))
}

/// One operator from its machine form (`None`: does not fit) and its big form.
#[inline(always)]
fn apply(
    vm: &Vm,
    a: &Value,
    b: &Value,
    quick: impl Fn(i64, i64) -> Option<i64>,
    slow: impl Fn(&BigInt, &BigInt) -> Result<BigInt>,
) -> NativeResult {
    if let Some((x, y)) = small(a, b)
        && let Some(r) = quick(x, y)
    {
        return done(vm.new_int(r));
    }
    match big(a, b) {
        Some((x, y)) => match slow(&x, &y) {
            Ok(r) => done(vm.new_bigint(r)),
            Err(e) => Err(vm.data_error(&e)),
        },
        None => done(Value::NotImplemented),
    }
}

/// An operator's function, and its row function and reflected row function.
macro_rules! operators {
    ($($name:ident, $row:ident, $reflected:ident, $quick:expr, $slow:expr;)*) => {$(
        #[doc = concat!("The operator `", stringify!($name), "`.")]
        fn $name(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
            apply(vm, a, b, $quick, $slow)
        }
        pub(super) fn $row(vm: &Vm, args: &[Slot]) -> NativeResult {
            $name(vm, arg(args, 0), arg(args, 1))
        }
        pub(super) fn $reflected(vm: &Vm, args: &[Slot]) -> NativeResult {
            $name(vm, arg(args, 1), arg(args, 0))
        }
    )*};
}

operators! {
    op_add, add, radd, i64::checked_add, |x, y| Ok(x + y);
    op_sub, sub, rsub, i64::checked_sub, |x, y| Ok(x - y);
    op_mul, mul, rmul, i64::checked_mul, multiply;
    op_floordiv, floordiv, rfloordiv, |x, y| quick_div_mod(x, y).map(|p| p.0), int::floor_div;
    op_mod, modulo, rmodulo, |x, y| quick_div_mod(x, y).map(|p| p.1), int::modulo;
    op_and, and, rand, |x, y| Some(x & y), |x, y| Ok(x & y);
    op_or, or, ror, |x, y| Some(x | y), |x, y| Ok(x | y);
    op_xor, xor, rxor, |x, y| Some(x ^ y), |x, y| Ok(x ^ y);
    op_lshift, lshift, rlshift, quick_lshift, int::shl;
    op_rshift, rshift, rrshift, quick_rshift, int::shr;
}

/// Products of more bits than this are refused with MemoryError before memory is asked for.
const MOST_BITS: u64 = 1 << 35;

fn multiply(x: &BigInt, y: &BigInt) -> Result<BigInt> {
    if x.bits() + y.bits() > MOST_BITS { Err(Error::memory()) } else { Ok(x * y) }
}

/// Floor quotient and remainder; `None` when `y` is zero or the quotient overflows.
fn quick_div_mod(x: i64, y: i64) -> Option<(i64, i64)> {
    let (q, r) = (x.checked_div(y)?, x.checked_rem(y)?);
    Some(if r != 0 && (r < 0) != (y < 0) { (q - 1, r + y) } else { (q, r) })
}

fn quick_lshift(x: i64, n: i64) -> Option<i64> {
    let r = x.checked_shl(u32::try_from(n).ok().filter(|n| *n < 63)?)?;
    (r >> n == x).then_some(r)
}

fn quick_rshift(x: i64, n: i64) -> Option<i64> {
    if n < 0 { None } else { Some(x >> n.min(63)) }
}

fn op_truediv(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
    const EXACT: i64 = 1 << 53;
    if let Some((x, y)) = small(a, b)
        && y != 0
        && (-EXACT..=EXACT).contains(&x)
        && (-EXACT..=EXACT).contains(&y)
    {
        return done(vm.new_float(x as f64 / y as f64));
    }
    match big(a, b) {
        Some((x, y)) => match int::true_div(&x, &y) {
            Ok(f) => done(vm.new_float(f)),
            Err(e) => Err(vm.data_error(&e)),
        },
        None => done(Value::NotImplemented),
    }
}
pub(super) fn truediv(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_truediv(vm, arg(args, 0), arg(args, 1))
}
pub(super) fn rtruediv(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_truediv(vm, arg(args, 1), arg(args, 0))
}

fn op_divmod(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
    if let Some((q, r)) = super::wide::quotient(vm, a, b) {
        return done(vm.new_tuple(vec![q, r]));
    }
    let Some((x, y)) = big(a, b) else { return done(Value::NotImplemented) };
    let (q, r) = int::div_mod(&x, &y).map_err(|e| vm.data_error(&e))?;
    done(vm.new_tuple(vec![vm.new_bigint(q), vm.new_bigint(r)]))
}
pub(super) fn divmod(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_divmod(vm, arg(args, 0), arg(args, 1))
}
pub(super) fn rdivmod(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_divmod(vm, arg(args, 1), arg(args, 0))
}

fn op_pow(vm: &Vm, a: &Value, b: &Value, m: Option<&Value>) -> NativeResult {
    let Some((x, y)) = big(a, b) else { return done(Value::NotImplemented) };
    if let Some(m) = m.filter(|m| !m.is_none()) {
        if crate::types::float::as_f64(m).is_some() {
            return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
        }
        if let (Some(x), Some(y), Some(m)) = (a.as_small_int(), b.as_small_int(), m.as_small_int())
            && let Some(r) = super::wide::pow_mod(x, y, m)
        {
            return done(vm.new_int(r));
        }
        let Some(m) = as_bigint(m) else { return done(Value::NotImplemented) };
        let r = int::pow_mod(&x, &y, &m).map_err(|e| vm.data_error(&e))?;
        return done(vm.new_bigint(r));
    }
    if !y.is_negative() {
        let r = int::pow(&x, &y).map_err(|e| vm.data_error(&e))?;
        return done(vm.new_bigint(r));
    }
    if x.is_zero() {
        return Err(vm.zero_division_error("zero to a negative power"));
    }
    let base = convert::int_to_float(&x).map_err(|e| vm.data_error(&e))?;
    let exponent = convert::int_to_float(&y).map_err(|e| vm.data_error(&e))?;
    done(vm.new_float(base.powf(exponent)))
}
pub(super) fn pow(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_pow(vm, arg(args, 0), arg(args, 1), args[2].as_ref())
}
pub(super) fn rpow(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_pow(vm, arg(args, 1), arg(args, 0), args[2].as_ref())
}

fn compare(args: &[Slot], op: CompareOp) -> NativeResult {
    let (a, b) = (arg(args, 0), arg(args, 1));
    if let Some((x, y)) = small(a, b) {
        return done(Value::bool(op.holds(x.cmp(&y))));
    }
    match big(a, b) {
        Some((x, y)) => done(Value::bool(op.holds(x.cmp(&y)))),
        None => done(Value::NotImplemented),
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

/// A unary operator from a function on big integers; ints that are small take the same way, they are seldom hot here.
fn unary(vm: &Vm, v: &Value, f: impl Fn(&BigInt) -> BigInt) -> NativeResult {
    debug_assert!(is_int(v), "int's methods receive ints");
    done(vm.new_bigint(f(&as_bigint(v).unwrap_or_default())))
}
pub(super) fn neg(vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(i) = arg(args, 0).as_small_int() {
        return done(vm.new_int(-i));
    }
    unary(vm, arg(args, 0), |i| -i)
}
pub(super) fn abs(vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(i) = arg(args, 0).as_small_int() {
        return done(vm.new_int(i.abs()));
    }
    unary(vm, arg(args, 0), BigInt::abs)
}
pub(super) fn invert(vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(i) = arg(args, 0).as_small_int() {
        return done(vm.new_int(!i));
    }
    unary(vm, arg(args, 0), |i| !i)
}
pub(super) fn truth(_: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(as_bigint(arg(args, 0)).is_some_and(|i| !i.is_zero())))
}

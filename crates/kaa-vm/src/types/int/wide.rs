//! Operators on ints of up to 128 bits, without intermediate big integers: where the product of two machine integers, or a
//! number of two or three digits' worth more, comes up. What does not fit is left to `ops.rs`.

use super::BigInteger;
use crate::protocol::BinaryOp;
use crate::vm::Vm;
use kaa_heap::Value;
use num_traits::ToPrimitive;

/// An exact `int` of up to 128 bits.
#[inline]
fn wide(vm: &Vm, v: &Value) -> Option<i128> {
    if let Some(i) = v.as_small_int() {
        return Some(i128::from(i));
    }
    if !vm.is_exact(v, &vm.types.int) {
        return None;
    }
    let big = &v.payload::<BigInteger>()?.value;
    let (low, high) = {
        let mut digits = big.iter_u64_digits();
        let (low, high) = (digits.next().unwrap_or(0), digits.next().unwrap_or(0));
        if digits.next().is_some() {
            return None;
        }
        (low, high)
    };
    let magnitude = i128::try_from(u128::from(high) << 64 | u128::from(low)).ok()?;
    Some(if big.sign() == num_bigint::Sign::Minus { -magnitude } else { magnitude })
}

/// `a op b`, when both are exact ints and the result has at most 128 bits.
pub(crate) fn binary(vm: &Vm, op: BinaryOp, a: &Value, b: &Value) -> Option<Value> {
    let (x, y) = (wide(vm, a)?, wide(vm, b)?);
    let result = match op {
        BinaryOp::Add => x.checked_add(y)?,
        BinaryOp::Subtract => x.checked_sub(y)?,
        BinaryOp::Multiply => x.checked_mul(y)?,
        BinaryOp::And => x & y,
        BinaryOp::Or => x | y,
        BinaryOp::Xor => x ^ y,
        BinaryOp::FloorDivide => div_mod(x, y)?.0,
        BinaryOp::Mod => div_mod(x, y)?.1,
        BinaryOp::RShift => x >> u32::try_from(y).ok()?.min(127),
        BinaryOp::LShift => {
            let n = u32::try_from(y).ok().filter(|n| *n < 127)?;
            let r = x << n;
            if r >> n != x {
                return None;
            }
            r
        }
        BinaryOp::Power => x.checked_pow(u32::try_from(y).ok()?)?,
        BinaryOp::TrueDivide | BinaryOp::MatMul => return None,
    };
    Some(vm.new_wide(result))
}

/// Floor quotient and remainder; `None` when `y` is zero or the quotient overflows.
pub(crate) fn div_mod(x: i128, y: i128) -> Option<(i128, i128)> {
    if let (Ok(x), Ok(y)) = (i64::try_from(x), i64::try_from(y)) {
        let (q, r) = (x.checked_div(y)?, x.checked_rem(y)?);
        let (q, r) = if r != 0 && (r < 0) != (y < 0) { (q - 1, r + y) } else { (q, r) };
        return Some((i128::from(q), i128::from(r)));
    }
    let (q, r) = (x.checked_div(y)?, x.checked_rem(y)?);
    Some(if r != 0 && (r < 0) != (y < 0) { (q - 1, r + y) } else { (q, r) })
}

/// Quotient and remainder of two exact ints of up to 128 bits.
pub(crate) fn quotient(vm: &Vm, a: &Value, b: &Value) -> Option<(Value, Value)> {
    let (q, r) = div_mod(wide(vm, a)?, wide(vm, b)?)?;
    Some((vm.new_wide(q), vm.new_wide(r)))
}

/// `x ** y % m` of machine integers, for `y` not negative and `m` positive.
pub(crate) fn pow_mod(x: i64, y: i64, m: i64) -> Option<i64> {
    let (mut y, m) = (u64::try_from(y).ok()?, i128::from(m));
    if m <= 0 {
        return None;
    }
    let (mut base, mut result) = (i128::from(x).rem_euclid(m), 1 % m);
    while y > 0 {
        if y & 1 == 1 {
            result = result * base % m;
        }
        base = base * base % m;
        y >>= 1;
    }
    i64::try_from(result).ok()
}

/// The float that is the text of plain digits, point and exponent.
pub(crate) fn plain_float(text: &[u8]) -> Option<f64> {
    if text.len() > 32 || !text.iter().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e')) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// A small int that is the decimal text of up to 18 digits, with an optional sign.
pub(crate) fn decimal(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut n = 0i64;
    for d in digits {
        if !d.is_ascii_digit() {
            return None;
        }
        n = n * 10 + i64::from(d - b'0');
    }
    Some(if negative { -n } else { n })
}

/// The magnitude's value as a float, when the int is small or of up to 53 bits.
pub(crate) fn exact_f64(v: &Value) -> Option<f64> {
    let i = v.as_small_int()?;
    if i.unsigned_abs() <= 1 << 53 { i.to_f64() } else { None }
}

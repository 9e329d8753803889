//! Operators on ints. Results of more than 128 bits are left to run time where they could get large.

use kaa_bytecode::Const;
use kaa_bytecode::operand::binary as operator;
use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive, Zero};

/// The most bits that multiplication, powers and shifts may give.
const MAX_BITS: u64 = 128;

/// `a OP b`
pub(super) fn binary(a: &BigInt, op: u32, b: &BigInt) -> Option<Const> {
    let value = match op {
        operator::ADD => a + b,
        operator::SUBTRACT => a - b,
        operator::MULTIPLY => {
            if !a.is_zero() && !b.is_zero() && a.bits() + b.bits() > MAX_BITS {
                return None;
            }
            a * b
        }
        operator::TRUE_DIVIDE => return true_divide(a, b).map(Const::Float),
        operator::FLOOR_DIVIDE => div_mod(a, b)?.0,
        operator::REMAINDER => div_mod(a, b)?.1,
        operator::POWER => return power(a, b),
        operator::LSHIFT => shift_left(a, b)?,
        operator::RSHIFT => shift_right(a, b)?,
        operator::AND => a & b,
        operator::OR => a | b,
        operator::XOR => a ^ b,
        _ => return None,
    };
    Some(Const::int(value))
}

/// The nearest float; `None` beyond the largest.
pub(super) fn to_float(value: &BigInt) -> Option<f64> {
    let float = match value.to_i64() {
        Some(small) => small as f64,
        None => value.to_string().parse().ok()?,
    };
    float.is_finite().then_some(float)
}

/// Rounded down, as Python does.
fn div_mod(a: &BigInt, b: &BigInt) -> Option<(BigInt, BigInt)> {
    if b.is_zero() {
        return None;
    }
    let (quotient, rest) = (a / b, a % b);
    if !rest.is_zero() && rest.sign() != b.sign() {
        return Some((quotient - 1, rest + b));
    }
    Some((quotient, rest))
}

fn power(a: &BigInt, b: &BigInt) -> Option<Const> {
    if b.is_negative() {
        return super::float::binary(to_float(a)?, operator::POWER, to_float(b)?);
    }
    if a.is_zero() || b.is_zero() {
        return Some(Const::Int(i64::from(b.is_zero())));
    }
    let exponent = b.to_u64()?;
    if a.bits() > MAX_BITS / exponent {
        return None;
    }
    Some(Const::int(a.pow(u32::try_from(exponent).ok()?)))
}

fn shift_left(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    if b.is_negative() {
        return None;
    }
    if a.is_zero() {
        return Some(BigInt::ZERO);
    }
    let bits = b.to_u64().filter(|&bits| bits <= MAX_BITS)?;
    if bits != 0 && a.bits() > MAX_BITS - bits {
        return None;
    }
    Some(a << bits)
}

fn shift_right(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    if b.is_negative() {
        return None;
    }
    let all_out = || if a.is_negative() { BigInt::from(-1) } else { BigInt::ZERO };
    Some(b.to_u64().filter(|&bits| bits <= a.bits()).map_or_else(all_out, |bits| a >> bits))
}

/// The nearest float to a quotient.
fn true_divide(a: &BigInt, b: &BigInt) -> Option<f64> {
    /// Ints up to here are floats exactly.
    const EXACT: u64 = 53;
    if b.is_zero() {
        return None;
    }
    if a.is_zero() {
        return Some(if b.is_negative() { -0.0 } else { 0.0 });
    }
    if a.bits() <= EXACT && b.bits() <= EXACT {
        return Some(to_float(a)? / to_float(b)?);
    }
    // A quotient of 66 bits or more, the lowest of which also stands for what was cut off.
    let shift = 66 - (a.bits() as i64 - b.bits() as i64);
    let (mut top, mut bottom) = (a.magnitude().clone(), b.magnitude().clone());
    if shift >= 0 {
        top <<= shift as u64;
    } else {
        bottom <<= shift.unsigned_abs();
    }
    let sticky = !(&top % &bottom).is_zero();
    let quotient = (top / bottom).to_u128()? | u128::from(sticky);
    let value = scale(quotient as f64, -shift);
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    value.is_finite().then_some(if negative { -value } else { value })
}

/// `value * 2**exponent`, in steps that stay in range.
fn scale(mut value: f64, mut exponent: i64) -> f64 {
    while exponent != 0 && value != 0.0 && value.is_finite() {
        let step = exponent.clamp(-1000, 1000);
        value *= 2f64.powi(step as i32);
        exponent -= step;
    }
    value
}

//! Operators on floats.

use kaa_bytecode::Const;
use kaa_bytecode::operand::binary as operator;
use num_bigint::BigInt;
use num_traits::FromPrimitive;

use super::Number;

/// `a OP b`
pub(super) fn binary(a: f64, op: u32, b: f64) -> Option<Const> {
    let value = match op {
        operator::ADD => a + b,
        operator::SUBTRACT => a - b,
        operator::MULTIPLY => a * b,
        operator::POWER => return power(a, b),
        _ if b == 0.0 => return None,
        operator::TRUE_DIVIDE => a / b,
        operator::FLOOR_DIVIDE => div_mod(a, b).0,
        operator::REMAINDER => div_mod(a, b).1,
        _ => return None,
    };
    Some(Const::Float(value))
}

/// The int that a float is, if it is one.
pub(super) fn to_int(value: f64) -> Option<BigInt> {
    if value.fract() == 0.0 { BigInt::from_f64(value) } else { None }
}

/// Rounded down; the rest has the sign of the divisor.
fn div_mod(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0f64.copysign(a / b), rest);
    }
    let mut floor = quotient.floor();
    if quotient - floor > 0.5 {
        floor += 1.0;
    }
    (floor, rest)
}

fn power(a: f64, b: f64) -> Option<Const> {
    if a == 0.0 && b < 0.0 {
        return None;
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b.floor() != b {
        return super::complex::binary(&Number::Float(a), operator::POWER, &Number::Float(b));
    }
    let value = a.powf(b);
    // An overflow raises; infinity out of infinity does not.
    if value.is_infinite() && a.is_finite() && b.is_finite() {
        return None;
    }
    Some(Const::Float(value))
}

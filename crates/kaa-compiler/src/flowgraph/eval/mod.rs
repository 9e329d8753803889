//! What Python's operators give for constants.
//!
//! `None` means "leave it to run time": the operation raises, warns, or its result would be large. Knows nothing of
//! instructions.

mod complex;
mod float;
mod int;
mod sequence;

use kaa_bytecode::Const;
use kaa_bytecode::operand::binary as operator;
use num_bigint::BigInt;

/// A number, by the kind that decides how operators treat it.
enum Number {
    Int(BigInt),
    Float(f64),
    Complex(f64, f64),
}

impl Number {
    fn of(value: &Const) -> Option<Number> {
        match value {
            Const::Float(value) => Some(Number::Float(*value)),
            Const::Complex(re, im) => Some(Number::Complex(*re, *im)),
            value => value.as_int().map(Number::Int),
        }
    }

    /// The number as a float, unless it is complex or too large.
    fn as_float(&self) -> Option<f64> {
        match self {
            Number::Int(value) => int::to_float(value),
            Number::Float(value) => Some(*value),
            Number::Complex(..) => None,
        }
    }
}

/// `left OP right`, with the numbers of `BINARY_OP`.
pub(super) fn binary(left: &Const, op: u32, right: &Const) -> Option<Const> {
    if op == operator::SUBSCR {
        return sequence::subscript(left, right);
    }
    match (Number::of(left), Number::of(right)) {
        (Some(a), Some(b)) => numbers(left, a, op, right, b),
        (None, Some(Number::Int(count))) if op == operator::MULTIPLY => sequence::repeat(left, &count),
        (Some(Number::Int(count)), None) if op == operator::MULTIPLY => sequence::repeat(right, &count),
        (None, None) if op == operator::ADD => sequence::concat(left, right),
        _ => None,
    }
}

fn numbers(left: &Const, a: Number, op: u32, right: &Const, b: Number) -> Option<Const> {
    match (&a, &b) {
        (Number::Int(a), Number::Int(b)) => {
            let bools = is_bool(left) && is_bool(right);
            match op {
                operator::AND | operator::OR | operator::XOR if bools => {
                    let value = int::binary(a, op, b)?;
                    Some(Const::bool(value.is_true()))
                }
                _ => int::binary(a, op, b),
            }
        }
        (Number::Complex(..), _) | (_, Number::Complex(..)) => complex::binary(&a, op, &b),
        _ => float::binary(a.as_float()?, op, b.as_float()?),
    }
}

fn is_bool(value: &Const) -> bool {
    matches!(value, Const::True | Const::False)
}

/// `-value`
pub(super) fn negative(value: &Const) -> Option<Const> {
    Some(match Number::of(value)? {
        Number::Int(value) => Const::int(-value),
        Number::Float(value) => Const::Float(-value),
        Number::Complex(re, im) => Const::Complex(-re, -im),
    })
}

/// `+value`
pub(super) fn positive(value: &Const) -> Option<Const> {
    Some(match Number::of(value)? {
        Number::Int(value) => Const::int(value),
        Number::Float(value) => Const::Float(value),
        Number::Complex(re, im) => Const::Complex(re, im),
    })
}

/// `~value`; of a bool it warns, so that happens at run time.
pub(super) fn invert(value: &Const) -> Option<Const> {
    match Number::of(value)? {
        Number::Int(number) if !is_bool(value) => Some(Const::int(!number)),
        _ => None,
    }
}

/// Drops constants that are equal, as Python's sets see it, to an earlier one.
pub(super) fn unique(values: Vec<Const>) -> Vec<Const> {
    let mut kept: Vec<Const> = Vec::with_capacity(values.len());
    for value in values {
        if !kept.iter().any(|known| equal(known, &value)) {
            kept.push(value);
        }
    }
    kept
}

/// Python's `==`.
fn equal(a: &Const, b: &Const) -> bool {
    if a == b {
        return true;
    }
    match (a, b) {
        (Const::Tuple(a), Const::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal(a, b))
        }
        _ => match (Number::of(a), Number::of(b)) {
            (Some(a), Some(b)) => equal_numbers(&a, &b),
            _ => false,
        },
    }
}

fn equal_numbers(a: &Number, b: &Number) -> bool {
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => a == b,
        (Number::Int(int), Number::Float(float)) | (Number::Float(float), Number::Int(int)) => {
            float::to_int(*float).is_some_and(|value| value == *int)
        }
        (Number::Float(a), Number::Float(b)) => a == b,
        (Number::Complex(a, b), Number::Complex(c, d)) => a == c && b == d,
        (Number::Complex(re, im), other) | (other, Number::Complex(re, im)) => {
            *im == 0.0 && equal_numbers(&Number::Float(*re), other)
        }
    }
}

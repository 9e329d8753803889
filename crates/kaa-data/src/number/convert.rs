//! Between ints and floats: conversion rounded correctly, truncation, exact comparison, exact ratios.
//!
//! Must not know: texts of numbers. `scale` is the one place where a result is rounded to 53 bits.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::Int;
use crate::{Error, Result};

/// `2 ** e` for `e` from -1074 to 1023.
fn power_of_two(e: i32) -> f64 {
    if e >= -1022 { f64::from_bits(((e + 1023) as u64) << 52) } else { f64::from_bits(1 << (e + 1074)) }
}

/// `mantissa * 2 ** exponent`, rounded once, half to even; infinite when too large.
pub fn scale(mantissa: u128, exponent: i32) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let bits = 128 - mantissa.leading_zeros() as i32;
    let unit = exponent.saturating_add(bits - 53).max(-1074);
    let drop = unit.saturating_sub(exponent);
    if unit > 971 {
        return f64::INFINITY;
    }
    if drop <= 0 {
        return (mantissa << -drop) as f64 * power_of_two(unit);
    }
    if drop > 127 {
        return 0.0;
    }
    let (kept, rest, half) = (mantissa >> drop, mantissa & ((1 << drop) - 1), 1_u128 << (drop - 1));
    let up = rest > half || rest == half && kept & 1 == 1;
    (kept + u128::from(up)) as f64 * power_of_two(unit)
}

/// Sign, mantissa and exponent of a finite float: its value is `mantissa * 2 ** exponent`.
pub fn decompose(x: f64) -> (bool, u64, i32) {
    let bits = x.to_bits();
    let (field, fraction) = ((bits >> 52 & 0x7FF) as i32, bits & ((1 << 52) - 1));
    if field == 0 {
        (x.is_sign_negative(), fraction, -1074)
    } else {
        (x.is_sign_negative(), fraction | 1 << 52, field - 1075)
    }
}

/// The float nearest to an int.
pub fn int_to_float(a: &BigInt) -> Result<f64> {
    let bits = a.bits();
    let magnitude = if bits <= 128 {
        scale(a.magnitude().to_u128().unwrap_or(0), 0)
    } else if bits > 1024 {
        f64::INFINITY
    } else {
        let drop = bits - 120;
        let sticky = a.magnitude().trailing_zeros().is_some_and(|zeros| zeros < drop);
        let top = (a.magnitude() >> drop).to_u128().unwrap_or(u128::MAX);
        scale(top << 1 | u128::from(sticky), drop as i32 - 1)
    };
    if magnitude.is_infinite() {
        return Err(Error::overflow("int too large to convert to float"));
    }
    Ok(if a.is_negative() { -magnitude } else { magnitude })
}

/// `int(x)`: towards zero.
pub fn float_to_int(x: f64) -> Result<Int> {
    if x.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(Error::overflow("cannot convert float infinity to integer"));
    }
    Ok(truncated(x))
}

fn truncated(x: f64) -> Int {
    if x.abs() < 9.2e18 {
        return Int::Small(x as i64);
    }
    let (negative, mantissa, exponent) = decompose(x);
    let magnitude = BigUint::from(mantissa) << exponent.max(0) as u64;
    Int::from(BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, magnitude))
}

/// `math.floor(x)`.
pub fn floor(x: f64) -> Result<Int> {
    float_to_int(x.floor())
}

/// `math.ceil(x)`.
pub fn ceil(x: f64) -> Result<Int> {
    float_to_int(x.ceil())
}

/// `round(x)`: to the nearest int, ties to even.
pub fn round(x: f64) -> Result<Int> {
    float_to_int(x.round_ties_even())
}

/// Compares an int and a float exactly; none for NaN.
pub fn compare_small(a: i64, x: f64) -> Option<Ordering> {
    if x.is_nan() {
        return None;
    }
    if x >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if x < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let whole = x.trunc();
    a.cmp(&(whole as i64)).then_with(|| whole.partial_cmp(&x).unwrap_or(Ordering::Equal)).into()
}

/// Compares an int and a float exactly; none for NaN.
pub fn compare(a: &BigInt, x: f64) -> Option<Ordering> {
    if let Some(small) = a.to_i64() {
        return compare_small(small, x);
    }
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    // A big int is further from zero than any fraction, so the whole part of the float decides.
    Some(a.cmp(&BigInt::from(truncated(x))))
}

/// `float.as_integer_ratio`: numerator and denominator in lowest terms.
pub fn as_integer_ratio(x: f64) -> Result<(Int, Int)> {
    if x.is_nan() {
        return Err(Error::value("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(Error::overflow("cannot convert Infinity to integer ratio"));
    }
    let (negative, mut mantissa, mut exponent) = decompose(x);
    if mantissa.is_zero() {
        return Ok((Int::Small(0), Int::Small(1)));
    }
    let zeros = mantissa.trailing_zeros() as i32;
    mantissa >>= zeros;
    exponent += zeros;
    let numerator = BigInt::from(mantissa) << exponent.max(0) as u64;
    let denominator: BigInt = BigInt::one() << exponent.min(0).unsigned_abs();
    Ok((Int::from(if negative { -numerator } else { numerator }), Int::from(denominator)))
}

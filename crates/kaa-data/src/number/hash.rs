//! Hashes of numbers: equal numbers hash alike, whatever their type; no seed is involved.
//!
//! Must not know: `NaN` by value, which hashes by the identity of its object. Next: `crate::hash` for everything else.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::{Complex, convert};
use crate::hash::not_minus_one;

const BITS: i32 = 61;
const MODULUS: u64 = (1 << BITS) - 1;

fn signed(magnitude: u64, negative: bool) -> i64 {
    not_minus_one(if negative { -(magnitude as i64) } else { magnitude as i64 })
}

/// The hash of a small int.
pub fn int_small(a: i64) -> i64 {
    signed(a.unsigned_abs() % MODULUS, a < 0)
}

/// The hash of an int.
pub fn int(a: &BigInt) -> i64 {
    let rest = (a.magnitude() % MODULUS).to_u64().unwrap_or(0);
    signed(rest, a.is_negative())
}

/// The hash of a float that is not NaN; none for NaN.
pub fn float(x: f64) -> Option<i64> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { 314_159 } else { -314_159 });
    }
    let (negative, mantissa, exponent) = convert::decompose(x);
    // Multiplying by a power of two modulo 2**61 - 1 is a rotation of 61 bits.
    let turn = exponent.rem_euclid(BITS);
    let rotated = (mantissa << turn & MODULUS) | mantissa >> (BITS - turn);
    Some(signed(rotated % MODULUS, negative))
}

/// The hash of a complex number from the hashes of its parts.
pub fn complex_from_parts(re: i64, im: i64) -> i64 {
    not_minus_one(re.wrapping_add(im.wrapping_mul(1_000_003)))
}

/// The hash of a complex number without NaN; none with one.
pub fn complex(z: Complex) -> Option<i64> {
    Some(complex_from_parts(float(z.re)?, float(z.im)?))
}

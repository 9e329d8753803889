//! Operations on ints whose result differs from Rust's: floor division, powers, shifts, exact true division.
//!
//! Must not know: floats beyond the result of true division (`convert`). Addition, multiplication and the bit
//! operations of `BigInt` are Python's already.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Int, convert};
use crate::{Error, Result};

/// Results with more bits than this are refused with `MemoryError` before memory is asked for.
const MAX_BITS: u64 = 1 << 35;

fn division_by_zero() -> Error {
    Error::zero_division("division by zero")
}

/// `a // b` for small ints.
pub fn floor_div_small(a: i64, b: i64) -> Result<Int> {
    match b {
        0 => Err(division_by_zero()),
        -1 => Ok(Int::from(-i128::from(a))),
        _ => Ok(Int::Small(Integer::div_floor(&a, &b))),
    }
}

/// `a % b` for small ints.
pub fn modulo_small(a: i64, b: i64) -> Result<i64> {
    match b {
        0 => Err(division_by_zero()),
        -1 => Ok(0),
        _ => Ok(a.mod_floor(&b)),
    }
}

/// `a / b` for small ints.
pub fn true_div_small(a: i64, b: i64) -> Result<f64> {
    const EXACT: u64 = 1 << 53;
    if b != 0 && a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        return Ok(a as f64 / b as f64);
    }
    true_div(&BigInt::from(a), &BigInt::from(b))
}

/// `a // b`.
pub fn floor_div(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() { Err(division_by_zero()) } else { Ok(a.div_floor(b)) }
}

/// `a % b`.
pub fn modulo(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() { Err(division_by_zero()) } else { Ok(a.mod_floor(b)) }
}

/// `divmod(a, b)`.
pub fn div_mod(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    if b.is_zero() { Err(division_by_zero()) } else { Ok(a.div_mod_floor(b)) }
}

/// `a / b`, correctly rounded.
pub fn true_div(a: &BigInt, b: &BigInt) -> Result<f64> {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.magnitude(), b.magnitude());
    let too_large = || Error::overflow("integer division result too large for a float");
    let gap = i128::from(a.bits()) - i128::from(b.bits());
    if gap > 1025 {
        return Err(too_large());
    }
    if a.is_zero() || gap < -1078 {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    // A quotient of at least 65 bits, or one that reaches below the smallest subnormal: one rounding is left to do.
    let shift = (66 - gap as i64).min(1080);
    let (quotient, remainder) =
        if shift >= 0 { (a << shift as u64).div_rem(b) } else { a.div_rem(&(b << shift.unsigned_abs())) };
    let mantissa = quotient.to_u128().unwrap_or(u128::MAX) << 1 | u128::from(!remainder.is_zero());
    let result = convert::scale(mantissa, -(shift as i32) - 1);
    if result.is_infinite() {
        return Err(too_large());
    }
    Ok(if negative { -result } else { result })
}

/// `a ** b` for small ints with an exponent that is not negative.
pub fn pow_small(a: i64, b: u64) -> Result<Int> {
    if let Some(power) = u32::try_from(b).ok().and_then(|b| a.checked_pow(b)) {
        return Ok(Int::Small(power));
    }
    pow(&BigInt::from(a), &BigInt::from(b)).map(Int::from)
}

/// `a ** b` for an exponent that is not negative.
pub fn pow(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() || a.is_one() {
        return Ok(BigInt::one());
    }
    if a.is_zero() {
        return Ok(BigInt::zero());
    }
    if a.magnitude().is_one() {
        return Ok(if b.is_even() { BigInt::one() } else { a.clone() });
    }
    match b.to_u32() {
        Some(exponent) if a.bits().saturating_mul(u64::from(exponent)) <= MAX_BITS => Ok(a.pow(exponent)),
        _ => Err(Error::memory()),
    }
}

/// `pow(a, b, modulus)`; a negative exponent asks for the inverse.
pub fn pow_mod(a: &BigInt, b: &BigInt, modulus: &BigInt) -> Result<BigInt> {
    if modulus.is_zero() {
        return Err(Error::value("pow() 3rd argument cannot be 0"));
    }
    let size = BigInt::from_biguint(Sign::Plus, modulus.magnitude().clone());
    if size.is_one() {
        return Ok(BigInt::zero());
    }
    let power = if b.is_negative() {
        let inverse = a.modinv(&size);
        let inverse = inverse.ok_or_else(|| Error::value("base is not invertible for the given modulus"))?;
        inverse.modpow(&-b, &size)
    } else {
        a.mod_floor(&size).modpow(b, &size)
    };
    Ok(power.mod_floor(modulus))
}

fn negative_shift() -> Error {
    Error::value("negative shift count")
}

/// `a << b` for small ints.
pub fn shl_small(a: i64, b: i64) -> Result<Int> {
    if b < 0 {
        return Err(negative_shift());
    }
    if a == 0 {
        return Ok(Int::Small(0));
    }
    if b < 64 {
        return Ok(Int::from(i128::from(a) << b));
    }
    shl(&BigInt::from(a), &BigInt::from(b)).map(Int::from)
}

/// `a >> b` for small ints.
pub fn shr_small(a: i64, b: i64) -> Result<i64> {
    if b < 0 { Err(negative_shift()) } else { Ok(a >> b.min(63)) }
}

/// `a << b`.
pub fn shl(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_negative() {
        return Err(negative_shift());
    }
    if a.is_zero() {
        return Ok(BigInt::zero());
    }
    match b.to_u64() {
        Some(count) if a.bits().saturating_add(count) <= MAX_BITS => Ok(a << count),
        Some(count) if count < 1 << 60 => Err(Error::memory()),
        _ => Err(Error::overflow("too many digits in integer")),
    }
}

/// `a >> b`.
pub fn shr(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_negative() {
        return Err(negative_shift());
    }
    match b.to_u64() {
        Some(count) if count < a.bits() => Ok(a >> count),
        _ if a.is_negative() => Ok(BigInt::from(-1)),
        _ => Ok(BigInt::zero()),
    }
}

/// `int.bit_length`.
pub fn bit_length(a: &BigInt) -> u64 {
    a.bits()
}

/// `int.bit_count`: the ones of the absolute value.
pub fn bit_count(a: &BigInt) -> u64 {
    a.magnitude().count_ones()
}

/// `round(a, -digits)`: to a multiple of `10 ** digits`, ties to even.
pub fn round_to_power_of_ten(a: &BigInt, digits: u64) -> BigInt {
    // Beyond its own length everything rounds to zero; the bound is generous.
    let Some(digits) = u32::try_from(digits).ok().filter(|&d| u64::from(d) <= a.bits() / 3 + 1) else {
        return BigInt::zero();
    };
    let unit = BigInt::from(10).pow(digits);
    let (quotient, rest) = a.div_mod_floor(&unit);
    let twice: BigInt = rest << 1;
    let up = twice > unit || twice == unit && quotient.is_odd();
    (quotient + BigInt::from(u8::from(up))) * unit
}

/// -1, 0 or 1.
pub fn sign(a: &BigInt) -> i32 {
    match a.sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    }
}

//! Operations on floats with Python's corner cases: division, modulo, powers, rounding to digits.
//!
//! Must not know: mixed operands; convert ints with `convert` first.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;

use super::{Complex, complex, convert};
use crate::{Error, ErrorKind, Result};

pub(super) fn division_by_zero() -> Error {
    Error::zero_division("division by zero")
}

/// `a / b`.
pub fn true_div(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 { Err(division_by_zero()) } else { Ok(a / b) }
}

/// `a // b`.
pub fn floor_div(a: f64, b: f64) -> Result<f64> {
    div_mod(a, b).map(|(quotient, _)| quotient)
}

/// `a % b`.
pub fn modulo(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Err(division_by_zero());
    }
    let rest = a % b;
    Ok(match () {
        () if rest == 0.0 => 0_f64.copysign(b),
        () if (b < 0.0) != (rest < 0.0) => rest + b,
        () => rest,
    })
}

/// `divmod(a, b)`.
pub fn div_mod(a: f64, b: f64) -> Result<(f64, f64)> {
    if b == 0.0 {
        return Err(division_by_zero());
    }
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0_f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return Ok((0_f64.copysign(a / b), rest));
    }
    let floor = quotient.floor();
    Ok((if quotient - floor > 0.5 { floor + 1.0 } else { floor }, rest))
}

/// The result of a power of floats: a fractional power of a negative number is complex.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Power {
    /// An ordinary result.
    Real(f64),
    /// The result for a negative base and a fractional exponent.
    Complex(Complex),
}

/// `a ** b`.
pub fn pow(a: f64, b: f64) -> Result<Power> {
    // Zero to minus infinity is infinity, as in C; only a finite exponent is refused.
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(Error::zero_division("zero to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return complex::pow(Complex { re: a, im: 0.0 }, Complex { re: b, im: 0.0 }).map(Power::Complex);
    }
    let power = a.powf(b);
    if power.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(Error::new(ErrorKind::OutOfRange, "Numerical result out of range"));
    }
    Ok(Power::Real(power))
}

/// `round(x, digits)`, correctly rounded, ties to even.
pub fn round_digits(x: f64, digits: i64) -> Result<f64> {
    if !x.is_finite() || x == 0.0 || digits > 323 {
        return Ok(x);
    }
    if digits < -308 {
        return Ok(0.0 * x);
    }
    let rounded = if digits >= 0 {
        crate::float_text::fixed_digits(x.abs(), digits as usize).parse().unwrap_or(f64::INFINITY)
    } else {
        round_left(x.abs(), digits.unsigned_abs() as u32)
    };
    if f64::is_infinite(rounded) {
        return Err(Error::overflow("rounded value too large to represent"));
    }
    Ok(rounded.copysign(x))
}

/// To a multiple of `10 ** digits`, exactly.
fn round_left(x: f64, digits: u32) -> f64 {
    let whole = BigInt::from(convert::float_to_int(x).unwrap_or(super::Int::Small(0)));
    let unit = BigInt::from(10).pow(digits);
    let (quotient, rest) = whole.div_rem(&unit);
    let twice: BigInt = rest << 1;
    let tie = twice == unit && x.fract() == 0.0;
    let up = if tie { quotient.is_odd() } else { twice >= unit };
    let result = (quotient + BigInt::from(u8::from(up))) * unit;
    if result.is_zero() { 0.0 } else { convert::int_to_float(&result).unwrap_or(f64::INFINITY) }
}

//! Complex arithmetic: products and quotients that recover infinities, mixed real operands, powers.
//!
//! Must not know: texts (`float_text` parses and prints complex numbers). A real operand is not converted to complex
//! first, so that signs of zeros and infinities survive; hence the functions for mixed operands.

use super::float::division_by_zero;
use crate::{Error, Result};

/// A complex number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Complex {
    /// A number from its parts.
    pub fn new(re: f64, im: f64) -> Self {
        Self { re, im }
    }

    fn is_infinite(self) -> bool {
        self.re.is_infinite() || self.im.is_infinite()
    }

    fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    fn is_nan(self) -> bool {
        self.re.is_nan() && self.im.is_nan()
    }

    /// Infinite parts as ±1, others as ±0: the direction of an infinite number.
    fn direction(self) -> Self {
        let unit = |x: f64| f64::from(u8::from(x.is_infinite())).copysign(x);
        Self { re: unit(self.re), im: unit(self.im) }
    }

    fn without_nan(self) -> Self {
        let zero = |x: f64| if x.is_nan() { 0_f64.copysign(x) } else { x };
        Self { re: zero(self.re), im: zero(self.im) }
    }
}

/// `a + b`.
pub fn add(a: Complex, b: Complex) -> Complex {
    Complex { re: a.re + b.re, im: a.im + b.im }
}

/// `a - b`.
pub fn sub(a: Complex, b: Complex) -> Complex {
    Complex { re: a.re - b.re, im: a.im - b.im }
}

/// `a + x`, also `x + a`.
pub fn add_real(a: Complex, x: f64) -> Complex {
    Complex { re: a.re + x, im: a.im }
}

/// `a - x`.
pub fn sub_real(a: Complex, x: f64) -> Complex {
    Complex { re: a.re - x, im: a.im }
}

/// `x - a`.
pub fn real_sub(x: f64, a: Complex) -> Complex {
    Complex { re: x - a.re, im: -a.im }
}

/// `-a`.
pub fn neg(a: Complex) -> Complex {
    Complex { re: -a.re, im: -a.im }
}

/// `a * x`, also `x * a`.
pub fn mul_real(a: Complex, x: f64) -> Complex {
    Complex { re: a.re * x, im: a.im * x }
}

/// `a * b`.
pub fn mul(a: Complex, b: Complex) -> Complex {
    let products = [a.re * b.re, a.im * b.im, a.re * b.im, a.im * b.re];
    let result = Complex { re: products[0] - products[1], im: products[2] + products[3] };
    if !result.is_nan() {
        return result;
    }
    let (mut x, mut y, mut recover) = (a, b, false);
    if x.is_infinite() {
        (x, y, recover) = (x.direction(), y.without_nan(), true);
    }
    if b.is_infinite() {
        (x, y, recover) = (x.without_nan(), y.direction(), true);
    }
    if !recover && products.iter().any(|p| p.is_infinite()) {
        (x, y, recover) = (x.without_nan(), y.without_nan(), true);
    }
    if !recover {
        return result;
    }
    let (re, im) = (x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re);
    Complex { re: f64::INFINITY * re, im: f64::INFINITY * im }
}

/// `a / x`.
pub fn div_real(a: Complex, x: f64) -> Result<Complex> {
    if x == 0.0 {
        return Err(division_by_zero());
    }
    Ok(Complex { re: a.re / x, im: a.im / x })
}

/// `a / b`.
pub fn div(a: Complex, b: Complex) -> Result<Complex> {
    if b.re == 0.0 && b.im == 0.0 {
        return Err(division_by_zero());
    }
    let result = if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        let scale = b.re + b.im * ratio;
        Complex { re: (a.re + a.im * ratio) / scale, im: (a.im - a.re * ratio) / scale }
    } else if b.im.abs() >= b.re.abs() {
        let ratio = b.re / b.im;
        let scale = b.re * ratio + b.im;
        Complex { re: (a.re * ratio + a.im) / scale, im: (a.im * ratio - a.re) / scale }
    } else {
        Complex { re: f64::NAN, im: f64::NAN }
    };
    Ok(if result.is_nan() { recover_quotient(a, b).unwrap_or(result) } else { result })
}

/// `x / a`.
pub fn real_div(x: f64, a: Complex) -> Result<Complex> {
    if a.re == 0.0 && a.im == 0.0 {
        return Err(division_by_zero());
    }
    let result = if a.re.abs() >= a.im.abs() {
        let ratio = a.im / a.re;
        let scale = a.re + a.im * ratio;
        Complex { re: x / scale, im: (-x * ratio) / scale }
    } else if a.im.abs() >= a.re.abs() {
        let ratio = a.re / a.im;
        let scale = a.re * ratio + a.im;
        Complex { re: (x * ratio) / scale, im: -x / scale }
    } else {
        Complex { re: f64::NAN, im: f64::NAN }
    };
    if result.is_nan() && a.is_infinite() && x.is_finite() {
        let d = a.direction();
        return Ok(Complex { re: 0.0 * (x * d.re), im: 0.0 * (-x * d.im) });
    }
    Ok(result)
}

/// Infinite over finite is infinite, finite over infinite is zero (C99, annex G.5.1).
fn recover_quotient(a: Complex, b: Complex) -> Option<Complex> {
    if a.is_infinite() && b.is_finite() {
        let d = a.direction();
        let (re, im) = (d.re * b.re + d.im * b.im, d.im * b.re - d.re * b.im);
        return Some(Complex { re: f64::INFINITY * re, im: f64::INFINITY * im });
    }
    if b.is_infinite() && a.is_finite() {
        let d = b.direction();
        let (re, im) = (a.re * d.re + a.im * d.im, a.im * d.re - a.re * d.im);
        return Some(Complex { re: 0.0 * re, im: 0.0 * im });
    }
    None
}

/// `abs(a)`.
pub fn abs(a: Complex) -> Result<f64> {
    let size = a.re.hypot(a.im);
    if size.is_infinite() && a.is_finite() {
        return Err(Error::overflow("absolute value too large"));
    }
    Ok(size)
}

/// `a ** b`.
pub fn pow(a: Complex, b: Complex) -> Result<Complex> {
    let whole = b.im == 0.0 && b.re == b.re.floor() && b.re.abs() <= 100.0;
    let result = if whole { pow_whole(a, b.re as i32) } else { pow_polar(a, b) };
    let result = result.map_err(|_| Error::zero_division("zero to a negative or complex power"))?;
    if result.is_infinite() {
        return Err(Error::overflow("complex exponentiation"));
    }
    Ok(result)
}

fn pow_whole(a: Complex, n: i32) -> Result<Complex> {
    let one = Complex { re: 1.0, im: 0.0 };
    let (mut power, mut square, mut left) = (one, a, n.unsigned_abs());
    while left > 0 {
        if left & 1 == 1 {
            power = mul(power, square);
        }
        left >>= 1;
        if left > 0 {
            square = mul(square, square);
        }
    }
    if n > 0 { Ok(power) } else { div(one, power) }
}

fn pow_polar(a: Complex, b: Complex) -> Result<Complex> {
    if b.re == 0.0 && b.im == 0.0 {
        return Ok(Complex { re: 1.0, im: 0.0 });
    }
    if a.re == 0.0 && a.im == 0.0 {
        return if b.im != 0.0 || b.re < 0.0 {
            Err(division_by_zero())
        } else {
            Ok(Complex { re: 0.0, im: 0.0 })
        };
    }
    let (size, angle) = (a.re.hypot(a.im), a.im.atan2(a.re));
    let (mut length, mut phase) = (size.powf(b.re), angle * b.re);
    if b.im != 0.0 {
        length *= (-angle * b.im).exp();
        phase += b.im * size.ln();
    }
    if phase.is_infinite() {
        // The cosine of infinity is a domain error, which Python reports as it reports a power of zero.
        return Err(division_by_zero());
    }
    Ok(Complex { re: length * phase.cos(), im: length * phase.sin() })
}

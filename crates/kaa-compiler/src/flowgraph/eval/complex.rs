//! Operators on complex numbers. A real operand is not made complex first: that would lose signs of zeros.

use kaa_bytecode::Const;
use kaa_bytecode::operand::binary as operator;

use super::Number;

type Complex = (f64, f64);

/// `a OP b`
pub(super) fn binary(a: &Number, op: u32, b: &Number) -> Option<Const> {
    let (real_a, real_b) = (a.as_float(), b.as_float());
    let (z, w) = (complete(a)?, complete(b)?);
    let (re, im) = match op {
        operator::ADD => match (real_a, real_b) {
            (Some(a), _) => (a + w.0, w.1),
            (_, Some(b)) => (z.0 + b, z.1),
            _ => (z.0 + w.0, z.1 + w.1),
        },
        operator::SUBTRACT => match (real_a, real_b) {
            (Some(a), _) => (a - w.0, -w.1),
            (_, Some(b)) => (z.0 - b, z.1),
            _ => (z.0 - w.0, z.1 - w.1),
        },
        operator::MULTIPLY => match (real_a, real_b) {
            (Some(a), _) => (w.0 * a, w.1 * a),
            (_, Some(b)) => (z.0 * b, z.1 * b),
            _ => product(z, w),
        },
        operator::TRUE_DIVIDE => match (real_a, real_b) {
            (_, Some(0.0)) => return None,
            (_, Some(b)) => (z.0 / b, z.1 / b),
            (Some(a), _) => real_quotient(a, w)?,
            _ => quotient(z, w)?,
        },
        operator::POWER => power(z, w)?,
        _ => return None,
    };
    // Products and quotients of infinities take a path of their own at run time.
    let real = real_a.is_some() || real_b.is_some();
    let finite = [z.0, z.1, w.0, w.1].iter().all(|part| part.is_finite());
    let plain = matches!(op, operator::ADD | operator::SUBTRACT) || op == operator::MULTIPLY && real;
    (plain || finite && !re.is_nan() && !im.is_nan()).then_some(Const::Complex(re, im))
}

fn complete(value: &Number) -> Option<Complex> {
    match value {
        Number::Complex(re, im) => Some((*re, *im)),
        real => real.as_float().map(|re| (re, 0.0)),
    }
}

fn product(a: Complex, b: Complex) -> Complex {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// Divides by the larger part first, so that nothing overflows on the way.
fn quotient(a: Complex, b: Complex) -> Option<Complex> {
    if b.0.abs() >= b.1.abs() {
        if b.0 == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let bottom = b.0 + b.1 * ratio;
        return Some(((a.0 + a.1 * ratio) / bottom, (a.1 - a.0 * ratio) / bottom));
    }
    let ratio = b.0 / b.1;
    let bottom = b.0 * ratio + b.1;
    Some(((a.0 * ratio + a.1) / bottom, (a.1 * ratio - a.0) / bottom))
}

fn real_quotient(a: f64, b: Complex) -> Option<Complex> {
    if b.0.abs() >= b.1.abs() {
        if b.0 == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let bottom = b.0 + b.1 * ratio;
        return Some((a / bottom, (-a * ratio) / bottom));
    }
    let ratio = b.0 / b.1;
    let bottom = b.0 * ratio + b.1;
    Some(((a * ratio) / bottom, -a / bottom))
}

fn power(a: Complex, b: Complex) -> Option<Complex> {
    /// Whole exponents up to here are multiplied out.
    const MULTIPLIED: f64 = 100.0;
    let value = if b.1 == 0.0 && b.0.floor() == b.0 && b.0.abs() <= MULTIPLIED {
        let value = whole_power(a, b.0.abs() as u32);
        if b.0 > 0.0 { value } else { quotient((1.0, 0.0), value)? }
    } else if a == (0.0, 0.0) {
        if b.1 != 0.0 || b.0 < 0.0 {
            return None;
        }
        (0.0, 0.0)
    } else {
        let modulus = a.0.hypot(a.1);
        let angle = a.1.atan2(a.0);
        let mut length = modulus.powf(b.0);
        let mut phase = angle * b.0;
        if b.1 != 0.0 {
            length *= (-angle * b.1).exp();
            phase += b.1 * modulus.ln();
        }
        (length * phase.cos(), length * phase.sin())
    };
    (value.0.is_finite() && value.1.is_finite()).then_some(value)
}

fn whole_power(base: Complex, exponent: u32) -> Complex {
    let mut value = (1.0, 0.0);
    let mut square = base;
    let mut left = exponent;
    while left > 0 {
        if left & 1 != 0 {
            value = product(value, square);
        }
        left >>= 1;
        square = product(square, square);
    }
    value
}

//! Digits of ints and floats as `%` writes them.
//!
//! Must not know: Python objects. Rust's own formatting of doubles is exact for any precision, which is what is needed.

use super::{Piece, Spec};
use num_bigint::{BigInt, Sign};

/// No double has more digits than this after the point; the rest are zeros.
const MOST_DIGITS: usize = 1100;
const DEFAULT_PRECISION: usize = 6;

/// `d`, `o`, `x`, `X` and their twins.
pub(super) fn integer(spec: &Spec, value: &BigInt) -> Piece {
    let radix = match spec.code {
        b'o' => 8,
        b'x' | b'X' => 16,
        _ => 10,
    };
    let mut digits = value.magnitude().to_str_radix(radix).into_bytes();
    if spec.code == b'X' {
        digits.make_ascii_uppercase();
    }
    let missing = spec.precision.unwrap_or(0).saturating_sub(digits.len());
    if missing > 0 {
        digits.splice(0..0, std::iter::repeat_n(b'0', missing));
    }
    let prefix = match (spec.alternate, spec.code) {
        (true, b'o') => "0o",
        (true, b'x') => "0x",
        (true, b'X') => "0X",
        _ => "",
    };
    Piece { negative: value.sign() == Sign::Minus, prefix, body: digits, numeric: true }
}

/// `e`, `f`, `g` and their capitals.
pub(super) fn float(spec: &Spec, value: f64) -> Piece {
    let precision = spec.precision.unwrap_or(DEFAULT_PRECISION);
    let x = value.abs();
    let mut body = if x.is_nan() {
        "nan".to_string()
    } else if x.is_infinite() {
        "inf".to_string()
    } else {
        match spec.code.to_ascii_lowercase() {
            b'e' => exponent(x, precision, spec.alternate),
            b'f' => fixed(x, precision, spec.alternate),
            _ => general(x, precision.max(1), spec.alternate),
        }
    };
    if spec.code.is_ascii_uppercase() {
        body.make_ascii_uppercase();
    }
    let negative = value.is_sign_negative() && !value.is_nan();
    Piece { negative, prefix: "", body: body.into_bytes(), numeric: true }
}

fn fixed(x: f64, precision: usize, point: bool) -> String {
    let mut text = format!("{x:.*}", precision.min(MOST_DIGITS));
    text.extend(std::iter::repeat_n('0', precision.saturating_sub(MOST_DIGITS)));
    if precision == 0 && point {
        text.push('.');
    }
    text
}

/// Mantissa and exponent in scientific form.
fn scientific(x: f64, precision: usize) -> (String, i32) {
    let text = format!("{x:.*e}", precision.min(MOST_DIGITS));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut mantissa = mantissa.to_string();
    mantissa.extend(std::iter::repeat_n('0', precision.saturating_sub(MOST_DIGITS)));
    (mantissa, exponent.parse().unwrap_or(0))
}

fn with_exponent(mantissa: &str, exponent: i32) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

fn exponent(x: f64, precision: usize, point: bool) -> String {
    let (mut mantissa, e) = scientific(x, precision);
    if precision == 0 && point {
        mantissa.push('.');
    }
    with_exponent(&mantissa, e)
}

fn general(x: f64, precision: usize, keep_zeros: bool) -> String {
    let (mut mantissa, e) = scientific(x, precision - 1);
    let small = e < -4 || i64::from(e) >= precision as i64;
    let mut text = if small {
        std::mem::take(&mut mantissa)
    } else {
        fixed(x, (precision as i64 - 1 - i64::from(e)).max(0) as usize, false)
    };
    if keep_zeros {
        if !text.contains('.') {
            text.push('.');
        }
    } else if text.contains('.') {
        let kept = text.trim_end_matches('0').trim_end_matches('.').len();
        text.truncate(kept);
    }
    if small { with_exponent(&text, e) } else { text }
}

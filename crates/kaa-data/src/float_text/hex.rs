//! `float.hex` and `float.fromhex`.
//!
//! Must not know: decimal notation (`parse`). Rounding to 53 bits is `number::convert::scale`.

use crate::number::convert;
use crate::{Error, Result};

/// `float.hex`.
pub fn to_hex(x: f64) -> String {
    if !x.is_finite() {
        return super::repr(x);
    }
    let (negative, mantissa, exponent) = convert::decompose(x);
    let sign = if negative { "-" } else { "" };
    if mantissa == 0 {
        return format!("{sign}0x0.0p+0");
    }
    let (whole, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    format!("{sign}0x{whole}.{fraction:013x}p{:+}", exponent + 52)
}

/// `float.fromhex`.
pub fn from_hex(text: &str) -> Result<f64> {
    let body = text.trim_matches(|c| matches!(c, ' ' | '\t'..='\r'));
    let (negative, body) = match body.as_bytes().first() {
        Some(b'-') => (true, &body[1..]),
        Some(b'+') => (false, &body[1..]),
        _ => (false, body),
    };
    let magnitude = match body.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        lower => {
            let value =
                magnitude(lower).ok_or_else(|| Error::value("invalid hexadecimal floating-point string"))?;
            if value.is_infinite() {
                return Err(Error::overflow("hexadecimal value too large to represent as a float"));
            }
            value
        }
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn magnitude(text: &str) -> Option<f64> {
    let text = text.strip_prefix("0x").unwrap_or(text);
    let (digits, exponent) = match text.split_once('p') {
        Some((digits, exponent)) => (digits, decimal_exponent(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + fraction.len() == 0 {
        return None;
    }
    // Leading digits in 112 bits; whether anything follows is one more bit.
    let (mut mantissa, mut sticky, mut dropped) = (0_u128, false, 0_i64);
    for c in whole.chars().chain(fraction.chars()) {
        let digit = c.to_digit(16)?;
        if mantissa >> 112 == 0 {
            mantissa = mantissa << 4 | u128::from(digit);
        } else {
            sticky |= digit != 0;
            dropped += 1;
        }
    }
    let exponent = exponent.saturating_add(4 * (dropped - fraction.len() as i64)) - 1;
    let exponent = exponent.clamp(-1_000_000, 1_000_000) as i32;
    Some(convert::scale(mantissa << 1 | u128::from(sticky), exponent))
}

/// A signed decimal number, clamped to what can matter.
fn decimal_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = digits.parse::<i64>().unwrap_or(i64::MAX).min(1 << 50);
    Some(if negative { -value } else { value })
}

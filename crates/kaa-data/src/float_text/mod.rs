//! Floats and complex numbers from and to text.
//!
//! Must not know: format specs; `format` puts sign, width and grouping around what [`format_code`] gives.
//! Next: `parse` (decimal and complex), `hex` (`float.hex` and `fromhex`).

mod hex;
mod parse;

pub use hex::{from_hex, to_hex};
pub use parse::{parse, parse_bytes, parse_complex};

use crate::number::{Complex, convert};

/// No float has more significant decimal digits than this, nor more after the point than `MAX_FRACTION`.
const MAX_SIGNIFICANT: usize = 770;
const MAX_FRACTION: usize = 1080;

/// The letters that choose a notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// `e`: one digit before the point, always an exponent.
    Exponent,
    /// `f`: never an exponent.
    Fixed,
    /// `g`: by size, without trailing zeros.
    General,
    /// As `repr`: the shortest text that reads back the same; the precision is ignored.
    Shortest,
}

/// What becomes of the text beside the notation.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// `#`: keep the point and trailing zeros.
    pub alternate: bool,
    /// Write whole numbers with `.0`.
    pub add_dot_zero: bool,
    /// `z`: a result of zero loses its minus sign.
    pub no_negative_zero: bool,
    /// Capital letters: `E`, `INF`, `NAN`.
    pub upper: bool,
}

/// Significant digits and the position of the point: the value is `0.d1d2d3… * 10 ** point`.
struct Decimal {
    digits: String,
    point: i32,
}

impl Decimal {
    /// From Rust's notation `d.ddde-x`.
    fn from_scientific(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let digits = mantissa.chars().filter(char::is_ascii_digit).collect();
        Self { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 }
    }

    /// The float that the text of these digits gives.
    fn read(&self) -> f64 {
        format!("0.{}e{}", self.digits, self.point).parse().unwrap_or(f64::NAN)
    }

    /// The digits and zeros after the point that make up `count` places.
    fn fraction(&self, count: usize) -> String {
        let zeros = usize::try_from(-self.point).unwrap_or(0).min(count);
        let digits = self.digits.get(usize::try_from(self.point).unwrap_or(0)..).unwrap_or("");
        let digits = &digits[..digits.len().min(count - zeros)];
        format!("{}{digits}{}", "0".repeat(zeros), "0".repeat(count - zeros - digits.len()))
    }

    /// The digits before the point, `0` at least.
    fn whole(&self) -> String {
        let Ok(count) = usize::try_from(self.point) else { return "0".to_owned() };
        if count == 0 {
            return "0".to_owned();
        }
        let known = &self.digits[..self.digits.len().min(count)];
        format!("{known}{}", "0".repeat(count - known.len()))
    }
}

fn shortest(x: f64) -> Decimal {
    let decimal = Decimal::from_scientific(&format!("{x:e}"));
    // Two shortest texts are equally near only if the exact value has one digit more, a 5; then the even one is right.
    // A value with k binary places has k decimal places, and 5**26 has more than 18 digits.
    let (_, mantissa, exponent) = convert::decompose(x);
    let places = -exponent - mantissa.trailing_zeros() as i32;
    if decimal.digits.len() >= 15 && (1..=25).contains(&places) {
        let even = significant(x, decimal.digits.len());
        if even.digits != decimal.digits && even.read() == x {
            return even;
        }
    }
    decimal
}

/// `count` significant digits, correctly rounded.
fn significant(x: f64, count: usize) -> Decimal {
    let exact = count.min(MAX_SIGNIFICANT);
    let mut decimal = Decimal::from_scientific(&format!("{x:.*e}", exact - 1));
    decimal.digits.push_str(&"0".repeat(count - exact));
    decimal
}

/// A positive float with this many places after the point, correctly rounded, ties to even.
pub(crate) fn fixed_digits(x: f64, places: usize) -> String {
    let exact = places.min(MAX_FRACTION);
    let mut text = format!("{x:.exact$}");
    text.push_str(&"0".repeat(places - exact));
    text
}

/// `repr` and `str` of a float.
pub fn repr(x: f64) -> String {
    if let Some(text) = short_repr(x) {
        return text;
    }
    format_code(x, Notation::Shortest, 0, Style { add_dot_zero: true, ..Style::default() })
}

/// The text of ordinary numbers with few digits, which need neither an exponent nor a choice between two equally near texts.
fn short_repr(x: f64) -> Option<String> {
    use std::fmt::Write;
    if !(1e-4..1e16).contains(&x.abs()) && x != 0.0 {
        return None;
    }
    let mut text = String::with_capacity(24);
    write!(text, "{x}").ok()?;
    // Fewer characters than 15 have fewer digits than 15: see `shortest`.
    if text.len() >= 15 {
        return None;
    }
    if !text.contains('.') {
        text.push_str(".0");
    }
    Some(text)
}

/// `repr` and `str` of a complex number.
pub fn complex_repr(z: Complex) -> String {
    let part = |x| format_code(x, Notation::Shortest, 0, Style::default());
    if z.re == 0.0 && z.re.is_sign_positive() {
        return format!("{}j", part(z.im));
    }
    let plus = if z.im.is_nan() || z.im.is_sign_positive() { "+" } else { "" };
    format!("({}{plus}{}j)", part(z.re), part(z.im))
}

/// The text of a float, with a minus sign if it has one.
pub fn format_code(x: f64, notation: Notation, precision: usize, style: Style) -> String {
    let text = if x.is_nan() {
        "nan".to_owned()
    } else if x.is_infinite() {
        "inf".to_owned()
    } else {
        finite(x.abs(), notation, precision, style)
    };
    let zero = || text.bytes().take_while(|b| *b != b'e').all(|b| matches!(b, b'0' | b'.'));
    let negative = x.is_sign_negative() && !x.is_nan() && !(style.no_negative_zero && zero());
    let mut out = String::with_capacity(text.len() + 1);
    if negative {
        out.push('-');
    }
    out.push_str(&text);
    if style.upper {
        out.make_ascii_uppercase();
    }
    out
}

fn finite(x: f64, notation: Notation, precision: usize, style: Style) -> String {
    match notation {
        Notation::Exponent => exponential(&significant(x, precision.saturating_add(1)), precision, style),
        Notation::Fixed => {
            let mut text = fixed_digits(x, precision);
            if precision == 0 && style.alternate {
                text.push('.');
            }
            text
        }
        Notation::General => {
            let precision = precision.max(1);
            let mut decimal = significant(x, precision);
            let limit = precision as i64 - i64::from(style.add_dot_zero);
            let exponent_form = decimal.point <= -4 || i64::from(decimal.point) > limit;
            if !style.alternate {
                let kept = decimal.digits.trim_end_matches('0').len().max(1);
                decimal.digits.truncate(kept);
            }
            laid_out(&decimal, exponent_form, style)
        }
        Notation::Shortest => {
            let decimal = shortest(x);
            let exponent_form = !(-3..=16).contains(&decimal.point);
            laid_out(&decimal, exponent_form, style)
        }
    }
}

/// All digits there are, with as many places as they need.
fn laid_out(decimal: &Decimal, exponent_form: bool, style: Style) -> String {
    if exponent_form {
        return exponential(decimal, decimal.digits.len() - 1, style);
    }
    let places = usize::try_from(decimal.digits.len() as i64 - i64::from(decimal.point)).unwrap_or(0);
    let mut text = decimal.whole();
    if places > 0 && (decimal.digits != "0" || style.alternate) {
        text.push('.');
        text.push_str(&decimal.fraction(places));
    } else if style.add_dot_zero {
        text.push_str(".0");
    } else if style.alternate {
        text.push('.');
    }
    text
}

fn exponential(decimal: &Decimal, places: usize, style: Style) -> String {
    let (first, rest) = decimal.digits.split_at(1);
    let point = if places > 0 || style.alternate { "." } else { "" };
    let exponent = if decimal.digits.bytes().all(|b| b == b'0') { 0 } else { decimal.point - 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{first}{point}{rest}e{sign}{:02}", exponent.unsigned_abs())
}

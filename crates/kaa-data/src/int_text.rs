//! Ints from and to text and bytes: any base, underscores, the limit on decimal digits.
//!
//! Must not know: format specs (`format`). The limit is what `sys.set_int_max_str_digits` sets; 0 is no limit.

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{Signed, Zero};

use crate::number::Int;
use crate::wtf8::Wtf8;
use crate::{Error, Result, repr};

/// The limit on digits that a new interpreter has.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// Texts of more digits are converted in halves, so that fast multiplication helps.
const SPLIT_DIGITS: usize = 2000;

enum Failure {
    Syntax,
    Limit(usize),
}

/// `int(text, base)`.
pub fn parse(text: Wtf8<'_>, base: i64, max_digits: usize) -> Result<Int> {
    let base = check_base(base)?;
    let ascii = if text.is_ascii() { text.to_str().map(str::to_owned) } else { text.to_ascii_number() };
    let parsed = ascii.ok_or(Failure::Syntax).and_then(|s| parse_ascii(s.as_bytes(), base, max_digits));
    parsed.map_err(|failure| {
        explain(failure, base, max_digits, || {
            repr::str_repr(text).as_wtf8().slice(0, 200).to_string_lossy().into_owned()
        })
    })
}

/// `int(bytes, base)`.
pub fn parse_bytes(bytes: &[u8], base: i64, max_digits: usize) -> Result<Int> {
    let base = check_base(base)?;
    parse_ascii(bytes, base, max_digits).map_err(|failure| {
        explain(failure, base, max_digits, || repr::bytes_repr(bytes).chars().take(200).collect())
    })
}

fn check_base(base: i64) -> Result<u32> {
    match base {
        0 | 2..=36 => Ok(base as u32),
        _ => Err(Error::value("int() base must be >= 2 and <= 36, or 0")),
    }
}

fn explain(failure: Failure, base: u32, max_digits: usize, shown: impl FnOnce() -> String) -> Error {
    match failure {
        Failure::Syntax => Error::value(format!("invalid literal for int() with base {base}: {}", shown())),
        Failure::Limit(digits) => Error::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {digits} digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        )),
    }
}

fn parse_ascii(bytes: &[u8], base: u32, max_digits: usize) -> std::result::Result<Int, Failure> {
    let blank = |b: &u8| matches!(b, b' ' | b'\t'..=b'\r');
    let start = bytes.iter().position(|b| !blank(b)).ok_or(Failure::Syntax)?;
    let end = bytes.iter().rposition(|b| !blank(b)).map_or(start, |i| i + 1);
    let (negative, body) = match &bytes[start..end] {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (radix, body) = prefix(body, base);
    let digits = collect_digits(body, radix).ok_or(Failure::Syntax)?;
    if base == 0 && radix == 10 && digits.len() > 1 && digits[0] == 0 && digits.iter().any(|&d| d != 0) {
        return Err(Failure::Syntax);
    }
    if !radix.is_power_of_two() && max_digits > 0 && digits.len() > max_digits {
        return Err(Failure::Limit(digits.len()));
    }
    let value = match small(&digits, radix) {
        Some(value) => return Ok(Int::Small(if negative { -value } else { value })),
        None => from_digits(&digits, radix),
    };
    Ok(Int::from(BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, value)))
}

/// The base that counts and what follows the prefix `0x`, `0o`, `0b`, with the underscore that may follow it.
fn prefix(body: &[u8], base: u32) -> (u32, &[u8]) {
    let named = match body {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    if named != 0 && (base == 0 || base == named) {
        let rest = &body[2..];
        return (named, rest.strip_prefix(b"_").unwrap_or(rest));
    }
    (if base == 0 { 10 } else { base }, body)
}

/// The values of the digits; none unless there are digits, parted by single underscores at most.
fn collect_digits(body: &[u8], radix: u32) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(body.len());
    let mut after_digit = false;
    for &b in body {
        if b == b'_' {
            if !std::mem::take(&mut after_digit) {
                return None;
            }
        } else {
            digits.push(char::from(b).to_digit(radix)? as u8);
            after_digit = true;
        }
    }
    after_digit.then_some(digits)
}

fn small(digits: &[u8], radix: u32) -> Option<i64> {
    if digits.len() > 64 {
        return None;
    }
    digits.iter().try_fold(0_i64, |n, &d| n.checked_mul(i64::from(radix))?.checked_add(i64::from(d)))
}

fn from_digits(digits: &[u8], radix: u32) -> BigUint {
    if digits.len() <= SPLIT_DIGITS || radix.is_power_of_two() {
        return BigUint::from_radix_be(digits, radix).unwrap_or_default();
    }
    let low = digits.len() / 2;
    let (high, tail) = digits.split_at(digits.len() - low);
    from_digits(high, radix) * BigUint::from(radix).pow(low as u32) + from_digits(tail, radix)
}

fn check_length(digits: u64, max_digits: usize) -> Result<()> {
    if max_digits > 0 && digits > max_digits as u64 {
        return Err(Error::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    Ok(())
}

/// `str(a)`.
pub fn to_decimal(a: &BigInt, max_digits: usize) -> Result<String> {
    // A bit is at least 0.301 digits: a number this long is refused before the work is done.
    check_length((a.bits() as f64 * 0.301) as u64, max_digits)?;
    let text = a.to_string();
    check_length(text.len() as u64 - u64::from(a.is_negative()), max_digits)?;
    Ok(text)
}

/// The digits in a base from 2 to 36, with a minus sign, without prefix.
pub fn to_radix(a: &BigInt, radix: u32) -> String {
    a.to_str_radix(radix.clamp(2, 36))
}

/// `bin`, `oct`, `hex`: the digits with sign and prefix.
pub fn to_prefixed(a: &BigInt, radix: u32) -> String {
    let prefix = match radix {
        2 => "0b",
        8 => "0o",
        _ => "0x",
    };
    let sign = if a.is_negative() { "-" } else { "" };
    format!("{sign}{prefix}{}", a.magnitude().to_str_radix(radix.clamp(2, 36)))
}

/// The order of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    /// Least significant first.
    Little,
    /// Most significant first.
    Big,
}

/// Whether bytes hold a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signedness {
    /// Two's complement.
    Signed,
    /// Never negative.
    Unsigned,
}

/// `int.to_bytes`.
pub fn to_bytes(a: &BigInt, length: usize, order: ByteOrder, sign: Signedness) -> Result<Vec<u8>> {
    if a.is_negative() && sign == Signedness::Unsigned {
        return Err(Error::overflow("can't convert negative int to unsigned"));
    }
    let mut bytes = match sign {
        _ if a.is_zero() => Vec::new(),
        Signedness::Signed => a.to_signed_bytes_le(),
        Signedness::Unsigned => a.magnitude().to_bytes_le(),
    };
    if bytes.len() > length {
        return Err(Error::overflow("int too big to convert"));
    }
    bytes.try_reserve_exact(length - bytes.len()).map_err(|_| Error::memory())?;
    bytes.resize(length, if a.is_negative() { 0xFF } else { 0 });
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes`.
pub fn from_bytes(bytes: &[u8], order: ByteOrder, sign: Signedness) -> Int {
    Int::from(match (order, sign) {
        (ByteOrder::Little, Signedness::Signed) => BigInt::from_signed_bytes_le(bytes),
        (ByteOrder::Big, Signedness::Signed) => BigInt::from_signed_bytes_be(bytes),
        (ByteOrder::Little, Signedness::Unsigned) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (ByteOrder::Big, Signedness::Unsigned) => BigInt::from_bytes_be(Sign::Plus, bytes),
    })
}

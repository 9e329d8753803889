//! `__format__` of int, float and complex.
//!
//! Must not know: how digits are found (`int_text`, `float_text`); this puts sign, prefix, grouping and filling around them.

use super::{Align, Defaults, FormatSpec, Grouping, Sign, pad};
use crate::float_text::{self, Notation, Style};
use crate::number::{Complex, Int, convert};
use crate::wtf8::{Wtf8, Wtf8Buf};
use crate::{Error, Result, int_text};

/// The parts of a number's text. All of it is ASCII, but for the character of `c`.
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    digits: &'a str,
    group: usize,
    /// Point, fraction, exponent.
    rest: String,
}

/// `format(int, spec)`.
pub fn format_int(value: &Int, spec: Wtf8<'_>, type_name: &str, max_digits: usize) -> Result<Wtf8Buf> {
    let spec = FormatSpec::parse(spec, Defaults { type_name, align: Align::Right, letter: u32::from('d') })?;
    match spec.letter_char() {
        None | Some('b' | 'c' | 'd' | 'n' | 'o' | 'x' | 'X') => int_digits(value, &spec, max_digits),
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
            let x = match value {
                Int::Small(i) => *i as f64,
                Int::Big(big) => convert::int_to_float(big)?,
            };
            float(x, &spec)
        }
        _ => Err(spec.unknown_letter(type_name)),
    }
}

fn int_digits(value: &Int, spec: &FormatSpec, max_digits: usize) -> Result<Wtf8Buf> {
    if spec.precision.is_some() {
        return Err(Error::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Error::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    let (radix, prefix) = match spec.letter_char() {
        Some('c') => return character(value, spec),
        Some('b') => (2, "0b"),
        Some('o') => (8, "0o"),
        Some('x') => (16, "0x"),
        Some('X') => (16, "0X"),
        _ => (10, ""),
    };
    let mut text = match value {
        Int::Small(i) if radix == 10 => i.to_string(),
        _ if radix == 10 => int_text::to_decimal(&value.to_big(), max_digits)?,
        _ => int_text::to_radix(&value.to_big(), radix),
    };
    if prefix == "0X" {
        text.make_ascii_uppercase();
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.as_str()),
    };
    let prefix = if spec.alternate { prefix } else { "" };
    let group = if radix == 10 { 3 } else { 4 };
    assemble(&Parts { negative, prefix, digits, group, rest: String::new() }, spec)
}

fn character(value: &Int, spec: &FormatSpec) -> Result<Wtf8Buf> {
    if spec.sign.is_some() {
        return Err(Error::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Error::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let code = match value {
        Int::Small(c @ 0..=0x10FFFF) => *c as u32,
        Int::Small(_) => return Err(Error::overflow("%c arg not in range(0x110000)")),
        Int::Big(_) => return Err(Error::overflow("Python int too large to convert to C long")),
    };
    pad(Wtf8Buf::from_code_point(code).as_wtf8(), spec.fill, spec.align, spec.width)
}

/// `format(float, spec)`.
pub fn format_float(x: f64, spec: Wtf8<'_>, type_name: &str) -> Result<Wtf8Buf> {
    let spec = FormatSpec::parse(spec, Defaults { type_name, align: Align::Right, letter: 0 })?;
    match spec.letter_char() {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => float(x, &spec),
        _ => Err(spec.unknown_letter(type_name)),
    }
}

/// The text of a float in the notation of the spec, before grouping and filling.
fn float_digits(x: f64, spec: &FormatSpec, add_dot_zero: bool) -> Result<String> {
    let precision = spec.precision;
    if precision.is_some_and(|p| p > i32::MAX as usize) {
        return Err(Error::value("precision too big"));
    }
    let letter = spec.letter_char();
    let notation = match letter {
        None if precision.is_none() => Notation::Shortest,
        None | Some('g' | 'G' | 'n') => Notation::General,
        Some('e' | 'E') => Notation::Exponent,
        _ => Notation::Fixed,
    };
    let style = Style {
        alternate: spec.alternate,
        add_dot_zero: letter.is_none() && add_dot_zero,
        no_negative_zero: spec.no_negative_zero,
        upper: matches!(letter, Some('E' | 'F' | 'G')),
    };
    let percent = letter == Some('%');
    let mut text =
        float_text::format_code(if percent { x * 100.0 } else { x }, notation, precision.unwrap_or(6), style);
    if percent {
        text.push('%');
    }
    Ok(text)
}

fn float_parts<'a>(text: &'a str, spec: &FormatSpec) -> Parts<'a> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text),
    };
    let end = body.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(body.len());
    let (digits, rest) = body.split_at(end);
    Parts { negative, prefix: "", digits, group: 3, rest: group_fraction(rest, spec.fraction_grouping) }
}

/// Groups the digits after the point from the left.
fn group_fraction(rest: &str, grouping: Option<Grouping>) -> String {
    let Some((grouping, fraction)) = grouping.zip(rest.strip_prefix('.')) else { return rest.to_owned() };
    let count = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = String::from(".");
    for (i, c) in fraction.chars().enumerate() {
        if i > 0 && i < count && i % 3 == 0 {
            out.push(grouping.symbol());
        }
        out.push(c);
    }
    out
}

fn float(x: f64, spec: &FormatSpec) -> Result<Wtf8Buf> {
    let text = float_digits(x, spec, true)?;
    assemble(&float_parts(&text, spec), spec)
}

/// Sign, prefix and digits with grouping; zeros from the filling count as digits.
fn body(parts: &Parts<'_>, spec: &FormatSpec, width: usize) -> Result<(String, usize)> {
    let sign = match spec.sign {
        _ if parts.negative => "-",
        Some(Sign::Plus) => "+",
        Some(Sign::Space) => " ",
        _ => "",
    };
    let mut out = String::with_capacity(parts.digits.len() + parts.rest.len() + 8);
    out.push_str(sign);
    out.push_str(parts.prefix);
    let lead = out.len();
    let zero_fill = spec.fill == u32::from('0') && spec.align == Align::AfterSign;
    let wanted = if zero_fill { width.saturating_sub(lead + parts.rest.len()) } else { 0 };
    match spec.grouping {
        Some(grouping) if !parts.digits.is_empty() => out.push_str(&grouped(parts, grouping, wanted)?),
        _ => out.push_str(parts.digits),
    }
    out.push_str(&parts.rest);
    Ok((out, lead))
}

fn grouped(parts: &Parts<'_>, grouping: Grouping, wanted: usize) -> Result<String> {
    let mut backwards: Vec<u8> = Vec::new();
    let size = wanted.max(parts.digits.len() * 2) + 2;
    backwards.try_reserve(size).map_err(|_| Error::memory())?;
    let mut digits = parts.digits.bytes().rev();
    let mut count = 0;
    loop {
        let digit = digits.next();
        if digit.is_none() && backwards.len() >= wanted {
            break;
        }
        if count > 0 && count % parts.group == 0 {
            backwards.push(grouping.symbol() as u8);
        }
        backwards.push(digit.unwrap_or(b'0'));
        count += 1;
    }
    Ok(backwards.into_iter().rev().map(char::from).collect())
}

fn assemble(parts: &Parts<'_>, spec: &FormatSpec) -> Result<Wtf8Buf> {
    let (text, lead) = body(parts, spec, spec.width)?;
    if spec.align != Align::AfterSign || text.len() >= spec.width {
        return pad(Wtf8::from(&text), spec.fill, spec.align, spec.width);
    }
    let (sign, digits) = text.split_at(lead);
    let mut out = Wtf8Buf::from(sign);
    out.push_wtf8(pad(Wtf8::from(digits), spec.fill, Align::Right, spec.width - lead)?.as_wtf8());
    Ok(out)
}

/// `format(complex, spec)`.
pub fn format_complex(z: Complex, spec: Wtf8<'_>, type_name: &str) -> Result<Wtf8Buf> {
    let spec = FormatSpec::parse(spec, Defaults { type_name, align: Align::Right, letter: 0 })?;
    if !matches!(spec.letter_char(), None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n')) {
        return Err(spec.unknown_letter(type_name));
    }
    if spec.fill == u32::from('0') {
        return Err(Error::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Error::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let part = |x: f64, sign: Option<Sign>| {
        let spec = FormatSpec { sign, ..spec.clone() };
        let text = float_digits(x, &spec, false)?;
        body(&float_parts(&text, &spec), &spec, 0).map(|(text, _)| text)
    };
    let plain = spec.letter.is_none();
    let text = if plain && z.re == 0.0 && z.re.is_sign_positive() {
        format!("{}j", part(z.im, spec.sign)?)
    } else {
        let (re, im) = (part(z.re, spec.sign)?, part(z.im, Some(Sign::Plus))?);
        if plain { format!("({re}{im}j)") } else { format!("{re}{im}j") }
    };
    pad(Wtf8::from(&text), spec.fill, spec.align, spec.width)
}

//! The reprs of constants.

use kaa_bytecode::{Const, Wtf8Buf};

/// `repr` of a constant, as far as literals go.
pub(crate) fn constant(value: &Const) -> String {
    match value {
        Const::None => "None".into(),
        Const::True => "True".into(),
        Const::False => "False".into(),
        Const::Ellipsis => "Ellipsis".into(),
        Const::Int(value) => value.to_string(),
        Const::BigInt(value) => value.to_string(),
        Const::Float(value) => float(*value),
        Const::Complex(re, im) => complex(*re, *im),
        Const::Str(text) => string(text),
        Const::Bytes(bytes) => self::bytes(bytes),
        Const::Tuple(items) => {
            let items: Vec<String> = items.iter().map(constant).collect();
            match &*items {
                [only] => format!("({only},)"),
                _ => format!("({})", items.join(", ")),
            }
        }
        Const::FrozenSet(_) | Const::Slice(_) | Const::Code(_) => "...".into(),
    }
}

/// The shortest digits that read back as the same float, with an exponent where Python has one.
pub(super) fn float(value: f64) -> String {
    let text = digits(value);
    match value.is_finite() && !text.contains(['.', 'e']) {
        true => text + ".0",
        false => text,
    }
}

fn digits(value: f64) -> String {
    if value.is_nan() {
        return "nan".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf".into() } else { "-inf".into() };
    }
    let text = format!("{value:e}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return format!("{value}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

fn complex(re: f64, im: f64) -> String {
    let imaginary = digits(im);
    if re == 0.0 && re.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let sign = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imaginary}j)", digits(re))
}

/// The quotes that a repr uses.
fn quote(bytes: &[u8]) -> u8 {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' }
}

pub(super) fn string(text: &Wtf8Buf) -> String {
    let quote = char::from(quote(text.as_bytes()));
    let mut out = String::from(quote);
    for point in text.code_points() {
        match char::from_u32(point) {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\\') => out.push_str("\\\\"),
            Some(char) if char == quote => out.extend(['\\', char]),
            Some(char) if !char.is_control() => out.push(char),
            _ if point < 0x100 => out.push_str(&format!("\\x{point:02x}")),
            _ if point < 0x10000 => out.push_str(&format!("\\u{point:04x}")),
            _ => out.push_str(&format!("\\U{point:08x}")),
        }
    }
    out.push(quote);
    out
}

pub(super) fn bytes(bytes: &[u8]) -> String {
    let quote = quote(bytes);
    let mut out = format!("b{}", char::from(quote));
    for &byte in bytes {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            _ if byte == quote => out.extend(['\\', char::from(byte)]),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(char::from(quote));
    out
}

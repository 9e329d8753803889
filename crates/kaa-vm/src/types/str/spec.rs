//! The format specification as text understands it: `[[fill]align][width][.precision][s]`, with the messages for the rest.
//!
//! Must not know: numbers. Next: `formatting.rs`.

use kaa_data::wtf8::{Wtf8, Wtf8Buf};
use kaa_data::{Error, Result};

#[derive(Default)]
struct Spec {
    fill: Option<u32>,
    align: Option<u8>,
    sign: Option<u8>,
    coerce_zero: bool,
    alternate: bool,
    width: Option<usize>,
    precision: Option<usize>,
}

/// Formats a text by a specification; `class` is for messages.
pub(super) fn format_text(text: Wtf8<'_>, spec: Wtf8<'_>, class: &str) -> Result<Wtf8Buf> {
    let spec = parse(spec, class)?;
    match spec.sign {
        Some(b' ') => return Err(Error::value("Space not allowed in string format specifier")),
        Some(_) => return Err(Error::value("Sign not allowed in string format specifier")),
        None => {}
    }
    if spec.coerce_zero {
        return Err(Error::value("Negative zero coercion (z) not allowed in string format specifier"));
    }
    if spec.alternate {
        return Err(Error::value("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == Some(b'=') {
        return Err(Error::value("'=' alignment not allowed in string format specifier"));
    }
    let text = text.slice(0, spec.precision.unwrap_or(usize::MAX));
    let missing = spec.width.unwrap_or(0).saturating_sub(text.len());
    let left = match spec.align {
        Some(b'>') => missing,
        Some(b'^') => missing / 2,
        _ => 0,
    };
    text.padded(left, missing - left, spec.fill.unwrap_or(u32::from(b' ')))
}

struct Reader {
    points: Vec<u32>,
    at: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.points.get(self.at + ahead).and_then(|&c| u8::try_from(c).ok()).filter(u8::is_ascii)
    }

    fn accept(&mut self, b: u8) -> bool {
        let found = self.peek(0) == Some(b);
        self.at += usize::from(found);
        found
    }

    fn align(&self, ahead: usize) -> Option<u8> {
        self.peek(ahead).filter(|b| matches!(b, b'<' | b'>' | b'=' | b'^'))
    }

    fn number(&mut self) -> Result<Option<usize>> {
        let too_many = || Error::value("Too many decimal digits in format string");
        let start = self.at;
        let mut n = 0i64;
        while let Some(b) = self.peek(0).filter(u8::is_ascii_digit) {
            n = n.checked_mul(10).and_then(|n| n.checked_add(i64::from(b - b'0'))).ok_or_else(too_many)?;
            self.at += 1;
        }
        Ok((self.at > start).then_some(n as usize))
    }

    /// Which of `,` and `_` group digits here.
    fn grouping(&mut self) -> Result<Option<u8>> {
        let both = || Error::value("Cannot specify both ',' and '_'.");
        let comma = self.accept(b',');
        let underscore = self.accept(b'_');
        if comma && underscore || underscore && self.peek(0) == Some(b',') {
            return Err(both());
        }
        Ok(if comma { Some(b',') } else { underscore.then_some(b'_') })
    }
}

fn parse(spec: Wtf8<'_>, class: &str) -> Result<Spec> {
    let mut r = Reader { points: spec.code_points().collect(), at: 0 };
    let mut out = Spec::default();
    if let Some(a) = r.align(1) {
        out.fill = Some(r.points[0]);
        out.align = Some(a);
        r.at = 2;
    } else if let Some(a) = r.align(0) {
        out.align = Some(a);
        r.at = 1;
    }
    out.sign = r.peek(0).filter(|b| matches!(b, b'+' | b'-' | b' '));
    r.at += usize::from(out.sign.is_some());
    out.coerce_zero = r.accept(b'z');
    out.alternate = r.accept(b'#');
    if out.fill.is_none() && r.accept(b'0') {
        out.fill = Some(u32::from(b'0'));
    }
    out.width = r.number()?;
    let grouping = r.grouping()?;
    if r.accept(b'.') {
        out.precision = r.number()?;
        let grouped = r.grouping()?.is_some();
        if out.precision.is_none() && !grouped {
            return Err(Error::value("Format specifier missing precision"));
        }
    }
    let rest = &r.points[r.at..];
    if rest.len() > 1 {
        let text = spec.to_string_lossy();
        return Err(Error::value(format!("Invalid format specifier '{text}' for object of type '{class}'")));
    }
    let kind = rest.first().copied().unwrap_or(u32::from(b's'));
    if let Some(g) = grouping
        && !is_number_code(kind, g)
    {
        return Err(Error::value(format!("Cannot specify '{}' with '{}'.", char::from(g), shown(kind))));
    }
    if kind != u32::from(b's') {
        return Err(Error::value(format!("Unknown format code '{}' for object of type '{class}'", shown(kind))));
    }
    Ok(out)
}

fn is_number_code(kind: u32, grouping: u8) -> bool {
    u8::try_from(kind).is_ok_and(|b| b"defgEG%F".contains(&b) || grouping == b'_' && b"boxX".contains(&b))
}

fn shown(c: u32) -> String {
    match char::from_u32(c) {
        Some(c @ '!'..='~') => c.to_string(),
        _ => format!("\\x{c:x}"),
    }
}

//! `float(text)` and `complex(text)`: white space, digits of all scripts, underscores, `inf` and `nan`.
//!
//! Must not know: hexadecimal floats (`hex`).

use crate::number::Complex;
use crate::wtf8::Wtf8;
use crate::{Error, Result, repr};

/// `float(text)`.
pub fn parse(text: Wtf8<'_>) -> Result<f64> {
    ascii(text).and_then(|s| parse_ascii(&s)).ok_or_else(|| {
        let shown = repr::str_repr(text);
        Error::value(format!("could not convert string to float: {}", shown.as_wtf8().to_string_lossy()))
    })
}

/// `float(bytes)`.
pub fn parse_bytes(bytes: &[u8]) -> Result<f64> {
    std::str::from_utf8(bytes).ok().and_then(parse_ascii).ok_or_else(|| {
        Error::value(format!("could not convert string to float: {}", repr::bytes_repr(bytes)))
    })
}

/// `complex(text)`.
pub fn parse_complex(text: Wtf8<'_>) -> Result<Complex> {
    let malformed = || Error::value("complex() arg is a malformed string");
    let ascii = ascii(text).ok_or_else(malformed)?;
    let plain = without_underscores(trim(&ascii)).ok_or_else(|| {
        let shown = repr::str_repr(text);
        Error::value(format!("could not convert string to complex: {}", shown.as_wtf8().to_string_lossy()))
    })?;
    complex(&plain).ok_or_else(malformed)
}

fn ascii(text: Wtf8<'_>) -> Option<String> {
    if text.is_ascii() { text.to_str().map(str::to_owned) } else { text.to_ascii_number() }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c| matches!(c, ' ' | '\t'..='\r'))
}

fn parse_ascii(text: &str) -> Option<f64> {
    without_underscores(trim(text))?.parse().ok()
}

/// Drops the underscores, each of which must stand between two digits.
fn without_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let fine = |i: usize| bytes[i] != b'_' || i > 0 && digit(i - 1) && digit(i + 1);
    (0..bytes.len()).all(fine).then(|| text.replace('_', ""))
}

fn complex(text: &str) -> Option<Complex> {
    let inner = match text.strip_prefix('(') {
        Some(rest) => trim(rest.strip_suffix(')')?),
        None => text,
    };
    let (first, rest) = number(inner)?;
    match rest {
        "" => first.map(|re| Complex { re, im: 0.0 }),
        "j" | "J" => Some(Complex { re: 0.0, im: first.unwrap_or(unit(inner)) }),
        _ if rest.starts_with(['+', '-']) => {
            let (second, end) = number(rest)?;
            let im = second.unwrap_or(unit(rest));
            matches!(end, "j" | "J").then_some(Complex { re: first?, im })
        }
        _ => None,
    }
}

/// What a sign without digits before `j` means.
fn unit(text: &str) -> f64 {
    if text.starts_with('-') { -1.0 } else { 1.0 }
}

/// The float at the start of the text and what follows; no float but perhaps a sign when there are no digits.
fn number(text: &str) -> Option<(Option<f64>, &str)> {
    let sign = usize::from(text.starts_with(['+', '-']));
    let body = &text[sign..];
    let lower = body.to_ascii_lowercase();
    let word = ["infinity", "inf", "nan"].into_iter().find(|w| lower.starts_with(w));
    let length = word.map_or_else(|| decimal_length(body.as_bytes()), str::len);
    if length == 0 {
        return Some((None, body));
    }
    let (head, rest) = text.split_at(sign + length);
    Some((Some(head.parse().ok()?), rest))
}

fn decimal_length(bytes: &[u8]) -> usize {
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = digits(0);
    let mut end = whole;
    let mut found = whole;
    if bytes.get(end) == Some(&b'.') {
        found += digits(end + 1);
        end += 1 + digits(end + 1);
    }
    if found == 0 {
        return 0;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let count = bytes.get(end + 1 + sign..).map_or(0, |_| digits(end + 1 + sign));
        if count > 0 {
            end += 1 + sign + count;
        }
    }
    end
}

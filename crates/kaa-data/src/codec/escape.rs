//! `unicode_escape` and `raw_unicode_escape`: text as ASCII or Latin-1 bytes with backslash escapes.
//!
//! Must not know: warnings; where the first invalid escape is goes out with the text.

use super::{CodecError, DecodeHandler, Decoded, Failure, Input};
use crate::repr::push_escape;
use crate::unicode;
use crate::wtf8::{Wtf8, Wtf8Buf};

/// Encodes `unicode_escape`.
pub fn encode_unicode_escape(text: Wtf8<'_>) -> Vec<u8> {
    let mut out = Wtf8Buf::with_capacity(text.as_bytes().len());
    for c in text.code_points() {
        match char::from_u32(c) {
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\\') => out.push_str("\\\\"),
            Some(' '..='~') => out.push(c),
            _ => push_escape(&mut out, c),
        }
    }
    out.into_bytes()
}

/// Encodes `raw_unicode_escape`.
pub fn encode_raw_unicode_escape(text: Wtf8<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.code_points() {
        if c < 0x100 {
            out.push(c as u8);
        } else {
            let mut escape = Wtf8Buf::new();
            push_escape(&mut escape, c);
            out.extend_from_slice(escape.as_bytes());
        }
    }
    out
}

/// What follows a backslash.
enum Escape {
    /// A code point, and where it ends.
    Point(u32, usize),
    /// Nothing, such as an escaped line end.
    Nothing(usize),
    /// No escape: the backslash stands for itself.
    Invalid,
    /// The backslash is the last byte, and no error for that.
    LoneBackslash,
    /// Wrong, up to there.
    Wrong(usize, &'static str),
    /// Cut off by the end of the bytes; wrong only when no more follow.
    Unfinished(usize, &'static str),
}

/// Decodes `unicode_escape`; bytes outside ASCII are Latin-1.
pub fn decode_unicode_escape<E>(
    bytes: &[u8],
    input: Input,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    decode(bytes, input, "unicodeescape", &read_escape, handler)
}

/// Decodes `raw_unicode_escape`.
pub fn decode_raw_unicode_escape<E>(
    bytes: &[u8],
    input: Input,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    let mut decoded = decode(bytes, input, "rawunicodeescape", &read_raw_escape, handler)?;
    decoded.invalid_escape = None;
    Ok(decoded)
}

fn decode<E>(
    bytes: &[u8],
    input: Input,
    encoding: &'static str,
    read: &dyn Fn(&[u8], usize) -> Escape,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    let mut decoded = Decoded { text: Wtf8Buf::with_capacity(bytes.len()), ..Decoded::default() };
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        if b != b'\\' {
            decoded.text.push(u32::from(b));
            at += 1;
            continue;
        }
        let (end, reason) = match read(bytes, at) {
            Escape::Point(c, end) => {
                // An octal escape above a byte is taken, but warned about.
                if c > 0xFF && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
                    decoded.invalid_escape.get_or_insert(at);
                }
                decoded.text.push(c);
                at = end;
                continue;
            }
            Escape::Nothing(end) => {
                at = end;
                continue;
            }
            Escape::Invalid => {
                decoded.invalid_escape.get_or_insert(at);
                decoded.text.push(u32::from(b'\\'));
                at += 1;
                if let Some(&next) = bytes.get(at) {
                    decoded.text.push(u32::from(next));
                    at += 1;
                }
                continue;
            }
            Escape::Unfinished(..) | Escape::LoneBackslash if input == Input::Partial => break,
            Escape::LoneBackslash => {
                decoded.text.push(u32::from(b'\\'));
                at += 1;
                continue;
            }
            Escape::Unfinished(end, reason) | Escape::Wrong(end, reason) => (end, reason),
        };
        let (replacement, resume) = handler(&CodecError { encoding, start: at, end, reason })?;
        decoded.text.push_wtf8(replacement.as_wtf8());
        at = resume.min(bytes.len());
    }
    decoded.consumed = at;
    Ok(decoded)
}

fn read_escape(bytes: &[u8], at: usize) -> Escape {
    let Some(&letter) = bytes.get(at + 1) else { return Escape::Unfinished(at + 1, "\\ at end of string") };
    let plain = |c: u32| Escape::Point(c, at + 2);
    match letter {
        b'\n' => Escape::Nothing(at + 2),
        b'\\' | b'\'' | b'"' => plain(u32::from(letter)),
        b'a' => plain(7),
        b'b' => plain(8),
        b't' => plain(9),
        b'n' => plain(10),
        b'v' => plain(11),
        b'f' => plain(12),
        b'r' => plain(13),
        b'0'..=b'7' => {
            let digits = bytes[at + 1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
            let (c, count) = digits.fold((0, 0), |(c, n), b| (c * 8 + u32::from(b - b'0'), n + 1));
            Escape::Point(c, at + 1 + count)
        }
        b'x' => read_hex(bytes, at, 2, "truncated \\xXX escape", "illegal Unicode character"),
        b'u' => read_hex(bytes, at, 4, "truncated \\uXXXX escape", "illegal Unicode character"),
        b'U' => read_hex(bytes, at, 8, "truncated \\UXXXXXXXX escape", "illegal Unicode character"),
        b'N' => read_name(bytes, at),
        _ => Escape::Invalid,
    }
}

fn read_raw_escape(bytes: &[u8], at: usize) -> Escape {
    match bytes.get(at + 1) {
        Some(b'u') => read_hex(bytes, at, 4, "truncated \\uXXXX escape", "\\Uxxxxxxxx out of range"),
        Some(b'U') => read_hex(bytes, at, 8, "truncated \\UXXXXXXXX escape", "\\Uxxxxxxxx out of range"),
        Some(_) => Escape::Invalid,
        None => Escape::LoneBackslash,
    }
}

fn read_hex(bytes: &[u8], at: usize, count: usize, truncated: &'static str, illegal: &'static str) -> Escape {
    let start = at + 2;
    let digits = bytes[start..].iter().take(count).take_while(|b| b.is_ascii_hexdigit());
    let (value, found) =
        digits.fold((0_u32, 0), |(c, n), &b| (c << 4 | char::from(b).to_digit(16).unwrap_or(0), n + 1));
    let end = start + found;
    match () {
        () if found == count && value > 0x10FFFF => Escape::Wrong(end, illegal),
        () if found == count => Escape::Point(value, end),
        () if end == bytes.len() => Escape::Unfinished(end, truncated),
        () => Escape::Wrong(end, truncated),
    }
}

fn read_name(bytes: &[u8], at: usize) -> Escape {
    const MALFORMED: &str = "malformed \\N character escape";
    match bytes.get(at + 2) {
        None => return Escape::Unfinished(at + 2, MALFORMED),
        Some(b'{') => {}
        Some(_) => return Escape::Wrong(at + 2, MALFORMED),
    }
    let start = at + 3;
    let Some(length) = bytes[start..].iter().position(|&b| b == b'}') else {
        return Escape::Unfinished(bytes.len(), MALFORMED);
    };
    if length == 0 {
        return Escape::Wrong(start, MALFORMED);
    }
    let end = start + length + 1;
    let name = std::str::from_utf8(&bytes[start..end - 1]).ok();
    match name.and_then(unicode::lookup) {
        Some(c) => Escape::Point(c, end),
        None => Escape::Wrong(end, "unknown Unicode character name"),
    }
}

//! `repr` of text and bytes, and `ascii()`.
//!
//! Must not know: containers or recursion; those are the VM's. Next: `float_text`, `number` for the repr of numbers.

use crate::unicode;
use crate::wtf8::{Wtf8, Wtf8Buf};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Single quotes, unless the text has single quotes and no double ones.
fn quote_for(bytes: &[u8]) -> u8 {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' }
}

/// `repr` of a `str`.
pub fn str_repr(text: Wtf8<'_>) -> Wtf8Buf {
    quoted(text, unicode::is_printable)
}

/// `ascii` of a `str`: as `repr`, with everything outside ASCII escaped.
pub fn str_ascii(text: Wtf8<'_>) -> Wtf8Buf {
    quoted(text, |_| false)
}

/// Escapes what is outside ASCII in a text that is a repr already, as `ascii()` of any other object does.
pub fn escape_non_ascii(text: Wtf8<'_>) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(text.as_bytes().len());
    for c in text.code_points() {
        if c < 0x80 { out.push(c) } else { push_escape(&mut out, c) }
    }
    out
}

fn quoted(text: Wtf8<'_>, keep: impl Fn(u32) -> bool) -> Wtf8Buf {
    let quote = quote_for(text.as_bytes());
    let plain = |b: &u8| matches!(b, 0x20..=0x7E) && *b != b'\\' && *b != quote;
    if text.as_bytes().iter().all(plain) {
        let mut out = Wtf8Buf::with_capacity(text.len() + 2);
        let edge = [quote];
        for part in [&edge[..], text.as_bytes(), &edge[..]] {
            out.push_wtf8(Wtf8::with_len(part, part.len()));
        }
        return out;
    }
    let mut out = Wtf8Buf::with_capacity(text.as_bytes().len() + 2);
    out.push(u32::from(quote));
    for c in text.code_points() {
        match c {
            0x09 => out.push_str("\\t"),
            0x0A => out.push_str("\\n"),
            0x0D => out.push_str("\\r"),
            0x5C => out.push_str("\\\\"),
            0x20..=0x7E if c == u32::from(quote) => {
                out.push(0x5C);
                out.push(c);
            }
            0x20..=0x7E => out.push(c),
            0x80.. if keep(c) => out.push(c),
            _ => push_escape(&mut out, c),
        }
    }
    out.push(u32::from(quote));
    out
}

/// Appends `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that fits.
pub fn push_escape(out: &mut Wtf8Buf, c: u32) {
    let (letter, digits) = match c {
        0..0x100 => ('x', 2),
        0x100..0x10000 => ('u', 4),
        _ => ('U', 8),
    };
    out.push(0x5C);
    out.push(u32::from(letter));
    for i in (0..digits).rev() {
        out.push(u32::from(HEX[(c >> (4 * i) & 0xF) as usize]));
    }
}

/// `repr` of a `bytes`.
pub fn bytes_repr(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 3);
    push_bytes(&mut out, bytes, false);
    out
}

/// `repr` of a `bytearray`, with the name of its class; unlike `bytes` it escapes a single quote in either quotes.
pub fn bytearray_repr(class_name: &str, bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + class_name.len() + 5);
    out.push_str(class_name);
    out.push('(');
    push_bytes(&mut out, bytes, true);
    out.push(')');
    out
}

fn push_bytes(out: &mut String, bytes: &[u8], escape_single: bool) {
    let quote = quote_for(bytes);
    out.push('b');
    out.push(char::from(quote));
    for &b in bytes {
        match b {
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\\' => out.push_str("\\\\"),
            b'\'' if b == quote || escape_single => {
                out.push('\\');
                out.push(char::from(b));
            }
            0x20..=0x7E => out.push(char::from(b)),
            _ => {
                out.push_str("\\x");
                out.push(char::from(HEX[usize::from(b >> 4)]));
                out.push(char::from(HEX[usize::from(b & 15)]));
            }
        }
    }
    out.push(char::from(quote));
}

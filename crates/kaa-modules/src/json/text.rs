//! Strings as JSON and back.

use super::error;
use kaa_bytecode::wtf8::push_code_point;
use kaa_vm::types::str::code_points;
use kaa_vm::{Fallible, Value, Vm};

/// Which characters stand for themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// All that JSON allows.
    Unicode,
    /// Those of ASCII.
    Ascii,
}

/// Appends a string with quotes.
pub(super) fn quote(text: &[u8], target: Target, out: &mut Vec<u8>) {
    out.push(b'"');
    let plain = |b: &u8| matches!(b, b' '..=b'~') && !matches!(b, b'"' | b'\\');
    if text.iter().all(plain) {
        out.extend_from_slice(text);
        out.push(b'"');
        return;
    }
    for c in code_points(text) {
        let short = match c {
            0x22 => b'"',
            0x5c => b'\\',
            0x08 => b'b',
            0x0c => b'f',
            0x0a => b'n',
            0x0d => b'r',
            0x09 => b't',
            0..=0x1f => {
                out.extend_from_slice(format!("\\u{c:04x}").as_bytes());
                continue;
            }
            0x7f.. if target == Target::Ascii => {
                let mut units = [0; 2];
                let one = [c as u16];
                let units: &[u16] = match char::from_u32(c) {
                    Some(c) => c.encode_utf16(&mut units),
                    None => &one,
                };
                for u in units {
                    out.extend_from_slice(format!("\\u{u:04x}").as_bytes());
                }
                continue;
            }
            _ => {
                let _ = push_code_point(out, c);
                continue;
            }
        };
        out.extend([b'\\', short]);
    }
    out.push(b'"');
}

/// Four hexadecimal digits.
fn unit(text: &[u8], at: usize) -> Option<u32> {
    let digits = text.get(at..at + 4)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Reads a string whose opening quote stands before `at`; gives it and where it ends.
pub(super) fn unquote(
    vm: &Vm,
    v: &Value,
    text: &[u8],
    at: usize,
    strict: bool,
) -> Fallible<(Vec<u8>, usize)> {
    // Before the first character when nobody looked for a quote.
    let begin = at.wrapping_sub(1);
    let unterminated = || error(vm, "Unterminated string starting at", v, begin);
    let mut out = Vec::new();
    let mut at = at;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let stop = rest.iter().position(|b| matches!(b, b'"' | b'\\') || (strict && *b < 0x20));
        let Some(stop) = stop else { return Err(unterminated()) };
        out.extend_from_slice(&rest[..stop]);
        at += stop;
        match text[at] {
            b'"' => return Ok((out, at + 1)),
            b'\\' => {}
            _ => return Err(error(vm, "Invalid control character at", v, at)),
        }
        let Some(&letter) = text.get(at + 1) else { return Err(unterminated()) };
        at += 2;
        let c = match letter {
            b'"' | b'\\' | b'/' => letter,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let Some(mut c) = unit(text, at) else {
                    return Err(error(vm, "Invalid \\uXXXX escape", v, at - 1));
                };
                at += 4;
                if (0xd800..0xdc00).contains(&c)
                    && text.get(at..at + 2) == Some(b"\\u")
                    && let Some(low) = unit(text, at + 2).filter(|low| (0xdc00..0xe000).contains(low))
                {
                    c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                    at += 6;
                }
                let _ = push_code_point(&mut out, c);
                continue;
            }
            _ => return Err(error(vm, "Invalid \\escape", v, at - 2)),
        };
        out.push(c);
    }
}

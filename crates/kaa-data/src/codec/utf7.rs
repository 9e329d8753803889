//! UTF-7: ASCII with other characters as UTF-16 in base 64, between `+` and what is no base 64 digit.
//!
//! Must not know: other codecs. Used by `mod.rs`.

use super::{CodecError, DecodeHandler, Decoded, Failure, Input};
use crate::wtf8::{Wtf8, Wtf8Buf};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// Stands for itself in encoded text.
fn is_direct(c: u32) -> bool {
    match u8::try_from(c) {
        Ok(b'+' | b'\\' | b'~' | 0x7f..) | Err(_) => false,
        Ok(b) => matches!(b, b'\t' | b'\n' | b'\r') || b >= b' ',
    }
}

/// Bits that do not fill a digit or a unit yet.
#[derive(Default)]
struct Bits {
    count: u32,
    value: u32,
}

impl Bits {
    /// The six bits that come next.
    fn take_digit(&mut self) -> u8 {
        self.count -= 6;
        let at = self.value >> self.count;
        self.value &= (1 << self.count) - 1;
        DIGITS[at as usize & 63]
    }

    fn put_unit(&mut self, unit: u32, out: &mut Vec<u8>) {
        self.value = self.value << 16 | unit;
        self.count += 16;
        while self.count >= 6 {
            out.push(self.take_digit());
        }
    }

    /// Fills the last digit with zeros.
    fn flush(&mut self, out: &mut Vec<u8>) {
        if self.count > 0 {
            out.push(DIGITS[(self.value << (6 - self.count)) as usize & 63]);
        }
        *self = Bits::default();
    }
}

/// Encodes UTF-7; everything can be.
pub fn encode_utf7(text: Wtf8<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut shifted: Option<Bits> = None;
    for c in text.code_points() {
        if is_direct(c) {
            if let Some(mut bits) = shifted.take() {
                bits.flush(&mut out);
                if c == u32::from('-') || digit(c as u8).is_some() {
                    out.push(b'-');
                }
            }
            out.push(c as u8);
            continue;
        }
        if shifted.is_none() && c == u32::from('+') {
            out.extend_from_slice(b"+-");
            continue;
        }
        let bits = shifted.get_or_insert_with(|| {
            out.push(b'+');
            Bits::default()
        });
        if c >= 0x1_0000 {
            let high = c - 0x1_0000;
            bits.put_unit(0xD800 | high >> 10, &mut out);
            bits.put_unit(0xDC00 | high & 0x3FF, &mut out);
        } else {
            bits.put_unit(c, &mut out);
        }
    }
    if let Some(mut bits) = shifted {
        bits.flush(&mut out);
        out.push(b'-');
    }
    out
}

/// Inside base 64: where it began, the text before it, loose bits, a first half of a pair.
struct Shift {
    start: usize,
    text_before: usize,
    bits: Bits,
    high: Option<u32>,
}

impl Shift {
    /// A unit has come together.
    fn unit(&mut self, unit: u32, text: &mut Wtf8Buf) {
        if let Some(high) = self.high.take() {
            if (0xDC00..0xE000).contains(&unit) {
                text.push(0x1_0000 + ((high & 0x3FF) << 10 | unit & 0x3FF));
                return;
            }
            text.push(high);
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            text.push(unit);
        }
    }

    fn digit(&mut self, value: u32, text: &mut Wtf8Buf) {
        self.bits.value = self.bits.value << 6 | value;
        self.bits.count += 6;
        if self.bits.count >= 16 {
            self.bits.count -= 16;
            let unit = self.bits.value >> self.bits.count;
            self.bits.value &= (1 << self.bits.count) - 1;
            self.unit(unit, text);
        }
    }

    /// What is wrong when it ends here.
    fn left_over(&self) -> Option<&'static str> {
        if self.bits.count >= 6 {
            Some("partial character in shift sequence")
        } else if self.bits.count > 0 && self.bits.value != 0 {
            Some("non-zero padding bits in shift sequence")
        } else {
            None
        }
    }
}

/// Decodes UTF-7.
pub fn decode_utf7<E>(
    bytes: &[u8],
    input: Input,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    let mut text = Wtf8Buf::with_capacity(bytes.len());
    let mut shift: Option<Shift> = None;
    let mut at = 0;
    loop {
        let Some(&byte) = bytes.get(at) else {
            let Some(s) = shift.take() else { break };
            if input == Input::Partial {
                let kept = text.as_wtf8().slice(0, s.text_before).to_owned();
                return Ok(Decoded { text: kept, consumed: s.start, ..Decoded::default() });
            }
            if s.high.is_none() && s.left_over().is_none() {
                break;
            }
            let reason = "unterminated shift sequence";
            at = fault(handler, &mut text, s.start, bytes.len(), reason)?;
            continue;
        };
        let (start, problem) = match shift.take() {
            Some(mut s) => match digit(byte) {
                Some(value) => {
                    at += 1;
                    s.digit(value, &mut text);
                    shift = Some(s);
                    continue;
                }
                None => match s.left_over() {
                    Some(reason) => (s.start, reason),
                    None => {
                        if let Some(high) = s.high.filter(|_| byte < 0x80) {
                            text.push(high);
                        }
                        at += usize::from(byte == b'-');
                        continue;
                    }
                },
            },
            None if byte == b'+' => match bytes.get(at + 1) {
                Some(b'-') => {
                    text.push(u32::from('+'));
                    at += 2;
                    continue;
                }
                Some(next) if digit(*next).is_none() => {
                    at += 1;
                    (at - 1, "ill-formed sequence")
                }
                _ => {
                    let (bits, text_before) = (Bits::default(), text.as_wtf8().len());
                    shift = Some(Shift { start: at, text_before, bits, high: None });
                    at += 1;
                    continue;
                }
            },
            None if byte < 0x80 => {
                text.push(u32::from(byte));
                at += 1;
                continue;
            }
            None => (at, "unexpected special character"),
        };
        at = fault(handler, &mut text, start, at + 1, problem)?;
    }
    Ok(Decoded { text, consumed: bytes.len(), ..Decoded::default() })
}

fn fault<E>(
    handler: &mut DecodeHandler<'_, E>,
    text: &mut Wtf8Buf,
    start: usize,
    end: usize,
    reason: &'static str,
) -> Result<usize, Failure<E>> {
    let (replacement, resume) = handler(&CodecError { encoding: "utf7", start, end, reason })?;
    text.push_wtf8(replacement.as_wtf8());
    Ok(resume)
}

//! UTF-16 and UTF-32: byte order marks, surrogate pairs, and what can be wrong with them.
//!
//! Must not know: error handlers beyond calling them.

use super::{
    CodecError, DecodeHandler, Decoded, EncodeHandler, Encoder, Failure, Input, encode_with, is_ascii_point,
    is_surrogate,
};
use crate::int_text::ByteOrder;
use crate::pack::NATIVE_ORDER;
use crate::wtf8::{Wtf8, Wtf8Buf};

/// One of the two widths, in bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    Two = 2,
    Four = 4,
}

fn name(width: Width, order: Option<ByteOrder>) -> &'static str {
    match (width, order) {
        (Width::Two, None) => "utf-16",
        (Width::Two, Some(ByteOrder::Little)) => "utf-16-le",
        (Width::Two, Some(ByteOrder::Big)) => "utf-16-be",
        (Width::Four, None) => "utf-32",
        (Width::Four, Some(ByteOrder::Little)) => "utf-32-le",
        (Width::Four, Some(ByteOrder::Big)) => "utf-32-be",
    }
}

/// Reads a unit of as many bytes as there are, 2 or 4.
pub(super) fn read_unit(bytes: &[u8], order: ByteOrder) -> u32 {
    let join = |n: u32, b: &u8| n << 8 | u32::from(*b);
    match order {
        ByteOrder::Big => bytes.iter().fold(0, join),
        ByteOrder::Little => bytes.iter().rev().fold(0, join),
    }
}

/// Writes a unit of `size` bytes.
pub(super) fn push_unit(out: &mut Vec<u8>, unit: u32, size: usize, order: ByteOrder) {
    match order {
        ByteOrder::Big => out.extend_from_slice(&unit.to_be_bytes()[4 - size..]),
        ByteOrder::Little => out.extend_from_slice(&unit.to_le_bytes()[..size]),
    }
}

/// The order in force and the length of the byte order mark; none when more bytes are needed to tell.
fn detect(bytes: &[u8], width: Width, order: Option<ByteOrder>, input: Input) -> Option<(ByteOrder, usize)> {
    if let Some(order) = order {
        return Some((order, 0));
    }
    let size = width as usize;
    let Some(first) = bytes.get(..size) else {
        return (input == Input::Final).then_some((NATIVE_ORDER, 0));
    };
    Some(match (read_unit(first, ByteOrder::Little), read_unit(first, ByteOrder::Big)) {
        (0xFEFF, _) => (ByteOrder::Little, size),
        (_, 0xFEFF) => (ByteOrder::Big, size),
        _ => (NATIVE_ORDER, 0),
    })
}

/// A code point and the bytes it took, or the end of the bad part and the reason.
type Step = Result<(u32, usize), (usize, &'static str)>;

fn step16(bytes: &[u8], at: usize, order: ByteOrder) -> Step {
    let Some(unit) = bytes.get(at..at + 2) else {
        return Err((bytes.len(), "truncated data"));
    };
    let unit = read_unit(unit, order);
    match unit {
        0xD800..0xDC00 => match bytes.get(at + 2..at + 4).map(|low| read_unit(low, order)) {
            Some(low @ 0xDC00..0xE000) => Ok((0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), 4)),
            Some(_) => Err((at + 2, "illegal UTF-16 surrogate")),
            None => Err((bytes.len(), "unexpected end of data")),
        },
        0xDC00..0xE000 => Err((at + 2, "illegal encoding")),
        _ => Ok((unit, 2)),
    }
}

fn step32(bytes: &[u8], at: usize, order: ByteOrder) -> Step {
    let Some(unit) = bytes.get(at..at + 4) else {
        return Err((bytes.len(), "truncated data"));
    };
    match read_unit(unit, order) {
        c if is_surrogate(c) => Err((at + 4, "code point in surrogate code point range(0xd800, 0xe000)")),
        c @ 0..=0x10FFFF => Ok((c, 4)),
        _ => Err((at + 4, "code point not in range(0x110000)")),
    }
}

fn decode<E>(
    bytes: &[u8],
    width: Width,
    order: Option<ByteOrder>,
    input: Input,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    let Some((order, mark)) = detect(bytes, width, order, input) else { return Ok(Decoded::default()) };
    let encoding = name(width, Some(order));
    let mut text = Wtf8Buf::with_capacity(bytes.len() / 2);
    let mut at = mark;
    while at < bytes.len() {
        let step = if width == Width::Two { step16(bytes, at, order) } else { step32(bytes, at, order) };
        match step {
            Ok((c, taken)) => {
                text.push(c);
                at += taken;
            }
            Err((end, reason)) => {
                let unfinished = matches!(reason, "truncated data" | "unexpected end of data");
                if unfinished && input == Input::Partial {
                    break;
                }
                let (replacement, resume) = handler(&CodecError { encoding, start: at, end, reason })?;
                text.push_wtf8(replacement.as_wtf8());
                at = resume.min(bytes.len());
            }
        }
    }
    Ok(Decoded { text, consumed: at, order: Some(order), ..Decoded::default() })
}

/// Decodes UTF-16; without an order the byte order mark decides, or the machine.
pub fn decode_utf16<E>(
    bytes: &[u8],
    order: Option<ByteOrder>,
    input: Input,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    decode(bytes, Width::Two, order, input, handler)
}

/// Decodes UTF-32; without an order the byte order mark decides, or the machine.
pub fn decode_utf32<E>(
    bytes: &[u8],
    order: Option<ByteOrder>,
    input: Input,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    decode(bytes, Width::Four, order, input, handler)
}

fn encode<E>(
    text: Wtf8<'_>,
    width: Width,
    order: Option<ByteOrder>,
    put: &dyn Fn(&mut Vec<u8>, u32),
    handler: &mut EncodeHandler<'_, E>,
) -> Result<Vec<u8>, Failure<E>> {
    let mut out = Vec::with_capacity((text.len() + 1) * width as usize);
    if order.is_none() {
        push_unit(&mut out, 0xFEFF, width as usize, NATIVE_ORDER);
    }
    let encoder = Encoder {
        encoding: name(width, order),
        reason: "surrogates not allowed",
        joined: false,
        unit: width as usize,
        fits: &|c| !is_surrogate(c),
        fits_replacement: &is_ascii_point,
        put,
    };
    encode_with(text, &mut out, &encoder, handler)?;
    Ok(out)
}

/// Encodes UTF-16; without an order in the machine's, after a byte order mark.
pub fn encode_utf16<E>(
    text: Wtf8<'_>,
    order: Option<ByteOrder>,
    handler: &mut EncodeHandler<'_, E>,
) -> Result<Vec<u8>, Failure<E>> {
    let bytes = order.unwrap_or(NATIVE_ORDER);
    let put = |out: &mut Vec<u8>, c: u32| {
        if c < 0x10000 {
            push_unit(out, c, 2, bytes);
        } else {
            push_unit(out, 0xD800 + ((c - 0x10000) >> 10), 2, bytes);
            push_unit(out, 0xDC00 + (c & 0x3FF), 2, bytes);
        }
    };
    encode(text, Width::Two, order, &put, handler)
}

/// Encodes UTF-32; without an order in the machine's, after a byte order mark.
pub fn encode_utf32<E>(
    text: Wtf8<'_>,
    order: Option<ByteOrder>,
    handler: &mut EncodeHandler<'_, E>,
) -> Result<Vec<u8>, Failure<E>> {
    let bytes = order.unwrap_or(NATIVE_ORDER);
    encode(text, Width::Four, order, &|out, c| push_unit(out, c, 4, bytes), handler)
}

//! Codecs with one byte for each character: ASCII, Latin-1, and any table (charmap).
//!
//! Must not know: the tables of the many code pages; Python's library has them.

use std::collections::HashMap;

use super::{CodecError, DecodeHandler, Decoded, EncodeHandler, Encoder, Failure, encode_with};
use crate::wtf8::{Wtf8, Wtf8Buf};

/// Decodes ASCII.
pub fn decode_ascii<E>(bytes: &[u8], handler: &mut DecodeHandler<'_, E>) -> Result<Decoded, Failure<E>> {
    decode_table(
        bytes,
        "ascii",
        "ordinal not in range(128)",
        &|b| (b < 0x80).then_some(u32::from(b)),
        handler,
    )
}

/// Decodes Latin-1, which cannot fail.
pub fn decode_latin1(bytes: &[u8]) -> Decoded {
    let text = if bytes.is_ascii() {
        Wtf8::with_len(bytes, bytes.len()).to_owned()
    } else {
        Wtf8Buf::from_code_points(bytes.iter().map(|&b| u32::from(b)))
    };
    Decoded { text, consumed: bytes.len(), ..Decoded::default() }
}

/// Decodes by a table of up to 256 code points, in which U+FFFE stands for nothing.
pub fn decode_charmap<E>(
    bytes: &[u8],
    table: &[u32],
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    let find = |b: u8| table.get(usize::from(b)).copied().filter(|&c| c != 0xFFFE);
    decode_table(bytes, "charmap", "character maps to <undefined>", &find, handler)
}

fn decode_table<E>(
    bytes: &[u8],
    encoding: &'static str,
    reason: &'static str,
    find: &dyn Fn(u8) -> Option<u32>,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    let mut text = Wtf8Buf::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        if let Some(c) = find(b) {
            text.push(c);
            at += 1;
            continue;
        }
        let (replacement, resume) = handler(&CodecError { encoding, start: at, end: at + 1, reason })?;
        text.push_wtf8(replacement.as_wtf8());
        at = resume;
    }
    Ok(Decoded { text, consumed: bytes.len(), ..Decoded::default() })
}

/// Encodes ASCII.
pub fn encode_ascii<E>(text: Wtf8<'_>, handler: &mut EncodeHandler<'_, E>) -> Result<Vec<u8>, Failure<E>> {
    encode_below(text, 0x80, "ascii", "ordinal not in range(128)", handler)
}

/// Encodes Latin-1.
pub fn encode_latin1<E>(text: Wtf8<'_>, handler: &mut EncodeHandler<'_, E>) -> Result<Vec<u8>, Failure<E>> {
    encode_below(text, 0x100, "latin-1", "ordinal not in range(256)", handler)
}

fn encode_below<E>(
    text: Wtf8<'_>,
    limit: u32,
    encoding: &'static str,
    reason: &'static str,
    handler: &mut EncodeHandler<'_, E>,
) -> Result<Vec<u8>, Failure<E>> {
    if text.is_ascii() {
        return Ok(text.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(text.len());
    let fits = |c| c < limit;
    let put = |out: &mut Vec<u8>, c| out.push(c as u8);
    let encoder =
        Encoder { encoding, reason, joined: true, unit: 1, fits: &fits, fits_replacement: &fits, put: &put };
    encode_with(text, &mut out, &encoder, handler)?;
    Ok(out)
}

/// The reverse of a decoding table, as `codecs.charmap_build` makes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EncodingMap {
    bytes: HashMap<u32, u8>,
}

impl EncodingMap {
    /// The map for a decoding table; of two bytes with the same code point the last one counts.
    pub fn build(table: Wtf8<'_>) -> Self {
        let rows = table.code_points().take(256).enumerate();
        Self { bytes: rows.filter(|&(_, c)| c != 0xFFFE).map(|(i, c)| (c, i as u8)).collect() }
    }

    /// The byte for a code point.
    pub fn get(&self, c: u32) -> Option<u8> {
        self.bytes.get(&c).copied()
    }
}

/// Encodes by a map.
pub fn encode_charmap<E>(
    text: Wtf8<'_>,
    map: &EncodingMap,
    handler: &mut EncodeHandler<'_, E>,
) -> Result<Vec<u8>, Failure<E>> {
    let mut out = Vec::with_capacity(text.len());
    let fits = |c| map.get(c).is_some();
    let encoder = Encoder {
        encoding: "charmap",
        reason: "character maps to <undefined>",
        joined: true,
        unit: 1,
        fits: &fits,
        fits_replacement: &fits,
        put: &|out, c| out.extend(map.get(c)),
    };
    encode_with(text, &mut out, &encoder, handler)?;
    Ok(out)
}

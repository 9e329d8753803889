//! UTF-8, in which surrogates are errors.
//!
//! Must not know: the byte order mark (`Codec::Utf8Sig`).

use super::{
    CodecError, DecodeHandler, Decoded, EncodeHandler, Encoder, Failure, Input, encode_with, is_ascii_point,
    is_surrogate,
};
use crate::wtf8::{Wtf8, Wtf8Buf};

/// Decodes UTF-8.
pub fn decode_utf8<E>(
    bytes: &[u8],
    input: Input,
    handler: &mut DecodeHandler<'_, E>,
) -> Result<Decoded, Failure<E>> {
    let mut text = Wtf8Buf::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let invalid = match std::str::from_utf8(rest) {
            Ok(valid) => {
                text.push_str(valid);
                at = bytes.len();
                break;
            }
            Err(invalid) => invalid,
        };
        let start = at + invalid.valid_up_to();
        text.push_wtf8(Wtf8::new(&bytes[at..start]));
        let (end, reason) = match invalid.error_len() {
            None if input == Input::Partial => {
                at = start;
                break;
            }
            None => (bytes.len(), "unexpected end of data"),
            Some(length) if matches!(bytes[start], 0xC2..=0xF4) => {
                (start + length, "invalid continuation byte")
            }
            Some(length) => (start + length, "invalid start byte"),
        };
        let (replacement, resume) = handler(&CodecError { encoding: "utf-8", start, end, reason })?;
        text.push_wtf8(replacement.as_wtf8());
        at = resume.min(bytes.len());
    }
    Ok(Decoded { text, consumed: at, ..Decoded::default() })
}

/// Encodes UTF-8.
pub fn encode_utf8<E>(text: Wtf8<'_>, handler: &mut EncodeHandler<'_, E>) -> Result<Vec<u8>, Failure<E>> {
    if text.is_ascii() || text.to_str().is_some() {
        return Ok(text.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(text.as_bytes().len());
    let encoder = Encoder {
        encoding: "utf-8",
        reason: "surrogates not allowed",
        joined: true,
        unit: 1,
        fits: &|c| !is_surrogate(c),
        fits_replacement: &is_ascii_point,
        put: &|out, c| {
            let (bytes, width) = crate::wtf8::encode(c);
            out.extend_from_slice(&bytes[..width]);
        },
    };
    encode_with(text, &mut out, &encoder, handler)?;
    Ok(out)
}

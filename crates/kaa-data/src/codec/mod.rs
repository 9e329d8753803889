//! Encoding text to bytes and decoding bytes to text, with error handlers.
//!
//! Must not know: the codec registry, stream readers, objects. A handler is a closure that gets a [`CodecError`] and
//! answers with a replacement and the position to go on from; the built-in ones are [`Handler`]s.
//! Decoding is incremental: with [`Input::Partial`] an unfinished sequence at the end is left over, see
//! [`Decoded::consumed`]. Next: `utf8`, `utf7`, `wide` (UTF-16 and UTF-32), `single` (ASCII, Latin-1, charmap), `escape`.

mod escape;
mod handler;
mod single;
mod utf7;
mod utf8;
mod wide;

pub use escape::{
    decode_raw_unicode_escape, decode_unicode_escape, encode_raw_unicode_escape, encode_unicode_escape,
};
pub use handler::Handler;
pub use single::{
    EncodingMap, decode_ascii, decode_charmap, decode_latin1, encode_ascii, encode_charmap, encode_latin1,
};
pub use utf7::{decode_utf7, encode_utf7};
pub use utf8::{decode_utf8, encode_utf8};
pub use wide::{decode_utf16, decode_utf32, encode_utf16, encode_utf32};

use crate::int_text::ByteOrder;
use crate::wtf8::{Wtf8, Wtf8Buf};

/// What `UnicodeDecodeError` and `UnicodeEncodeError` say, without the object they say it about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodecError {
    /// The name of the codec, such as `"utf-8"`.
    pub encoding: &'static str,
    /// Where the trouble starts: a byte when decoding, a code point when encoding.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// Why a conversion failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure<E> {
    /// Raise this codec error.
    Strict(CodecError),
    /// The handler failed.
    Handler(E),
}

/// What an error handler puts in the place of text that cannot be encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// Text to encode instead.
    Text(Wtf8Buf),
    /// Bytes to put as they are.
    Bytes(Vec<u8>),
}

/// An error handler for decoding: the replacement, and the byte to go on from.
pub type DecodeHandler<'h, E> = dyn FnMut(&CodecError) -> Result<(Wtf8Buf, usize), Failure<E>> + 'h;

/// An error handler for encoding: the replacement, and the code point to go on from.
pub type EncodeHandler<'h, E> = dyn FnMut(&CodecError) -> Result<(Replacement, usize), Failure<E>> + 'h;

/// Whether more bytes may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// This is all.
    Final,
    /// More may follow; an unfinished sequence is no error.
    Partial,
}

/// Decoded text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: Wtf8Buf,
    /// How many bytes it took.
    pub consumed: usize,
    /// The byte order that is in force now, for UTF-16 and UTF-32.
    pub order: Option<ByteOrder>,
    /// Where the first backslash is that starts no valid escape; `unicode_escape` warns about it.
    pub invalid_escape: Option<usize>,
}

/// The codecs that are implemented here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark, which decoding takes or leaves.
    Utf8Sig,
    /// UTF-7.
    Utf7,
    /// UTF-16 with a byte order mark, or in the given order without.
    Utf16(Option<ByteOrder>),
    /// UTF-32 with a byte order mark, or in the given order without.
    Utf32(Option<ByteOrder>),
    /// ASCII.
    Ascii,
    /// ISO 8859-1.
    Latin1,
    /// Python's escapes, as in a literal.
    UnicodeEscape,
    /// Only `\u` and `\U`.
    RawUnicodeEscape,
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Codec {
    /// The codec with this name or one of its usual aliases; `-`, `_` and blanks are alike, case does not matter.
    pub fn from_name(name: &str) -> Option<Self> {
        let plain: String =
            name.chars().map(|c| if matches!(c, '-' | ' ') { '_' } else { c.to_ascii_lowercase() }).collect();
        let (little, big) = (Some(ByteOrder::Little), Some(ByteOrder::Big));
        Some(match plain.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" => Self::Utf8,
            "utf_8_sig" => Self::Utf8Sig,
            "utf_7" | "utf7" | "u7" | "unicode_1_1_utf_7" => Self::Utf7,
            "utf_16" | "utf16" | "u16" => Self::Utf16(None),
            "utf_16_le" | "utf_16le" => Self::Utf16(little),
            "utf_16_be" | "utf_16be" => Self::Utf16(big),
            "utf_32" | "utf32" | "u32" => Self::Utf32(None),
            "utf_32_le" | "utf_32le" => Self::Utf32(little),
            "utf_32_be" | "utf_32be" => Self::Utf32(big),
            "ascii" | "us_ascii" | "646" => Self::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "8859" | "cp819" => {
                Self::Latin1
            }
            "unicode_escape" => Self::UnicodeEscape,
            "raw_unicode_escape" => Self::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// Decodes bytes.
    pub fn decode<E>(
        self,
        bytes: &[u8],
        input: Input,
        handler: &mut DecodeHandler<'_, E>,
    ) -> Result<Decoded, Failure<E>> {
        match self {
            Self::Utf8 => decode_utf8(bytes, input, handler),
            Self::Utf8Sig => match bytes.strip_prefix(UTF8_MARK) {
                Some(rest) => {
                    let skip = UTF8_MARK.len();
                    let mut shifted = |e: &CodecError| {
                        let moved = CodecError { start: e.start + skip, end: e.end + skip, ..*e };
                        handler(&moved).map(|(text, resume)| (text, resume.saturating_sub(skip)))
                    };
                    let decoded = decode_utf8(rest, input, &mut shifted)?;
                    Ok(Decoded { consumed: decoded.consumed + skip, ..decoded })
                }
                None if input == Input::Partial && UTF8_MARK.starts_with(bytes) => Ok(Decoded::default()),
                None => decode_utf8(bytes, input, handler),
            },
            Self::Utf7 => decode_utf7(bytes, input, handler),
            Self::Utf16(order) => decode_utf16(bytes, order, input, handler),
            Self::Utf32(order) => decode_utf32(bytes, order, input, handler),
            Self::Ascii => decode_ascii(bytes, handler),
            Self::Latin1 => Ok(decode_latin1(bytes)),
            Self::UnicodeEscape => decode_unicode_escape(bytes, input, handler),
            Self::RawUnicodeEscape => decode_raw_unicode_escape(bytes, input, handler),
        }
    }

    /// Encodes text.
    pub fn encode<E>(
        self,
        text: Wtf8<'_>,
        handler: &mut EncodeHandler<'_, E>,
    ) -> Result<Vec<u8>, Failure<E>> {
        match self {
            Self::Utf8 => encode_utf8(text, handler),
            Self::Utf8Sig => encode_utf8(text, handler).map(|bytes| [UTF8_MARK, &bytes].concat()),
            Self::Utf7 => Ok(encode_utf7(text)),
            Self::Utf16(order) => encode_utf16(text, order, handler),
            Self::Utf32(order) => encode_utf32(text, order, handler),
            Self::Ascii => encode_ascii(text, handler),
            Self::Latin1 => encode_latin1(text, handler),
            Self::UnicodeEscape => Ok(encode_unicode_escape(text)),
            Self::RawUnicodeEscape => Ok(encode_raw_unicode_escape(text)),
        }
    }
}

/// What an encoder does with single code points; [`encode_with`] does the rest.
struct Encoder<'a> {
    encoding: &'static str,
    reason: &'static str,
    /// Whether neighbouring troubles are one error.
    joined: bool,
    /// How many bytes a replacement in bytes must be a multiple of.
    unit: usize,
    /// Whether this code point can be encoded.
    fits: &'a dyn Fn(u32) -> bool,
    /// Whether this code point of a replacement can be encoded.
    fits_replacement: &'a dyn Fn(u32) -> bool,
    /// Encodes one.
    put: &'a dyn Fn(&mut Vec<u8>, u32),
}

fn encode_with<E>(
    text: Wtf8<'_>,
    out: &mut Vec<u8>,
    encoder: &Encoder<'_>,
    handler: &mut EncodeHandler<'_, E>,
) -> Result<(), Failure<E>> {
    let mut rest = text;
    while !rest.is_empty() {
        let good = rest.prefix_while(encoder.fits);
        good.code_points().for_each(|c| (encoder.put)(out, c));
        rest = rest.remove_first(good);
        if rest.is_empty() {
            break;
        }
        let bad = if encoder.joined { rest.prefix_while(|c| !(encoder.fits)(c)) } else { rest.slice(0, 1) };
        let start = text.len() - rest.len();
        let end = start + bad.len();
        let error = CodecError { encoding: encoder.encoding, start, end, reason: encoder.reason };
        let (replacement, resume) = handler(&error)?;
        match replacement {
            Replacement::Text(text) => {
                for c in text.as_wtf8().code_points() {
                    if !(encoder.fits_replacement)(c) {
                        return Err(Failure::Strict(error));
                    }
                    (encoder.put)(out, c);
                }
            }
            Replacement::Bytes(bytes) if bytes.len() % encoder.unit != 0 => {
                return Err(Failure::Strict(error));
            }
            Replacement::Bytes(bytes) => out.extend_from_slice(&bytes),
        }
        rest = if resume == end { rest.remove_first(bad) } else { text.slice(resume, text.len()) };
    }
    Ok(())
}

fn is_ascii_point(c: u32) -> bool {
    c < 0x80
}

fn is_surrogate(c: u32) -> bool {
    (0xD800..0xE000).contains(&c)
}

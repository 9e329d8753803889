//! The built-in error handlers.
//!
//! Must not know: handlers registered by programs. `surrogatepass` is the only one that looks at the name of the codec.

use super::wide::{push_unit, read_unit};
use super::{CodecError, Failure, Replacement, is_surrogate};
use crate::int_text::ByteOrder;
use crate::pack::NATIVE_ORDER;
use crate::repr::push_escape;
use crate::wtf8::{Wtf8, Wtf8Buf};
use crate::{Error, unicode};

/// A built-in error handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handler {
    /// Raise.
    Strict,
    /// Leave it out.
    Ignore,
    /// A question mark, or U+FFFD.
    Replace,
    /// A backslash escape.
    BackslashReplace,
    /// An XML character reference; encoding only.
    XmlCharRefReplace,
    /// A `\N{…}` escape; encoding only.
    NameReplace,
    /// Undecodable bytes as surrogates U+DC80 to U+DCFF, and back.
    SurrogateEscape,
    /// Surrogates as they are, in the UTF codecs.
    SurrogatePass,
}

/// Codecs in which `surrogatepass` knows its way.
enum Utf {
    Eight,
    Wide(usize, ByteOrder),
}

fn utf(encoding: &str) -> Option<Utf> {
    Some(match encoding {
        "utf-8" => Utf::Eight,
        "utf-16" => Utf::Wide(2, NATIVE_ORDER),
        "utf-16-le" => Utf::Wide(2, ByteOrder::Little),
        "utf-16-be" => Utf::Wide(2, ByteOrder::Big),
        "utf-32" => Utf::Wide(4, NATIVE_ORDER),
        "utf-32-le" => Utf::Wide(4, ByteOrder::Little),
        "utf-32-be" => Utf::Wide(4, ByteOrder::Big),
        _ => return None,
    })
}

impl Handler {
    /// The built-in handler with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "strict" => Self::Strict,
            "ignore" => Self::Ignore,
            "replace" => Self::Replace,
            "backslashreplace" => Self::BackslashReplace,
            "xmlcharrefreplace" => Self::XmlCharRefReplace,
            "namereplace" => Self::NameReplace,
            "surrogateescape" => Self::SurrogateEscape,
            "surrogatepass" => Self::SurrogatePass,
            _ => return None,
        })
    }

    /// Handles an error in decoding these bytes.
    pub fn decode(self, error: &CodecError, bytes: &[u8]) -> Result<(Wtf8Buf, usize), Failure<Error>> {
        let bad = bytes.get(error.start..error.end).unwrap_or(&[]);
        let mut text = Wtf8Buf::new();
        match self {
            Self::Ignore => {}
            Self::Replace => text.push(0xFFFD),
            Self::BackslashReplace => bad.iter().for_each(|&b| push_escape(&mut text, u32::from(b))),
            Self::SurrogateEscape => {
                let count = bad.iter().take(4).take_while(|&&b| b >= 0x80).count();
                if count == 0 {
                    return Err(Failure::Strict(*error));
                }
                bad[..count].iter().for_each(|&b| text.push(0xDC00 + u32::from(b)));
                return Ok((text, error.start + count));
            }
            Self::SurrogatePass => {
                let (c, taken) = passed_surrogate(error, bytes).ok_or(Failure::Strict(*error))?;
                text.push(c);
                return Ok((text, error.start + taken));
            }
            Self::XmlCharRefReplace | Self::NameReplace => {
                let refusal =
                    Error::type_error("don't know how to handle UnicodeDecodeError in error callback");
                return Err(Failure::Handler(refusal));
            }
            Self::Strict => return Err(Failure::Strict(*error)),
        }
        Ok((text, error.end))
    }

    /// Handles an error in encoding this text.
    pub fn encode(self, error: &CodecError, text: Wtf8<'_>) -> Result<(Replacement, usize), Failure<Error>> {
        let bad = text.slice(error.start, error.end);
        let mut out = Wtf8Buf::new();
        match self {
            Self::Ignore => {}
            Self::Replace => out.push_repeated(u32::from('?'), bad.len()),
            Self::BackslashReplace => bad.code_points().for_each(|c| push_escape(&mut out, c)),
            Self::XmlCharRefReplace => bad.code_points().for_each(|c| out.push_str(&format!("&#{c};"))),
            Self::NameReplace => bad.code_points().for_each(|c| match unicode::name(c) {
                Some(name) => out.push_str(&format!("\\N{{{name}}}")),
                None => push_escape(&mut out, c),
            }),
            Self::SurrogateEscape => {
                let byte = |c| if (0xDC80..0xDD00).contains(&c) { Some((c - 0xDC00) as u8) } else { None };
                let bytes: Vec<u8> = bad.code_points().map_while(byte).collect();
                // The charmap codec takes all or nothing; elsewhere what cannot be escaped is an error of its own.
                let partial = bytes.len() < bad.len() && error.encoding == "charmap";
                if bytes.is_empty() || partial {
                    return Err(Failure::Strict(*error));
                }
                let resume = error.start + bytes.len();
                return Ok((Replacement::Bytes(bytes), resume));
            }
            Self::SurrogatePass => {
                let utf = utf(error.encoding).filter(|_| bad.code_points().all(is_surrogate));
                let bytes = match utf.ok_or(Failure::Strict(*error))? {
                    Utf::Eight => bad.as_bytes().to_vec(),
                    Utf::Wide(size, order) => {
                        let mut bytes = Vec::new();
                        bad.code_points().for_each(|c| push_unit(&mut bytes, c, size, order));
                        bytes
                    }
                };
                return Ok((Replacement::Bytes(bytes), error.end));
            }
            Self::Strict => return Err(Failure::Strict(*error)),
        }
        Ok((Replacement::Text(out), error.end))
    }
}

/// The surrogate that is encoded where decoding failed.
fn passed_surrogate(error: &CodecError, bytes: &[u8]) -> Option<(u32, usize)> {
    let rest = bytes.get(error.start..)?;
    let (c, taken) = match utf(error.encoding)? {
        Utf::Eight => match rest {
            [0xED, b @ 0xA0..=0xBF, c @ 0x80..=0xBF, ..] => {
                (0xD000 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F), 3)
            }
            _ => return None,
        },
        Utf::Wide(size, order) => (read_unit(rest.get(..size)?, order), size),
    };
    is_surrogate(c).then_some((c, taken))
}

//! `str.encode` and `bytes.decode`: the codecs that need no Python code (UTF-8, ASCII, Latin-1), and the way to the others.
//!
//! Other encodings go to the module `codecs`. Must not know: incremental coding. Next: `codec/errors.rs` for
//! what happens where a character has no place.

mod errors;

pub use errors::Fault;

use super::Str;
use crate::flow::Fallible;
use crate::types::{Bytes, Tuple};
use crate::vm::Vm;
use kaa_data::wtf8::Wtf8Buf;
use kaa_heap::{Ref, Value};

/// The codecs of this file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// UTF-8.
    Utf8,
    /// ASCII.
    Ascii,
    /// ISO 8859-1.
    Latin1,
}

impl Codec {
    /// By any of its usual names, however written.
    pub fn by_name(name: &str) -> Option<Codec> {
        let plain: String =
            name.chars().map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect();
        match plain.as_str() {
            "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Some(Codec::Utf8),
            "ascii" | "us-ascii" | "646" | "ansi-x3.4-1968" | "iso646-us" => Some(Codec::Ascii),
            "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" => {
                Some(Codec::Latin1)
            }
            _ => None,
        }
    }

    /// The name in error messages.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
        }
    }

    fn can_encode(self, c: u32) -> bool {
        match self {
            Codec::Utf8 => !(0xD800..0xE000).contains(&c),
            Codec::Ascii => c < 0x80,
            Codec::Latin1 => c < 0x100,
        }
    }

    fn encode_reason(self) -> &'static str {
        match self {
            Codec::Utf8 => "surrogates not allowed",
            Codec::Ascii => "ordinal not in range(128)",
            Codec::Latin1 => "ordinal not in range(256)",
        }
    }

    fn push(self, out: &mut Vec<u8>, c: u32) {
        match self {
            Codec::Utf8 => {
                let mut buffer = [0; 4];
                let c = char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER);
                out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            }
            Codec::Ascii | Codec::Latin1 => out.push(c as u8),
        }
    }
}

impl Vm {
    /// `text.encode(encoding, errors)`.
    pub fn encode_text(&self, text: &Ref<Str>, encoding: &str, errors: &str) -> Fallible<Value> {
        match Codec::by_name(encoding) {
            Some(codec) => Ok(self.new_bytes(&self.encode_with(codec, text, errors)?)),
            None => self.foreign_encode(text, encoding, errors),
        }
    }

    /// The bytes of a text in one of the native codecs.
    pub fn encode_with(&self, codec: Codec, text: &Ref<Str>, errors: &str) -> Fallible<Vec<u8>> {
        if text.is_ascii() || codec == Codec::Utf8 && text.as_str().is_some() {
            return Ok(text.as_bytes().to_vec());
        }
        let points: Vec<u32> = text.wtf8().code_points().collect();
        let mut out = Vec::with_capacity(points.len());
        let mut at = 0;
        while at < points.len() {
            if codec.can_encode(points[at]) {
                codec.push(&mut out, points[at]);
                at += 1;
                continue;
            }
            let run = points[at..].iter().take_while(|&&c| !codec.can_encode(c)).count();
            let fault =
                Fault { encoding: codec.name(), start: at, end: at + run, reason: codec.encode_reason() };
            let (replacement, next) = self.encode_fault(&fault, text, &points[at..at + run], errors)?;
            match replacement {
                errors::Replacement::Bytes(b) => out.extend_from_slice(&b),
                errors::Replacement::Text(t) => {
                    for c in t.as_wtf8().code_points() {
                        if !codec.can_encode(c) {
                            return Err(self.encode_error(&fault, text));
                        }
                        codec.push(&mut out, c);
                    }
                }
            }
            at = next.min(points.len());
        }
        Ok(out)
    }

    /// `data.decode(encoding, errors)`.
    pub fn decode_bytes(&self, data: &[u8], encoding: &str, errors: &str) -> Fallible<Value> {
        match Codec::by_name(encoding) {
            Some(codec) => self.decode_with(codec, data, errors),
            None => self.foreign_decode(data, encoding, errors),
        }
    }

    /// The text that bytes mean in one of the native codecs.
    pub fn decode_with(&self, codec: Codec, data: &[u8], errors: &str) -> Fallible<Value> {
        if data.is_ascii() {
            return Ok(self.new_str_wtf8(data).into());
        }
        if codec == Codec::Latin1 {
            return Ok(self.wtf8_value(Wtf8Buf::from_code_points(data.iter().map(|&b| u32::from(b)))));
        }
        let mut out = Wtf8Buf::with_capacity(data.len());
        let mut owned: Vec<u8>;
        let mut data = data;
        let mut at = 0;
        while at < data.len() {
            let (good, bad) = match codec {
                Codec::Utf8 => utf8_step(&data[at..]),
                _ => ascii_step(&data[at..]),
            };
            out.push_str(good);
            at += good.len();
            let Some((length, reason)) = bad else { break };
            let fault = Fault { encoding: codec.name(), start: at, end: at + length, reason };
            let answer = self.decode_fault(&fault, data, errors)?;
            out.push_wtf8(answer.text.as_wtf8());
            at = answer.resume;
            if let Some(changed) = answer.data {
                owned = changed;
                data = &owned;
            }
        }
        Ok(self.wtf8_value(out))
    }

    fn foreign_encode(&self, text: &Ref<Str>, encoding: &str, errors: &str) -> Fallible<Value> {
        let v = self.call_codec("encode", text.value(), encoding, errors)?;
        if v.payload::<Bytes>().is_some() {
            return Ok(v);
        }
        let name = self.type_name(&v);
        Err(self.type_error(format!(
            "'{encoding}' encoder returned '{name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
        )))
    }

    fn foreign_decode(&self, data: &[u8], encoding: &str, errors: &str) -> Fallible<Value> {
        let v = self.call_codec("decode", &self.new_bytes(data), encoding, errors)?;
        if v.payload::<Str>().is_some() {
            return Ok(v);
        }
        let name = self.type_name(&v);
        Err(self.type_error(format!(
            "'{encoding}' decoder returned '{name}' instead of 'str'; use codecs.decode() to decode to arbitrary types"
        )))
    }

    /// Finds a codec through `codecs.lookup` and calls its encoder or decoder; gives the first item of its answer.
    fn call_codec(&self, what: &str, object: &Value, encoding: &str, errors: &str) -> Fallible<Value> {
        let unknown = || self.error(&self.exceptions.lookup_error, &format!("unknown encoding: {encoding}"));
        let Some(import) = self.builtins.get_text(self, "__import__") else { return Err(unknown()) };
        let module = self.call(&import, &[self.str_value("codecs")]);
        let Some(codecs) = self.catch(module, &self.exceptions.import_error)? else { return Err(unknown()) };
        let lookup = self.get_attr(&codecs, &self.intern("lookup"))?;
        let info = self.call(&lookup, &[self.str_value(encoding)])?;
        let coder = self.get_attr(&info, &self.intern(what))?;
        let answer = self.call(&coder, &[object.clone(), self.str_value(errors)])?;
        match answer.payload::<Tuple>().map(|t| &t[..]) {
            Some([first, _]) => Ok(first.clone()),
            _ => Err(self.type_error(format!("{what}r must return a tuple (object, integer)"))),
        }
    }
}

/// The longest valid prefix, and the length of and reason for what stops it.
fn utf8_step(data: &[u8]) -> (&str, Option<(usize, &'static str)>) {
    match std::str::from_utf8(data) {
        Ok(all) => (all, None),
        Err(e) => {
            let (good, rest) = data.split_at(e.valid_up_to());
            let good = std::str::from_utf8(good).unwrap_or_default();
            let starts = rest.first().is_some_and(|b| matches!(b, 0xC2..=0xF4));
            let reason = match e.error_len() {
                None => return (good, Some((rest.len(), "unexpected end of data"))),
                Some(_) if starts => "invalid continuation byte",
                Some(_) => "invalid start byte",
            };
            (good, Some((e.error_len().unwrap_or(1), reason)))
        }
    }
}

fn ascii_step(data: &[u8]) -> (&str, Option<(usize, &'static str)>) {
    let good = data.iter().take_while(|b| b.is_ascii()).count();
    let text = std::str::from_utf8(&data[..good]).unwrap_or_default();
    (text, (good < data.len()).then_some((1, "ordinal not in range(128)")))
}

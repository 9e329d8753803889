//! `str.encode` and `bytes.decode`: the native codecs (crate `kaa-data`), and the way to the others.
//!
//! Other encodings go to the module `_codecs`. Must not know: incremental coding. Next: `codec/errors.rs` for what happens where a
//! character has no place.

mod errors;

pub use kaa_data::codec::Codec;

use super::Str;
use crate::flow::{Fallible, Raised};
use crate::types::{Bytes, Tuple};
use crate::vm::Vm;
use kaa_data::codec::{CodecError, DecodeHandler, EncodeHandler, Failure, Input};
use kaa_heap::{Ref, Value};

impl Vm {
    /// `text.encode(encoding, errors)`.
    pub fn encode_text(&self, text: &Ref<Str>, encoding: &str, errors: &str) -> Fallible<Value> {
        match Codec::from_name(encoding) {
            Some(codec) => Ok(self.new_bytes_owned(self.encode_with(codec, text, errors)?)),
            None => self.foreign_encode(text, encoding, errors),
        }
    }

    /// The bytes of a text in one of the native codecs.
    pub fn encode_with(&self, codec: Codec, text: &Ref<Str>, errors: &str) -> Fallible<Vec<u8>> {
        if text.is_ascii() && matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1) {
            return Ok(text.as_bytes().to_vec());
        }
        let mut handler = |e: &CodecError| self.encode_fault(e, text, errors);
        codec.encode(text.wtf8(), &mut handler).map_err(|f| self.encode_failure(f, text))
    }

    /// `data.decode(encoding, errors)`.
    pub fn decode_bytes(&self, data: &[u8], encoding: &str, errors: &str) -> Fallible<Value> {
        if data.is_empty() {
            return Ok(self.str_value(""));
        }
        match Codec::from_name(encoding) {
            Some(codec) => self.decode_with(codec, data, errors),
            None => self.foreign_decode(data, encoding, errors),
        }
    }

    /// The text that bytes mean in one of the native codecs.
    pub fn decode_with(&self, codec: Codec, data: &[u8], errors: &str) -> Fallible<Value> {
        if data.is_ascii() && matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1) {
            return Ok(self.new_str_wtf8(data).into());
        }
        let mut handler = |e: &CodecError| self.decode_fault(e, data, errors);
        match codec.decode(data, Input::Final, &mut handler) {
            Ok(decoded) => Ok(self.wtf8_value(decoded.text)),
            Err(f) => Err(self.decode_failure(f, data)),
        }
    }

    /// Decodes `data` by `decode`, with the error handler of that name.
    pub fn decoding<T>(
        &self,
        data: &[u8],
        errors: &str,
        decode: impl FnOnce(&mut DecodeHandler<'_, Raised>) -> Result<T, Failure<Raised>>,
    ) -> Fallible<T> {
        let mut handler = |e: &CodecError| self.decode_fault(e, data, errors);
        decode(&mut handler).map_err(|f| self.decode_failure(f, data))
    }

    /// Encodes `text` by `encode`, with the error handler of that name.
    pub fn encoding<T>(
        &self,
        text: &Ref<Str>,
        errors: &str,
        encode: impl FnOnce(&mut EncodeHandler<'_, Raised>) -> Result<T, Failure<Raised>>,
    ) -> Fallible<T> {
        let mut handler = |e: &CodecError| self.encode_fault(e, text, errors);
        encode(&mut handler).map_err(|f| self.encode_failure(f, text))
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

    /// Finds a codec through the registry of the module `_codecs` and calls its encoder or decoder; gives the first item of its answer.
    fn call_codec(&self, what: &str, object: &Value, encoding: &str, errors: &str) -> Fallible<Value> {
        let codecs = self.import_module("_codecs")?;
        let info = self.call_method(&codecs, "lookup", &[self.str_value(encoding)])?;
        if let Some(text) = self.get_attr_opt(&info, &self.intern("_is_text_encoding"))?
            && !self.is_true(&text)?
        {
            return Err(self.error(
                &self.exceptions.lookup_error,
                &format!(
                    "'{encoding}' is not a text encoding; use codecs.{what}() to handle arbitrary codecs"
                ),
            ));
        }
        let coder = self.get_attr(&info, &self.intern(what))?;
        let answer = self.call(&coder, &[object.clone(), self.str_value(errors)])?;
        match answer.payload::<Tuple>().map(|t| &t[..]) {
            Some([first, _]) => Ok(first.clone()),
            _ => Err(self.type_error(format!("{what}r must return a tuple (object, integer)"))),
        }
    }
}

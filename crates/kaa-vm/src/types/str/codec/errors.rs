//! Error handlers of codecs: strict, ignore, replace, backslashreplace, xmlcharrefreplace, surrogateescape, surrogatepass, and
//! those that a program registered.
//!
//! Must not know: the codecs. Registered handlers lie in the dict `codec_errors` of the runtime's module state.

use super::Codec;
use crate::flow::{Fallible, Raised};
use crate::types::{Bytes, Dict, Str, Tuple, Type, int};
use crate::vm::Vm;
use kaa_data::repr::push_escape;
use kaa_data::wtf8::Wtf8Buf;
use kaa_heap::{Ref, Value};

/// Where coding stopped, and why.
pub struct Fault<'a> {
    /// Name of the codec.
    pub encoding: &'a str,
    /// First index that is wrong.
    pub start: usize,
    /// Index after the last one.
    pub end: usize,
    /// For the message.
    pub reason: &'a str,
}

/// What an encoder puts in place of what it cannot encode.
pub(super) enum Replacement {
    /// These characters, still to be encoded.
    Text(Wtf8Buf),
    /// These bytes as they are.
    Bytes(Vec<u8>),
}

/// What a decoder puts in place of what it cannot decode.
pub(super) struct Decoded {
    pub(super) text: Wtf8Buf,
    pub(super) resume: usize,
    /// The input, when the handler changed it.
    pub(super) data: Option<Vec<u8>>,
}

impl Vm {
    /// The `UnicodeEncodeError` of a fault.
    #[cold]
    pub fn encode_error(&self, f: &Fault<'_>, text: &Ref<Str>) -> Raised {
        self.unicode_error(&self.exceptions.unicode_encode_error, f, text.value().clone())
    }

    /// The `UnicodeDecodeError` of a fault.
    #[cold]
    pub fn decode_error(&self, f: &Fault<'_>, data: &[u8]) -> Raised {
        self.unicode_error(&self.exceptions.unicode_decode_error, f, self.new_bytes(data))
    }

    fn unicode_error(&self, class: &Ref<Type>, f: &Fault<'_>, object: Value) -> Raised {
        let (start, end) = (self.new_usize(f.start), self.new_usize(f.end));
        self.error_with(class, vec![self.str_value(f.encoding), object, start, end, self.str_value(f.reason)])
    }

    pub(super) fn encode_fault(
        &self,
        f: &Fault<'_>,
        text: &Ref<Str>,
        run: &[u32],
        errors: &str,
    ) -> Fallible<(Replacement, usize)> {
        let mut out = Wtf8Buf::new();
        match errors {
            "strict" => return Err(self.encode_error(f, text)),
            "ignore" => {}
            "replace" => out.push_repeated(u32::from(b'?'), run.len()),
            "backslashreplace" | "namereplace" => run.iter().for_each(|&c| push_escape(&mut out, c)),
            "xmlcharrefreplace" => run.iter().for_each(|c| out.push_str(&format!("&#{c};"))),
            "surrogateescape" => {
                let escaped = run.iter().take_while(|c| (0xDC80..0xDD00).contains(*c)).count();
                if escaped == 0 {
                    return Err(self.encode_error(f, text));
                }
                let bytes = run[..escaped].iter().map(|c| (c - 0xDC00) as u8).collect();
                return Ok((Replacement::Bytes(bytes), f.start + escaped));
            }
            "surrogatepass" if f.encoding == Codec::Utf8.name() => {
                let bytes = Wtf8Buf::from_code_points(run.iter().copied()).into_bytes();
                return Ok((Replacement::Bytes(bytes), f.end));
            }
            "surrogatepass" => return Err(self.encode_error(f, text)),
            _ => return self.registered_encode(f, text, errors),
        }
        Ok((Replacement::Text(out), f.end))
    }

    pub(super) fn decode_fault(&self, f: &Fault<'_>, data: &[u8], errors: &str) -> Fallible<Decoded> {
        let wrong = &data[f.start..f.end.min(data.len())];
        let mut out = Wtf8Buf::new();
        let mut resume = f.end;
        match errors {
            "ignore" => {}
            "replace" => out.push(0xFFFD),
            "backslashreplace" => wrong.iter().for_each(|&b| push_escape(&mut out, u32::from(b))),
            "surrogateescape" => {
                let high = wrong.iter().take_while(|b| !b.is_ascii()).count();
                if high == 0 {
                    return Err(self.decode_error(f, data));
                }
                wrong[..high].iter().for_each(|&b| out.push(0xDC00 + u32::from(b)));
                resume = f.start + high;
            }
            "surrogatepass" => match (f.encoding == Codec::Utf8.name(), data.get(f.start..f.start + 3)) {
                (true, Some(&[0xED, b @ 0xA0..=0xBF, c @ 0x80..=0xBF])) => {
                    out.push(0xD000 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F));
                    resume = f.start + 3;
                }
                _ => return Err(self.decode_error(f, data)),
            },
            "strict" | "xmlcharrefreplace" | "namereplace" => return Err(self.decode_error(f, data)),
            _ => return self.registered_decode(f, data, errors),
        }
        Ok(Decoded { text: out, resume, data: None })
    }

    /// A handler that the program registered, by name.
    fn error_handler(&self, name: &str) -> Fallible<Value> {
        let handlers = self.module_state.borrow().get("codec_errors").cloned();
        let found = handlers.as_ref().and_then(|h| h.payload::<Dict>()).and_then(|d| d.get_text(self, name));
        found.ok_or_else(|| {
            self.error(&self.exceptions.lookup_error, &format!("unknown error handler name '{name}'"))
        })
    }

    fn registered_encode(
        &self,
        f: &Fault<'_>,
        text: &Ref<Str>,
        errors: &str,
    ) -> Fallible<(Replacement, usize)> {
        let handler = self.error_handler(errors)?;
        let error = self.encode_error(f, text);
        let answer = self.call(&handler, std::slice::from_ref(&error.0))?;
        let wrong = || self.type_error("encoding error handler must return (str/bytes, int) tuple");
        let Some([replacement, position]) = answer.payload::<Tuple>().map(|t| &t[..]) else {
            return Err(wrong());
        };
        let position = self.resume_position(position, text.len(), wrong)?;
        if let Some(s) = replacement.payload::<Str>() {
            return Ok((Replacement::Text(s.wtf8().to_owned()), position));
        }
        match replacement.payload::<Bytes>() {
            Some(b) => Ok((Replacement::Bytes(b.data.to_vec()), position)),
            None => Err(wrong()),
        }
    }

    fn registered_decode(&self, f: &Fault<'_>, data: &[u8], errors: &str) -> Fallible<Decoded> {
        let handler = self.error_handler(errors)?;
        let error = self.decode_error(f, data);
        let answer = self.call(&handler, std::slice::from_ref(&error.0))?;
        let wrong = || self.type_error("decoding error handler must return (str, int) tuple");
        let Some([replacement, position]) = answer.payload::<Tuple>().map(|t| &t[..]) else {
            return Err(wrong());
        };
        let Some(text) = replacement.payload::<Str>() else { return Err(wrong()) };
        let object = self.get_attr(&error.0, &self.names.object)?;
        let changed = object.payload::<Bytes>().map(|b| b.data.to_vec()).filter(|b| **b != *data);
        let length = changed.as_ref().map_or(data.len(), Vec::len);
        let resume = self.resume_position(position, length, wrong)?;
        Ok(Decoded { text: text.wtf8().to_owned(), resume, data: changed })
    }

    /// Where a handler wants to go on; negative counts from the end.
    fn resume_position(&self, v: &Value, length: usize, wrong: impl Fn() -> Raised) -> Fallible<usize> {
        if !int::is_int(v) {
            return Err(wrong());
        }
        let given = int::as_i64(v).unwrap_or(i64::MAX);
        let at = if given < 0 { given.saturating_add(length as i64) } else { given };
        match usize::try_from(at) {
            Ok(at) if at <= length => Ok(at),
            _ => Err(self.index_error(format!("position {given} from error handler out of bounds"))),
        }
    }
}

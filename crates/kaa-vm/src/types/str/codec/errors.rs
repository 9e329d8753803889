//! Error handlers of codecs: the built-in ones (crate `kaa-data`) and those that a program registered.
//!
//! Must not know: the codecs. Registered handlers lie in the dict `codec_errors` of the runtime's module state.

use crate::flow::{Fallible, Raised};
use crate::types::{Bytes, Dict, Str, Tuple, Type, int};
use crate::vm::Vm;
use kaa_data::codec::{CodecError, Failure, Handler, Replacement};
use kaa_data::wtf8::Wtf8Buf;
use kaa_heap::{Ref, Value};

impl Vm {
    /// The `UnicodeEncodeError` of a fault.
    #[cold]
    pub fn encode_error(&self, f: &CodecError, text: &Ref<Str>) -> Raised {
        self.unicode_error(&self.exceptions.unicode_encode_error, f, text.value().clone())
    }

    /// The `UnicodeDecodeError` of a fault.
    #[cold]
    pub fn decode_error(&self, f: &CodecError, data: &[u8]) -> Raised {
        self.unicode_error(&self.exceptions.unicode_decode_error, f, self.new_bytes(data))
    }

    fn unicode_error(&self, class: &Ref<Type>, f: &CodecError, object: Value) -> Raised {
        let (start, end) = (self.new_usize(f.start), self.new_usize(f.end));
        self.error_with(class, vec![self.str_value(f.encoding), object, start, end, self.str_value(f.reason)])
    }

    #[cold]
    pub(super) fn encode_failure(&self, f: Failure<Raised>, text: &Ref<Str>) -> Raised {
        match f {
            Failure::Strict(e) => self.encode_error(&e, text),
            Failure::Handler(e) => e,
        }
    }

    #[cold]
    pub(super) fn decode_failure(&self, f: Failure<Raised>, data: &[u8]) -> Raised {
        match f {
            Failure::Strict(e) => self.decode_error(&e, data),
            Failure::Handler(e) => e,
        }
    }

    fn own_failure(&self, f: Failure<kaa_data::Error>) -> Failure<Raised> {
        match f {
            Failure::Strict(e) => Failure::Strict(e),
            Failure::Handler(e) => Failure::Handler(self.data_error(&e)),
        }
    }

    pub(super) fn encode_fault(
        &self,
        f: &CodecError,
        text: &Ref<Str>,
        errors: &str,
    ) -> Result<(Replacement, usize), Failure<Raised>> {
        match Handler::from_name(errors) {
            Some(h) => h.encode(f, text.wtf8()).map_err(|e| self.own_failure(e)),
            None => self.registered_encode(f, text, errors).map_err(Failure::Handler),
        }
    }

    pub(super) fn decode_fault(
        &self,
        f: &CodecError,
        data: &[u8],
        errors: &str,
    ) -> Result<(Wtf8Buf, usize), Failure<Raised>> {
        match Handler::from_name(errors) {
            Some(h) => h.decode(f, data).map_err(|e| self.own_failure(e)),
            None => self.registered_decode(f, data, errors).map_err(Failure::Handler),
        }
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
        f: &CodecError,
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

    fn registered_decode(&self, f: &CodecError, data: &[u8], errors: &str) -> Fallible<(Wtf8Buf, usize)> {
        let handler = self.error_handler(errors)?;
        let error = self.decode_error(f, data);
        let answer = self.call(&handler, std::slice::from_ref(&error.0))?;
        let wrong = || self.type_error("decoding error handler must return (str, int) tuple");
        let Some([replacement, position]) = answer.payload::<Tuple>().map(|t| &t[..]) else {
            return Err(wrong());
        };
        let Some(text) = replacement.payload::<Str>() else { return Err(wrong()) };
        let resume = self.resume_position(position, data.len(), wrong)?;
        Ok((text.wtf8().to_owned(), resume))
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

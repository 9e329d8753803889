//! The conversions of `%`: which Python operation each letter asks of its value.
//!
//! Must not know: flags of layout. Next: `number.rs`.

use super::{Formatter, Mode, Piece, Spec, number};
use crate::dunder::Dunder;
use crate::flow::{Fallible, Raised};
use crate::types::float::as_f64;
use crate::types::{ByteArray, Bytes, Str, int};
use kaa_data::wtf8::{Wtf8, Wtf8Buf};
use kaa_heap::Value;
use num_bigint::BigInt;

impl Formatter<'_> {
    pub(super) fn convert(&mut self, spec: &Spec, v: &Value) -> Fallible<Piece> {
        match spec.code {
            b's' | b'b' if self.mode == Mode::Bytes => Ok(self.cut(spec, self.raw_bytes(v)?)),
            b's' => {
                let text = self.vm.str(v)?;
                Ok(self.cut(spec, text.as_bytes().to_vec()))
            }
            b'r' if self.mode == Mode::Text => {
                let text = self.vm.repr(v)?;
                Ok(self.cut(spec, text.as_bytes().to_vec()))
            }
            b'r' | b'a' => {
                let text = self.vm.ascii(v)?;
                Ok(self.cut(spec, text.as_bytes().to_vec()))
            }
            b'c' => Ok(Piece { negative: false, prefix: "", body: self.character(v)?, numeric: false }),
            b'd' | b'i' | b'u' => Ok(number::integer(spec, &self.to_integer(spec, v)?)),
            b'o' | b'x' | b'X' => Ok(number::integer(spec, &self.to_index(spec, v)?)),
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => Ok(number::float(spec, self.to_float(v)?)),
            _ => Err(self.unsupported()),
        }
    }

    /// Text cut to the precision.
    fn cut(&self, spec: &Spec, mut body: Vec<u8>) -> Piece {
        if let Some(p) = spec.precision {
            let end = match self.mode {
                Mode::Bytes => p.min(body.len()),
                Mode::Text => Wtf8::new(&body).byte_offset(p),
            };
            body.truncate(end);
        }
        Piece { negative: false, prefix: "", body, numeric: false }
    }

    fn character(&self, v: &Value) -> Fallible<Vec<u8>> {
        match self.mode {
            Mode::Text => self.text_character(v),
            Mode::Bytes => self.byte_character(v),
        }
    }

    fn text_character(&self, v: &Value) -> Fallible<Vec<u8>> {
        let vm = self.vm;
        if let Some(s) = v.payload::<Str>() {
            if s.len() == 1 {
                return Ok(s.as_bytes().to_vec());
            }
            let n = s.len();
            return Err(vm.type_error(format!("%c requires an int or a unicode character, not a string of length {n}")));
        }
        if !int::is_int(v) && vm.class_of(v).special(vm, Dunder::Index).is_none() {
            let name = vm.type_name(v);
            return Err(vm.type_error(format!("%c requires an int or a unicode character, not {name}")));
        }
        let i = vm.index(v)?;
        match int::as_i64(&i).and_then(|i| u32::try_from(i).ok()).filter(|c| *c <= 0x10_FFFF) {
            Some(c) => Ok(Wtf8Buf::from_code_point(c).into_bytes()),
            None => Err(vm.overflow_error("%c arg not in range(0x110000)")),
        }
    }

    fn byte_character(&self, v: &Value) -> Fallible<Vec<u8>> {
        let vm = self.vm;
        let requires = "%c requires an integer in range(256) or a single byte, not";
        let one = |data: &[u8], class: &str| match data {
            [b] => Ok(vec![*b]),
            _ => Err(vm.type_error(format!("{requires} a {class} object of length {}", data.len()))),
        };
        if let Some(b) = v.payload::<Bytes>() {
            return one(&b.data, "bytes");
        }
        if let Some(b) = v.payload::<ByteArray>() {
            return one(&b.data.borrow(), "bytearray");
        }
        if !int::is_int(v) && vm.class_of(v).special(vm, Dunder::Index).is_none() {
            return Err(vm.type_error(format!("{requires} {}", vm.type_name(v))));
        }
        let i = vm.index(v)?;
        match int::as_i64(&i).and_then(|i| u8::try_from(i).ok()) {
            Some(b) => Ok(vec![b]),
            None => Err(vm.overflow_error("%c arg not in range(256)")),
        }
    }

    /// The bytes of a bytes-like object, or what its `__bytes__` gives.
    fn raw_bytes(&self, v: &Value) -> Fallible<Vec<u8>> {
        let vm = self.vm;
        if let Some(b) = v.payload::<Bytes>().filter(|_| vm.is_exact(v, &vm.types.bytes)) {
            return Ok(b.data.to_vec());
        }
        if let Some(made) = vm.dunder_bytes(v)? {
            return Ok(made.payload::<Bytes>().map(|b| b.data.to_vec()).unwrap_or_default());
        }
        match vm.bytes_like(v)? {
            Some(data) => Ok(data.to_vec()),
            None => Err(vm.type_error(format!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                vm.type_name(v)
            ))),
        }
    }

    #[cold]
    fn needs(&self, spec: &Spec, what: &str, v: &Value) -> Raised {
        let code = char::from(spec.code);
        self.vm.type_error(format!("%{code} format: {what} is required, not {}", self.vm.type_name(v)))
    }

    /// The value as `int(v)` gives it, for numbers.
    fn to_integer(&self, spec: &Spec, v: &Value) -> Fallible<BigInt> {
        let vm = self.vm;
        if let Some(i) = int::as_bigint(v) {
            return Ok(i.into_owned());
        }
        let class = vm.class_of(v);
        if ![Dunder::Int, Dunder::Index, Dunder::Float].iter().any(|&d| class.special(vm, d).is_some()) {
            return Err(self.needs(spec, "a real number", v));
        }
        let made = vm.call(vm.types.int.value(), std::slice::from_ref(v));
        match vm.catch(made, &vm.exceptions.type_error)? {
            Some(i) => Ok(int::as_bigint(&i).map(std::borrow::Cow::into_owned).unwrap_or_default()),
            None => Err(self.needs(spec, "a real number", v)),
        }
    }

    fn to_index(&self, spec: &Spec, v: &Value) -> Fallible<BigInt> {
        let vm = self.vm;
        if !int::is_int(v) && vm.class_of(v).special(vm, Dunder::Index).is_none() {
            return Err(self.needs(spec, "an integer", v));
        }
        vm.index_bigint(v)
    }

    fn to_float(&self, v: &Value) -> Fallible<f64> {
        let vm = self.vm;
        if let Some(f) = as_f64(v) {
            return Ok(f);
        }
        let class = vm.class_of(v);
        if ![Dunder::Float, Dunder::Index].iter().any(|&d| class.special(vm, d).is_some()) {
            let name = vm.type_name(v);
            let message = match self.mode {
                Mode::Text => format!("must be real number, not {name}"),
                Mode::Bytes => format!("float argument required, not {name}"),
            };
            return Err(vm.type_error(message));
        }
        let made = vm.call(vm.types.float.value(), std::slice::from_ref(v))?;
        Ok(as_f64(&made).unwrap_or(0.0))
    }
}

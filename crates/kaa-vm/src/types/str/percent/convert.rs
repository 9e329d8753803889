//! The conversions of `%`: which Python operation each letter asks of its value.
//!
//! Must not know: flags of layout. Next: `kaa_data::format::percent` for the digits.

use super::{Formatter, Mode, latin1};
use crate::dunder::Dunder;
use crate::flow::{Fallible, Raised};
use crate::types::float::as_f64;
use crate::types::str::args::check;
use crate::types::{ByteArray, Bytes, Str, int};
use kaa_data::format::percent::{self, Directive, Layout};
use kaa_data::number::Int;
use kaa_data::wtf8::Wtf8Buf;
use kaa_heap::{Ref, Value};
use num_bigint::BigInt;

impl Formatter<'_> {
    pub(super) fn convert(&self, d: &Directive<'_>, layout: Layout, v: &Value) -> Fallible<Wtf8Buf> {
        let vm = self.vm;
        let text = |s: Ref<Str>| check(vm, percent::format_text(s.wtf8(), layout));
        match (char::from_u32(d.letter).unwrap_or('\0'), self.mode) {
            ('s' | 'b', Mode::Bytes) => {
                check(vm, percent::format_text(latin1(&self.raw_bytes(v)?).as_wtf8(), layout))
            }
            ('s', Mode::Text) => text(vm.str(v)?),
            ('r', Mode::Text) => text(vm.repr(v)?),
            ('r' | 'a', _) => text(vm.ascii(v)?),
            ('c', _) => check(vm, percent::format_char(self.character(v)?, layout)),
            ('d' | 'i' | 'u', _) => {
                let i = as_int(self.to_integer(d.letter, v)?);
                check(vm, percent::format_int(&i, d.letter, layout, crate::types::int::text::max_digits()))
            }
            ('o' | 'x' | 'X', _) => {
                let i = as_int(self.to_index(d.letter, v)?);
                check(vm, percent::format_int(&i, d.letter, layout, crate::types::int::text::max_digits()))
            }
            ('e' | 'E' | 'f' | 'F' | 'g' | 'G', _) => {
                check(vm, percent::format_float(self.to_float(v)?, d.letter, layout))
            }
            _ => Err(vm.data_error(&percent::unsupported(d))),
        }
    }

    fn character(&self, v: &Value) -> Fallible<u32> {
        match self.mode {
            Mode::Text => self.text_character(v),
            Mode::Bytes => self.byte_character(v),
        }
    }

    fn text_character(&self, v: &Value) -> Fallible<u32> {
        let vm = self.vm;
        if let Some(s) = v.payload::<Str>() {
            if let (1, Some(c)) = (s.len(), s.wtf8().get(0)) {
                return Ok(c);
            }
            let n = s.len();
            return Err(vm.type_error(format!(
                "%c requires an int or a unicode character, not a string of length {n}"
            )));
        }
        if !int::is_int(v) && vm.class_of(v).special(vm, Dunder::Index).is_none() {
            let name = vm.type_name(v);
            return Err(vm.type_error(format!("%c requires an int or a unicode character, not {name}")));
        }
        let i = vm.index(v)?;
        match int::as_i64(&i).and_then(|i| u32::try_from(i).ok()).filter(|c| *c <= 0x10_FFFF) {
            Some(c) => Ok(c),
            None => Err(vm.overflow_error("%c arg not in range(0x110000)")),
        }
    }

    fn byte_character(&self, v: &Value) -> Fallible<u32> {
        let vm = self.vm;
        let requires = "%c requires an integer in range(256) or a single byte, not";
        let one = |data: &[u8], class: &str| match data {
            [b] => Ok(u32::from(*b)),
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
            Some(b) => Ok(u32::from(b)),
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
    fn needs(&self, letter: u32, what: &str, v: &Value) -> Raised {
        let code = char::from_u32(letter).unwrap_or('?');
        self.vm.type_error(format!("%{code} format: {what} is required, not {}", self.vm.type_name(v)))
    }

    /// The value as `int(v)` gives it, for numbers.
    fn to_integer(&self, letter: u32, v: &Value) -> Fallible<BigInt> {
        let vm = self.vm;
        if let Some(i) = int::as_bigint(v) {
            return Ok(i.into_owned());
        }
        let class = vm.class_of(v);
        if ![Dunder::Int, Dunder::Index, Dunder::Float].iter().any(|&d| class.special(vm, d).is_some()) {
            return Err(self.needs(letter, "a real number", v));
        }
        let made = vm.call(vm.types.int.value(), std::slice::from_ref(v));
        match vm.catch(made, &vm.exceptions.type_error)? {
            Some(i) => Ok(int::as_bigint(&i).map(std::borrow::Cow::into_owned).unwrap_or_default()),
            None => Err(self.needs(letter, "a real number", v)),
        }
    }

    fn to_index(&self, letter: u32, v: &Value) -> Fallible<BigInt> {
        let vm = self.vm;
        if !int::is_int(v) && vm.class_of(v).special(vm, Dunder::Index).is_none() {
            return Err(self.needs(letter, "an integer", v));
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

fn as_int(i: BigInt) -> Int {
    match i64::try_from(&i) {
        Ok(small) => Int::Small(small),
        Err(_) => Int::Big(i),
    }
}

//! `int(x)` and `int(text, base)`.

use super::{BigInteger, as_bigint, is_int, text};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::Slot;
use crate::types::exception::class_argument;
use crate::types::float::as_f64;
use crate::types::{ByteArray, Bytes, Str};
use crate::vm::Vm;
use kaa_data::wtf8::Wtf8;
use kaa_data::{int_text, number};
use kaa_heap::Value;

/// `int.__new__`.
pub(super) fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_argument(vm, args, &vm.types.int)?;
    if class.is(&vm.types.bool) {
        return Err(vm.type_error("int.__new__(bool) is not safe, use bool.__new__()"));
    }
    let v = match (&args[1], &args[2]) {
        (None, None) => Value::small_int_unchecked(0),
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(x), None) => convert(vm, x)?,
        (Some(x), Some(base)) => with_base(vm, x, base)?,
    };
    if class.is(&vm.types.int) {
        return done(v);
    }
    let value = as_bigint(&v).map(|c| c.into_owned()).unwrap_or_default();
    done(vm.new_object(&class, BigInteger { value }))
}

/// An exact `int` of an int or an instance of a subclass.
pub(super) fn exact(vm: &Vm, v: &Value) -> Value {
    if v.as_small_int().is_some() || vm.is_exact(v, &vm.types.int) {
        return v.clone();
    }
    vm.new_bigint(as_bigint(v).map(|c| c.into_owned()).unwrap_or_default())
}

/// The text or bytes that an argument is, for parsing.
fn source(v: &Value) -> Option<Vec<u8>> {
    if let Some(s) = v.payload::<Str>() {
        return Some(s.as_bytes().to_vec());
    }
    if let Some(b) = v.payload::<Bytes>() {
        return Some(b.data.to_vec());
    }
    v.payload::<ByteArray>().map(|b| b.data.borrow().clone())
}

/// `int(x)`.
pub(crate) fn convert(vm: &Vm, x: &Value) -> Fallible<Value> {
    if x.as_small_int().is_some() || vm.is_exact(x, &vm.types.int) {
        return Ok(x.clone());
    }
    if vm.is_exact(x, &vm.types.float)
        && let Some(f) = as_f64(x)
    {
        return truncate(vm, f);
    }
    for (d, name) in [(Dunder::Int, "__int__"), (Dunder::Index, "__index__")] {
        let Some(m) = vm.class_of(x).special(vm, d).filter(|m| !m.is_none()) else { continue };
        let v = vm.call_special(&m, x, &[])?;
        if !is_int(&v) {
            return Err(vm.type_error(format!("{name} returned non-int (type {})", vm.type_name(&v))));
        }
        if !vm.is_exact(&v, &vm.types.int) && v.as_bool().is_none() {
            let kind = vm.type_name(&v);
            let text = format!(
                "{name} returned non-int (type {kind}).  The ability to return an instance of a strict subclass of int is \
                 deprecated, and may not be supported in a future version of Python."
            );
            vm.warn(&vm.exceptions.deprecation_warning, &text, 1)?;
        }
        return Ok(exact(vm, &v));
    }
    let bytes = match source(x) {
        Some(bytes) => Some(bytes),
        None => vm.bytes_like(x)?.map(|data| data.to_vec()),
    };
    match bytes {
        Some(bytes) => parse(vm, x, &bytes, 10),
        None => Err(vm.type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{}'",
            vm.type_name(x)
        ))),
    }
}

fn with_base(vm: &Vm, x: &Value, base: &Value) -> Fallible<Value> {
    let base = vm.index_clamped(base)?;
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    match source(x) {
        Some(bytes) => parse(vm, x, &bytes, base),
        None => Err(vm.type_error("int() can't convert non-string with explicit base")),
    }
}

fn parse(vm: &Vm, x: &Value, bytes: &[u8], base: i64) -> Fallible<Value> {
    let parsed = if x.payload::<Str>().is_some() {
        int_text::parse(Wtf8::new(bytes), base, text::max_digits())
    } else {
        int_text::parse_bytes(bytes, base, text::max_digits())
    };
    parsed.map(|i| vm.new_number(i)).map_err(|e| vm.data_error(&e))
}

/// The integer part of a float.
pub(crate) fn truncate(vm: &Vm, f: f64) -> Fallible<Value> {
    number::convert::float_to_int(f).map(|i| vm.new_number(i)).map_err(|e| vm.data_error(&e))
}

impl Vm {
    /// An `int` from a plain one.
    pub fn new_number(&self, i: number::Int) -> Value {
        match i {
            number::Int::Small(i) => self.new_int(i),
            number::Int::Big(i) => self.new_bigint(i),
        }
    }
}

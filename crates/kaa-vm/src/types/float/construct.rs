//! `float(x)`, `float.from_number(x)`, `float.fromhex(text)`.

use super::{BoxedFloat, as_f64};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::exception::class_argument;
use crate::types::int::as_bigint;
use crate::types::{ByteArray, Bytes, Str, Type};
use crate::vm::Vm;
use kaa_data::float_text;
use kaa_data::number::convert;
use kaa_data::wtf8::Wtf8;
use kaa_heap::Value;

/// `float.__new__`.
pub(super) fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_argument(vm, args, &vm.types.float)?;
    let f = match &args[1] {
        None => 0.0,
        Some(x) => match parsed(vm, x)? {
            Some(Err(_)) if !(x.payload::<Str>().is_some() || x.payload::<Bytes>().is_some()) => {
                let shown = vm.repr(x)?;
                let text = format!("could not convert string to float: {}", shown.to_string_lossy());
                return Err(vm.value_error(text));
            }
            Some(r) => r.map_err(|e| vm.data_error(&e))?,
            None => match real(vm, x)? {
                Some(f) => f,
                None => {
                    return Err(vm.type_error(format!(
                        "float() argument must be a string or a real number, not '{}'",
                        vm.type_name(x)
                    )));
                }
            },
        },
    };
    if class.is(&vm.types.float) {
        done(vm.new_float(f))
    } else {
        done(vm.new_object(&class, BoxedFloat { value: f }))
    }
}

/// The number in text or bytes; `None` when the argument is neither.
fn parsed(vm: &Vm, x: &Value) -> Fallible<Option<kaa_data::Result<f64>>> {
    if let Some(s) = x.payload::<Str>() {
        return Ok(Some(float_text::parse(Wtf8::with_len(s.as_bytes(), s.len()))));
    }
    if let Some(b) = x.payload::<Bytes>() {
        return Ok(Some(float_text::parse_bytes(&b.data)));
    }
    if let Some(b) = x.payload::<ByteArray>() {
        return Ok(Some(float_text::parse_bytes(&b.data.borrow())));
    }
    let class = vm.class_of(x);
    if class.special(vm, Dunder::Float).is_some() || class.special(vm, Dunder::Index).is_some() {
        return Ok(None);
    }
    Ok(vm.bytes_like(x)?.map(|data| float_text::parse_bytes(&data)))
}

/// The double of a real number: floats, ints, `__float__`, `__index__`. `Ok(None)` when it is none of them.
pub(crate) fn real(vm: &Vm, x: &Value) -> Fallible<Option<f64>> {
    if vm.is_exact(x, &vm.types.float) {
        return Ok(as_f64(x));
    }
    if let Some(i) = x.as_small_int() {
        return Ok(Some(i as f64));
    }
    let class = vm.class_of(x);
    if let Some(m) = class.special(vm, Dunder::Float).filter(|m| !m.is_none()) {
        let f = vm.call_special(&m, x, &[])?;
        let Some(value) = as_f64(&f) else {
            let (owner, got) = (class.name(), vm.type_name(&f));
            return Err(vm.type_error(format!("{owner}.__float__ returned non-float (type {got})")));
        };
        if !vm.is_exact(&f, &vm.types.float) {
            let (owner, got) = (class.name(), vm.type_name(&f));
            let text = format!(
                "{owner}.__float__ returned non-float (type {got}).  The ability to return an instance of a strict subclass \
                 of float is deprecated, and may not be supported in a future version of Python."
            );
            vm.warn(&vm.exceptions.deprecation_warning, &text, 1)?;
        }
        return Ok(Some(value));
    }
    if class.special(vm, Dunder::Index).is_some_and(|m| !m.is_none()) {
        let i = vm.index(x)?;
        let i = as_bigint(&i).unwrap_or_default();
        return convert::int_to_float(&i).map(Some).map_err(|e| vm.data_error(&e));
    }
    Ok(None)
}

impl Vm {
    /// The double of an argument that must be a real number, as the functions of `math` take it.
    pub fn real_argument(&self, x: &Value) -> Fallible<f64> {
        match real(self, x)? {
            Some(f) => Ok(f),
            None => Err(self.type_error(format!("must be real number, not {}", self.type_name(x)))),
        }
    }
}

/// Makes what a class method returns: a float, or the class called with it.
fn finish(vm: &Vm, class: &Value, f: f64) -> NativeResult {
    let f = vm.new_float(f);
    if class.as_ref::<Type>().is_some_and(|c| !c.is(&vm.types.float)) {
        return done(vm.call(class, &[f])?);
    }
    done(f)
}

/// `float.from_number`.
pub(super) fn from_number(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = vm.real_argument(arg(args, 1))?;
    finish(vm, arg(args, 0), f)
}

/// `float.fromhex`.
pub(super) fn fromhex(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(s) = arg(args, 1).payload::<Str>() else {
        let name = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("fromhex() argument must be str, not {name}")));
    };
    match float_text::from_hex(&s.to_string_lossy()) {
        Ok(f) => finish(vm, arg(args, 0), f),
        Err(e) => Err(vm.data_error(&e)),
    }
}

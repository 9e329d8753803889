//! `complex(real, imag)`, `complex(text)`, `complex.from_number(x)`.

use super::Complex;
use super::methods::plain_of;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::exception::class_argument;
use crate::types::float::construct::real;
use crate::types::{Str, Type};
use crate::vm::Vm;
use kaa_data::float_text;
use kaa_data::number::complex::Complex as Plain;
use kaa_data::wtf8::Wtf8;
use kaa_heap::{Ref, Value};

fn make(vm: &Vm, class: &Ref<Type>, z: Plain) -> NativeResult {
    done(vm.new_object(class, Complex { real: z.re, imag: z.im }))
}

/// The number of an argument: complex, `__complex__`, or real. `Ok(None)` when it is no number.
fn number(vm: &Vm, v: &Value) -> Fallible<Option<Plain>> {
    if vm.is_exact(v, &vm.types.complex) {
        return Ok(plain_of(v));
    }
    if let Some(m) = vm.class_of(v).lookup(vm, &vm.names.__complex__) {
        let z = vm.call_special(&m, v, &[])?;
        let Some(plain) = plain_of(&z) else {
            let got = vm.type_name(&z);
            return Err(vm.type_error(format!("__complex__ returned non-complex (type {got})")));
        };
        return Ok(Some(plain));
    }
    if let Some(z) = plain_of(v) {
        return Ok(Some(z));
    }
    Ok(real(vm, v)?.map(|x| Plain::new(x, 0.0)))
}

/// `complex.__new__`.
pub(super) fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_argument(vm, args, &vm.types.complex)?;
    match (&args[1], &args[2]) {
        (None, None) => make(vm, &class, Plain::new(0.0, 0.0)),
        (Some(one), None) => {
            if vm.is_exact(one, &vm.types.complex) && class.is(&vm.types.complex) {
                return done(one.clone());
            }
            if let Some(s) = one.payload::<Str>() {
                let z = float_text::parse_complex(Wtf8::with_len(s.as_bytes(), s.len()));
                return make(vm, &class, z.map_err(|e| vm.data_error(&e))?);
            }
            match number(vm, one)? {
                Some(z) => make(vm, &class, z),
                None => Err(vm.type_error(format!(
                    "complex() argument must be a string or a number, not {}",
                    vm.type_name(one)
                ))),
            }
        }
        (re, im) => {
            let re = part(vm, re, "real")?;
            let im = part(vm, im, "imag")?;
            // A zero that no argument brought must not change the sign of another.
            let complex = |slot: &Slot| slot.as_ref().is_some_and(|v| plain_of(v).is_some());
            let (a, b) = (complex(&args[1]), complex(&args[2]));
            let real = if b { re.re - im.im } else { re.re };
            let imag = if a { im.re + re.im } else { im.re };
            make(vm, &class, Plain::new(real, imag))
        }
    }
}

/// One of two arguments. A complex one is deprecated but allowed.
fn part(vm: &Vm, slot: &Slot, name: &str) -> Fallible<Plain> {
    let Some(v) = slot else { return Ok(Plain::new(0.0, 0.0)) };
    let kind = vm.type_name(v);
    let found = if v.payload::<Str>().is_some() { None } else { number(vm, v)? };
    let Some(z) = found else {
        return Err(vm.type_error(format!("complex() argument '{name}' must be a real number, not {kind}")));
    };
    if plain_of(v).is_some() {
        let text = format!("complex() argument '{name}' must be a real number, not {kind}");
        vm.warn(&vm.exceptions.deprecation_warning, &text, 1)?;
    }
    Ok(z)
}

/// `complex.from_number`.
pub(super) fn from_number(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (class, v) = (arg(args, 0), arg(args, 1));
    let found = if v.payload::<Str>().is_some() { None } else { number(vm, v)? };
    let Some(z) = found else {
        return Err(vm.type_error(format!("must be real number, not {}", vm.type_name(v))));
    };
    let z = vm.new_complex(z.re, z.im);
    if class.as_ref::<Type>().is_some_and(|c| !c.is(&vm.types.complex)) {
        return done(vm.call(class, &[z])?);
    }
    done(z)
}

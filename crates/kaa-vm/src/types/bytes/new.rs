//! `bytes(…)` and `bytearray(…)`: of a size, a text with an encoding, a bytes-like object or an iterable of ints.
//!
//! Must not know: what is done with the bytes. Next: `edit.rs`.

use super::args::{byte_or, zeros};
use super::{ByteArray, Bytes};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::str::option_text;
use crate::types::{List, Str, Tuple, Type, int};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn class<'a>(vm: &Vm, args: &'a [Slot], name: &str) -> Fallible<&'a Ref<Type>> {
    arg(args, 0)
        .as_ref::<Type>()
        .ok_or_else(|| vm.type_error(format!("{name}.__new__(X): X is not a type object")))
}

pub(super) fn new_bytes(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class(vm, args, "bytes")?;
    let exact = class.is(&vm.types.bytes);
    if let (Some(v), None, None) = (&args[1], &args[2], &args[3]) {
        if exact && vm.is_exact(v, &vm.types.bytes) {
            return done(v.clone());
        }
        if let Some(made) = vm.dunder_bytes(v)? {
            if exact {
                return done(made);
            }
            let data = made.payload::<Bytes>().map(|b| b.data.to_vec()).unwrap_or_default();
            return done(vm.new_object(class, Bytes::from_vec(data)));
        }
    }
    let data = contents(vm, args, "bytes", "bytes must be in range(0, 256)")?;
    done(vm.new_object(class, Bytes::from_vec(data)))
}

pub(super) fn new_bytearray(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class(vm, args, "bytearray")?;
    done(vm.new_object(class, ByteArray::from_vec(Vec::new())))
}

pub(super) fn init_bytearray(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = contents(vm, args, "bytearray", "byte must be in range(0, 256)")?;
    super::edit::replace_all(vm, arg(args, 0), data)?;
    done(Value::None)
}

/// The bytes that constructor arguments (source, encoding, errors in slots 1 to 3) mean.
fn contents(vm: &Vm, args: &[Slot], name: &str, range: &str) -> Fallible<Vec<u8>> {
    let encoding = option_text(vm, &args[2], name, "encoding")?;
    let errors = option_text(vm, &args[3], name, "errors")?;
    let without_text = || {
        let which = if encoding.is_some() { "encoding" } else { "errors" };
        vm.type_error(format!("{which} without a string argument"))
    };
    let coded = encoding.is_some() || errors.is_some();
    let Some(source) = &args[1] else {
        return if coded { Err(without_text()) } else { Ok(Vec::new()) };
    };
    if let Some(text) = source.as_ref::<Str>() {
        let Some(encoding) = &encoding else {
            return Err(vm.type_error("string argument without an encoding"));
        };
        let made = vm.encode_text(text, encoding, errors.as_deref().unwrap_or("strict"))?;
        return Ok(vm.require_bytes(&made)?.to_vec());
    }
    if coded {
        return Err(without_text());
    }
    if int::is_int(source) || vm.class_of(source).special(vm, Dunder::Index).is_some() {
        return sized(vm, source);
    }
    if let Some(data) = vm.bytes_like(source)? {
        return Ok(data.to_vec());
    }
    from_items(vm, source, name, range)
}

fn sized(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    let i = vm.index(v)?;
    match int::as_i64(&i).map(usize::try_from) {
        Some(Ok(n)) => zeros(vm, n),
        Some(Err(_)) => Err(vm.value_error("negative count")),
        None => {
            let name = vm.type_name(v);
            Err(vm.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

fn from_items(vm: &Vm, source: &Value, name: &str, range: &str) -> Fallible<Vec<u8>> {
    if source.payload::<List>().is_none() && source.payload::<Tuple>().is_none() && !vm.is_iterable(source) {
        let found = vm.type_name(source);
        return Err(vm.type_error(format!("cannot convert '{found}' object to {name}")));
    }
    let it = vm.iter(source)?;
    let mut out = Vec::new();
    while let Some(item) = vm.next(&it)? {
        out.push(byte_or(vm, &item, range)?);
    }
    Ok(out)
}

//! `int.to_bytes` and `int.from_bytes`.

use super::as_bigint;
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::{ByteArray, Bytes, Str, Type};
use crate::vm::Vm;
use kaa_data::int_text::{self, ByteOrder, Signedness};
use kaa_heap::Value;
use num_traits::ToPrimitive;

/// The byte order argument; absent means big.
fn byte_order(vm: &Vm, slot: &Slot, function: &str) -> Fallible<ByteOrder> {
    let Some(v) = slot else { return Ok(ByteOrder::Big) };
    let Some(s) = v.payload::<Str>() else {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!("{function}() argument 'byteorder' must be str, not {name}")));
    };
    match s.as_bytes() {
        b"little" => Ok(ByteOrder::Little),
        b"big" => Ok(ByteOrder::Big),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn signedness(vm: &Vm, slot: &Slot) -> Fallible<Signedness> {
    let signed = slot.as_ref().map_or(Ok(false), |v| vm.is_true(v))?;
    Ok(if signed { Signedness::Signed } else { Signedness::Unsigned })
}

/// `int.to_bytes(length=1, byteorder='big', *, signed=False)`.
pub(super) fn to_bytes(vm: &Vm, args: &[Slot]) -> NativeResult {
    let length = match &args[1] {
        Some(v) => vm.index_i64(v)?,
        None => 1,
    };
    let order = byte_order(vm, &args[2], "to_bytes")?;
    let signed = signedness(vm, &args[3])?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let i = as_bigint(arg(args, 0)).unwrap_or_default();
    if length > 1 << 40 {
        return Err(vm.memory_error(""));
    }
    let bytes = int_text::to_bytes(&i, length, order, signed).map_err(|e| vm.data_error(&e))?;
    done(vm.new_bytes(&bytes))
}

/// The bytes of the argument of `from_bytes`: bytes-like, `__bytes__`, or an iterable of ints.
fn bytes_argument(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    if let Some(b) = v.payload::<Bytes>() {
        return Ok(b.data.to_vec());
    }
    if let Some(b) = v.payload::<ByteArray>() {
        return Ok(b.data.borrow().clone());
    }
    if let Some(m) = vm.class_of(v).lookup(vm, &vm.names.__bytes__) {
        let b = vm.call_special(&m, v, &[])?;
        return match b.payload::<Bytes>() {
            Some(b) => Ok(b.data.to_vec()),
            None => Err(vm.type_error(format!("__bytes__ returned non-bytes (type {})", vm.type_name(&b)))),
        };
    }
    if v.payload::<Str>().is_some() || vm.class_of(v).special(vm, Dunder::Iter).is_none() {
        return Err(vm.type_error(format!("cannot convert '{}' object to bytes", vm.type_name(v))));
    }
    let mut bytes = Vec::new();
    for item in vm.collect(v)? {
        match vm.index_bigint(&item)?.to_u8() {
            Some(b) => bytes.push(b),
            None => return Err(vm.value_error("bytes must be in range(0, 256)")),
        }
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, byteorder='big', *, signed=False)`.
pub(super) fn from_bytes(vm: &Vm, args: &[Slot]) -> NativeResult {
    let order = byte_order(vm, &args[2], "from_bytes")?;
    let signed = signedness(vm, &args[3])?;
    let bytes = bytes_argument(vm, arg(args, 1))?;
    let i = vm.new_number(int_text::from_bytes(&bytes, order, signed));
    let class = arg(args, 0);
    if class.as_ref::<Type>().is_some_and(|c| !c.is(&vm.types.int)) {
        return done(vm.call(class, &[i])?);
    }
    done(i)
}

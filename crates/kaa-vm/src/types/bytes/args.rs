//! What the methods of `bytes` and `bytearray` ask of their arguments, and how they make results of the receiver's kind.
//!
//! Must not know: what the methods do. Next: `search.rs` and its neighbours.

use super::buffer::plain_view;
use super::{ByteArray, View};
use crate::flow::{Fallible, Raised};
use crate::native::{Slot, arg};
use crate::types::int;
use crate::vm::Vm;
use kaa_heap::Value;

/// The receiver's bytes.
pub(super) fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<View<'a>> {
    let v = arg(args, 0);
    plain_view(v).ok_or_else(|| wrong_receiver(vm, v))
}

#[cold]
pub(super) fn wrong_receiver(vm: &Vm, v: &Value) -> Raised {
    vm.type_error(format!("descriptor requires a 'bytes' object but received a '{}'", vm.type_name(v)))
}

/// A result of the receiver's kind.
pub(super) fn make(vm: &Vm, args: &[Slot], data: Vec<u8>) -> Value {
    if arg(args, 0).payload::<ByteArray>().is_some() {
        vm.new_bytearray(data)
    } else {
        vm.new_bytes_owned(data)
    }
}

/// The receiver itself when it is an exact `bytes`, else a copy.
pub(super) fn unchanged(vm: &Vm, args: &[Slot]) -> Fallible<Value> {
    let v = arg(args, 0);
    if vm.is_exact(v, &vm.types.bytes) { Ok(v.clone()) } else { Ok(make(vm, args, this(vm, args)?.to_vec())) }
}

/// What a search looks for: bytes, or one byte as an int.
pub(super) fn needle<'a>(vm: &Vm, v: &'a Value) -> Fallible<View<'a>> {
    if let Some(view) = vm.bytes_like(v)? {
        return Ok(view);
    }
    if !int::is_int(v) && vm.class_of(v).special(vm, crate::dunder::Dunder::Index).is_none() {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!("argument should be integer or bytes-like object, not '{name}'")));
    }
    Ok(View::Owned(vec![byte(vm, v)?]))
}

/// An int in the range of a byte.
pub(crate) fn byte(vm: &Vm, v: &Value) -> Fallible<u8> {
    byte_or(vm, v, "byte must be in range(0, 256)")
}

/// The same with another message.
pub(super) fn byte_or(vm: &Vm, v: &Value, message: &str) -> Fallible<u8> {
    let i = vm.index(v)?;
    int::as_i64(&i).and_then(|i| u8::try_from(i).ok()).ok_or_else(|| vm.value_error(message))
}

/// MemoryError, without a message.
#[cold]
pub(crate) fn no_memory(vm: &Vm) -> Raised {
    vm.error_with(&vm.exceptions.memory_error, Vec::new())
}

/// `count` zero bytes.
pub(super) fn zeros(vm: &Vm, count: usize) -> Fallible<Vec<u8>> {
    let mut data = Vec::new();
    data.try_reserve_exact(count).map_err(|_| no_memory(vm))?;
    data.resize(count, 0);
    Ok(data)
}

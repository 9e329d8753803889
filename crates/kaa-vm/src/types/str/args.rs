//! What the methods of `str` ask of their arguments: the receiver, a text, a slice bound, with the messages of wrong types.
//!
//! Must not know: what the methods do. Next: `search.rs` and its neighbours.

use super::Str;
use crate::flow::{Fallible, Raised};
use crate::native::{Slot, arg};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// The receiver.
pub(super) fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Str>> {
    let v = arg(args, 0);
    v.as_ref::<Str>().ok_or_else(|| wrong_receiver(vm, v))
}

#[cold]
fn wrong_receiver(vm: &Vm, v: &Value) -> Raised {
    vm.type_error(format!("descriptor requires a 'str' object but received a '{}'", vm.type_name(v)))
}

/// Argument `i` of `method`, which must be a text: `find() argument 1 must be str, not int`.
pub(super) fn text<'a>(vm: &Vm, args: &'a [Slot], i: usize, method: &str) -> Fallible<&'a Ref<Str>> {
    let v = arg(args, i);
    v.as_ref::<Str>().ok_or_else(|| {
        vm.type_error(format!("{method}() argument {i} must be str, not {}", argument_name(vm, v)))
    })
}

/// The class of a wrong argument as messages name it: `None` for None.
pub(crate) fn argument_name(vm: &Vm, v: &Value) -> std::rc::Rc<str> {
    if v.is_none() { "None".into() } else { vm.type_name(v) }
}

/// A text where the message names no argument: `must be str, not int`.
pub(super) fn plain_text<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Str>> {
    v.as_ref::<Str>().ok_or_else(|| vm.type_error(format!("must be str, not {}", vm.type_name(v))))
}

/// An int parameter with a default.
pub(super) fn int_or(vm: &Vm, slot: &Slot, default: i64) -> Fallible<i64> {
    match slot {
        Some(v) => size(vm, v),
        None => Ok(default),
    }
}

/// An int in the range of sizes; OverflowError otherwise.
pub(crate) fn size(vm: &Vm, v: &Value) -> Fallible<i64> {
    let i = vm.index(v)?;
    crate::types::int::as_i64(&i)
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

/// The optional bounds of a search, as slices take them.
pub(crate) fn bounds(vm: &Vm, start: &Slot, end: &Slot) -> Fallible<(i64, i64)> {
    Ok((bound(vm, start, 0)?, bound(vm, end, i64::MAX)?))
}

fn bound(vm: &Vm, slot: &Slot, default: i64) -> Fallible<i64> {
    let Some(v) = slot.as_ref().filter(|v| !v.is_none()) else { return Ok(default) };
    if !crate::types::int::is_int(v) && vm.class_of(v).special(vm, crate::dunder::Dunder::Index).is_none() {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    vm.index_clamped(v)
}

/// An exception for an algorithm's result.
pub(crate) fn check<T>(vm: &Vm, result: kaa_data::Result<T>) -> Fallible<T> {
    result.map_err(|e| raise(vm, &e))
}

/// Sizes that memory cannot hold are MemoryError, without a message.
#[cold]
pub(crate) fn raise(vm: &Vm, e: &kaa_data::Error) -> Raised {
    match e.kind {
        kaa_data::ErrorKind::Memory => vm.error_with(&vm.exceptions.memory_error, Vec::new()),
        _ => vm.data_error(e),
    }
}

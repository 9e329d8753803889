//! What changes a `bytearray`: append, insert, pop, item and slice assignment, in-place operators.
//!
//! Must not know: what both byte strings can. Rule: the size must not change while a buffer is exported; nothing runs Python
//! while the bytes are borrowed for change.

use super::ByteArray;
use super::args::{byte, no_memory, wrong_receiver};
use super::sequence::{Place, place, repeat};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::slice::Span;
use crate::types::str::args::size;
use crate::types::{Str, int};
use crate::vm::Vm;
use kaa_heap::Value;
use std::cell::RefMut;

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a ByteArray> {
    let v = arg(args, 0);
    v.payload::<ByteArray>().ok_or_else(|| wrong_receiver(vm, v))
}

/// The bytes, to be changed in place.
fn edit<'a>(vm: &Vm, b: &'a ByteArray) -> Fallible<RefMut<'a, Vec<u8>>> {
    b.data
        .try_borrow_mut()
        .map_err(|_| vm.buffer_error("Existing exports of data: object cannot be re-sized"))
}

/// The bytes, to be changed in size.
fn resize_of<'a>(vm: &Vm, b: &'a ByteArray) -> Fallible<RefMut<'a, Vec<u8>>> {
    if b.exports.get() > 0 {
        return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    edit(vm, b)
}

/// New contents for a `bytearray`.
pub(super) fn replace_all(vm: &Vm, v: &Value, data: Vec<u8>) -> Fallible<()> {
    let Some(b) = v.payload::<ByteArray>() else { return Err(wrong_receiver(vm, v)) };
    *resize_of(vm, b)? = data;
    Ok(())
}

pub(super) fn append(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = byte(vm, arg(args, 1))?;
    resize_of(vm, this(vm, args)?)?.push(b);
    done(Value::None)
}

pub(super) fn extend(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = arg(args, 1);
    let more = match vm.bytes_like(given)? {
        Some(data) => data.to_vec(),
        None => extension(vm, given)?,
    };
    let mut data = resize_of(vm, this(vm, args)?)?;
    data.try_reserve(more.len()).map_err(|_| no_memory(vm))?;
    data.extend_from_slice(&more);
    done(Value::None)
}

fn extension(vm: &Vm, given: &Value) -> Fallible<Vec<u8>> {
    if given.payload::<Str>().is_some() {
        let name = vm.type_name(given);
        return Err(vm.type_error(format!("expected iterable of integers; got: '{name}'")));
    }
    if !vm.is_iterable(given) {
        return Err(vm.type_error(format!("can't extend bytearray with {}", vm.type_name(given))));
    }
    byte_items(vm, given)
}

fn byte_items(vm: &Vm, given: &Value) -> Fallible<Vec<u8>> {
    let it = vm.iter(given)?;
    let mut out = Vec::new();
    while let Some(item) = vm.next(&it)? {
        out.push(byte(vm, &item)?);
    }
    Ok(out)
}

pub(super) fn insert(vm: &Vm, args: &[Slot]) -> NativeResult {
    let index = size(vm, arg(args, 1))?;
    let b = byte(vm, arg(args, 2))?;
    let mut data = resize_of(vm, this(vm, args)?)?;
    let len = data.len() as i64;
    let at = if index < 0 { index.saturating_add(len) } else { index };
    data.insert(at.clamp(0, len) as usize, b);
    done(Value::None)
}

pub(super) fn pop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let index = match &args[1] {
        Some(v) => size(vm, v)?,
        None => -1,
    };
    let b = this(vm, args)?;
    let len = b.data.borrow().len() as i64;
    if len == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let at = if index < 0 { index.saturating_add(len) } else { index };
    if !(0..len).contains(&at) {
        return Err(vm.index_error("pop index out of range"));
    }
    let removed = resize_of(vm, b)?.remove(at as usize);
    done(vm.new_int(i64::from(removed)))
}

pub(super) fn remove(vm: &Vm, args: &[Slot]) -> NativeResult {
    let wanted = byte(vm, arg(args, 1))?;
    let b = this(vm, args)?;
    let found = b.data.borrow().iter().position(|&b| b == wanted);
    match found {
        Some(i) => drop(resize_of(vm, b)?.remove(i)),
        None => return Err(vm.value_error("value not found in bytearray")),
    }
    done(Value::None)
}

pub(super) fn clear(vm: &Vm, args: &[Slot]) -> NativeResult {
    resize_of(vm, this(vm, args)?)?.clear();
    done(Value::None)
}

pub(super) fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = this(vm, args)?.data.borrow().clone();
    done(vm.new_bytearray(data))
}

pub(super) fn reverse(vm: &Vm, args: &[Slot]) -> NativeResult {
    edit(vm, this(vm, args)?)?.reverse();
    done(Value::None)
}

pub(super) fn resize(vm: &Vm, args: &[Slot]) -> NativeResult {
    let wanted = size(vm, arg(args, 1))?;
    let Ok(n) = usize::try_from(wanted) else {
        return Err(vm.value_error(format!("Can only resize to positive sizes, got {wanted}")));
    };
    let mut data = resize_of(vm, this(vm, args)?)?;
    let more = n.saturating_sub(data.len());
    data.try_reserve(more).map_err(|_| no_memory(vm))?;
    data.resize(n, 0);
    done(Value::None)
}

pub(super) fn alloc(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = this(vm, args)?.data.borrow().len();
    done(vm.new_usize(if n == 0 { 0 } else { n + 1 }))
}

pub(super) fn iadd(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(other) = vm.bytes_like(arg(args, 1))?.map(|d| d.to_vec()) else {
        let name = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("can't concat {name} to {}", vm.type_name(arg(args, 0)))));
    };
    let mut data = resize_of(vm, this(vm, args)?)?;
    data.try_reserve(other.len()).map_err(|_| no_memory(vm))?;
    data.extend_from_slice(&other);
    done(arg(args, 0).clone())
}

pub(super) fn imul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(n) = vm.repeat_count(arg(args, 1))? else { return done(Value::NotImplemented) };
    let b = this(vm, args)?;
    let made = repeat(vm, &b.data.borrow(), n)?;
    if n != 1 {
        *resize_of(vm, b)? = made;
    }
    done(arg(args, 0).clone())
}

pub(super) fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, args)?;
    if int::is_int(arg(args, 1)) {
        byte(vm, arg(args, 2))?;
    }
    match place(vm, arg(args, 0), arg(args, 1), "bytearray", "bytearray index out of range")? {
        Place::At(i) => {
            let value = byte(vm, arg(args, 2))?;
            match edit(vm, b)?.get_mut(i) {
                Some(slot) => *slot = value,
                None => return Err(vm.index_error("bytearray index out of range")),
            }
        }
        Place::Span(_) => {
            let new = replacement(vm, arg(args, 2))?;
            // The new bytes may have been made by Python code that changed the array: the span is taken again.
            if let Place::Span(span) = place(vm, arg(args, 0), arg(args, 1), "bytearray", "")? {
                set_span(vm, b, span, &new)?;
            }
        }
    }
    done(Value::None)
}

fn replacement(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    if let Some(data) = vm.bytes_like(v)? {
        return Ok(data.to_vec());
    }
    if int::is_int(v) || v.payload::<Str>().is_some() || !vm.is_iterable(v) {
        return Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    byte_items(vm, v)
}

fn set_span(vm: &Vm, b: &ByteArray, span: Span, new: &[u8]) -> Fallible<()> {
    if span.step != 1 && new.is_empty() && span.count > 0 {
        return delete_span(vm, b, span);
    }
    if span.count == new.len() && (span.step != 1 || span.count > 0) {
        let mut data = edit(vm, b)?;
        for (i, v) in span.indexes().zip(new) {
            if let Some(slot) = data.get_mut(i) {
                *slot = *v;
            }
        }
        return Ok(());
    }
    if span.step != 1 {
        let (got, wanted) = (new.len(), span.count);
        return Err(vm.value_error(format!(
            "attempt to assign bytes of size {got} to extended slice of size {wanted}"
        )));
    }
    let mut data = resize_of(vm, b)?;
    data.try_reserve(new.len()).map_err(|_| no_memory(vm))?;
    let start = span.start as usize;
    data.splice(start..start + span.count, new.iter().copied());
    Ok(())
}

pub(super) fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, args)?;
    match place(vm, arg(args, 0), arg(args, 1), "bytearray", "bytearray index out of range")? {
        Place::At(i) => drop(resize_of(vm, b)?.remove(i)),
        Place::Span(span) if span.count == 0 => {}
        Place::Span(span) if span.step == 1 => {
            let start = span.start as usize;
            drop(resize_of(vm, b)?.drain(start..start + span.count));
        }
        Place::Span(span) => delete_span(vm, b, span)?,
    }
    done(Value::None)
}

fn delete_span(vm: &Vm, b: &ByteArray, span: Span) -> Fallible<()> {
    let mut data = resize_of(vm, b)?;
    let mut gone = vec![false; data.len()];
    for i in span.indexes() {
        if let Some(g) = gone.get_mut(i) {
            *g = true;
        }
    }
    let mut at = 0;
    data.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
    Ok(())
}

pub(super) fn release_buffer(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::None)
}

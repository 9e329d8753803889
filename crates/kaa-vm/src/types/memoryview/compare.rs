//! Equality, hash and search of views.
//!
//! Must not know: slicing. Next: `methods.rs`.

use super::access::this;
use super::{MemoryView, released};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::vm::Vm;
use kaa_heap::Value;

/// Same shape and same values? None when the other is no buffer.
fn same(vm: &Vm, args: &[Slot]) -> Fallible<Option<bool>> {
    let (m, other) = (this(vm, args)?, arg(args, 1));
    if arg(args, 0).is(other) {
        return Ok(Some(true));
    }
    if other.payload::<MemoryView>().is_some_and(|o| o.memory.borrow().is_none())
        || m.memory.borrow().is_none()
    {
        return Ok(Some(false));
    }
    if other.payload::<MemoryView>().is_none() && vm.bytes_like(other)?.is_none() {
        return Ok(None);
    }
    let view = super::new(vm, other)?;
    let Some(o) = view.payload::<MemoryView>() else { return Ok(None) };
    if m.layout.shape != o.layout.shape {
        return Ok(Some(false));
    }
    if m.layout.format.code == o.layout.format.code
        && !matches!(m.layout.format.code, b'f' | b'd' | b'e' | b'?')
    {
        return Ok(Some(m.to_bytes(vm)? == o.to_bytes(vm)?));
    }
    let (memory, others) = (m.memory(vm)?, o.memory(vm)?);
    for (a, b) in m.layout.positions().into_iter().zip(o.layout.positions()) {
        let (a, b) = (m.item(vm, &memory, a)?, o.item(vm, &others, b)?);
        if !vm.compare_bool(crate::protocol::CompareOp::Eq, &a, &b)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

pub(super) fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(same(vm, args)?.map_or(Value::NotImplemented, Value::bool))
}

pub(super) fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(same(vm, args)?.map_or(Value::NotImplemented, |s| Value::bool(!s)))
}

pub(super) fn ordering(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::NotImplemented)
}

pub(super) fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    if let Some(h) = m.hash.get() {
        return done(vm.new_int(h));
    }
    if m.memory.borrow().is_none() {
        return Err(released(vm));
    }
    if !m.layout.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !m.layout.format.is_byte() {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let h = vm.hash_bytes(&m.to_bytes(vm)?);
    m.hash.set(Some(h));
    done(vm.new_int(h))
}

/// Walks over the items of a one-dimensional view until the visitor says stop.
fn each(vm: &Vm, m: &MemoryView, mut visit: impl FnMut(usize, Value) -> Fallible<bool>) -> Fallible<()> {
    if m.layout.shape.len() != 1 {
        return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
    }
    for (i, at) in m.layout.positions().into_iter().enumerate() {
        let item = m.item(vm, &m.memory(vm)?, at)?;
        if !visit(i, item)? {
            break;
        }
    }
    Ok(())
}

pub(super) fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut n = 0;
    each(vm, this(vm, args)?, |_, item| {
        n += usize::from(vm.eq(&item, arg(args, 1))?);
        Ok(true)
    })?;
    done(vm.new_usize(n))
}

pub(super) fn index(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let (start, end) = crate::types::str::args::bounds(vm, &args[2], &args[3])?;
    let (start, end) = kaa_data::wtf8::clamp_range(start, end, m.layout.shape.first().copied().unwrap_or(0));
    let mut found = None;
    each(vm, m, |i, item| {
        if (start..end).contains(&i) && vm.eq(&item, arg(args, 1))? {
            found = Some(i);
        }
        Ok(found.is_none())
    })?;
    match found {
        Some(i) => done(vm.new_usize(i)),
        None => Err(vm.value_error("memoryview.index(x): x not found")),
    }
}

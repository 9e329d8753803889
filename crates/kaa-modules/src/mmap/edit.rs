//! What changes a mapping.

use super::object::{Access, failed, open, set_file_length, subscript, this};
use crate::helpers::{bytes_of, given, int32, some};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg};
use kaa_vm::types::sequence::{Subscript, has_index, resolve};
use kaa_vm::{Fallible, NativeResult, Value, Vm};

fn writable(vm: &Vm, args: &[Slot]) -> Fallible<()> {
    drop(open(vm, args)?);
    match this(vm, args)?.access {
        Access::Read => Err(vm.type_error("mmap can't modify a readonly memory map.")),
        _ => Ok(()),
    }
}

pub(super) fn write(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = bytes_of(vm, arg(args, 1))?;
    let me = this(vm, args)?;
    let m = open(vm, args)?;
    let at = me.at.get();
    if at > m.len() || m.len() - at < bytes.len() {
        return Err(vm.value_error("data out of range"));
    }
    writable(vm, args)?;
    m.write(at, &bytes);
    me.at.set(at + bytes.len());
    done(vm.new_usize(bytes.len()))
}

pub(super) fn write_byte(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.index_clamped(arg(args, 1))?;
    let Ok(byte) = u8::try_from(n) else {
        let which = if n < 0 { "less than minimum" } else { "greater than maximum" };
        return Err(vm.overflow_error(format!("unsigned byte integer is {which}")));
    };
    writable(vm, args)?;
    let me = this(vm, args)?;
    let m = open(vm, args)?;
    if me.at.get() >= m.len() {
        return Err(vm.value_error("write byte out of range"));
    }
    m.write(me.at.get(), &[byte]);
    me.at.set(me.at.get() + 1);
    done(Value::None)
}

pub(super) fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    writable(vm, args)?;
    let key = subscript(vm, arg(args, 1))?;
    let v = arg(args, 2);
    match key {
        Subscript::Index(i) => {
            let n = open(vm, args)?.len();
            let Some(i) = resolve(i, n) else { return Err(vm.index_error("mmap index out of range")) };
            if !has_index(vm, v) {
                return Err(vm.type_error("mmap item value must be an int"));
            }
            let Ok(byte) = u8::try_from(vm.index_clamped(v)?) else {
                return Err(vm.value_error("mmap item value must be in range(0, 256)"));
            };
            // Asking for the number may have changed the size.
            let m = open(vm, args)?;
            if i >= m.len() {
                return Err(vm.index_error("mmap index out of range"));
            }
            m.write(i, &[byte]);
        }
        Subscript::Slice(parts) => {
            let bytes = bytes_of(vm, v)?;
            let m = open(vm, args)?;
            let span = parts.span(m.len());
            if span.count != bytes.len() {
                return Err(vm.index_error("mmap slice assignment is wrong size"));
            }
            for (i, b) in span.indexes().zip(&bytes) {
                m.write(i, &[*b]);
            }
        }
    }
    done(Value::None)
}

pub(super) fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    writable(vm, args)?;
    let what = match subscript(vm, arg(args, 1))? {
        Subscript::Index(_) => "item",
        Subscript::Slice(_) => "slice",
    };
    Err(vm.type_error(format!("mmap object doesn't support {what} deletion")))
}

/// Offset and length arguments inside a mapping.
fn range(vm: &Vm, args: &[Slot], first: usize, whole: usize) -> Fallible<Option<(usize, usize)>> {
    let start = given(args, first).map_or(Ok(0), |v| vm.index_clamped(v))?;
    let Ok(start) = usize::try_from(start) else { return Ok(None) };
    let count = match some(args, first + 1) {
        Some(v) => usize::try_from(vm.index_clamped(v)?).ok(),
        None => Some(whole.saturating_sub(start)),
    };
    Ok(count.map(|n| (start, n)))
}

pub(super) fn flush(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = open(vm, args)?.len();
    let Some((start, count)) = range(vm, args, 1, n)?.filter(|(s, c)| *s <= n && *c <= n - s) else {
        return Err(vm.value_error("flush values out of range"));
    };
    if !matches!(this(vm, args)?.access, Access::Read | Access::Copy) {
        open(vm, args)?.flush(start, count).map_err(|e| failed(vm, &e))?;
    }
    done(Value::None)
}

pub(super) fn advise(vm: &Vm, args: &[Slot]) -> NativeResult {
    let option = int32(vm, arg(args, 1))?;
    let n = open(vm, args)?.len();
    let start = given(args, 2).map_or(Ok(0), |v| vm.index_clamped(v))?;
    if !usize::try_from(start).is_ok_and(|s| s < n) {
        return Err(vm.value_error("madvise start out of bounds"));
    }
    let Some((start, count)) = range(vm, args, 2, n)? else {
        return Err(vm.value_error("madvise length invalid"));
    };
    open(vm, args)?.advise(start, count, option).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}

pub(super) fn move_bytes(vm: &Vm, args: &[Slot]) -> NativeResult {
    let number = |i: usize| vm.index_clamped(arg(args, i)).map(|n| usize::try_from(n).ok());
    let (to, from, count) = (number(1)?, number(2)?, number(3)?);
    writable(vm, args)?;
    let m = open(vm, args)?;
    let n = m.len();
    let fits = |at: usize, count: usize| at <= n && count <= n - at;
    match (to, from, count) {
        (Some(to), Some(from), Some(count)) if fits(to, count) && fits(from, count) => {
            m.write(to, &m.read(from, count));
            done(Value::None)
        }
        _ => Err(vm.value_error("source, destination, or count out of range")),
    }
}

pub(super) fn resize(vm: &Vm, args: &[Slot]) -> NativeResult {
    let length = vm.index_i64(arg(args, 1))?;
    drop(open(vm, args)?);
    let me = this(vm, args)?;
    if matches!(me.access, Access::Read | Access::Copy) {
        return Err(vm.type_error("mmap can't resize a readonly or copy-on-write memory map."));
    }
    if me.untracked {
        return Err(vm.value_error("mmap can't resize with trackfd=False."));
    }
    let (Ok(size), Some(end)) = (usize::try_from(length), me.offset.checked_add(length)) else {
        return Err(vm.value_error("new size out of range"));
    };
    if me.shared_memory && size > open(vm, args)?.len() {
        return Err(vm.value_error("mmap: can't expand a shared anonymous mapping"));
    }
    if me.fd.get() >= 0 {
        set_file_length(vm, me, end)?;
    }
    let resized = match me.mapping.borrow_mut().as_mut() {
        Some(m) => m.resize(size),
        None => Ok(()),
    };
    resized.map_err(|e| failed(vm, &e))?;
    done(Value::None)
}

//! What changes an array.

use super::Array;
use super::methods::{find, list, repeated, subscript, this};
use crate::helpers::{bytes_of, given};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg};
use kaa_vm::types::Str;
use kaa_vm::types::sequence::{Subscript, from_end, resolve};
use kaa_vm::types::str::code_points;
use kaa_vm::{Fallible, NativeResult, Value, Vm};

fn packed(vm: &Vm, me: &Array, v: &Value) -> Fallible<Vec<u8>> {
    let mut bytes = Vec::new();
    me.kind.pack(vm, v, &mut bytes)?;
    Ok(bytes)
}

fn add_bytes(vm: &Vm, me: &Array, bytes: &[u8]) -> NativeResult {
    me.resize(vm, |b| b.extend_from_slice(bytes))?;
    done(Value::None)
}

pub(super) fn append(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let bytes = packed(vm, me, arg(args, 1))?;
    add_bytes(vm, me, &bytes)
}

/// Adds what an iterable gives, or another array's items.
fn extend_with(vm: &Vm, me: &Array, v: &Value) -> NativeResult {
    if let Some(other) = v.payload::<Array>() {
        if other.kind != me.kind {
            return Err(vm.type_error("can only extend with array of same kind"));
        }
        let bytes = other.read(<[u8]>::to_vec);
        return add_bytes(vm, me, &bytes);
    }
    let it = vm.iter(v)?;
    while let Some(x) = vm.next(&it)? {
        let bytes = packed(vm, me, &x)?;
        me.resize(vm, |b| b.extend_from_slice(&bytes))?;
    }
    done(Value::None)
}

pub(super) fn extend(vm: &Vm, args: &[Slot]) -> NativeResult {
    extend_with(vm, this(vm, args)?, arg(args, 1))
}

pub(super) fn iadd(vm: &Vm, args: &[Slot]) -> NativeResult {
    if arg(args, 1).payload::<Array>().is_none() {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("can only extend array with array (not \"{got}\")")));
    }
    extend_with(vm, this(vm, args)?, arg(args, 1))?;
    done(arg(args, 0).clone())
}

pub(super) fn imul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let bytes = repeated(vm, me, arg(args, 1))?;
    if bytes.len() != me.read(<[u8]>::len) {
        me.resize(vm, |b| *b = bytes)?;
    }
    done(arg(args, 0).clone())
}

pub(super) fn clear(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.resize(vm, Vec::clear)?;
    done(Value::None)
}

pub(super) fn byteswap(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let size = me.kind.size();
    me.write(|b| b.chunks_exact_mut(size).for_each(<[u8]>::reverse));
    done(Value::None)
}

pub(super) fn reverse(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let size = me.kind.size();
    me.write(|b| {
        b.reverse();
        b.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    });
    done(Value::None)
}

pub(super) fn fromfile(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let Ok(n) = usize::try_from(vm.index_i64(arg(args, 2))?) else {
        return Err(vm.value_error("negative count"));
    };
    let Some(wanted) = n.checked_mul(me.kind.size()).filter(|n| *n < isize::MAX as usize) else {
        return Err(vm.memory_error(""));
    };
    let got = vm.call_method(arg(args, 1), "read", &[vm.new_usize(wanted)])?;
    if got.payload::<kaa_vm::types::Bytes>().is_none() {
        return Err(vm.type_error("read() didn't return bytes"));
    }
    let bytes = bytes_of(vm, &got)?;
    add_items(vm, me, &bytes)?;
    if bytes.len() != wanted {
        return Err(vm.error(&vm.exceptions.eof_error, "read() didn't return enough bytes"));
    }
    done(Value::None)
}

fn add_items(vm: &Vm, me: &Array, bytes: &[u8]) -> NativeResult {
    if bytes.len() % me.kind.size() != 0 {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    add_bytes(vm, me, bytes)
}

pub(super) fn frombytes(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = bytes_of(vm, arg(args, 1))?;
    add_items(vm, this(vm, args)?, &bytes)
}

pub(super) fn fromlist(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let Some(items) = list(arg(args, 1)) else { return Err(vm.type_error("arg must be list")) };
    let mut bytes = Vec::new();
    for x in &items {
        me.kind.pack(vm, x, &mut bytes)?;
        if vm.len(arg(args, 1))? != items.len() {
            return Err(vm.runtime_error("list changed size during iteration"));
        }
    }
    add_bytes(vm, me, &bytes)
}

pub(super) fn fromunicode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let Some(s) = arg(args, 1).payload::<Str>() else {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("fromunicode() argument must be str, not {got}")));
    };
    if !me.kind.is_text() {
        return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    let bytes: Vec<u8> = code_points(s.as_bytes()).flat_map(u32::to_ne_bytes).collect();
    add_bytes(vm, me, &bytes)
}

pub(super) fn insert(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let i = vm.index_i64(arg(args, 1))?;
    let bytes = packed(vm, me, arg(args, 2))?;
    let at = from_end(i, me.len()).min(me.len()) * me.kind.size();
    me.resize(vm, |b| drop(b.splice(at..at, bytes)))?;
    done(Value::None)
}

/// Takes an item away.
fn take(vm: &Vm, me: &Array, i: usize) -> Fallible<()> {
    let size = me.kind.size();
    me.resize(vm, |b| drop(b.drain(i * size..(i + 1) * size)))
}

pub(super) fn pop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let i = given(args, 1).map_or(Ok(-1), |v| vm.index_i64(v))?;
    if me.len() == 0 {
        return Err(vm.index_error("pop from empty array"));
    }
    let Some((i, v)) = resolve(i, me.len()).and_then(|i| Some((i, me.get(vm, i)?))) else {
        return Err(vm.index_error("pop index out of range"));
    };
    take(vm, me, i)?;
    done(v)
}

pub(super) fn remove(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    match find(vm, me, arg(args, 1), 0, usize::MAX)? {
        Some(i) if i < me.len() => {
            take(vm, me, i)?;
            done(Value::None)
        }
        _ => Err(vm.value_error("array.remove(x): x not in array")),
    }
}

pub(super) fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (me, v) = (this(vm, args)?, arg(args, 2));
    let size = me.kind.size();
    let parts = match subscript(vm, arg(args, 1))? {
        Subscript::Index(i) => {
            if resolve(i, me.len()).is_none() {
                return Err(vm.index_error("array assignment index out of range"));
            }
            let bytes = packed(vm, me, v)?;
            // Making bytes of the value may have changed the array.
            return match resolve(i, me.len()) {
                Some(i) => {
                    me.write(|b| b[i * size..(i + 1) * size].copy_from_slice(&bytes));
                    done(Value::None)
                }
                None => Err(vm.index_error("array assignment index out of range")),
            };
        }
        Subscript::Slice(parts) => parts,
    };
    let Some(other) = v.payload::<Array>() else {
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("can only assign array (not \"{got}\") to array slice")));
    };
    if other.kind != me.kind {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let new = other.read(<[u8]>::to_vec);
    let span = parts.span(me.len());
    if span.step == 1 {
        let start = usize::try_from(span.start).unwrap_or(0) * size;
        let end = start + span.count * size;
        if new.len() == end - start {
            me.write(|b| b[start..end].copy_from_slice(&new));
        } else {
            me.resize(vm, |b| drop(b.splice(start..end, new)))?;
        }
        return done(Value::None);
    }
    let count = new.len() / size;
    if count != span.count {
        let wanted = span.count;
        return Err(vm.value_error(format!(
            "attempt to assign array of size {count} to extended slice of size {wanted}"
        )));
    }
    me.write(|b| {
        for (i, item) in span.indexes().zip(new.chunks_exact(size)) {
            b[i * size..(i + 1) * size].copy_from_slice(item);
        }
    });
    done(Value::None)
}

pub(super) fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    match subscript(vm, arg(args, 1))? {
        Subscript::Index(i) => match resolve(i, me.len()) {
            Some(i) => take(vm, me, i)?,
            None => return Err(vm.index_error("array assignment index out of range")),
        },
        Subscript::Slice(parts) => {
            let size = me.kind.size();
            let mut gone: Vec<usize> = parts.span(me.len()).indexes().collect();
            gone.sort_unstable();
            if !gone.is_empty() {
                me.resize(vm, |b| {
                    let keep = |i: &usize| gone.binary_search(i).is_err();
                    let kept = (0..b.len() / size).filter(keep);
                    *b = kept.flat_map(|i| b[i * size..(i + 1) * size].to_vec()).collect();
                })?;
            }
        }
    }
    done(Value::None)
}

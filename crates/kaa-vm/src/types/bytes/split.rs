//! Cutting apart and joining `bytes` and `bytearray`.
//!
//! Must not know: how cutting works (`algorithms.rs`). Next: `sequence.rs`.

use super::algorithms as a;
use super::args::{make, no_memory, this, unchanged};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::str::args::size;
use crate::vm::Vm;
use kaa_heap::Value;
use memchr::memmem;

fn parts_list(vm: &Vm, args: &[Slot], parts: Vec<&[u8]>) -> NativeResult {
    done(vm.new_list(parts.into_iter().map(|p| make(vm, args, p.to_vec())).collect()))
}

fn not_empty(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    let sep = vm.require_bytes(v)?.to_vec();
    if sep.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(sep) }
}

fn split_arguments(vm: &Vm, args: &[Slot]) -> Fallible<(Option<Vec<u8>>, i64)> {
    let max = match &args[2] {
        Some(v) => size(vm, v)?,
        None => -1,
    };
    let sep = match args[1].as_ref().filter(|v| !v.is_none()) {
        Some(v) => Some(not_empty(vm, v)?),
        None => None,
    };
    Ok((sep, max))
}

pub(super) fn split(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (sep, max) = split_arguments(vm, args)?;
    let data = this(vm, args)?;
    match sep {
        Some(sep) => parts_list(vm, args, a::split(&data, &sep, max)),
        None => parts_list(vm, args, a::split_space(&data, max)),
    }
}

pub(super) fn rsplit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (sep, max) = split_arguments(vm, args)?;
    let data = this(vm, args)?;
    match sep {
        Some(sep) => parts_list(vm, args, a::rsplit(&data, &sep, max)),
        None => parts_list(vm, args, a::rsplit_space(&data, max)),
    }
}

pub(super) fn splitlines(vm: &Vm, args: &[Slot]) -> NativeResult {
    let keep = match &args[1] {
        Some(v) => vm.is_true(v)?,
        None => false,
    };
    let data = this(vm, args)?;
    parts_list(vm, args, a::lines(&data, keep))
}

fn three(vm: &Vm, args: &[Slot], sep: &[u8], hit: usize) -> NativeResult {
    let data = this(vm, args)?;
    let part = |p: &[u8]| make(vm, args, p.to_vec());
    done(vm.new_tuple(vec![part(&data[..hit]), part(sep), part(&data[hit + sep.len()..])]))
}

pub(super) fn partition(vm: &Vm, args: &[Slot]) -> NativeResult {
    let sep = not_empty(vm, arg(args, 1))?;
    let hit = memmem::find(&this(vm, args)?, &sep);
    match hit {
        Some(hit) => three(vm, args, &sep, hit),
        None => {
            let empty = || make(vm, args, Vec::new());
            done(vm.new_tuple(vec![unchanged(vm, args)?, empty(), empty()]))
        }
    }
}

pub(super) fn rpartition(vm: &Vm, args: &[Slot]) -> NativeResult {
    let sep = not_empty(vm, arg(args, 1))?;
    let hit = memmem::rfind(&this(vm, args)?, &sep);
    match hit {
        Some(hit) => three(vm, args, &sep, hit),
        None => {
            let empty = || make(vm, args, Vec::new());
            done(vm.new_tuple(vec![empty(), empty(), unchanged(vm, args)?]))
        }
    }
}

pub(super) fn join(vm: &Vm, args: &[Slot]) -> NativeResult {
    let iterable = arg(args, 1);
    vm.collect_or_refuse(
        iterable,
        vec![arg(args, 0).clone()],
        "can only join an iterable",
        |vm, items, kept| join_items(vm, &items, &[kept.into_iter().next()]),
    )
}

/// `args` is the separator alone.
fn join_items(vm: &Vm, items: &[Value], args: &[Slot]) -> NativeResult {
    let sep = this(vm, args)?.to_vec();
    let mut out = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let Some(part) = vm.bytes_like(item)? else {
            let name = vm.type_name(item);
            return Err(
                vm.type_error(format!("sequence item {i}: expected a bytes-like object, {name} found"))
            );
        };
        out.try_reserve(part.len() + sep.len()).map_err(|_| no_memory(vm))?;
        if i > 0 {
            out.extend_from_slice(&sep);
        }
        out.extend_from_slice(&part);
    }
    done(make(vm, args, out))
}

//! Subscripts of `list`: reading, writing and deleting items and slices.
//!
//! Slice bounds are turned into numbers first (that may run Python), then applied to the length the list has afterwards.

use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::List;
use crate::types::sequence::{SliceParts, Subscript, is_iterable, receiver, resolve};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    match Subscript::of(vm, arg(args, 1), "list")? {
        Subscript::Index(i) => {
            let items = list.items.borrow();
            match resolve(i, items.len()) {
                Some(at) => done(items[at].clone()),
                None => Err(vm.index_error("list index out of range")),
            }
        }
        Subscript::Slice(parts) => {
            let items = list.items.borrow();
            let span = parts.span(items.len());
            let picked = match span.step {
                1 => items[span.start as usize..span.start as usize + span.count].to_vec(),
                _ => span.indexes().map(|i| items[i].clone()).collect(),
            };
            drop(items);
            done(vm.new_list(picked))
        }
    }
}

pub(super) fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let value = arg(args, 2);
    match Subscript::of(vm, arg(args, 1), "list")? {
        Subscript::Index(i) => {
            let mut items = list.items.borrow_mut();
            let Some(at) = resolve(i, items.len()) else {
                return Err(vm.index_error("list assignment index out of range"));
            };
            let old = std::mem::replace(&mut items[at], value.clone());
            drop(items);
            drop(old);
        }
        Subscript::Slice(parts) => set_slice(vm, list, parts, value)?,
    }
    done(Value::None)
}

fn set_slice(vm: &Vm, list: &List, parts: SliceParts, value: &Value) -> Fallible<()> {
    if !is_iterable(vm, value) {
        return Err(vm.type_error("must assign iterable to extended slice"));
    }
    let new = vm.collect(value)?;
    let mut items = list.items.borrow_mut();
    let span = parts.span(items.len());
    if span.step == 1 {
        let start = span.start as usize;
        let old: Vec<Value> = items.splice(start..start + span.count, new).collect();
        drop(items);
        drop(old);
        return Ok(());
    }
    if new.len() != span.count {
        let (n, count) = (new.len(), span.count);
        return Err(vm.value_error(format!(
            "attempt to assign sequence of size {n} to extended slice of size {count}"
        )));
    }
    let old: Vec<Value> = span.indexes().zip(new).map(|(i, v)| std::mem::replace(&mut items[i], v)).collect();
    drop(items);
    drop(old);
    Ok(())
}

pub(super) fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    match Subscript::of(vm, arg(args, 1), "list")? {
        Subscript::Index(i) => {
            let mut items = list.items.borrow_mut();
            let Some(at) = resolve(i, items.len()) else {
                return Err(vm.index_error("list assignment index out of range"));
            };
            let old = items.remove(at);
            drop(items);
            drop(old);
        }
        Subscript::Slice(parts) => delete_slice(list, parts),
    }
    done(Value::None)
}

fn delete_slice(list: &List, parts: SliceParts) {
    let mut items = list.items.borrow_mut();
    let span = parts.span(items.len());
    if span.count == 0 {
        return;
    }
    let old: Vec<Value> = if span.step == 1 {
        let start = span.start as usize;
        items.drain(start..start + span.count).collect()
    } else {
        let last = span.start + (span.count as i64 - 1) * span.step;
        let (low, high) = (span.start.min(last), span.start.max(last));
        let stride = span.step.unsigned_abs();
        let all = std::mem::take(&mut *items);
        let mut gone = Vec::with_capacity(span.count);
        for (i, v) in all.into_iter().enumerate() {
            let i = i as i64;
            if i >= low && i <= high && ((i - low) as u64).is_multiple_of(stride) {
                gone.push(v);
            } else {
                items.push(v);
            }
        }
        gone
    };
    drop(items);
    drop(old);
}

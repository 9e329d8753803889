//! Set operations of `dict_keys` and `dict_items`. Results are plain sets.

use super::views::{DictView, ViewKind};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::protocol::CompareOp;
use crate::types::sequence::receiver;
use crate::types::{Set, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Is the item in the view?
pub(super) fn has(vm: &Vm, view: &DictView, item: &Value) -> Fallible<bool> {
    match view.kind {
        ViewKind::Keys => super::methods::has(vm, &view.dict, item),
        ViewKind::Values => Ok(false),
        ViewKind::Items => {
            let Some([k, v]) = item.payload::<Tuple>().map(|t| &t[..]) else { return Ok(false) };
            match view.dict.get(vm, k)? {
                Some(found) => vm.eq(&found, v),
                None => Ok(false),
            }
        }
    }
}

fn set_of(vm: &Vm, source: &Value) -> Fallible<Ref<Set>> {
    let set = vm.new_set();
    set.update_from(vm, source)?;
    Ok(set)
}

pub(super) fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    union(vm, arg(args, 0), arg(args, 1))
}

pub(super) fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    union(vm, arg(args, 1), arg(args, 0))
}

fn union(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
    let set = set_of(vm, a)?;
    set.update_from(vm, b)?;
    done(set)
}

pub(super) fn sub(vm: &Vm, args: &[Slot]) -> NativeResult {
    difference(vm, arg(args, 0), arg(args, 1))
}

pub(super) fn rsub(vm: &Vm, args: &[Slot]) -> NativeResult {
    difference(vm, arg(args, 1), arg(args, 0))
}

fn difference(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
    let set = set_of(vm, a)?;
    set.difference_update(vm, b)?;
    done(set)
}

pub(super) fn xor(vm: &Vm, args: &[Slot]) -> NativeResult {
    symmetric(vm, arg(args, 0), arg(args, 1))
}

pub(super) fn rxor(vm: &Vm, args: &[Slot]) -> NativeResult {
    symmetric(vm, arg(args, 1), arg(args, 0))
}

fn symmetric(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
    let set = set_of(vm, a)?;
    set.symmetric_update(vm, b)?;
    done(set)
}

pub(super) fn and(vm: &Vm, args: &[Slot]) -> NativeResult {
    let view = receiver::<DictView>(vm, args)?;
    let other = arg(args, 1);
    // The longer of two views is asked, the shorter one walked.
    if let Some(o) = other.payload::<DictView>().filter(|o| o.kind != ViewKind::Values)
        && o.dict.len() > view.dict.len()
    {
        return intersection(vm, o, view.value());
    }
    intersection(vm, view, other)
}

pub(super) fn rand(vm: &Vm, args: &[Slot]) -> NativeResult {
    intersection(vm, receiver::<DictView>(vm, args)?, arg(args, 1))
}

fn intersection(vm: &Vm, view: &DictView, other: &Value) -> NativeResult {
    let result = vm.new_set();
    let it = vm.iter(other)?;
    while let Some(v) = vm.next(&it)? {
        if has(vm, view, &v)? {
            result.add(vm, v)?;
        }
    }
    done(result)
}

pub(super) fn isdisjoint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let view = receiver::<DictView>(vm, args)?;
    let it = vm.iter(arg(args, 1))?;
    while let Some(v) = vm.next(&it)? {
        if has(vm, view, &v)? {
            return done(Value::False);
        }
    }
    done(Value::True)
}

/// Compares with another set-like object as sets compare; `None` when the other is nothing of the kind.
pub(super) fn compare(vm: &Vm, op: CompareOp, a: &Value, b: &Value) -> Fallible<Option<bool>> {
    let set_like =
        b.payload::<Set>().is_some() || b.payload::<DictView>().is_some_and(|v| v.kind != ViewKind::Values);
    if !set_like {
        return Ok(None);
    }
    let (la, lb) = (vm.len(a)?, vm.len(b)?);
    let held = match op {
        CompareOp::Eq => la == lb && all_in(vm, a, b)?,
        CompareOp::Ne => !(la == lb && all_in(vm, a, b)?),
        CompareOp::Lt => la < lb && all_in(vm, a, b)?,
        CompareOp::Le => la <= lb && all_in(vm, a, b)?,
        CompareOp::Gt => la > lb && all_in(vm, b, a)?,
        CompareOp::Ge => la >= lb && all_in(vm, b, a)?,
    };
    Ok(Some(held))
}

fn all_in(vm: &Vm, items: &Value, container: &Value) -> Fallible<bool> {
    let it = vm.iter(items)?;
    while let Some(v) = vm.next(&it)? {
        if !vm.contains(container, &v)? {
            return Ok(false);
        }
    }
    Ok(true)
}

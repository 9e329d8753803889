//! `list.sort`: stable, by `<` alone, with keys computed first.
//!
//! The list is empty while it is sorted, so that Python code in comparisons sees no half-sorted items; what such code puts into
//! it is thrown away with a ValueError. The merge sort here takes a comparison that can fail, and always leaves a permutation.

use crate::flow::{Fallible, NativeResult, done};
use crate::native::Slot;
use crate::protocol::CompareOp;
use crate::types::sequence::receiver;
use crate::types::{List, Str};
use crate::vm::Vm;
use kaa_heap::Value;
use std::cmp::Ordering;

/// An item with its sort key.
type Keyed = (Value, Value);

pub(super) fn sort(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let key = args.get(1).and_then(Option::as_ref).filter(|k| !k.is_none());
    let reverse = match args.get(2).and_then(Option::as_ref) {
        Some(r) => vm.is_true(r)?,
        None => false,
    };
    sort_list(vm, list, key, reverse)?;
    done(Value::None)
}

/// Sorts a list in place; `sorted` uses it on its fresh list.
pub(crate) fn sort_list(vm: &Vm, list: &List, key: Option<&Value>, reverse: bool) -> Fallible<()> {
    let mut items = std::mem::take(&mut *list.items.borrow_mut());
    let result = sort_items(vm, &mut items, key, reverse);
    let meddled = std::mem::replace(&mut *list.items.borrow_mut(), items);
    let modified = meddled.capacity() > 0;
    drop(meddled);
    result?;
    if modified { Err(vm.value_error("list modified during sort")) } else { Ok(()) }
}

fn sort_items(vm: &Vm, items: &mut Vec<Value>, key: Option<&Value>, reverse: bool) -> Fallible<()> {
    let Some(key) = key else { return sort_by(vm, items, reverse, |v| v) };
    let mut keys = Vec::with_capacity(items.len());
    for v in items.iter() {
        keys.push(vm.call(key, std::slice::from_ref(v))?);
    }
    let mut pairs: Vec<Keyed> = keys.into_iter().zip(std::mem::take(items)).collect();
    let result = sort_by(vm, &mut pairs, reverse, |p| &p.0);
    *items = pairs.into_iter().map(|p| p.1).collect();
    result
}

/// Sorts by a key that each item holds. Reversing before and after keeps equal items in order.
fn sort_by<T: Clone>(vm: &Vm, items: &mut [T], reverse: bool, key: fn(&T) -> &Value) -> Fallible<()> {
    if reverse {
        items.reverse();
    }
    let result = match plain_keys(vm, items, key) {
        Some(order) => {
            items.sort_by(|a, b| order(key(a), key(b)));
            Ok(())
        }
        None => merge_sort(items, &mut |a, b| vm.compare_bool(CompareOp::Lt, key(a), key(b))),
    };
    if reverse {
        items.reverse();
    }
    result
}

/// The native order of keys that are all small ints, all floats (without NaN) or all `str`.
fn plain_keys<T>(vm: &Vm, items: &[T], key: fn(&T) -> &Value) -> Option<fn(&Value, &Value) -> Ordering> {
    let mut keys = items.iter().map(key);
    let first = items.first().map(key)?;
    if first.as_small_int().is_some() {
        return keys
            .all(|k| k.as_small_int().is_some())
            .then_some(|a, b| a.as_small_int().cmp(&b.as_small_int()));
    }
    if first.as_small_float().is_some() {
        let fits = keys.all(|k| k.as_small_float().is_some_and(|f| !f.is_nan()));
        return fits.then_some(|a, b| {
            a.as_small_float().partial_cmp(&b.as_small_float()).unwrap_or(Ordering::Equal)
        });
    }
    keys.all(|k| vm.exact_str(k).is_some()).then_some(|a, b| {
        let (a, b) = (a.payload::<Str>(), b.payload::<Str>());
        a.map(|s| s.as_bytes()).cmp(&b.map(|s| s.as_bytes()))
    })
}

/// Runs shorter than this are made longer by insertion.
const MIN_RUN: usize = 24;

/// A bottom-up merge sort over natural runs. `less` may fail; the items are a permutation of what they were in any case.
fn merge_sort<T: Clone, E>(
    items: &mut [T],
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<(), E> {
    let mut ends = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let end = next_run(&mut items[start..], less)? + start;
        ends.push(end);
        start = end;
    }
    while ends.len() > 1 {
        let mut merged = Vec::with_capacity(ends.len().div_ceil(2));
        let mut start = 0;
        for pair in ends.chunks(2) {
            let end = *pair.last().unwrap_or(&start);
            if let [middle, _] = *pair {
                merge(&mut items[start..end], middle - start, less)?;
            }
            merged.push(end);
            start = end;
        }
        ends = merged;
    }
    Ok(())
}

/// Sorts a run at the front (natural, turned round when falling, or by insertion) and gives its length.
fn next_run<T, E>(items: &mut [T], less: &mut impl FnMut(&T, &T) -> Result<bool, E>) -> Result<usize, E> {
    let mut n;
    if items.len() > 1 && less(&items[1], &items[0])? {
        n = 2;
        while n < items.len() && less(&items[n], &items[n - 1])? {
            n += 1;
        }
        items[..n].reverse();
    } else {
        if items.len() > 1 {
            // CPython asks here whether the run begins with equal items; programs that count comparisons see it.
            less(&items[0], &items[1])?;
        }
        n = items.len().min(2);
        while n < items.len() && !less(&items[n], &items[n - 1])? {
            n += 1;
        }
    }
    let want = items.len().min(MIN_RUN);
    while n < want {
        let (mut low, mut high) = (0, n);
        while low < high {
            let middle = (low + high) / 2;
            if less(&items[n], &items[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        items[low..=n].rotate_right(1);
        n += 1;
    }
    Ok(n)
}

/// Merges two sorted neighbours, `..middle` and `middle..`.
fn merge<T: Clone, E>(
    items: &mut [T],
    middle: usize,
    less: &mut impl FnMut(&T, &T) -> Result<bool, E>,
) -> Result<(), E> {
    if middle == 0 || middle >= items.len() || !less(&items[middle], &items[middle - 1])? {
        return Ok(());
    }
    let mut out = Vec::with_capacity(items.len());
    let (mut a, mut b) = (0, middle);
    while a < middle && b < items.len() {
        if less(&items[b], &items[a])? {
            out.push(items[b].clone());
            b += 1;
        } else {
            out.push(items[a].clone());
            a += 1;
        }
    }
    out.extend_from_slice(&items[a..middle]);
    // What is left of the second run stands where it belongs already.
    items[..out.len()].clone_from_slice(&out);
    Ok(())
}

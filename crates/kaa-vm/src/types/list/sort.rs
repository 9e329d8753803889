//! `list.sort`: stable, by `<` alone, with keys computed first.
//!
//! The list is empty while it is sorted, so that Python code in comparisons sees no half-sorted items; what such code puts into
//! it is thrown away with a ValueError. Keys are computed by a task, without native recursion; comparing keys by a `__lt__`
//! written in Python enters the eval loop again. The merge sort here takes a comparison that can fail, and always leaves a
//! permutation.

use crate::eval::task::{self, Event, Task};
use crate::flow::{Fallible, Flow, NativeResult, done};
use crate::native::Slot;
use crate::protocol::CompareOp;
use crate::types::sequence::receiver;
use crate::types::{List, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::cmp::Ordering;

/// An item with its sort key.
type Keyed = (Value, Value);

pub(super) fn sort(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    sort_then(
        vm,
        list,
        args.get(1).and_then(Option::as_ref),
        args.get(2).and_then(Option::as_ref),
        Value::None,
    )
}

/// Sorts a list in place; `result` is the result. `sorted` uses it on its fresh list.
pub(crate) fn sort_then(
    vm: &Vm,
    list: &Ref<List>,
    key: Option<&Value>,
    reverse: Option<&Value>,
    result: Value,
) -> NativeResult {
    let reverse = match reverse {
        Some(r) => vm.is_true(r)?,
        None => false,
    };
    let items = std::mem::take(&mut *list.items.borrow_mut());
    match key.filter(|k| !k.is_none()) {
        Some(key) => {
            let keys = Vec::with_capacity(items.len());
            task::start(vm, Keys { list: list.clone(), items, keys, key: key.clone(), reverse, result })
        }
        None => {
            let mut items = items;
            let sorted = sort_by(vm, &mut items, reverse, |v| v);
            give_back(vm, list, items, sorted)?;
            done(result)
        }
    }
}

/// Puts the items back; an error when somebody else put some there meanwhile.
fn give_back(vm: &Vm, list: &List, items: Vec<Value>, sorted: Fallible<()>) -> Fallible<()> {
    let meddled = std::mem::replace(&mut *list.items.borrow_mut(), items);
    let modified = meddled.capacity() > 0;
    drop(meddled);
    sorted?;
    if modified { Err(vm.value_error("list modified during sort")) } else { Ok(()) }
}

/// Computes the keys, then sorts.
struct Keys {
    list: Ref<List>,
    items: Vec<Value>,
    keys: Vec<Value>,
    key: Value,
    reverse: bool,
    result: Value,
}

impl Task for Keys {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Value(k) => self.keys.push(k),
            Event::Failed(e) => return self.fail(vm, e),
            Event::Start | Event::End => {}
        }
        while let Some(item) = self.items.get(self.keys.len()) {
            match vm.call_one(&self.key, item.clone()) {
                Ok(Flow::Value(k)) => self.keys.push(k),
                Ok(Flow::Pushed) => return Ok(Flow::Pushed),
                Err(e) => return self.fail(vm, e),
            }
        }
        let keys = std::mem::take(&mut self.keys);
        let mut pairs: Vec<Keyed> = keys.into_iter().zip(std::mem::take(&mut self.items)).collect();
        let sorted = sort_by(vm, &mut pairs, self.reverse, |p| &p.0);
        let (keys, items): (Vec<Value>, Vec<Value>) = pairs.into_iter().unzip();
        let given = give_back(vm, &self.list, items, sorted);
        drop(keys);
        given?;
        done(std::mem::replace(&mut self.result, Value::None))
    }
}

impl Keys {
    fn fail(&mut self, vm: &Vm, e: crate::flow::Raised) -> NativeResult {
        give_back(vm, &self.list, std::mem::take(&mut self.items), Err(e))?;
        done(Value::None)
    }
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
        None => merge_sort(items, &mut |a, b| match vm.less_plainly(key(a), key(b)) {
            Some(less) => Ok(less),
            None => vm.compare_bool(CompareOp::Lt, key(a), key(b)),
        }),
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

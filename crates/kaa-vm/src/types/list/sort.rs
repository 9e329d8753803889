//! `list.sort`: stable, by `<` alone, with keys computed first.
//!
//! The list is empty while it is sorted, so that Python code in comparisons sees no half-sorted items; what such code puts into
//! it is thrown away with a ValueError. A task computes the keys and asks the comparisons of `merge.rs`; keys of plain values
//! are sorted natively.

use super::merge::Sorter;
use crate::dunder::Dunder;
use crate::eval::push_with;
use crate::eval::task::{self, Event, Task};
use crate::flow::{Fallible, Flow, NativeResult, Raised, done};
use crate::frame::{Action, Cont};
use crate::native::Slot;
use crate::protocol::CompareOp;
use crate::types::sequence::receiver;
use crate::types::{Function, List, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::cmp::Ordering;

pub(super) fn sort(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let given = |i: usize| args.get(i).and_then(Option::as_ref);
    sort_then(vm, list, given(1), given(2), Value::None)
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
    let stage = match key.filter(|k| !k.is_none()) {
        Some(key) => Stage::Keys { key: key.clone(), keys: Vec::with_capacity(items.len()), items },
        None => Stage::Ready { keys: items, items: None },
    };
    task::start(vm, Sort { list: list.clone(), reverse, result, stage })
}

struct Sort {
    list: Ref<List>,
    reverse: bool,
    result: Value,
    stage: Stage,
}

enum Stage {
    /// Keys of the first items are there.
    Keys {
        key: Value,
        keys: Vec<Value>,
        items: Vec<Value>,
    },
    /// All keys are there; without `items` they are the items.
    Ready {
        keys: Vec<Value>,
        items: Option<Vec<Value>>,
    },
    /// Comparisons are asked; the keys asked about last, and what is waited for.
    Sorting {
        sorter: Sorter,
        asked: (usize, usize),
        waits_for: Answer,
    },
    Over,
}

/// What arrives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// What a `__lt__` gave.
    Raw,
    /// The truth of the comparison.
    Truth,
}

impl Task for Sort {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        let outcome = match event {
            Event::Failed(e) => Err(e),
            Event::Value(v) => self.run(vm, Some(v)),
            Event::Start | Event::End => self.run(vm, None),
        };
        match outcome {
            Ok(false) => Ok(Flow::Pushed),
            Ok(true) => self.finish(vm, None),
            Err(e) => self.finish(vm, Some(e)),
        }
    }
}

impl Sort {
    /// True when everything is in order, false when a frame was pushed.
    fn run(&mut self, vm: &Vm, arrived: Option<Value>) -> Fallible<bool> {
        let mut arrived = arrived;
        loop {
            match &mut self.stage {
                Stage::Keys { key, keys, items } => {
                    keys.extend(arrived.take());
                    while let Some(item) = items.get(keys.len()) {
                        match vm.call_one(key, item.clone())? {
                            Flow::Value(k) => keys.push(k),
                            Flow::Pushed => return Ok(false),
                        }
                    }
                    self.stage =
                        Stage::Ready { keys: std::mem::take(keys), items: Some(std::mem::take(items)) };
                }
                Stage::Ready { keys, items } => {
                    let (mut keys, mut items) = (std::mem::take(keys), items.take());
                    if self.reverse {
                        // Reversing before and after keeps equal items in order.
                        keys.reverse();
                        items.iter_mut().for_each(|i| i.reverse());
                    }
                    let plain = plain_order(vm, &keys);
                    let mut sorter = Sorter::new(keys, items);
                    if let Some(order) = plain {
                        sort_plainly(&mut sorter, order);
                        self.stage = Stage::Sorting { sorter, asked: (0, 0), waits_for: Answer::Truth };
                        return Ok(true);
                    }
                    let first = sorter.step(false);
                    let asked = first.unwrap_or_default();
                    self.stage = Stage::Sorting { sorter, asked, waits_for: Answer::Truth };
                    if first.is_none() {
                        return Ok(true);
                    }
                }
                Stage::Sorting { sorter, asked, waits_for } => {
                    return compare_on(vm, sorter, asked, waits_for, arrived.take());
                }
                Stage::Over => return Ok(true),
            }
        }
    }

    /// The items go back; an error when somebody else put some there meanwhile.
    fn finish(&mut self, vm: &Vm, error: Option<Raised>) -> NativeResult {
        let (keys, items, turned) = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Keys { items, .. } => (None, items, false),
            Stage::Ready { keys, items: None } => (None, keys, false),
            Stage::Ready { keys, items: Some(items) } => (Some(keys), items, false),
            Stage::Sorting { sorter, .. } => match sorter.items {
                Some(items) => (Some(sorter.keys), items, self.reverse),
                None => (None, sorter.keys, self.reverse),
            },
            Stage::Over => (None, Vec::new(), false),
        };
        let mut items = items;
        if turned {
            items.reverse();
        }
        let meddled = std::mem::replace(&mut *self.list.items.borrow_mut(), items);
        let modified = meddled.capacity() > 0;
        drop((meddled, keys));
        match error {
            Some(e) => Err(e),
            None if modified => Err(vm.value_error("list modified during sort")),
            None => done(std::mem::replace(&mut self.result, Value::None)),
        }
    }
}

/// Asks until everything is in order (true) or a frame was pushed (false). `arrived` answers the question asked last.
fn compare_on(
    vm: &Vm,
    sorter: &mut Sorter,
    asked: &mut (usize, usize),
    waits_for: &mut Answer,
    arrived: Option<Value>,
) -> Fallible<bool> {
    let mut answer = match arrived {
        None => None,
        Some(v) if *waits_for == Answer::Truth || v.as_bool().is_some() => Some(v.is_true()),
        Some(v) => {
            *waits_for = Answer::Truth;
            let (x, y) = (&sorter.keys[asked.0], &sorter.keys[asked.1]);
            let flow = if v.is_not_implemented() {
                vm.compare_reflected_task(CompareOp::Lt, x, y)?
            } else {
                vm.truth_flow(&v, Action::Native(Cont::Pass))?
            };
            match flow {
                Flow::Value(t) => Some(t.is_true()),
                Flow::Pushed => return Ok(false),
            }
        }
    };
    loop {
        if let Some(less) = answer.take() {
            match sorter.step(less) {
                Some(next) => *asked = next,
                None => return Ok(true),
            }
        }
        let (x, y) = (&sorter.keys[asked.0], &sorter.keys[asked.1]);
        if let Some(less) = vm.less_plainly(x, y) {
            match sorter.step(less) {
                Some(next) => *asked = next,
                None => return Ok(true),
            }
            sorter.merge_on(|x, y| vm.less_plainly(x, y));
            match sorter.again() {
                Some(next) => *asked = next,
                None => return Ok(true),
            }
            continue;
        }
        let class = vm.class_of(x);
        if std::ptr::eq(class, vm.class_of(y))
            && let Some(m) = class.special(vm, Dunder::Lt)
            && let Some(f) = m.as_ref::<Function>()
        {
            push_with(vm, f, [x.clone(), y.clone()], Action::Native(Cont::Pass), None)?;
            *waits_for = Answer::Raw;
            return Ok(false);
        }
        *waits_for = Answer::Truth;
        match vm.compare_bool_task(CompareOp::Lt, x, y)? {
            Flow::Value(t) => answer = Some(t.is_true()),
            Flow::Pushed => return Ok(false),
        }
    }
}

/// Sorts keys whose order is known, and the items with them.
fn sort_plainly(sorter: &mut Sorter, order: fn(&Value, &Value) -> Ordering) {
    match sorter.items.take() {
        None => sorter.keys.sort_by(order),
        Some(items) => {
            let mut pairs: Vec<(Value, Value)> =
                std::mem::take(&mut sorter.keys).into_iter().zip(items).collect();
            pairs.sort_by(|a, b| order(&a.0, &b.0));
            let (keys, items) = pairs.into_iter().unzip();
            sorter.keys = keys;
            sorter.items = Some(items);
        }
    }
}

/// The native order of keys that are all small ints, all floats (without NaN) or all `str`.
fn plain_order(vm: &Vm, keys: &[Value]) -> Option<fn(&Value, &Value) -> Ordering> {
    let first = keys.first()?;
    let mut keys = keys.iter();
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

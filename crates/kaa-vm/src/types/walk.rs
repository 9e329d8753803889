//! Tasks that walk lists and tuples: comparing, looking for an item, counting, hashing, printing. Methods of items written in
//! Python run on the frame stack; the sequence is read afresh at each step, since they may change it.
//!
//! Next: `eval/task.rs` for what a task is, the method tables of `list` and `tuple` for the uses.

use crate::eval::task::{self, Event, Task};
use crate::flow::{Flow, NativeResult, done};
use crate::protocol::CompareOp;
use crate::protocol::text::ReprGuard;
use crate::types::{List, Str, Tuple};
use crate::vm::Vm;
use kaa_data::hash::TupleHasher;
use kaa_heap::Value;

/// The item of a list or tuple.
#[inline]
fn item(sequence: &Value, i: usize) -> Option<Value> {
    match sequence.payload::<List>() {
        Some(l) => l.get(i),
        None => sequence.payload::<Tuple>()?.get(i).cloned(),
    }
}

fn length(sequence: &Value) -> usize {
    match sequence.payload::<List>() {
        Some(l) => l.len(),
        None => sequence.payload::<Tuple>().map_or(0, |t| t.len()),
    }
}

/// Compares two lists or two tuples.
pub(crate) fn compare(vm: &Vm, op: CompareOp, a: &Value, b: &Value) -> NativeResult {
    // Unlike a list's, a tuple's lengths do not settle equality at once: CPython compares the items first.
    if a.payload::<List>().is_some() && length(a) != length(b) && matches!(op, CompareOp::Eq | CompareOp::Ne)
    {
        return done(Value::bool(op == CompareOp::Ne));
    }
    task::start(vm, Compare { a: a.clone(), b: b.clone(), op, at: 0, last: false })
}

struct Compare {
    a: Value,
    b: Value,
    op: CompareOp,
    /// The items that are compared.
    at: usize,
    /// They differ: what arrives is the answer.
    last: bool,
}

impl Task for Compare {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(v) if self.last => return done(v),
            Event::Value(same) if same.is_true() => self.at += 1,
            Event::Value(_) => return self.differ(vm),
            Event::Start | Event::End => {}
        }
        while let (Some(x), Some(y)) = (item(&self.a, self.at), item(&self.b, self.at)) {
            match vm.eq_task(&x, &y)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(same) if same.is_true() => self.at += 1,
                Flow::Value(_) => return self.differ_in(vm, &x, &y),
            }
        }
        done(Value::bool(self.op.holds(length(&self.a).cmp(&length(&self.b)))))
    }
}

impl Compare {
    fn differ(&mut self, vm: &Vm) -> NativeResult {
        match (item(&self.a, self.at), item(&self.b, self.at)) {
            (Some(x), Some(y)) => self.differ_in(vm, &x, &y),
            // The comparison made a list shorter.
            _ => done(Value::bool(self.op.holds(length(&self.a).cmp(&length(&self.b))))),
        }
    }

    fn differ_in(&mut self, vm: &Vm, x: &Value, y: &Value) -> NativeResult {
        match self.op {
            CompareOp::Eq => done(Value::False),
            CompareOp::Ne => done(Value::True),
            op => {
                self.last = true;
                vm.compare_task(op, x, y)
            }
        }
    }
}

/// What becomes of a search: (the VM, the sequence, where the item stands).
pub(crate) type Found = fn(&Vm, &Value, Option<usize>) -> NativeResult;

/// Looks for the first item equal to `wanted`.
pub(crate) fn find(
    vm: &Vm,
    sequence: &Value,
    wanted: &Value,
    range: std::ops::Range<usize>,
    then: Found,
) -> NativeResult {
    let (sequence, wanted) = (sequence.clone(), wanted.clone());
    task::start(vm, Find { sequence, wanted, at: range.start, end: range.end, then })
}

struct Find {
    sequence: Value,
    wanted: Value,
    at: usize,
    end: usize,
    then: Found,
}

impl Task for Find {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(same) if same.is_true() => return (self.then)(vm, &self.sequence, Some(self.at)),
            Event::Value(_) => self.at += 1,
            Event::Start | Event::End => {}
        }
        while self.at < self.end
            && let Some(v) = item(&self.sequence, self.at)
        {
            match vm.eq_task(&v, &self.wanted)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(same) if same.is_true() => {
                    return (self.then)(vm, &self.sequence, Some(self.at));
                }
                Flow::Value(_) => self.at += 1,
            }
        }
        (self.then)(vm, &self.sequence, None)
    }
}

/// `in`.
pub(crate) fn contains(vm: &Vm, sequence: &Value, wanted: &Value) -> NativeResult {
    find(vm, sequence, wanted, 0..usize::MAX, |_, _, at| done(Value::bool(at.is_some())))
}

/// How many items equal a value.
pub(crate) fn count(vm: &Vm, sequence: &Value, wanted: &Value) -> NativeResult {
    task::start(vm, Count { sequence: sequence.clone(), wanted: wanted.clone(), at: 0, found: 0 })
}

struct Count {
    sequence: Value,
    wanted: Value,
    at: usize,
    found: usize,
}

impl Task for Count {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(same) => self.judged(&same),
            Event::Start | Event::End => {}
        }
        while let Some(v) = item(&self.sequence, self.at) {
            match vm.eq_task(&v, &self.wanted)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(same) => self.judged(&same),
            }
        }
        done(vm.new_usize(self.found))
    }
}

impl Count {
    fn judged(&mut self, same: &Value) {
        self.found += usize::from(same.is_true());
        self.at += 1;
    }
}

/// The hash of a tuple.
pub(crate) fn hash(vm: &Vm, tuple: &Value) -> NativeResult {
    task::start(vm, Hash { tuple: tuple.clone(), at: 0, hasher: TupleHasher::default() })
}

struct Hash {
    tuple: Value,
    at: usize,
    hasher: TupleHasher,
}

impl Task for Hash {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(h) => self.add(&h),
            Event::Start | Event::End => {}
        }
        while let Some(v) = item(&self.tuple, self.at) {
            match vm.hash_flow(&v)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(h) => self.add(&h),
            }
        }
        done(vm.new_int(self.hasher.finish()))
    }
}

impl Hash {
    fn add(&mut self, h: &Value) {
        self.hasher.add(crate::types::int::as_i64(h).unwrap_or(0));
        self.at += 1;
    }
}

/// `open`, the items' reprs with commas between them, `close`. The guard says that the container is being printed.
pub(crate) fn repr(
    vm: &Vm,
    sequence: &Value,
    open: &str,
    close: &'static str,
    guard: ReprGuard,
) -> NativeResult {
    let text = open.as_bytes().to_vec();
    task::start(vm, Repr { sequence: sequence.clone(), text, close, at: 0, guard: Some(guard) })
}

struct Repr {
    sequence: Value,
    text: Vec<u8>,
    close: &'static str,
    at: usize,
    guard: Option<ReprGuard>,
}

impl Task for Repr {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(s) => self.add(&s),
            Event::Start | Event::End => {}
        }
        while let Some(v) = item(&self.sequence, self.at) {
            if self.at > 0 {
                self.text.extend_from_slice(b", ");
            }
            match vm.repr_flow(&v)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(s) => self.add(&s),
            }
        }
        self.text.extend_from_slice(self.close.as_bytes());
        drop(self.guard.take());
        done(vm.new_str_owned(std::mem::take(&mut self.text)))
    }
}

impl Repr {
    fn add(&mut self, s: &Value) {
        if let Some(s) = s.payload::<Str>() {
            self.text.extend_from_slice(s.as_bytes());
        }
        self.at += 1;
    }
}

//! The lazy built-in iterators: `enumerate`, `zip`, `map`, `filter`, `reversed`, `iter(callable, sentinel)` and iteration by
//! `__getitem__`.
//!
//! An inner iterator or a function may need a Python frame. [`inner_next`] pushes a continuation (`Cont::LazyStep`) under it,
//! whose data is a tuple: the iterator first, then its half-made item. When the frame's value arrives, [`step_continue`]
//! goes on. So chains of lazy iterators and generators use no native stack while Python runs. Types of other crates do the
//! same with [`inner_next`], [`inner_call`] and a `resume` function in their spec.

pub mod callable;
pub mod enumerate;
pub mod filter;
pub mod map;
pub mod reversed;
pub mod sequence;
pub mod zip;

pub use callable::sentinel_continue;
pub use filter::filter_continue;
pub use sequence::new_sequence_iterator;

use crate::eval::task::{self, Event, Task};
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised};
use crate::frame::{Action, Cont};
use crate::protocol::drive::Then;
use crate::types::dict::DictIterator;
use crate::types::list::ListIterator;
use crate::types::tuple::TupleIterator;
use crate::types::type_object::StepResume;
use crate::types::{RangeIterator, Tuple};
use crate::vm::Vm;
use kaa_heap::{ClassFlags, Value};

/// May the next step of this iterator push a frame?
fn may_push(vm: &Vm, it: &Value) -> bool {
    if it.payload::<ListIterator>().is_some()
        || it.payload::<TupleIterator>().is_some()
        || it.payload::<RangeIterator>().is_some()
        || it.payload::<DictIterator>().is_some()
    {
        return false;
    }
    let class = vm.class_of(it);
    class.iternext.get().is_none()
        || class.has(ClassFlags::FINALIZE)
        || [&vm.types.map, &vm.types.filter, &vm.types.enumerate, &vm.types.zip, &vm.types.callable_iterator]
            .iter()
            .any(|t| class.is_subtype_of(t))
        || resume_of(vm, it).is_some()
}

/// The second half of the steps of an object of another crate.
fn resume_of(vm: &Vm, v: &Value) -> Option<StepResume> {
    vm.class_of(v).mro.borrow().iter().find_map(|t| t.resume.get())
}

/// Calls a function in a step. `None`: a frame was pushed, and its value goes on with `state` (the iterator first).
pub fn inner_call(
    vm: &Vm,
    f: &Value,
    args: Vec<Value>,
    state: impl FnOnce() -> Vec<Value>,
) -> Fallible<Option<Value>> {
    inner_flow(vm, state, |vm| vm.call_flow(f, args, &[], Action::Native(Cont::Pass), None))
}

/// Does anything that may push a frame in a step; see [`inner_call`].
pub fn inner_flow(
    vm: &Vm,
    state: impl FnOnce() -> Vec<Value>,
    step: impl FnOnce(&Vm) -> NativeResult,
) -> Fallible<Option<Value>> {
    vm.check_native_stack()?;
    let kept = vm.push_continuation(Action::Native(Cont::LazyStep), None)?;
    match step(vm) {
        Ok(Flow::Pushed) => {
            vm.fill_continuation(kept, vm.new_tuple(state()).into());
            Ok(None)
        }
        Ok(Flow::Value(v)) => {
            drop(vm.pop_continuation(kept));
            Ok(Some(v))
        }
        Err(e) => {
            drop(vm.pop_continuation(kept));
            Err(e)
        }
    }
}

/// Steps an inner iterator. When that pushes a frame, its value goes on with `state` (the iterator first).
pub fn inner_next(vm: &Vm, it: &Value, state: impl FnOnce() -> Vec<Value>) -> Result<Next, Raised> {
    if !may_push(vm, it) {
        return vm.next_flow(it);
    }
    vm.check_native_stack()?;
    let kept = vm.push_continuation(Action::Native(Cont::LazyStep), None)?;
    match vm.next_flow(it) {
        Ok(Next::Pushed) => {
            vm.fill_continuation(kept, vm.new_tuple(state()).into());
            Ok(Next::Pushed)
        }
        other => {
            drop(vm.pop_continuation(kept));
            other
        }
    }
}

/// Goes on with what an inner iterator's frame gave.
pub(crate) fn step_continue(vm: &Vm, data: Option<Value>, result: Fallible<Value>) -> NativeResult {
    let Some([it, partial @ ..]) = data.as_ref().and_then(|d| d.payload::<Tuple>()).map(|t| &t[..]) else {
        return result.map(Flow::Value);
    };
    if let Some(resume) = resume_of(vm, it) {
        return flow_of(vm, resume(vm, it, partial, result));
    }
    let item = vm.catch(result, &vm.exceptions.stop_iteration)?;
    let next = if it.payload::<zip::Zip>().is_some() {
        zip::resume(vm, it, partial, item)
    } else if it.payload::<map::Map>().is_some() {
        map::resume(vm, it, partial, item)
    } else if it.payload::<filter::Filter>().is_some() {
        filter::resume(vm, it, item)
    } else {
        enumerate::resume(vm, it, item)
    };
    flow_of(vm, next)
}

/// A step's answer as that of a native function: the end becomes StopIteration.
pub fn flow_of(vm: &Vm, next: Result<Next, Raised>) -> NativeResult {
    match next? {
        Next::Item(v) => Ok(Flow::Value(v)),
        Next::Pushed => Ok(Flow::Pushed),
        Next::Done => Err(vm.stop_iteration(Value::None)),
    }
}

/// A native function's answer as that of a step.
pub fn next_of(flow: Flow) -> Next {
    match flow {
        Flow::Value(v) => Next::Item(v),
        Flow::Pushed => Next::Pushed,
    }
}

/// Iterators over all the values go to `then`, with what it needs besides.
fn iterators_then(vm: &Vm, values: &[Value], kept: Vec<Value>, then: Then) -> NativeResult {
    task::start(vm, Iterators { sources: values.to_vec(), got: Vec::with_capacity(values.len()), kept, then })
}

struct Iterators {
    sources: Vec<Value>,
    got: Vec<Value>,
    kept: Vec<Value>,
    then: Then,
}

impl Task for Iterators {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(it) => self.got.push(it),
            Event::Start | Event::End => {}
        }
        while let Some(source) = self.sources.get(self.got.len()) {
            match vm.iter_flow(source, Action::Native(Cont::Pass))? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(it) => self.got.push(it),
            }
        }
        (self.then)(vm, std::mem::take(&mut self.got), std::mem::take(&mut self.kept))
    }
}

/// The values of a `*args` slot.
pub fn varargs(slot: &crate::native::Slot) -> &[Value] {
    slot.as_ref().and_then(|t| t.payload::<Tuple>()).map_or(&[], |t| &t[..])
}

/// One of several iterators that must end together ended at index `i`: checks the others. `got` are items already taken.
fn strict_end(vm: &Vm, name: &str, iterators: &[Value], i: usize) -> Result<Next, Raised> {
    let arguments = |n: usize| if n == 1 { " 1".to_string() } else { format!("s 1-{n}") };
    if i > 0 {
        return Err(vm.value_error(format!(
            "{name}() argument {} is shorter than argument{}",
            i + 1,
            arguments(i)
        )));
    }
    for (k, it) in iterators.iter().enumerate().skip(1) {
        if vm.next(it)?.is_some() {
            return Err(vm.value_error(format!(
                "{name}() argument {} is longer than argument{}",
                k + 1,
                arguments(k)
            )));
        }
    }
    Ok(Next::Done)
}

fn native_next(vm: &Vm, args: &[crate::native::Slot]) -> NativeResult {
    use crate::flow::Next;
    let it = crate::native::arg(args, 0);
    // The base that has the native step: a subclass may override `__next__` and call this one.
    let class = vm.class_of(it);
    let step = class.mro.borrow().iter().find_map(|t| t.iternext.get());
    let Some(step) = step else {
        return Err(vm.type_error(format!("'{}' object is not an iterator", class.name())));
    };
    match step(vm, it)? {
        Next::Item(v) => Ok(Flow::Value(v)),
        Next::Done => Err(vm.stop_iteration(Value::None)),
        Next::Pushed => Ok(Flow::Pushed),
    }
}

fn native_iter(_vm: &Vm, args: &[crate::native::Slot]) -> NativeResult {
    Ok(Flow::Value(crate::native::arg(args, 0).clone()))
}

/// `__iter__` and `__next__` of every type with a native iterator step.
pub(crate) static NATIVE_ITERATOR: &[crate::native::Method] = &[
    crate::native::method("__iter__", "($self, /)", native_iter, "Implement iter(self)."),
    crate::native::method("__next__", "($self, /)", native_next, "Implement next(self)."),
];

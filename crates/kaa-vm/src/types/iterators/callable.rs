//! `callable_iterator`: `iter(function, sentinel)` calls the function until it gives the sentinel.

use super::flow_of;
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, method};
use crate::types::sequence::{as_type, builtin, receiver, reduce_iterator};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::RefCell;

/// Payload of `callable_iterator`: function and sentinel, until the end was met.
pub struct CallableIterator(RefCell<Option<(Value, Value)>>);
kaa_heap::payload!(CallableIterator, trace, clear);

impl CallableIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some((f, s)) = &*self.0.borrow() {
            t.values([f, s]);
        }
    }
    fn clear(&self) {
        let old = self.0.take();
        drop(old);
    }
}

impl Vm {
    /// `iter(function, sentinel)`.
    pub fn new_callable_iterator(&self, function: Value, sentinel: Value) -> Value {
        let it = CallableIterator(RefCell::new(Some((function, sentinel))));
        self.new_object(&self.types.callable_iterator, it).into()
    }
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let parts = as_type::<CallableIterator>(vm, v)?.0.borrow().clone();
    let Some((function, _)) = parts else { return Ok(Next::Done) };
    let kept = vm.push_continuation(Action::Native(Cont::SentinelItem), Some(v.clone()))?;
    let answer = vm.call_flow(&function, vec![], &[], Action::Native(Cont::Pass), None);
    if matches!(answer, Ok(Flow::Pushed)) {
        return Ok(Next::Pushed);
    }
    drop(vm.pop_continuation(kept));
    match answer {
        Ok(Flow::Value(item)) => judge(vm, v, Ok(item)),
        Ok(Flow::Pushed) => Ok(Next::Pushed),
        Err(e) => judge(vm, v, Err(e)),
    }
}

/// The function gave an item or raised: is that the end?
fn judge(vm: &Vm, v: &Value, result: Fallible<Value>) -> Result<Next, Raised> {
    let it = as_type::<CallableIterator>(vm, v)?;
    let item = vm.catch(result, &vm.exceptions.stop_iteration)?;
    let parts = it.0.borrow().clone();
    let (Some(item), Some((_, sentinel))) = (item, parts) else {
        it.clear();
        return Ok(Next::Done);
    };
    if vm.eq(&sentinel, &item)? {
        it.clear();
        return Ok(Next::Done);
    }
    Ok(Next::Item(item))
}

/// The function's frame ended; `data` is the iterator.
pub fn sentinel_continue(vm: &Vm, data: Option<Value>, result: Fallible<Value>) -> NativeResult {
    match data {
        Some(v) => flow_of(vm, judge(vm, &v, result)),
        None => result.map(Flow::Value),
    }
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let maker = builtin(vm, "iter")?;
    let parts = receiver::<CallableIterator>(vm, args)?.0.borrow().clone();
    match parts {
        Some((f, s)) => done(vm.new_tuple(vec![maker, vm.new_tuple(vec![f, s]).into()])),
        None => reduce_iterator(vm, &maker, vm.new_tuple(vec![]).into(), None),
    }
}

static METHODS: &[Method] = &[method("__reduce__", "($self, /)", reduce, "State for pickling.")];

/// The type `callable_iterator`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "callable_iterator",
    methods: METHODS,
    iternext: Some(next),
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

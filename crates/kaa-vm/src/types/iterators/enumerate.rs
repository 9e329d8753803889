//! `enumerate`: items with their numbers.

use super::{inner_next, iterators_then};
use crate::flow::{Fallible, NativeResult, Next, Raised, done};
use crate::native::{Method, Slot, class_method, method, static_method};
use crate::types::Type;
use crate::types::int::as_bigint;
use crate::types::sequence::{as_type, class_arg, class_getitem, receiver};
use crate::types::tuple::Pair;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::RefCell;

/// Payload of `enumerate`.
pub struct Enumerate {
    iterator: Value,
    /// The next item's number, an int of any size.
    count: RefCell<Value>,
    pair: Pair,
}
kaa_heap::payload!(Enumerate, trace);

impl Enumerate {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.iterator);
        self.pair.trace(t);
    }
    /// The next number; counts on.
    fn number(&self, vm: &Vm) -> Value {
        let now = self.count.borrow().clone();
        let next = match now.as_small_int().and_then(|i| i.checked_add(1)) {
            Some(i) => vm.new_int(i),
            None => vm.new_bigint(as_bigint(&now).map(|b| b.into_owned()).unwrap_or_default() + 1),
        };
        *self.count.borrow_mut() = next;
        now
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<Enumerate>(vm, args, &vm.types.enumerate)?;
    let start = match &args[2] {
        Some(v) => vm.index(v)?,
        None => vm.new_int(0),
    };
    let Some(source) = &args[1] else {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    };
    let kept = vec![class.value().clone(), start];
    iterators_then(vm, std::slice::from_ref(source), kept, |vm, mut iterators, kept| {
        let (Some(iterator), Ok([class, start])) = (iterators.pop(), <[Value; 2]>::try_from(kept)) else {
            return done(Value::None);
        };
        done(vm.new_object(
            as_type::<Type>(vm, &class)?,
            Enumerate { iterator, count: RefCell::new(start), pair: Pair::default() },
        ))
    })
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let e = as_type::<Enumerate>(vm, v)?;
    match inner_next(vm, &e.iterator, || vec![v.clone()])? {
        Next::Item(item) => resume(vm, v, Some(item)),
        other => Ok(other),
    }
}

pub(super) fn resume(vm: &Vm, v: &Value, item: Option<Value>) -> Result<Next, Raised> {
    let Some(item) = item else { return Ok(Next::Done) };
    let e = as_type::<Enumerate>(vm, v)?;
    let number = e.number(vm);
    Ok(Next::Item(e.pair.of(vm, number, item)))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver::<Enumerate>(vm, args)?;
    let count = e.count.borrow().clone();
    let state = vm.new_tuple(vec![e.iterator.clone(), count]);
    done(vm.new_tuple(vec![vm.class_ref(e.value()).into(), state.into()]))
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, iterable=<unrepresentable>, start=0)",
        new,
        "Pairs of number and item.",
    ),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "For annotations."),
];

/// The type `enumerate`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "enumerate",
    doc: "Pairs (number, item) of an iterable, numbers from start on.",
    methods: METHODS,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};

//! `map`: a function's results for the items of iterators side by side.

use super::{inner_next, iterators_then, next_of, strict_end, varargs};
use crate::flow::{Fallible, NativeResult, Next, Raised, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, arg, method, static_method};
use crate::types::Type;
use crate::types::sequence::{as_type, class_arg, receiver};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::Cell;

/// Payload of `map`.
pub struct Map {
    function: Value,
    iterators: Vec<Value>,
    /// All must end together.
    strict: Cell<bool>,
}
kaa_heap::payload!(Map, trace);

impl Map {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.function);
        t.values(&self.iterators);
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<Map>(vm, args, &vm.types.map)?;
    let (function, sources) = match varargs(&args[1]) {
        [f, sources @ ..] if !sources.is_empty() => (f.clone(), sources),
        _ => return Err(vm.type_error("map() must have at least two arguments.")),
    };
    let strict = match &args[2] {
        Some(v) => vm.is_true(v)?,
        None => false,
    };
    let kept = vec![class.value().clone(), function, Value::bool(strict)];
    iterators_then(vm, sources, kept, |vm, iterators, kept| {
        let Ok([class, function, strict]) = <[Value; 3]>::try_from(kept) else { return done(Value::None) };
        let map = Map { function, iterators, strict: Cell::new(strict.is_true()) };
        done(vm.new_object(as_type::<Type>(vm, &class)?, map))
    })
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let map = as_type::<Map>(vm, v)?;
    if let [it] = &map.iterators[..] {
        return match inner_next(vm, it, || vec![v.clone()])? {
            Next::Item(item) => vm.call_one(&map.function, item).map(next_of),
            other => Ok(other),
        };
    }
    gather(vm, v, Vec::with_capacity(map.iterators.len()))
}

/// Goes on with the first arguments in hand; with all of them, calls.
fn gather(vm: &Vm, v: &Value, mut got: Vec<Value>) -> Result<Next, Raised> {
    let map = as_type::<Map>(vm, v)?;
    while let Some(it) = map.iterators.get(got.len()) {
        let state = || std::iter::once(v).chain(&got).cloned().collect();
        match inner_next(vm, it, state)? {
            Next::Item(item) => got.push(item),
            Next::Pushed => return Ok(Next::Pushed),
            Next::Done => return ended(vm, map, got.len()),
        }
    }
    if got.len() == 1
        && let Some(item) = got.pop()
    {
        return vm.call_one(&map.function, item).map(next_of);
    }
    vm.call_flow(&map.function, got, &[], Action::Native(Cont::Pass), None).map(next_of)
}

fn ended(vm: &Vm, map: &Map, at: usize) -> Result<Next, Raised> {
    if map.strict.get() { strict_end(vm, "map", &map.iterators, at) } else { Ok(Next::Done) }
}

pub(super) fn resume(vm: &Vm, v: &Value, partial: &[Value], item: Option<Value>) -> Result<Next, Raised> {
    match item {
        Some(item) => gather(vm, v, partial.iter().cloned().chain([item]).collect()),
        None => ended(vm, as_type::<Map>(vm, v)?, partial.len()),
    }
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let map = receiver::<Map>(vm, args)?;
    let inner: Vec<Value> = std::iter::once(&map.function).chain(&map.iterators).cloned().collect();
    let mut parts = vec![vm.class_ref(map.value()).into(), vm.new_tuple(inner).into()];
    if map.strict.get() {
        parts.push(Value::True);
    }
    done(vm.new_tuple(parts))
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let strict = vm.is_true(arg(args, 1))?;
    receiver::<Map>(vm, args)?.strict.set(strict);
    done(Value::None)
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, /, *args, strict=False)",
        new,
        "Results of a function for items side by side.",
    ),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, object, /)", setstate, "Sets strictness from pickled state."),
];

/// The type `map`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "map",
    doc: "A function's results for items side by side, until the shortest iterable ends.\n\nWith strict all must end together.",
    methods: METHODS,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};

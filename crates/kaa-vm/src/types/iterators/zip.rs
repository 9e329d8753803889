//! `zip`: tuples of items that several iterators give side by side.

use super::{inner_next, iterators_then, strict_end, varargs};
use crate::flow::{Fallible, NativeResult, Next, Raised, done};
use crate::native::{Method, Slot, arg, method, static_method};
use crate::types::Type;
use crate::types::sequence::{as_type, class_arg, receiver};
use crate::types::tuple::Pair;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::Cell;

/// Payload of `zip`.
pub struct Zip {
    iterators: Vec<Value>,
    /// All must end together.
    strict: Cell<bool>,
    pair: Pair,
}
kaa_heap::payload!(Zip, trace);

impl Zip {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(&self.iterators);
        self.pair.trace(t);
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<Zip>(vm, args, &vm.types.zip)?;
    let strict = match &args[2] {
        Some(v) => vm.is_true(v)?,
        None => false,
    };
    let kept = vec![class.value().clone(), Value::bool(strict)];
    iterators_then(vm, varargs(&args[1]), kept, |vm, iterators, kept| {
        let Ok([class, strict]) = <[Value; 2]>::try_from(kept) else { return done(Value::None) };
        let zip = Zip { iterators, strict: Cell::new(strict.is_true()), pair: Pair::default() };
        done(vm.new_object(as_type::<Type>(vm, &class)?, zip))
    })
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let zip = as_type::<Zip>(vm, v)?;
    let n = zip.iterators.len();
    if let [a, b] = &zip.iterators[..]
        && !super::may_push(vm, a)
        && !super::may_push(vm, b)
    {
        let Next::Item(x) = vm.next_flow(a)? else { return ended(vm, zip, 0) };
        let Next::Item(y) = vm.next_flow(b)? else { return ended(vm, zip, 1) };
        return Ok(Next::Item(zip.pair.of(vm, x, y)));
    }
    if n == 0 {
        return Ok(Next::Done);
    }
    gather(vm, v, Vec::with_capacity(n))
}

/// Goes on with the items of the first iterators in hand.
fn gather(vm: &Vm, v: &Value, mut got: Vec<Value>) -> Result<Next, Raised> {
    let zip = as_type::<Zip>(vm, v)?;
    while let Some(it) = zip.iterators.get(got.len()) {
        let state = || std::iter::once(v).chain(&got).cloned().collect();
        match inner_next(vm, it, state)? {
            Next::Item(item) => got.push(item),
            Next::Pushed => return Ok(Next::Pushed),
            Next::Done => return ended(vm, zip, got.len()),
        }
    }
    Ok(Next::Item(vm.new_tuple(got).into()))
}

fn ended(vm: &Vm, zip: &Zip, at: usize) -> Result<Next, Raised> {
    if zip.strict.get() { strict_end(vm, "zip", &zip.iterators, at) } else { Ok(Next::Done) }
}

pub(super) fn resume(vm: &Vm, v: &Value, partial: &[Value], item: Option<Value>) -> Result<Next, Raised> {
    match item {
        Some(item) => gather(vm, v, partial.iter().cloned().chain([item]).collect()),
        None => ended(vm, as_type::<Zip>(vm, v)?, partial.len()),
    }
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let zip = receiver::<Zip>(vm, args)?;
    let mut parts = vec![vm.class_ref(zip.value()).into(), vm.new_tuple(zip.iterators.clone()).into()];
    if zip.strict.get() {
        parts.push(Value::True);
    }
    done(vm.new_tuple(parts))
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let strict = vm.is_true(arg(args, 1))?;
    receiver::<Zip>(vm, args)?.strict.set(strict);
    done(Value::None)
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, /, *iterables, strict=False)", new, "Tuples of the iterables' items."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, object, /)", setstate, "Sets strictness from pickled state."),
];

/// The type `zip`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "zip",
    doc: "Tuples of items side by side, until the shortest iterable ends.\n\nWith strict all must end together.",
    methods: METHODS,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};

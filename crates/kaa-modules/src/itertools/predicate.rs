//! `takewhile`, `dropwhile`, `filterfalse`, `starmap` and `compress`.

use super::{item, phase, saved};
use crate::helpers::class_for;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::frame::{Action, Cont};
use kaa_vm::native::{Slot, arg, static_method};
use kaa_vm::types::iterators::{inner_call, inner_next, next_of};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::Cell;

/// What a test's answer means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Items until the first that is not true.
    Take,
    /// Items from the first that is not true.
    Drop,
    /// The items that are not true.
    NotTrue,
}

/// Payload of the three iterators that ask a predicate.
pub(super) struct Tested {
    rule: Rule,
    predicate: Value,
    source: Value,
    /// `takewhile` ended; `dropwhile` began.
    decided: Cell<bool>,
}
kaa_heap::payload!(Tested, trace);

impl Tested {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.predicate, &self.source]);
    }
}

macro_rules! tested {
    ($static:ident, $name:literal, $signature:literal, $rule:expr, $doc:literal) => {
        pub(super) static $static: TypeSpec = TypeSpec {
            name: $name,
            doc: $doc,
            methods: &[static_method(
                "__new__",
                $signature,
                |vm, args| new_tested(vm, args, $rule),
                "Create and return a new object.",
            )],
            flags: flags::BASETYPE | ClassFlags::GC,
            iternext: Some(tested),
            resume: Some(tested_on),
            ..TypeSpec::EMPTY
        };
    };
}
tested!(
    TAKEWHILE,
    "itertools.takewhile",
    "($type, predicate, iterable, /)",
    Rule::Take,
    "Items as long as the predicate is true."
);
tested!(
    DROPWHILE,
    "itertools.dropwhile",
    "($type, predicate, iterable, /)",
    Rule::Drop,
    "Items from the first for which the predicate is false."
);
tested!(
    FILTERFALSE,
    "itertools.filterfalse",
    "($type, function, iterable, /)",
    Rule::NotTrue,
    "The items for which the function is false."
);

fn new_tested(vm: &Vm, args: &[Slot], rule: Rule) -> NativeResult {
    let class = class_for::<Tested>(vm, args)?;
    let source = vm.iter(arg(args, 2))?;
    let t = Tested { rule, predicate: arg(args, 1).clone(), source, decided: Cell::new(false) };
    done(vm.new_object(class, t))
}

fn tested(vm: &Vm, v: &Value) -> Fallible<Next> {
    let t = as_type::<Tested>(vm, v)?;
    if t.rule == Rule::Take && t.decided.get() {
        return Ok(Next::Done);
    }
    loop {
        let x = match inner_next(vm, &t.source, || saved(v, 1, &[]))? {
            Next::Item(x) => x,
            other => return Ok(other),
        };
        if let Some(next) = judge(vm, v, t, x)? {
            return Ok(next);
        }
    }
}

/// Asks the predicate; none: go on with the next item.
fn judge(vm: &Vm, v: &Value, t: &Tested, x: Value) -> Fallible<Option<Next>> {
    if t.rule == Rule::Drop && t.decided.get() {
        return Ok(Some(Next::Item(x)));
    }
    let by_truth = t.predicate.is_none() || t.predicate.is(vm.types.bool.value());
    if t.rule == Rule::NotTrue && by_truth {
        let yes = vm.is_true(&x)?;
        return Ok(verdict(t, x, yes));
    }
    match inner_call(vm, &t.predicate, vec![x.clone()], || saved(v, 2, &[&x]))? {
        None => Ok(Some(Next::Pushed)),
        Some(answer) => {
            let yes = vm.is_true(&answer)?;
            Ok(verdict(t, x, yes))
        }
    }
}

fn verdict(t: &Tested, x: Value, yes: bool) -> Option<Next> {
    match (t.rule, yes) {
        (Rule::Take, false) => {
            t.decided.set(true);
            Some(Next::Done)
        }
        (Rule::Drop, false) => {
            t.decided.set(true);
            Some(Next::Item(x))
        }
        (Rule::Take, true) | (Rule::NotTrue, false) => Some(Next::Item(x)),
        (Rule::Drop, true) | (Rule::NotTrue, true) => None,
    }
}

fn tested_on(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let t = as_type::<Tested>(vm, v)?;
    let next = match phase(state) {
        (2, [x]) => {
            let yes = vm.is_true(&arrived?)?;
            verdict(t, x.clone(), yes)
        }
        _ => match item(vm, arrived)? {
            Some(x) => judge(vm, v, t, x)?,
            None => return Ok(Next::Done),
        },
    };
    next.map_or_else(|| tested(vm, v), Ok)
}

/// Payload of `starmap`.
pub(super) struct StarMap {
    function: Value,
    source: Value,
}
kaa_heap::payload!(StarMap, trace);

impl StarMap {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.function, &self.source]);
    }
}

pub(super) static STARMAP: TypeSpec = TypeSpec {
    name: "itertools.starmap",
    doc: "A function's results for argument tuples.",
    methods: &[static_method(
        "__new__",
        "($type, function, iterable, /)",
        new_starmap,
        "Create and return a new object.",
    )],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(starmap),
    resume: Some(starmap_on),
    ..TypeSpec::EMPTY
};

fn new_starmap(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<StarMap>(vm, args)?;
    let source = vm.iter(arg(args, 2))?;
    done(vm.new_object(class, StarMap { function: arg(args, 1).clone(), source }))
}

fn starmap(vm: &Vm, v: &Value) -> Fallible<Next> {
    let s = as_type::<StarMap>(vm, v)?;
    match inner_next(vm, &s.source, || saved(v, 1, &[]))? {
        Next::Item(x) => apply(vm, s, &x),
        other => Ok(other),
    }
}

fn apply(vm: &Vm, s: &StarMap, arguments: &Value) -> Fallible<Next> {
    let arguments = vm.collect(arguments)?;
    vm.call_flow(&s.function, arguments, &[], Action::Native(Cont::Pass), None).map(next_of)
}

fn starmap_on(vm: &Vm, v: &Value, _state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    match item(vm, arrived)? {
        Some(x) => apply(vm, as_type::<StarMap>(vm, v)?, &x),
        None => Ok(Next::Done),
    }
}

/// Payload of `compress`.
pub(super) struct Compress {
    data: Value,
    selectors: Value,
}
kaa_heap::payload!(Compress, trace);

impl Compress {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.data, &self.selectors]);
    }
}

pub(super) static COMPRESS: TypeSpec = TypeSpec {
    name: "itertools.compress",
    doc: "The items of data whose selectors are true.",
    methods: &[static_method(
        "__new__",
        "($type, /, data, selectors)",
        new_compress,
        "Create and return a new object.",
    )],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(compress),
    resume: Some(compress_on),
    ..TypeSpec::EMPTY
};

fn new_compress(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Compress>(vm, args)?;
    let (data, selectors) = (vm.iter(arg(args, 1))?, vm.iter(arg(args, 2))?);
    done(vm.new_object(class, Compress { data, selectors }))
}

fn compress(vm: &Vm, v: &Value) -> Fallible<Next> {
    let c = as_type::<Compress>(vm, v)?;
    loop {
        let x = match inner_next(vm, &c.data, || saved(v, 1, &[]))? {
            Next::Item(x) => x,
            other => return Ok(other),
        };
        match inner_next(vm, &c.selectors, || saved(v, 2, &[&x]))? {
            Next::Item(s) if vm.is_true(&s)? => return Ok(Next::Item(x)),
            Next::Item(_) => {}
            other => return Ok(other),
        }
    }
}

fn compress_on(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let Some(x) = item(vm, arrived)? else { return Ok(Next::Done) };
    if let (2, [datum]) = phase(state) {
        return if vm.is_true(&x)? { Ok(Next::Item(datum.clone())) } else { compress(vm, v) };
    }
    let c = as_type::<Compress>(vm, v)?;
    match inner_next(vm, &c.selectors, || saved(v, 2, &[&x]))? {
        Next::Item(s) if vm.is_true(&s)? => Ok(Next::Item(x)),
        Next::Item(_) => compress(vm, v),
        other => Ok(other),
    }
}

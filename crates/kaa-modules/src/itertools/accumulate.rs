//! `accumulate`: running totals.

use super::{item, phase, saved};
use crate::helpers::{class_for, some};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg, static_method};
use kaa_vm::protocol::BinaryOp;
use kaa_vm::types::iterators::{inner_call, inner_next};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::RefCell;

/// Payload of `accumulate`.
pub(super) struct Accumulate {
    source: Value,
    function: Option<Value>,
    total: RefCell<Option<Value>>,
    initial: RefCell<Option<Value>>,
}
kaa_heap::payload!(Accumulate, trace);

impl Accumulate {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.source);
        t.option(&self.function);
        t.option(&self.total.borrow());
        t.option(&self.initial.borrow());
    }
    fn set(&self, total: Value) -> Next {
        let old = self.total.replace(Some(total.clone()));
        drop(old);
        Next::Item(total)
    }
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "itertools.accumulate",
    doc: "Running totals, or what a function of two arguments makes of them.",
    methods: &[static_method(
        "__new__",
        "($type, /, iterable, func=None, *, initial=None)",
        new,
        "Create and return a new object.",
    )],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(step),
    resume: Some(resume),
    ..TypeSpec::EMPTY
};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Accumulate>(vm, args)?;
    let a = Accumulate {
        source: vm.iter(arg(args, 1))?,
        function: some(args, 2).cloned(),
        total: RefCell::new(None),
        initial: RefCell::new(some(args, 3).cloned()),
    };
    done(vm.new_object(class, a))
}

fn step(vm: &Vm, v: &Value) -> Fallible<Next> {
    let a = as_type::<Accumulate>(vm, v)?;
    if let Some(first) = a.initial.take() {
        return Ok(a.set(first));
    }
    match inner_next(vm, &a.source, || saved(v, 1, &[]))? {
        Next::Item(x) => add(vm, v, a, x),
        other => Ok(other),
    }
}

fn add(vm: &Vm, v: &Value, a: &Accumulate, x: Value) -> Fallible<Next> {
    let Some(total) = a.total.borrow().clone() else { return Ok(a.set(x)) };
    match &a.function {
        None => Ok(a.set(vm.binary(BinaryOp::Add, &total, &x)?)),
        Some(f) => match inner_call(vm, f, vec![total, x], || saved(v, 2, &[]))? {
            Some(total) => Ok(a.set(total)),
            None => Ok(Next::Pushed),
        },
    }
}

fn resume(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let a = as_type::<Accumulate>(vm, v)?;
    if phase(state).0 == 2 {
        return Ok(a.set(arrived?));
    }
    match item(vm, arrived)? {
        Some(x) => add(vm, v, a, x),
        None => Ok(Next::Done),
    }
}

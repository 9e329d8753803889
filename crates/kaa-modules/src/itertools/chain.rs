//! `chain`: the items of one iterable after the other.

use super::{item, phase, saved};
use crate::helpers::class_for;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, class_method, static_method};
use kaa_vm::types::Type;
use kaa_vm::types::iterators::inner_next;
use kaa_vm::types::sequence::{as_type, class_getitem};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::RefCell;

/// Payload of `chain`.
pub(super) struct Chain {
    sources: RefCell<Option<Value>>,
    active: RefCell<Option<Value>>,
}
kaa_heap::payload!(Chain, trace);

impl Chain {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.sources.borrow());
        t.option(&self.active.borrow());
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, /, *iterables)", new, "Create and return a new object."),
    class_method(
        "from_iterable",
        "($type, iterable, /)",
        from_iterable,
        "Takes the iterables from an iterable.",
    ),
    class_method("__class_getitem__", "($type, item, /)", class_getitem, "See PEP 585"),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "itertools.chain",
    doc: "The items of the iterables, one after the other.",
    methods: METHODS,
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(step),
    resume: Some(resume),
    ..TypeSpec::EMPTY
};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Chain>(vm, args)?;
    let sources = vm.iter(arg(args, 1))?;
    done(vm.new_object(class, Chain { sources: RefCell::new(Some(sources)), active: RefCell::new(None) }))
}

fn from_iterable(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>() else { return Err(vm.type_error("a class is needed")) };
    let sources = vm.iter(arg(args, 1))?;
    done(vm.new_object(class, Chain { sources: RefCell::new(Some(sources)), active: RefCell::new(None) }))
}

fn step(vm: &Vm, v: &Value) -> Fallible<Next> {
    let c = as_type::<Chain>(vm, v)?;
    loop {
        let active = c.active.borrow().clone();
        if let Some(it) = active {
            match inner_next(vm, &it, || saved(v, 1, &[]))? {
                Next::Done => drop(c.active.take()),
                other => return Ok(other),
            }
            continue;
        }
        let Some(sources) = c.sources.borrow().clone() else { return Ok(Next::Done) };
        match inner_next(vm, &sources, || saved(v, 2, &[]))? {
            Next::Item(source) => enter(vm, c, &source)?,
            Next::Pushed => return Ok(Next::Pushed),
            Next::Done => {
                drop(c.sources.take());
                return Ok(Next::Done);
            }
        }
    }
}

fn enter(vm: &Vm, c: &Chain, source: &Value) -> Fallible<()> {
    match vm.iter(source) {
        Ok(it) => {
            *c.active.borrow_mut() = Some(it);
            Ok(())
        }
        Err(e) => {
            drop(c.sources.take());
            Err(e)
        }
    }
}

fn resume(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let c = as_type::<Chain>(vm, v)?;
    match (phase(state).0, item(vm, arrived)?) {
        (1, Some(x)) => return Ok(Next::Item(x)),
        (1, None) => drop(c.active.take()),
        (_, Some(source)) => enter(vm, c, &source)?,
        (_, None) => {
            drop(c.sources.take());
            return Ok(Next::Done);
        }
    }
    step(vm, v)
}

//! `zip_longest`: items side by side until the longest iterable ends.

use super::{item, saved};
use crate::helpers::class_for;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, static_method};
use kaa_vm::types::Dict;
use kaa_vm::types::iterators::{inner_next, varargs};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::RefCell;

/// Payload of `zip_longest`; an iterator that ended is None.
pub(super) struct Longest {
    sources: RefCell<Vec<Option<Value>>>,
    fill: Value,
}
kaa_heap::payload!(Longest, trace);

impl Longest {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.sources.borrow().iter().flatten());
        t.value(&self.fill);
    }
    /// An iterator ended; were all the others before it?
    fn ended(&self, i: usize) -> bool {
        let mut sources = self.sources.borrow_mut();
        let old = sources.get_mut(i).and_then(Option::take);
        let all = sources.iter().all(Option::is_none);
        drop(sources);
        drop(old);
        all
    }
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "itertools.zip_longest",
    doc: "Tuples of items side by side until the longest iterable ends; what is missing is filled.",
    methods: &[static_method(
        "__new__",
        "($type, /, *iterables, **kwargs)",
        new,
        "Create and return a new object.",
    )],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(step),
    resume: Some(resume),
    ..TypeSpec::EMPTY
};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Longest>(vm, args)?;
    let mut fill = Value::None;
    if let Some(d) = args[2].as_ref().and_then(|d| d.payload::<Dict>()) {
        match (d.len(), d.get_text(vm, "fillvalue")) {
            (1, Some(v)) => fill = v,
            (0, _) => {}
            _ => return Err(vm.type_error("zip_longest() got an unexpected keyword argument")),
        }
    }
    let sources = varargs(&args[1]).iter().map(|s| vm.iter(s).map(Some)).collect::<Fallible<Vec<_>>>()?;
    done(vm.new_object(class, Longest { sources: RefCell::new(sources), fill }))
}

fn step(vm: &Vm, v: &Value) -> Fallible<Next> {
    let l = as_type::<Longest>(vm, v)?;
    if l.sources.borrow().iter().all(Option::is_none) {
        return Ok(Next::Done);
    }
    let n = l.sources.borrow().len();
    gather(vm, v, l, Vec::with_capacity(n))
}

fn gather(vm: &Vm, v: &Value, l: &Longest, mut got: Vec<Value>) -> Fallible<Next> {
    loop {
        let source = match l.sources.borrow().get(got.len()) {
            None => break,
            Some(s) => s.clone(),
        };
        let Some(source) = source else {
            got.push(l.fill.clone());
            continue;
        };
        let next = inner_next(vm, &source, || {
            let mut state = saved(v, 0, &[]);
            state.extend(got.iter().cloned());
            state
        });
        match next? {
            Next::Item(x) => got.push(x),
            Next::Pushed => return Ok(Next::Pushed),
            Next::Done if l.ended(got.len()) => return Ok(Next::Done),
            Next::Done => got.push(l.fill.clone()),
        }
    }
    Ok(Next::Item(vm.new_tuple(got).into()))
}

fn resume(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let l = as_type::<Longest>(vm, v)?;
    let mut got = state.get(1..).unwrap_or(&[]).to_vec();
    match item(vm, arrived)? {
        Some(x) => got.push(x),
        None if l.ended(got.len()) => return Ok(Next::Done),
        None => got.push(l.fill.clone()),
    }
    gather(vm, v, l, got)
}

//! `groupby` and the groups it gives, which share its source.

use super::{item, phase, saved};
use crate::helpers::{class_for, some};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg, static_method};
use kaa_vm::types::Type;
use kaa_vm::types::iterators::{inner_call, inner_next};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Ref, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload of `groupby`.
pub(super) struct GroupBy {
    source: Value,
    key: Option<Value>,
    /// Key of the group that was given last.
    target: RefCell<Option<Value>>,
    /// The item read ahead, with its key.
    current: RefCell<Option<Value>>,
    current_key: RefCell<Option<Value>>,
    /// Number of the group that may still give items.
    group: Cell<u64>,
}
kaa_heap::payload!(GroupBy, trace);

impl GroupBy {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.source);
        t.option(&self.key);
        for slot in [&self.target, &self.current, &self.current_key] {
            t.option(&slot.borrow());
        }
    }
    fn read(&self, x: Value, key: Value) {
        let old = (self.current.replace(Some(x)), self.current_key.replace(Some(key)));
        drop(old);
    }
}

/// Payload of a group.
pub(super) struct Grouper {
    parent: Value,
    key: Value,
    number: u64,
}
kaa_heap::payload!(Grouper, trace);

impl Grouper {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.parent, &self.key]);
    }
}

pub(super) static GROUPBY: TypeSpec = TypeSpec {
    name: "itertools.groupby",
    doc: "Runs of items with equal keys: the key, and an iterator over the run.",
    methods: &[static_method(
        "__new__",
        "($type, /, iterable, key=None)",
        new,
        "Create and return a new object.",
    )],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(next_group),
    resume: Some(resume),
    ..TypeSpec::EMPTY
};
pub(super) static GROUPER: TypeSpec = TypeSpec {
    name: "itertools._grouper",
    methods: &[static_method(
        "__new__",
        "($type, parent, tgtkey, /)",
        new_grouper,
        "Create and return a new object.",
    )],
    flags: ClassFlags::GC,
    iternext: Some(next_item),
    resume: Some(resume),
    ..TypeSpec::EMPTY
};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<GroupBy>(vm, args)?;
    let g = GroupBy {
        source: vm.iter(arg(args, 1))?,
        key: some(args, 2).cloned(),
        target: RefCell::new(None),
        current: RefCell::new(None),
        current_key: RefCell::new(None),
        group: Cell::new(0),
    };
    done(vm.new_object(class, g))
}

fn new_grouper(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Grouper>(vm, args)?;
    let Some(parent) = arg(args, 1).payload::<GroupBy>() else {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("_grouper() argument 1 must be itertools.groupby, not {got}")));
    };
    done(vm.new_object(class, group_of(parent, arg(args, 1), arg(args, 2).clone())))
}

fn group_of(g: &GroupBy, parent: &Value, key: Value) -> Grouper {
    let number = g.group.get() + 1;
    g.group.set(number);
    Grouper { parent: parent.clone(), key, number }
}

/// Reads an item and its key. `v` is who goes on when a frame was pushed.
fn read(vm: &Vm, v: &Value, g: &GroupBy) -> Fallible<Next> {
    match inner_next(vm, &g.source, || saved(v, 1, &[]))? {
        Next::Item(x) => with_key(vm, v, g, x),
        other => Ok(other),
    }
}

fn with_key(vm: &Vm, v: &Value, g: &GroupBy, x: Value) -> Fallible<Next> {
    let key = match &g.key {
        None => x.clone(),
        Some(f) => match inner_call(vm, f, vec![x.clone()], || saved(v, 2, &[&x]))? {
            Some(key) => key,
            None => return Ok(Next::Pushed),
        },
    };
    g.read(x, key);
    Ok(Next::Item(Value::None))
}

fn next_group(vm: &Vm, v: &Value) -> Fallible<Next> {
    let g = as_type::<GroupBy>(vm, v)?;
    // Groups given before give nothing more.
    g.group.set(g.group.get() + 1);
    go_on(vm, v, g)
}

/// Reads on until the key changes.
fn go_on(vm: &Vm, v: &Value, g: &GroupBy) -> Fallible<Next> {
    loop {
        let (key, target) = (g.current_key.borrow().clone(), g.target.borrow().clone());
        match (key, target) {
            (Some(key), None) => return new_group(vm, v, g, key),
            (Some(key), Some(target)) if !vm.eq(&target, &key)? => return new_group(vm, v, g, key),
            _ => {}
        }
        match read(vm, v, g)? {
            Next::Item(_) => {}
            other => return Ok(other),
        }
    }
}

fn new_group(vm: &Vm, v: &Value, g: &GroupBy, key: Value) -> Fallible<Next> {
    let old = g.target.replace(Some(key.clone()));
    drop(old);
    let Some(class) = grouper_class(vm) else {
        return Err(vm.system_error("the module itertools is not there"));
    };
    let group = vm.new_object(&class, group_of(g, v, key.clone()));
    Ok(Next::Item(vm.new_tuple(vec![key, group.into()]).into()))
}

fn grouper_class(vm: &Vm) -> Option<Ref<Type>> {
    crate::helpers::class_named(vm, "itertools._grouper")
}

fn next_item(vm: &Vm, v: &Value) -> Fallible<Next> {
    let group = as_type::<Grouper>(vm, v)?;
    let g = as_type::<GroupBy>(vm, &group.parent)?;
    if g.group.get() != group.number {
        return Ok(Next::Done);
    }
    if g.current.borrow().is_none() {
        match read(vm, v, g)? {
            Next::Item(_) => {}
            other => return Ok(other),
        }
    }
    give(vm, group, g)
}

/// Gives the item read ahead if it is of this group.
fn give(vm: &Vm, group: &Grouper, g: &GroupBy) -> Fallible<Next> {
    let Some(key) = g.current_key.borrow().clone() else { return Ok(Next::Done) };
    if !vm.eq(&group.key, &key)? {
        return Ok(Next::Done);
    }
    drop(g.current_key.take());
    let x = g.current.take();
    Ok(x.map_or(Next::Done, Next::Item))
}

fn resume(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let group = v.payload::<Grouper>();
    let parent = group.map_or(v, |group| &group.parent);
    let g = as_type::<GroupBy>(vm, parent)?;
    match phase(state) {
        (2, [x]) => g.read(x.clone(), arrived?),
        _ => {
            let Some(x) = item(vm, arrived)? else { return Ok(Next::Done) };
            match with_key(vm, v, g, x)? {
                Next::Item(_) => {}
                other => return Ok(other),
            }
        }
    }
    match group {
        Some(group) => give(vm, group, g),
        None => go_on(vm, v, g),
    }
}

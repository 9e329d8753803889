//! `tee`: several iterators over one source. They walk along one linked list of items, each from its own place, so that what
//! all have passed is freed.

use super::saved;
use crate::helpers::{class_for, class_named, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function, method, static_method};
use kaa_vm::types::Type;
use kaa_vm::types::iterators::inner_next;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Ref, Value, Vm};
use std::cell::{Cell, RefCell};

pub(super) const ROWS: &[Method] =
    &[function("tee", "($module, iterable, n=2, /)", tee, "Independent iterators over one iterable.")];

/// One item of the list, or its end, where the next one comes from the source.
pub(super) struct Node {
    source: Value,
    item: RefCell<Option<(Value, Value)>>,
    running: Cell<bool>,
}
kaa_heap::payload!(Node, trace);

impl Node {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.source);
        if let Some((x, next)) = &*self.item.borrow() {
            t.values([x, next]);
        }
    }
}

/// Payload of a tee iterator: its place in the list.
pub(super) struct Tee {
    at: RefCell<Value>,
}
kaa_heap::payload!(Tee, trace);

impl Tee {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.at.borrow());
    }
}

pub(super) static NODE: TypeSpec = TypeSpec {
    name: "itertools._tee_dataobject",
    doc: "Items that tee iterators share.",
    flags: flags::NO_INSTANTIATION | ClassFlags::GC,
    ..TypeSpec::EMPTY
};
pub(super) static TEE: TypeSpec = TypeSpec {
    name: "itertools._tee",
    doc: "An iterator that can be copied at its place.",
    methods: &[
        static_method("__new__", "($type, iterable, /)", new, "Create and return a new object."),
        method("__copy__", "($self, /)", copy, "Another iterator at the same place."),
    ],
    flags: ClassFlags::GC | flags::WEAKREF,
    iternext: Some(step),
    resume: Some(resume),
    ..TypeSpec::EMPTY
};

fn class(vm: &Vm, name: &str) -> Fallible<Ref<Type>> {
    class_named(vm, name).ok_or_else(|| vm.system_error("the module itertools is not there"))
}

fn new_node(vm: &Vm, source: Value) -> Fallible<Value> {
    let node = Node { source, item: RefCell::new(None), running: Cell::new(false) };
    Ok(vm.new_object(&class(vm, "itertools._tee_dataobject")?, node).into())
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Tee>(vm, args)?;
    let it = vm.iter(arg(args, 1))?;
    let at = match it.payload::<Tee>() {
        Some(t) => t.at.borrow().clone(),
        None => new_node(vm, it)?,
    };
    done(vm.new_object(class, Tee { at: RefCell::new(at) }))
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = as_type::<Tee>(vm, arg(args, 0))?;
    let at = t.at.borrow().clone();
    done(vm.new_object(&vm.class_ref(arg(args, 0)), Tee { at: RefCell::new(at) }))
}

fn tee(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = given(args, 2).map_or(Ok(2), |n| vm.index_i64(n))?;
    let Ok(n) = usize::try_from(n) else { return Err(vm.value_error("n must be >= 0")) };
    if n == 0 {
        return done(vm.new_tuple(Vec::new()));
    }
    let it = vm.iter(arg(args, 1))?;
    let copy = vm.intern("__copy__");
    let first = match vm.get_attr_opt(&it, &copy)? {
        Some(_) if it.payload::<Tee>().is_none() => it,
        _ => vm.call(class(vm, "itertools._tee")?.value(), &[it])?,
    };
    let mut all = vec![first.clone()];
    for _ in 1..n {
        all.push(vm.call_method(&first, "__copy__", &[])?);
    }
    done(vm.new_tuple(all))
}

fn step(vm: &Vm, v: &Value) -> Fallible<Next> {
    let t = as_type::<Tee>(vm, v)?;
    let at = t.at.borrow().clone();
    let node = as_type::<Node>(vm, &at)?;
    if let Some((x, next)) = node.item.borrow().clone() {
        let old = t.at.replace(next);
        drop(old);
        return Ok(Next::Item(x));
    }
    if node.running.replace(true) {
        return Err(vm.runtime_error("cannot re-enter the tee iterator"));
    }
    let next = inner_next(vm, &node.source, || saved(v, 1, &[&at]));
    if matches!(next, Ok(Next::Pushed)) {
        return next;
    }
    node.running.set(false);
    match next? {
        Next::Item(x) => arrived_at(vm, t, node, x),
        other => Ok(other),
    }
}

fn arrived_at(vm: &Vm, t: &Tee, node: &Node, x: Value) -> Fallible<Next> {
    let next = new_node(vm, node.source.clone())?;
    *node.item.borrow_mut() = Some((x.clone(), next.clone()));
    let old = t.at.replace(next);
    drop(old);
    Ok(Next::Item(x))
}

fn resume(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let t = as_type::<Tee>(vm, v)?;
    let Some(at) = state.get(1) else { return Ok(Next::Done) };
    let node = as_type::<Node>(vm, at)?;
    node.running.set(false);
    match super::item(vm, arrived)? {
        Some(x) => arrived_at(vm, t, node, x),
        None => Ok(Next::Done),
    }
}

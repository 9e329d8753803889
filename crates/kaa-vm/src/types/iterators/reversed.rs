//! `reversed`: what `__reversed__` gives, or a walk by index from the end.

use super::sequence::item_at;
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, Next, done};
use crate::native::{Method, Slot, arg, method, static_method};
use crate::types::Dict;
use crate::types::sequence::{as_type, class_arg, receiver, reduce_iterator, tail_special};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `reversed`.
pub struct Reversed {
    /// The sequence, until the end was met.
    sequence: RefCell<Option<Value>>,
    /// Index of the next item; -1 at the end.
    at: Cell<i64>,
}
kaa_heap::payload!(Reversed, trace, clear);

impl Reversed {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.sequence.borrow());
    }
    fn clear(&self) {
        self.at.set(-1);
        let old = self.sequence.take();
        drop(old);
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<Reversed>(vm, args, &vm.types.reversed)?;
    let source = arg(args, 1);
    let of = vm.class_of(source);
    let not_reversible = || vm.type_error(format!("'{}' object is not reversible", of.shown()));
    match of.special(vm, Dunder::Reversed) {
        Some(m) if m.is_none() => return Err(not_reversible()),
        Some(m) => return tail_special(vm, &m, source, &[]),
        None => {}
    }
    let mapping = source.payload::<Dict>().is_some();
    if mapping || of.special(vm, Dunder::GetItem).is_none() || of.special(vm, Dunder::Len).is_none() {
        return Err(not_reversible());
    }
    let len = i64::try_from(vm.len(source)?).unwrap_or(i64::MAX);
    let it = Reversed { sequence: RefCell::new(Some(source.clone())), at: Cell::new(len - 1) };
    done(vm.new_object(class, it))
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let it = as_type::<Reversed>(vm, v)?;
    let i = it.at.get();
    let sequence = it.sequence.borrow().clone();
    if let Some(s) = sequence.filter(|_| i >= 0)
        && let Some(item) = item_at(vm, &s, i)?
    {
        it.at.set(i - 1);
        return Ok(Next::Item(item));
    }
    it.clear();
    Ok(Next::Done)
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<Reversed>(vm, args)?;
    let sequence = it.sequence.borrow().clone();
    let Some(s) = sequence else { return done(vm.new_int(0)) };
    let left = it.at.get().saturating_add(1);
    let len = i64::try_from(vm.len(&s)?).unwrap_or(i64::MAX);
    done(vm.new_int(if left <= len { left } else { 0 }))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<Reversed>(vm, args)?;
    let sequence = it.sequence.borrow().clone();
    let class = vm.class_ref(it.value()).into();
    match sequence {
        Some(s) => reduce_iterator(vm, &class, s, Some(it.at.get())),
        None => reduce_iterator(vm, &class, vm.new_tuple(vec![]).into(), None),
    }
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<Reversed>(vm, args)?;
    let i = vm.index_i64(arg(args, 1))?;
    let sequence = it.sequence.borrow().clone();
    if let Some(s) = sequence {
        let len = i64::try_from(vm.len(&s)?).unwrap_or(i64::MAX);
        it.at.set(i.clamp(-1, len - 1));
    }
    done(Value::None)
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, object, /)", new, "Items from the last to the first."),
    method("__length_hint__", "($self, /)", length_hint, "How many items are left."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, object, /)", setstate, "Moves to the index of a pickled state."),
];

/// The type `reversed`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "reversed",
    doc: "Items of a sequence from the last to the first.",
    methods: METHODS,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};

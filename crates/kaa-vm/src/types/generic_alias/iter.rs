//! The iterator of `*list[int]`: gives the unpacked alias once.

use super::{GenericAlias, make};
use crate::flow::{Fallible, NativeResult, Next};
use crate::native::{Method, Slot, method};
use crate::types::sequence::{as_type, builtin, receiver, reduce_iterator};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::RefCell;

/// Payload of the iterator: the alias, until it was given.
pub struct AliasIterator(pub(super) RefCell<Option<Value>>);
kaa_heap::payload!(AliasIterator, trace, clear);

impl AliasIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.0.borrow());
    }
    fn clear(&self) {
        let old = self.0.take();
        drop(old);
    }
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let alias = as_type::<AliasIterator>(vm, v)?.0.take();
    Ok(match alias.as_ref().and_then(|a| a.payload::<GenericAlias>()) {
        Some(a) => Next::Item(make(vm, a.origin.clone(), a.args.value(), true)),
        None => Next::Done,
    })
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let maker = builtin(vm, "iter")?;
    let alias = receiver::<AliasIterator>(vm, args)?.0.borrow().clone();
    let source = alias.unwrap_or_else(|| vm.new_tuple(vec![]).into());
    reduce_iterator(vm, &maker, source, None)
}

static METHODS: &[Method] = &[method("__reduce__", "($self, /)", reduce, "State for pickling.")];

/// The type `generic_alias_iterator`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "generic_alias_iterator",
    methods: METHODS,
    iternext: Some(next),
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

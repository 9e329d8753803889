//! `typing.Union`: `int | str`. The method table is in `methods.rs`.

pub mod methods;

use crate::flow::{Fallible, NativeResult, done};
use crate::types::generic_alias::{GenericAlias, parameters_of};
use crate::types::{Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};

/// Payload of `typing.Union`.
pub struct UnionType {
    /// The members, flat and each once.
    pub args: Ref<Tuple>,
}
kaa_heap::payload!(UnionType, trace);

impl UnionType {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.args.value());
    }
    /// `__parameters__`.
    pub fn parameters(&self, vm: &Vm) -> Fallible<Ref<Tuple>> {
        parameters_of(vm, &self.args)
    }
}

/// May it stand beside `|` in a union without saying so itself?
fn is_unionable(v: &Value) -> bool {
    v.is_none()
        || v.payload::<Type>().is_some()
        || v.payload::<GenericAlias>().is_some()
        || v.payload::<UnionType>().is_some()
}

/// `a | b` for types; NotImplemented when one is nothing of the kind.
pub fn union_of(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
    if !is_unionable(a) || !is_unionable(b) {
        return done(Value::NotImplemented);
    }
    done(union_of_all(vm, &[a.clone(), b.clone()])?)
}

/// The union of all these: flat, each member once; the member itself when there is only one.
pub fn union_of_all(vm: &Vm, members: &[Value]) -> Fallible<Value> {
    let mut flat: Vec<Value> = Vec::new();
    for m in members {
        match m.payload::<UnionType>() {
            Some(u) => u.args.iter().try_for_each(|v| add(vm, &mut flat, v))?,
            None => add(vm, &mut flat, m)?,
        }
    }
    if let [only] = &flat[..] {
        return Ok(only.clone());
    }
    Ok(vm.new_object(&vm.types.union_type, UnionType { args: vm.new_tuple(flat) }).into())
}

fn add(vm: &Vm, flat: &mut Vec<Value>, v: &Value) -> Fallible<()> {
    let v = if v.is_none() { vm.types.none_type.value() } else { v };
    for f in flat.iter() {
        if vm.eq(f, v)? {
            return Ok(());
        }
    }
    flat.push(v.clone());
    Ok(())
}

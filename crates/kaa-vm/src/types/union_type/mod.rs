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
    /// The members' hashes when the union was made; `None` for those that had none.
    hashes: Vec<Option<i64>>,
}
kaa_heap::payload!(UnionType, trace);

impl UnionType {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.args.value());
    }
    /// Does it have a member that equals this one? Only what had a hash is compared with what had one, and only where they agree.
    fn has(&self, vm: &Vm, v: &Value, hash: Option<i64>) -> Fallible<bool> {
        has(vm, self.args.iter().zip(&self.hashes), v, hash)
    }
    /// Have both the same members, whatever the order?
    fn same(&self, vm: &Vm, other: &UnionType) -> Fallible<bool> {
        let unhashable = |u: &UnionType| u.hashes.iter().filter(|h| h.is_none()).count();
        if self.hashes.len() != other.hashes.len() || unhashable(self) != unhashable(other) {
            return Ok(false);
        }
        for hashed in [true, false] {
            for (v, hash) in self.args.iter().zip(&self.hashes).filter(|(_, h)| h.is_some() == hashed) {
                if !other.has(vm, v, *hash)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
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
    let (mut flat, mut hashes) = (Vec::new(), Vec::new());
    for m in members {
        match m.payload::<UnionType>() {
            Some(u) => u.args.iter().try_for_each(|v| add(vm, (&mut flat, &mut hashes), v))?,
            None => add(vm, (&mut flat, &mut hashes), m)?,
        }
    }
    if let [only] = &flat[..] {
        return Ok(only.clone());
    }
    Ok(vm.new_object(&vm.types.union_type, UnionType { args: vm.new_tuple(flat), hashes }).into())
}

type Members<'a> = (&'a mut Vec<Value>, &'a mut Vec<Option<i64>>);

fn add(vm: &Vm, (flat, hashes): Members<'_>, v: &Value) -> Fallible<()> {
    let v = if v.is_none() { vm.types.none_type.value() } else { v };
    // Whatever went wrong, it is told when the union itself is hashed.
    let hash = vm.hash(v).ok();
    if !has(vm, flat.iter().zip(hashes.iter()), v, hash)? {
        flat.push(v.clone());
        hashes.push(hash);
    }
    Ok(())
}

fn has<'a>(
    vm: &Vm,
    members: impl Iterator<Item = (&'a Value, &'a Option<i64>)>,
    v: &Value,
    hash: Option<i64>,
) -> Fallible<bool> {
    for (member, other) in members {
        if *other == hash && vm.eq(member, v)? {
            return Ok(true);
        }
    }
    Ok(false)
}

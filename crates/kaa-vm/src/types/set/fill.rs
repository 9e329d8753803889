//! Filling a set from an iterable: `set(x)`, `frozenset(x)`, `update`, set displays with `*`.

use super::{Set, hash_item};
use crate::flow::{Fallible, Flow, NativeResult, Raised, done};
use crate::protocol::drive::{Body, Turn, over};
use crate::types::Dict;
use crate::types::dict::unhashable;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Adds all items of an iterable; the result is `result`.
pub(crate) fn fill_then(vm: &Vm, set: &Ref<Set>, source: &Value, result: Value) -> NativeResult {
    let plain = source.payload::<Dict>().is_some() && vm.is_exact(source, &vm.types.dict);
    if plain || source.payload::<Set>().is_some() {
        set.update_from(vm, source)?;
        return done(result);
    }
    over(vm, source.clone(), Add { set: set.clone(), result, hashed: None, error: None })
}

struct Add {
    set: Ref<Set>,
    result: Value,
    /// The item whose hash is awaited.
    hashed: Option<Value>,
    /// Why an item could not be taken.
    error: Option<Raised>,
}

impl Body for Add {
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn> {
        if let Some(e) = self.error.take() {
            return Err(e);
        }
        match vm.hash_flow(&item) {
            Ok(Flow::Value(h)) => {
                self.hashed = Some(item);
                self.answer(vm, h)
            }
            Ok(Flow::Pushed) => {
                self.hashed = Some(item);
                Ok(Turn::Wait)
            }
            Err(e) => Err(unhashable(vm, e, &item, "a set element")),
        }
    }
    fn answer(&mut self, vm: &Vm, hash: Value) -> Fallible<Turn> {
        if let Some(item) = self.hashed.take() {
            self.set.add_hashed(vm, item, crate::types::int::as_i64(&hash).unwrap_or(0))?;
        }
        Ok(Turn::Next)
    }
    #[inline]
    fn take(&mut self, vm: &Vm, item: Value) -> Result<(), Value> {
        if item.as_small_int().is_none() && vm.exact_str(&item).is_none() {
            return Err(item);
        }
        let Ok(hash) = hash_item(vm, &item) else { return Err(item) };
        match self.set.add_hashed(vm, item.clone(), hash) {
            Ok(_) => Ok(()),
            Err(e) => {
                self.error = Some(e);
                Err(item)
            }
        }
    }
    fn end(&mut self, _vm: &Vm) -> NativeResult {
        done(std::mem::replace(&mut self.result, Value::None))
    }
    fn failed(&mut self, vm: &Vm, e: Raised) -> Raised {
        match self.hashed.take() {
            Some(item) => unhashable(vm, e, &item, "a set element"),
            None => e,
        }
    }
}

//! Filling a list from an iterable: `list(x)`, `extend`, `+=`. Items arrive one by one: what came before an error stays.

use crate::flow::{Fallible, NativeResult, done};
use crate::protocol::drive::{Body, Turn, over};
use crate::types::List;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Appends all items of an iterable; the result is `result`.
pub(crate) fn extend_then(vm: &Vm, list: &Ref<List>, source: &Value, result: Value) -> NativeResult {
    if let Some(new) = vm.items_direct(source) {
        let mut items = list.items.borrow_mut();
        if items.is_empty() && items.capacity() < new.len() {
            *items = new;
        } else {
            items.extend(new);
        }
        drop(items);
        return done(result);
    }
    // Room before the first item is made: else the growing list takes the place that an item has just left, and items that
    // live one after the other do not all lie there.
    if list.items.borrow().capacity() == 0 {
        list.items.borrow_mut().reserve(FIRST_ROOM);
    }
    over(vm, source.clone(), Append { list: list.clone(), result })
}

/// A list that is filled item by item gets room for so many to begin with.
const FIRST_ROOM: usize = 8;

struct Append {
    list: Ref<List>,
    result: Value,
}

impl Body for Append {
    fn item(&mut self, _vm: &Vm, item: Value) -> Fallible<Turn> {
        self.list.items.borrow_mut().push(item);
        Ok(Turn::Next)
    }
    #[inline]
    fn take(&mut self, _vm: &Vm, item: Value) -> Result<(), Value> {
        self.list.items.borrow_mut().push(item);
        Ok(())
    }
    fn end(&mut self, _vm: &Vm) -> NativeResult {
        done(std::mem::replace(&mut self.result, Value::None))
    }
    fn asks_length(&self) -> bool {
        true
    }
}

//! Iterators over `memoryview`.
//!
//! Must not know: items. Next: `access.rs`.

use super::MemoryView;
use crate::flow::{Next, Raised};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `memory_iterator` objects.
pub struct MemoryIterator {
    source: RefCell<Option<Value>>,
    index: Cell<usize>,
}
kaa_heap::payload!(MemoryIterator, trace);

impl MemoryIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.source.borrow());
    }
}

pub(super) fn new(vm: &Vm, source: &Value) -> Value {
    let payload = MemoryIterator { source: RefCell::new(Some(source.clone())), index: Cell::new(0) };
    vm.new_object(&vm.types.memory_iterator, payload).into()
}

fn step(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let Some(it) = v.payload::<MemoryIterator>() else { return Ok(Next::Done) };
    let Some(source) = it.source.borrow().clone() else { return Ok(Next::Done) };
    let Some(m) = source.payload::<MemoryView>() else { return Ok(Next::Done) };
    let memory = m.memory(vm)?;
    let i = it.index.get();
    if i >= m.layout.shape.first().copied().unwrap_or(0) {
        let old = it.source.take();
        drop(old);
        return Ok(Next::Done);
    }
    it.index.set(i + 1);
    let at = m.layout.offset as i64 + i as i64 * m.layout.strides[0];
    m.item(vm, &memory, usize::try_from(at).unwrap_or(0)).map(Next::Item)
}

/// The type `memory_iterator`.
pub static SPEC: TypeSpec = TypeSpec { name: "memory_iterator", iternext: Some(step), ..TypeSpec::EMPTY };

//! `memoryview`: a window on the bytes of another object, with a format, a shape and strides.
//!
//! `format.rs` packs and unpacks one item, `access.rs` reads and writes items, `methods.rs` is the table. The memory belongs to a
//! `bytes` or a `bytearray`; views of views and of Python objects with `__buffer__` end there as well. A view of a `bytearray`
//! counts as an export, so that its size does not change.

mod access;
mod cast;
mod compare;
mod format;
pub mod iterator;
pub mod methods;

use crate::flow::{Fallible, Raised};
use crate::types::bytes::buffer::plain_view;
use crate::types::{ByteArray, Bytes};
use crate::vm::Vm;
use format::Format;
use kaa_heap::{Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of `memoryview` objects.
pub struct MemoryView {
    /// Whose memory it is; none after `release()`.
    memory: RefCell<Option<Memory>>,
    layout: Layout,
    hash: Cell<Option<i64>>,
}
kaa_heap::payload!(MemoryView, trace);

#[derive(Clone)]
struct Memory {
    /// The `bytes` or `bytearray`.
    base: Value,
    /// What `.obj` shows.
    object: Value,
}

/// Where the items lie.
#[derive(Clone)]
struct Layout {
    format: Format,
    offset: usize,
    shape: Vec<usize>,
    strides: Vec<i64>,
    readonly: bool,
}

impl MemoryView {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some(m) = &*self.memory.borrow() {
            t.values([&m.base, &m.object]);
        }
    }

    fn release(&self) {
        let memory = self.memory.take();
        if let Some(array) = memory.as_ref().and_then(|m| m.base.payload::<ByteArray>()) {
            array.exports.set(array.exports.get().saturating_sub(1));
        }
    }

    fn memory(&self, vm: &Vm) -> Fallible<Memory> {
        self.memory.borrow().clone().ok_or_else(|| released(vm))
    }

    /// The bytes of all items in order.
    pub(crate) fn to_bytes(&self, vm: &Vm) -> Fallible<Vec<u8>> {
        let memory = self.memory(vm)?;
        let data = plain_view(&memory.base).ok_or_else(|| released(vm))?;
        let size = self.layout.format.size;
        if self.layout.is_contiguous() {
            let start = self.layout.offset;
            return Ok(data.get(start..start + self.layout.nbytes()).unwrap_or_default().to_vec());
        }
        let mut out = Vec::with_capacity(self.layout.nbytes());
        for at in self.layout.positions() {
            out.extend_from_slice(data.get(at..at + size).unwrap_or_default());
        }
        Ok(out)
    }
}

impl Drop for MemoryView {
    fn drop(&mut self) {
        self.release();
    }
}

#[cold]
fn released(vm: &Vm) -> Raised {
    vm.value_error("operation forbidden on released memoryview object")
}

impl Layout {
    fn count(&self) -> usize {
        self.shape.iter().product()
    }

    fn nbytes(&self) -> usize {
        self.count() * self.format.size
    }

    /// Row by row without gaps?
    fn is_contiguous(&self) -> bool {
        self.strides == row_strides(&self.shape, self.format.size) || self.count() == 0
    }

    /// Column by column without gaps?
    fn is_fortran(&self) -> bool {
        let mut step = self.format.size as i64;
        self.shape.iter().zip(&self.strides).all(|(n, stride)| {
            let fits = *n <= 1 || *stride == step;
            step *= *n as i64;
            fits
        })
    }

    /// The byte offsets of all items, row by row.
    fn positions(&self) -> Vec<usize> {
        let mut all = vec![self.offset as i64];
        for (n, stride) in self.shape.iter().zip(&self.strides) {
            all = all.iter().flat_map(|at| (0..*n as i64).map(move |i| at + i * stride)).collect();
        }
        all.into_iter().map(|at| usize::try_from(at).unwrap_or(0)).collect()
    }
}

/// The strides of items that lie row by row.
fn row_strides(shape: &[usize], size: usize) -> Vec<i64> {
    let mut strides = vec![0; shape.len()];
    let mut step = size as i64;
    for (stride, n) in strides.iter_mut().zip(shape).rev() {
        *stride = step;
        step *= *n as i64;
    }
    strides
}

fn make(vm: &Vm, memory: Memory, layout: Layout) -> Value {
    if let Some(array) = memory.base.payload::<ByteArray>() {
        array.exports.set(array.exports.get() + 1);
    }
    let payload = MemoryView { memory: RefCell::new(Some(memory)), layout, hash: Cell::new(None) };
    vm.new_object(&vm.types.memoryview, payload).into()
}

/// `memoryview(object)`.
pub(crate) fn new(vm: &Vm, object: &Value) -> Fallible<Value> {
    if let Some(other) = object.payload::<MemoryView>() {
        return Ok(make(vm, other.memory(vm)?, other.layout.clone()));
    }
    let (length, readonly) = match (object.payload::<Bytes>(), object.payload::<ByteArray>()) {
        (Some(b), _) => (b.data.len(), true),
        (_, Some(b)) => (b.data.borrow().len(), false),
        _ => return of_python(vm, object),
    };
    let layout = Layout { format: Format::BYTE, offset: 0, shape: vec![length], strides: vec![1], readonly };
    Ok(make(vm, Memory { base: object.clone(), object: object.clone() }, layout))
}

/// A view of an object whose class writes `__buffer__` in Python.
fn of_python(vm: &Vm, object: &Value) -> Fallible<Value> {
    if vm.class_of(object).special(vm, crate::dunder::Dunder::Buffer).is_none() {
        let name = vm.type_name(object);
        return Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{name}'")));
    }
    let made = vm.python_buffer(object)?;
    match made.payload::<MemoryView>() {
        Some(m) => {
            let memory = Memory { base: m.memory(vm)?.base, object: object.clone() };
            Ok(make(vm, memory, m.layout.clone()))
        }
        None => Err(vm.not_bytes_like(object)),
    }
}

//! Reading and writing items and slices of a view.
//!
//! Must not know: formats' insides. Next: `methods.rs`.

use super::{Layout, Memory, MemoryView, make, released};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{Slot, arg};
use crate::types::bytes::buffer::plain_view;
use crate::types::{ByteArray, Slice, Tuple, int};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a MemoryView> {
    let v = arg(args, 0);
    v.payload::<MemoryView>().ok_or_else(|| {
        vm.type_error(format!(
            "descriptor requires a 'memoryview' object but received a '{}'",
            vm.type_name(v)
        ))
    })
}

/// What a key means.
enum Place {
    /// The item at this byte offset.
    Item(usize),
    /// A view of a part.
    Part(Layout),
}

impl MemoryView {
    /// The item at a byte offset.
    pub(super) fn item(&self, vm: &Vm, memory: &Memory, at: usize) -> Fallible<Value> {
        let format = self.layout.format;
        let bytes = plain_view(&memory.base).and_then(|d| d.get(at..at + format.size).map(<[u8]>::to_vec));
        Ok(format.unpack(vm, &bytes.ok_or_else(|| released(vm))?))
    }

    /// The byte offset of an index in a dimension.
    fn step(&self, vm: &Vm, dimension: usize, index: i64) -> Fallible<i64> {
        let n = self.layout.shape.get(dimension).copied().unwrap_or(0) as i64;
        let i = if index < 0 { index.saturating_add(n) } else { index };
        if !(0..n).contains(&i) {
            let number = dimension + 1;
            return Err(vm.index_error(format!("index out of bounds on dimension {number}")));
        }
        Ok(i * self.layout.strides[dimension])
    }

    fn place(&self, vm: &Vm, key: &Value) -> Fallible<Place> {
        let dimensions = self.layout.shape.len();
        if let Some(keys) = key.payload::<Tuple>() {
            return self.place_of_tuple(vm, &keys[..]);
        }
        if dimensions == 0 {
            let whole = key.is(&Value::Ellipsis);
            return if whole { Ok(Place::Part(self.layout.clone())) } else { Err(zero_dimensions(vm)) };
        }
        if let Some(slice) = key.payload::<Slice>() {
            let span = vm.slice_span(slice, || self.layout.shape[0])?;
            let mut layout = self.layout.clone();
            let offset =
                layout.offset as i64 + if span.count > 0 { span.start * layout.strides[0] } else { 0 };
            layout.offset = usize::try_from(offset).unwrap_or(0);
            layout.shape[0] = span.count;
            layout.strides[0] = layout.strides[0].saturating_mul(span.step);
            return Ok(Place::Part(layout));
        }
        if !is_index(vm, key) {
            return Err(vm.type_error("memoryview: invalid slice key"));
        }
        let index = vm.index_i64(key)?;
        if dimensions > 1 {
            return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
        let at = self.layout.offset as i64 + self.step(vm, 0, index)?;
        Ok(Place::Item(usize::try_from(at).unwrap_or(0)))
    }

    fn place_of_tuple(&self, vm: &Vm, keys: &[Value]) -> Fallible<Place> {
        let dimensions = self.layout.shape.len();
        if keys.iter().any(|k| k.payload::<Slice>().is_some()) {
            return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
        }
        if keys.iter().any(|k| !is_index(vm, k)) {
            return Err(vm.type_error("memoryview: invalid slice key"));
        }
        if keys.len() > dimensions {
            let n = keys.len();
            return Err(
                vm.type_error(format!("cannot index {dimensions}-dimension view with {n}-element tuple"))
            );
        }
        if keys.len() < dimensions {
            return Err(vm.not_implemented_error("sub-views are not implemented"));
        }
        let mut at = self.layout.offset as i64;
        for (dimension, key) in keys.iter().enumerate() {
            at += self.step(vm, dimension, vm.index_i64(key)?)?;
        }
        Ok(Place::Item(usize::try_from(at).unwrap_or(0)))
    }

    /// All items, nested by dimension.
    pub(super) fn nested(&self, vm: &Vm) -> Fallible<Value> {
        let memory = self.memory(vm)?;
        let mut items = Vec::with_capacity(self.layout.count());
        for at in self.layout.positions() {
            items.push(self.item(vm, &memory, at)?);
        }
        for n in self.layout.shape.iter().skip(1).rev() {
            let rows: Vec<Value> = match n {
                0 => {
                    let count = self.layout.shape[0];
                    (0..count).map(|_| vm.new_list(Vec::new()).into()).collect()
                }
                _ => items.chunks(*n).map(|row| vm.new_list(row.to_vec()).into()).collect(),
            };
            items = rows;
        }
        if self.layout.shape.is_empty() {
            return Ok(items.pop().unwrap_or(Value::None));
        }
        Ok(vm.new_list(items).into())
    }
}

fn is_index(vm: &Vm, key: &Value) -> bool {
    int::is_int(key) || vm.class_of(key).special(vm, Dunder::Index).is_some()
}

#[cold]
fn zero_dimensions(vm: &Vm) -> Raised {
    vm.type_error("invalid indexing of 0-dim memory")
}

pub(super) fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let memory = m.memory(vm)?;
    match m.place(vm, arg(args, 1))? {
        Place::Item(at) => done(m.item(vm, &memory, at)?),
        Place::Part(layout) => done(make(vm, memory, layout)),
    }
}

pub(super) fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let memory = m.memory(vm)?;
    if m.layout.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let value = arg(args, 2);
    match m.place(vm, arg(args, 1))? {
        Place::Item(at) => {
            let bytes = m.layout.format.pack(vm, value)?;
            // Packing may have run Python code that released the view.
            write(vm, &m.memory(vm)?, at, &bytes)?;
        }
        Place::Part(layout) => assign(vm, &memory, &layout, value)?,
    }
    done(Value::None)
}

fn assign(vm: &Vm, memory: &Memory, layout: &Layout, value: &Value) -> Fallible<()> {
    if value.payload::<MemoryView>().is_none() && vm.bytes_like(value)?.is_none() {
        return Err(vm.not_bytes_like(value));
    }
    let source = super::new(vm, value)?;
    let Some(other) = source.payload::<MemoryView>() else { return Err(vm.not_bytes_like(value)) };
    if other.layout.format.code != layout.format.code || other.layout.shape != layout.shape {
        return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
    }
    let bytes = other.to_bytes(vm)?;
    let size = layout.format.size;
    for (at, item) in layout.positions().into_iter().zip(bytes.chunks(size)) {
        write(vm, memory, at, item)?;
    }
    Ok(())
}

fn write(vm: &Vm, memory: &Memory, at: usize, bytes: &[u8]) -> Fallible<()> {
    let Some(array) = memory.base.payload::<ByteArray>() else {
        return Err(vm.type_error("cannot modify read-only memory"));
    };
    match array.data.borrow_mut().get_mut(at..at + bytes.len()) {
        Some(place) => place.copy_from_slice(bytes),
        None => return Err(released(vm)),
    }
    Ok(())
}

pub(super) fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    m.memory(vm)?;
    Err(vm.type_error(if m.layout.readonly {
        "cannot modify read-only memory"
    } else {
        "cannot delete memory"
    }))
}

pub(super) fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    m.memory(vm)?;
    match m.layout.shape.first() {
        Some(n) => done(vm.new_usize(*n)),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

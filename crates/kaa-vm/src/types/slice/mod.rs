//! `slice`, and the arithmetic of slicing. Methods are in `methods.rs`.

pub mod methods;

use crate::dunder::Dunder;
use crate::flow::Fallible;
use crate::types::int::is_int;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};

/// Payload of `slice` objects.
pub struct Slice {
    /// Start.
    pub start: Value,
    /// Stop.
    pub stop: Value,
    /// Step.
    pub step: Value,
}
kaa_heap::payload!(Slice, trace);

impl Slice {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.start, &self.stop, &self.step]);
    }
}

/// A slice applied to a length: indexes `start`, `start + step`, … (`count` of them), all valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First index.
    pub start: i64,
    /// Where it ends, exclusive (-1 possible for negative steps).
    pub stop: i64,
    /// Step, not zero.
    pub step: i64,
    /// How many items.
    pub count: usize,
}

impl Span {
    /// Clamps unpacked parts to a length.
    pub fn clamp(start: Option<i64>, stop: Option<i64>, step: i64, len: usize) -> Span {
        let len = len as i64;
        let fit = |v: i64| {
            let v = if v < 0 { v.saturating_add(len) } else { v };
            if step < 0 { v.clamp(-1, len - 1) } else { v.clamp(0, len) }
        };
        let start = start.map_or(if step < 0 { len - 1 } else { 0 }, fit);
        let stop = stop.map_or(if step < 0 { -1 } else { len }, fit);
        let count = if step < 0 {
            if stop < start { (start - stop - 1) / step.saturating_neg() + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        Span { start, stop, step, count: count as usize }
    }
    /// The indexes.
    pub fn indexes(self) -> impl Iterator<Item = usize> {
        (0..self.count as i64).map(move |i| (self.start + i * self.step) as usize)
    }
}

impl Vm {
    /// A `slice`.
    pub fn new_slice(&self, start: Value, stop: Value, step: Value) -> Value {
        self.new_object(&self.types.slice, Slice { start, stop, step }).into()
    }
}

/// TypeError unless a slice's part is None or an index.
pub(crate) fn check_part(vm: &Vm, v: &Value) -> Fallible<()> {
    if v.is_none() || is_int(v) || vm.class_of(v).special(vm, Dunder::Index).is_some() {
        return Ok(());
    }
    Err(vm.type_error("slice indices must be integers or None or have an __index__ method"))
}

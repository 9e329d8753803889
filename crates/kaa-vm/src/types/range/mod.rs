//! `range` and its iterators. Methods are in `methods.rs`, iterators' methods in `iterator.rs` and `long_iterator.rs`.

pub mod iterator;
pub mod long_iterator;
pub mod methods;

use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use num_bigint::BigInt;
use std::cell::{Cell, RefCell};

/// Payload of `range` objects: three ints (of any size).
pub struct Range {
    /// Start.
    pub start: Value,
    /// Stop.
    pub stop: Value,
    /// Step.
    pub step: Value,
    /// Length, an int.
    pub length: Value,
}
kaa_heap::payload!(Range, trace);

impl Range {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.start, &self.stop, &self.step, &self.length]);
    }
}

/// Payload of `range_iterator`: ranges whose numbers are all small ints.
pub struct RangeIterator {
    /// Next value.
    pub next: Cell<i64>,
    /// Step.
    pub step: i64,
    /// How many are left.
    pub left: Cell<u64>,
}
kaa_heap::payload!(RangeIterator);

impl RangeIterator {
    /// The next number.
    #[inline(always)]
    pub fn step(&self) -> Option<Value> {
        let left = self.left.get();
        if left == 0 {
            return None;
        }
        self.left.set(left - 1);
        let i = self.next.get();
        self.next.set(i.wrapping_add(self.step));
        Some(Value::small_int_unchecked(i))
    }
}

impl Vm {
    /// An iterator over small ints.
    pub fn new_range_iterator(&self, start: i64, step: i64, count: u64) -> Value {
        let it = RangeIterator { next: Cell::new(start), step, left: Cell::new(count) };
        self.new_object(&self.types.range_iterator, it).into()
    }
}

/// Payload of `longrange_iterator`: ranges with a number that is no small int.
pub struct LongRangeIterator {
    /// Next value.
    pub next: RefCell<BigInt>,
    /// Step.
    pub step: BigInt,
    /// How many are left.
    pub left: RefCell<BigInt>,
}
kaa_heap::payload!(LongRangeIterator);

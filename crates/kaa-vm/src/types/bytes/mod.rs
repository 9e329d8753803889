//! `bytes` and `bytearray`. Methods are in `methods.rs` and its neighbours.

pub mod bytearray;
pub mod methods;

use crate::vm::Vm;
use kaa_heap::Value;
use std::cell::{Cell, RefCell};

/// Payload of `bytes` objects.
pub struct Bytes {
    /// The bytes.
    pub data: Box<[u8]>,
    /// Cached hash, 0 when not known.
    pub hash: Cell<i64>,
}
kaa_heap::payload!(Bytes);

/// Payload of `bytearray` objects.
pub struct ByteArray {
    /// The bytes.
    pub data: RefCell<Vec<u8>>,
    /// How many buffers are exported: while there are any, the size must not change.
    pub exports: Cell<usize>,
}
kaa_heap::payload!(ByteArray);

impl Vm {
    /// A `bytes` object.
    pub fn new_bytes(&self, data: &[u8]) -> Value {
        self.new_object(&self.types.bytes, Bytes { data: data.into(), hash: Cell::new(0) }).into()
    }
    /// A `bytearray` object.
    pub fn new_bytearray(&self, data: Vec<u8>) -> Value {
        self.new_object(&self.types.bytearray, ByteArray { data: RefCell::new(data), exports: Cell::new(0) }).into()
    }
}

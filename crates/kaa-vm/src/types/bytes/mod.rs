//! `bytes` and `bytearray`. What both can is in `search`, `split`, `case`, `sequence` (each method serves both types);
//! `methods.rs` and `bytearray.rs` are the tables, `edit.rs` what only `bytearray` can, `algorithms.rs` plain functions on bytes.

pub(crate) mod algorithms;
pub(crate) mod args;
pub(crate) mod buffer;
pub mod bytearray;
mod case;
mod edit;
pub(crate) mod hex;
pub mod iterator;
pub mod methods;
mod new;
mod search;
mod sequence;
mod split;

pub use buffer::View;

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

impl Bytes {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.data
    }
    pub(crate) fn from_vec(data: Vec<u8>) -> Bytes {
        Bytes { data: data.into_boxed_slice(), hash: Cell::new(0) }
    }
}

impl ByteArray {
    pub(crate) fn from_vec(data: Vec<u8>) -> ByteArray {
        ByteArray { data: RefCell::new(data), exports: Cell::new(0) }
    }
}

impl Vm {
    /// A `bytes` object.
    pub fn new_bytes(&self, data: &[u8]) -> Value {
        self.new_object(&self.types.bytes, Bytes { data: data.into(), hash: Cell::new(0) }).into()
    }
    /// A `bytes` object that takes over the bytes.
    pub fn new_bytes_owned(&self, data: Vec<u8>) -> Value {
        self.new_object(&self.types.bytes, Bytes::from_vec(data)).into()
    }
    /// A `bytearray` object.
    pub fn new_bytearray(&self, data: Vec<u8>) -> Value {
        self.new_object(&self.types.bytearray, ByteArray { data: RefCell::new(data), exports: Cell::new(0) })
            .into()
    }
}

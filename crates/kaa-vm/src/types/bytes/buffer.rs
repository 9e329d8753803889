//! Reading the bytes of any bytes-like object.
//!
//! Must not know: memoryview's layout beyond "give me your bytes in order". A [`View`] of a `bytearray` holds a borrow: take it
//! after everything that may run Python, and drop it before.

use super::{ByteArray, Bytes};
use crate::dunder::Dunder;
use crate::flow::{Fallible, Raised};
use crate::types::memoryview::MemoryView;
use crate::vm::Vm;
use kaa_heap::Value;
use std::cell::Ref as Borrow;
use std::ops::Deref;

/// Bytes borrowed from an object, or made for the occasion.
pub enum View<'a> {
    /// Of `bytes`.
    Slice(&'a [u8]),
    /// Of `bytearray`.
    Borrowed(Borrow<'a, Vec<u8>>),
    /// Made.
    Owned(Vec<u8>),
}

impl Deref for View<'_> {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            View::Slice(s) => s,
            View::Borrowed(b) => b,
            View::Owned(v) => v,
        }
    }
}

/// The bytes of `bytes` and `bytearray` objects.
pub(crate) fn plain_view(v: &Value) -> Option<View<'_>> {
    if let Some(b) = v.payload::<Bytes>() {
        return Some(View::Slice(&b.data));
    }
    v.payload::<ByteArray>().map(|b| View::Borrowed(b.data.borrow()))
}

impl Vm {
    /// The bytes of a bytes-like object; none for other objects. May run a Python `__buffer__`.
    pub fn bytes_like<'v>(&self, v: &'v Value) -> Fallible<Option<View<'v>>> {
        if let Some(view) = plain_view(v) {
            return Ok(Some(view));
        }
        if let Some(m) = v.payload::<MemoryView>() {
            return Ok(Some(View::Owned(m.to_bytes(self)?)));
        }
        if self.class_of(v).special(self, Dunder::Buffer).is_none() {
            return Ok(None);
        }
        let made = self.python_buffer(v)?;
        match made.payload::<MemoryView>() {
            Some(m) => Ok(Some(View::Owned(m.to_bytes(self)?))),
            None => Ok(None),
        }
    }

    /// The bytes of an object that must be bytes-like.
    pub fn require_bytes<'v>(&self, v: &'v Value) -> Fallible<View<'v>> {
        self.bytes_like(v)?.ok_or_else(|| self.not_bytes_like(v))
    }

    #[cold]
    pub(crate) fn not_bytes_like(&self, v: &Value) -> Raised {
        self.type_error(format!("a bytes-like object is required, not '{}'", self.type_name(v)))
    }

    /// What a `__buffer__` written in Python gives: a memoryview.
    pub(crate) fn python_buffer(&self, v: &Value) -> Fallible<Value> {
        const FULL_READ_ONLY: i64 = 0x11C;
        let made = self.call_method(v, "__buffer__", &[self.new_int(FULL_READ_ONLY)])?;
        if made.payload::<MemoryView>().is_some() {
            return Ok(made);
        }
        let name = self.type_name(&made);
        Err(self.type_error(format!("__buffer__ returned non-memoryview object (type {name})")))
    }

    /// What `__bytes__` gives, when the class has it.
    pub(crate) fn dunder_bytes(&self, v: &Value) -> Fallible<Option<Value>> {
        let Some(method) = self.class_of(v).lookup(self, &self.names.__bytes__).filter(|m| !m.is_none())
        else {
            return Ok(None);
        };
        let made = self.call_special(&method, v, &[])?;
        if made.payload::<Bytes>().is_some() {
            return Ok(Some(made));
        }
        let name = self.type_name(&made);
        Err(self.type_error(format!("__bytes__ returned non-bytes (type {name})")))
    }
}

//! `int`: small ones are immediates, the others [`BigInteger`] on the heap. `bool` is a subclass with two immediates.
//!
//! Methods are in `methods.rs`, operators in `ops.rs`; algorithms on plain numbers are in the crate `kaa-data`.

pub mod boolean;
mod bytes;
pub(crate) mod construct;
pub mod methods;
mod ops;
pub mod text;
pub(crate) mod wide;

use crate::vm::Vm;
use kaa_heap::Value;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::borrow::Cow;

/// Payload of `int` objects that are not immediates, and of all instances of `int`'s subclasses.
pub struct BigInteger {
    /// The number.
    pub value: BigInt,
}
kaa_heap::payload!(BigInteger);

impl Vm {
    /// An `int`.
    #[inline(always)]
    pub fn new_int(&self, i: i64) -> Value {
        match Value::small_int(i) {
            Some(v) => v,
            None => self.new_big(BigInt::from(i)),
        }
    }
    /// An `int` of any size, in its normal form.
    pub fn new_bigint(&self, i: BigInt) -> Value {
        match i.to_i64().and_then(Value::small_int) {
            Some(v) => v,
            None => self.new_big(i),
        }
    }
    /// An `int` from an unsigned size.
    pub fn new_usize(&self, n: usize) -> Value {
        match i64::try_from(n) {
            Ok(i) => self.new_int(i),
            Err(_) => self.new_big(BigInt::from(n)),
        }
    }
    /// An `int` of up to 128 bits.
    pub(crate) fn new_wide(&self, i: i128) -> Value {
        match i64::try_from(i).ok().and_then(Value::small_int) {
            Some(v) => v,
            None => self.new_big(BigInt::from(i)),
        }
    }
    #[cold]
    fn new_big(&self, i: BigInt) -> Value {
        self.new_object(&self.types.int, BigInteger { value: i }).into()
    }
}

/// The integer value of an `int`, `bool` or instance of a subclass.
pub fn as_bigint(v: &Value) -> Option<Cow<'_, BigInt>> {
    if let Some(i) = v.as_small_int() {
        return Some(Cow::Owned(BigInt::from(i)));
    }
    if let Some(b) = v.as_bool() {
        return Some(Cow::Owned(BigInt::from(u8::from(b))));
    }
    v.payload::<BigInteger>().map(|b| Cow::Borrowed(&b.value))
}

/// The same when it fits 64 bits.
#[inline]
pub fn as_i64(v: &Value) -> Option<i64> {
    if let Some(i) = v.as_small_int() {
        return Some(i);
    }
    if let Some(b) = v.as_bool() {
        return Some(i64::from(b));
    }
    v.payload::<BigInteger>()?.value.to_i64()
}

/// Is it an `int` (or of a subclass)?
#[inline]
pub fn is_int(v: &Value) -> bool {
    v.as_small_int().is_some() || v.as_bool().is_some() || v.payload::<BigInteger>().is_some()
}

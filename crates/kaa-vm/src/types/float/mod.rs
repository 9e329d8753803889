//! `float`: most are immediates; extreme exponents and instances of subclasses are [`BoxedFloat`].
//!
//! Methods are in `methods.rs`, operators in `ops.rs`; text conversions are in the crate `kaa-data`.

pub(crate) mod construct;
pub mod format;
pub mod methods;
pub(crate) mod ops;

use crate::vm::Vm;
use kaa_heap::Value;

/// Payload of floats on the heap.
pub struct BoxedFloat {
    /// The number.
    pub value: f64,
}
kaa_heap::payload!(BoxedFloat);

impl Vm {
    /// A `float`.
    #[inline(always)]
    pub fn new_float(&self, f: f64) -> Value {
        match Value::small_float(f) {
            Some(v) => v,
            None => self.new_boxed_float(f),
        }
    }
    #[cold]
    fn new_boxed_float(&self, f: f64) -> Value {
        self.new_object(&self.types.float, BoxedFloat { value: f }).into()
    }
}

/// The number in a `float` (or an instance of a subclass).
#[inline(always)]
pub fn as_f64(v: &Value) -> Option<f64> {
    match v.as_small_float() {
        Some(f) => Some(f),
        None => v.payload::<BoxedFloat>().map(|b| b.value),
    }
}

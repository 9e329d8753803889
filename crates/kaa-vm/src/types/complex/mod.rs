//! `complex`. Methods are in `methods.rs`, `complex(…)` in `construct.rs`.

mod construct;
pub mod methods;

use crate::vm::Vm;
use kaa_heap::Value;

/// Payload of `complex` objects.
pub struct Complex {
    /// Real part.
    pub real: f64,
    /// Imaginary part.
    pub imag: f64,
}
kaa_heap::payload!(Complex);

impl Vm {
    /// A `complex`.
    pub fn new_complex(&self, real: f64, imag: f64) -> Value {
        self.new_object(&self.types.complex, Complex { real, imag }).into()
    }
}

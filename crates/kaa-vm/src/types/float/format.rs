//! `__format__` of the three number types: the algorithms of `kaa-data` with the types' own shapes around them.

use kaa_data::Result;
use kaa_data::format::{format_complex, format_float, format_int};
use kaa_data::number::{Complex, Int};
use kaa_data::wtf8::Wtf8;
use num_bigint::BigInt;

/// `format(int, spec)`.
pub fn int(i: &BigInt, spec: &[u8], type_name: &str) -> Result<Vec<u8>> {
    let max = crate::types::int::text::max_digits();
    format_int(&Int::from(i.clone()), Wtf8::new(spec), type_name, max).map(|t| t.into_bytes())
}

/// `format(float, spec)`.
pub fn float(f: f64, spec: &[u8], type_name: &str) -> Result<Vec<u8>> {
    format_float(f, Wtf8::new(spec), type_name).map(|t| t.into_bytes())
}

/// `format(complex, spec)`.
pub fn complex(z: Complex, spec: &[u8], type_name: &str) -> Result<Vec<u8>> {
    format_complex(z, Wtf8::new(spec), type_name).map(|t| t.into_bytes())
}

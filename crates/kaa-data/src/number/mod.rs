//! Arithmetic with Python's results: ints of any size, floats, complex numbers, and what lies between them.
//!
//! Must not know: how the VM represents ints; a small one is an `i64`, a big one a `BigInt`, and [`Int`] is either.
//! Next: `int`, `convert` (int and float), `float`, `complex`, `hash`; texts of numbers are in `int_text`, `float_text`.

pub mod complex;
pub mod convert;
pub mod float;
pub mod hash;
pub mod int;

pub use complex::Complex;

use std::borrow::Cow;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// An int: small whenever it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Int {
    /// One that fits 64 bits.
    Small(i64),
    /// One that does not.
    Big(BigInt),
}

impl Int {
    /// The int as a `BigInt`.
    pub fn to_big(&self) -> Cow<'_, BigInt> {
        match self {
            Self::Small(i) => Cow::Owned(BigInt::from(*i)),
            Self::Big(big) => Cow::Borrowed(big),
        }
    }
}

impl From<i64> for Int {
    fn from(i: i64) -> Self {
        Self::Small(i)
    }
}

impl From<i128> for Int {
    fn from(i: i128) -> Self {
        i64::try_from(i).map_or_else(|_| Self::Big(BigInt::from(i)), Self::Small)
    }
}

impl From<BigInt> for Int {
    fn from(big: BigInt) -> Self {
        match big.to_i64() {
            Some(i) => Self::Small(i),
            None => Self::Big(big),
        }
    }
}

impl From<Int> for BigInt {
    fn from(int: Int) -> Self {
        match int {
            Int::Small(i) => BigInt::from(i),
            Int::Big(big) => big,
        }
    }
}

impl std::fmt::Display for Int {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Small(i) => i.fmt(f),
            Self::Big(big) => big.fmt(f),
        }
    }
}

//! The format of one item: its size, and its value as a Python object.
//!
//! Must not know: where the item lies. Only the native single-character formats of `struct` exist.

use crate::flow::{Fallible, Raised};
use crate::types::float::as_f64;
use crate::types::{Bytes, int};
use crate::vm::Vm;
use kaa_heap::Value;
use num_bigint::BigInt;

/// A format letter, how it was written, and the size of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Format {
    pub(super) code: u8,
    /// Written with `@` in front.
    pub(super) at: bool,
    pub(super) size: usize,
}

impl Format {
    pub(super) const BYTE: Format = Format { code: b'B', at: false, size: 1 };

    /// By its text.
    pub(super) fn parse(text: &[u8]) -> Option<Format> {
        let (at, code) = match text {
            [code] => (false, *code),
            [b'@', code] => (true, *code),
            _ => return None,
        };
        let size = match code {
            b'b' | b'B' | b'c' | b'?' => 1,
            b'h' | b'H' | b'e' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
            _ => return None,
        };
        Some(Format { code, at, size })
    }

    pub(super) fn text(self) -> String {
        let code = char::from(self.code);
        if self.at { format!("@{code}") } else { code.to_string() }
    }

    /// One byte an item?
    pub(super) fn is_byte(self) -> bool {
        matches!(self.code, b'b' | b'B' | b'c')
    }

    fn signed(self) -> bool {
        matches!(self.code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')
    }

    /// The value of an item.
    pub(super) fn unpack(self, vm: &Vm, data: &[u8]) -> Value {
        let mut word = [0; 8];
        let n = data.len().min(8);
        word[..n].copy_from_slice(&data[..n]);
        let bits = u64::from_le_bytes(word);
        match self.code {
            b'c' => vm.new_bytes(data),
            b'?' => Value::bool(bits != 0),
            b'd' => vm.new_float(f64::from_bits(bits)),
            b'f' => vm.new_float(f64::from(f32::from_bits(bits as u32))),
            b'e' => vm.new_float(half_to_f64(bits as u16)),
            _ if self.signed() => {
                let unused = 64 - 8 * self.size as u32;
                vm.new_int((bits << unused) as i64 >> unused)
            }
            _ => vm.new_bigint(BigInt::from(bits)),
        }
    }

    /// The bytes of a value.
    pub(super) fn pack(self, vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
        let bits = match self.code {
            b'c' => {
                return match v.payload::<Bytes>() {
                    Some(b) if b.data.len() == 1 => Ok(b.data.to_vec()),
                    Some(_) => Err(self.wrong_value(vm)),
                    None => Err(self.wrong_type(vm)),
                };
            }
            b'?' => u64::from(vm.is_true(v)?),
            b'd' => self.real(vm, v)?.to_bits(),
            b'f' => {
                let x = self.real(vm, v)?;
                let narrow = x as f32;
                if narrow.is_infinite() && x.is_finite() {
                    return Err(self.wrong_value(vm));
                }
                u64::from(narrow.to_bits())
            }
            b'e' => u64::from(f64_to_half(self.real(vm, v)?).ok_or_else(|| self.wrong_value(vm))?),
            _ => self.integer(vm, v)?,
        };
        Ok(bits.to_le_bytes()[..self.size].to_vec())
    }

    fn real(self, vm: &Vm, v: &Value) -> Fallible<f64> {
        if let Some(x) = as_f64(v) {
            return Ok(x);
        }
        let made = vm.call(vm.types.float.value(), std::slice::from_ref(v));
        match vm.catch(made, &vm.exceptions.type_error)?.as_ref().and_then(as_f64) {
            Some(x) => Ok(x),
            None => Err(self.wrong_type(vm)),
        }
    }

    fn integer(self, vm: &Vm, v: &Value) -> Fallible<u64> {
        let made = vm.index(v);
        let Some(i) = vm.catch(made, &vm.exceptions.type_error)? else { return Err(self.wrong_type(vm)) };
        let big = int::as_bigint(&i).ok_or_else(|| self.wrong_type(vm))?;
        let width = 8 * self.size as u32;
        let (low, high) = if self.signed() {
            (-(BigInt::from(1) << (width - 1)), BigInt::from(1) << (width - 1))
        } else {
            (BigInt::from(0), BigInt::from(1) << width)
        };
        if *big < low || *big >= high {
            return Err(self.wrong_value(vm));
        }
        let low_word = big.iter_u64_digits().next().unwrap_or(0);
        Ok(if big.sign() == num_bigint::Sign::Minus { low_word.wrapping_neg() } else { low_word })
    }

    #[cold]
    fn wrong_type(self, vm: &Vm) -> Raised {
        vm.type_error(format!("memoryview: invalid type for format '{}'", self.text()))
    }

    #[cold]
    fn wrong_value(self, vm: &Vm) -> Raised {
        vm.value_error(format!("memoryview: invalid value for format '{}'", self.text()))
    }
}

/// A half-precision float as a double.
fn half_to_f64(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

/// The nearest half-precision float, ties to even; none when the double is too large.
fn f64_to_half(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    let a = x.abs();
    if a.is_nan() {
        return Some(sign | 0x7E00);
    }
    if a.is_infinite() {
        return Some(sign | 0x7C00);
    }
    let exponent = ((a.to_bits() >> 52) as i32 - 1023).max(-14);
    let scaled = (a * 2f64.powi(10 - exponent)).round_ties_even();
    let value = if scaled >= 1024.0 {
        // A carry out of the fraction raises the exponent by itself.
        ((exponent + 15) as u32 - 1) * 1024 + scaled as u32
    } else {
        scaled as u32
    };
    u16::try_from(value).ok().filter(|v| *v < 0x7C00).map(|v| sign | v)
}

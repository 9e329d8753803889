//! Single elements of binary data: the letters of `struct`, `memoryview` and `array`.
//!
//! Must not know: whole `struct` formats with counts and padding. A letter is read once into a [`Code`]; the two callers
//! word their errors differently, so an error says only what went wrong, and [`Code`] has the messages.

use crate::int_text::{self, ByteOrder, Signedness};
use crate::number::Int;
use crate::{Error, ErrorKind};

/// Whether sizes are the machine's or the standard ones of `struct` with `<`, `>`, `!`, `=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sizes {
    /// As the C compiler has them.
    Native,
    /// The same on every machine; `n`, `N` and `P` do not exist.
    Standard,
}

/// What a letter stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An int.
    Int(Signedness),
    /// An address: an unsigned int that also takes negative ones.
    Address,
    /// A float of 2, 4 or 8 bytes.
    Float,
    /// `?`
    Bool,
    /// `c`: bytes of length 1.
    Char,
}

/// A letter with its kind, size and byte order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The letter.
    pub letter: char,
    /// What it stands for.
    pub kind: Kind,
    /// The size in bytes, 8 at most.
    pub size: usize,
    /// The order of the bytes.
    pub order: ByteOrder,
}

/// A value of an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// For the int letters and `P`.
    Int(Int),
    /// For `e`, `f`, `d`.
    Float(f64),
    /// For `?`.
    Bool(bool),
    /// For `c`.
    Char(u8),
}

/// Why a value cannot be packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackError {
    /// The value does not fit the size.
    Range,
    /// The value is of another kind.
    Kind,
}

/// The byte order of this machine.
pub const NATIVE_ORDER: ByteOrder =
    if cfg!(target_endian = "big") { ByteOrder::Big } else { ByteOrder::Little };

impl Code {
    /// The code for a letter.
    pub fn new(letter: char, sizes: Sizes, order: ByteOrder) -> Option<Self> {
        let signed = Kind::Int(Signedness::Signed);
        let unsigned = Kind::Int(Signedness::Unsigned);
        let long = if sizes == Sizes::Native { size_of::<std::ffi::c_long>() } else { 4 };
        let word = size_of::<usize>();
        let (kind, size) = match letter {
            'b' => (signed, 1),
            'B' => (unsigned, 1),
            'h' => (signed, 2),
            'H' => (unsigned, 2),
            'i' => (signed, 4),
            'I' => (unsigned, 4),
            'l' => (signed, long),
            'L' => (unsigned, long),
            'q' => (signed, 8),
            'Q' => (unsigned, 8),
            'n' if sizes == Sizes::Native => (signed, word),
            'N' if sizes == Sizes::Native => (unsigned, word),
            'P' if sizes == Sizes::Native => (Kind::Address, word),
            'e' => (Kind::Float, 2),
            'f' => (Kind::Float, 4),
            'd' => (Kind::Float, 8),
            '?' => (Kind::Bool, 1),
            'c' => (Kind::Char, 1),
            _ => return None,
        };
        Some(Self { letter, kind, size, order })
    }

    /// The code for a native letter, as `memoryview` uses them.
    pub fn native(letter: char) -> Option<Self> {
        Self::new(letter, Sizes::Native, NATIVE_ORDER)
    }

    /// Reads an element; none when there are not enough bytes.
    pub fn unpack(self, bytes: &[u8]) -> Option<Scalar> {
        let mut word = [0; 8];
        word[..self.size].copy_from_slice(bytes.get(..self.size)?);
        if self.order == ByteOrder::Big {
            word[..self.size].reverse();
        }
        let raw = u64::from_le_bytes(word);
        let unused = 64 - 8 * self.size as u32;
        Some(match self.kind {
            Kind::Int(Signedness::Signed) => Scalar::Int(Int::Small(((raw << unused) as i64) >> unused)),
            Kind::Int(Signedness::Unsigned) | Kind::Address => Scalar::Int(Int::from(i128::from(raw))),
            Kind::Float => Scalar::Float(match self.size {
                2 => half_to_float(raw as u16),
                4 => f64::from(f32::from_bits(raw as u32)),
                _ => f64::from_bits(raw),
            }),
            Kind::Bool => Scalar::Bool(raw != 0),
            Kind::Char => Scalar::Char(raw as u8),
        })
    }

    /// Writes an element: its bytes are the first [`Code::size`] ones.
    pub fn pack(self, value: &Scalar) -> Result<[u8; 8], PackError> {
        let raw = match (self.kind, value) {
            (Kind::Int(sign), Scalar::Int(int)) => return self.pack_int(int, sign),
            (Kind::Address, Scalar::Int(Int::Small(i))) if *i < 0 => {
                return self.pack_int(&Int::Small(*i), Signedness::Signed);
            }
            (Kind::Address, Scalar::Int(int)) => return self.pack_int(int, Signedness::Unsigned),
            (Kind::Float, Scalar::Float(x)) => match self.size {
                2 => u64::from(float_to_half(*x).ok_or(PackError::Range)?),
                4 if x.is_finite() && (*x as f32).is_infinite() => return Err(PackError::Range),
                4 => u64::from((*x as f32).to_bits()),
                _ => x.to_bits(),
            },
            (Kind::Bool, Scalar::Bool(b)) => u64::from(*b),
            (Kind::Char, Scalar::Char(b)) => u64::from(*b),
            _ => return Err(PackError::Kind),
        };
        Ok(self.ordered(raw.to_le_bytes()))
    }

    fn pack_int(self, value: &Int, sign: Signedness) -> Result<[u8; 8], PackError> {
        let bytes = match value {
            Int::Small(i) => {
                let bits = 8 * self.size as u32;
                let fits = match sign {
                    Signedness::Signed => bits == 64 || i >> (bits - 1) == 0 || i >> (bits - 1) == -1,
                    Signedness::Unsigned => *i >= 0 && (bits == 64 || i >> bits == 0),
                };
                if !fits {
                    return Err(PackError::Range);
                }
                i.to_le_bytes()
            }
            Int::Big(big) => {
                let bytes = int_text::to_bytes(big, self.size, ByteOrder::Little, sign);
                let mut word = [0; 8];
                word[..self.size].copy_from_slice(&bytes.map_err(|_| PackError::Range)?);
                word
            }
        };
        Ok(self.ordered(bytes))
    }

    fn ordered(self, mut bytes: [u8; 8]) -> [u8; 8] {
        if self.order == ByteOrder::Big {
            bytes[..self.size].reverse();
        }
        bytes
    }

    /// The error of `struct.pack`.
    pub fn struct_error(self, error: PackError) -> Error {
        let letter = self.letter;
        let message = match (error, self.kind) {
            (PackError::Range, Kind::Int(sign)) => {
                let bits = 8 * self.size as u32;
                let (least, most) = match sign {
                    Signedness::Signed => (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1),
                    Signedness::Unsigned => (0, (1_i128 << bits) - 1),
                };
                format!("'{letter}' format requires {least} <= number <= {most}")
            }
            (PackError::Range, Kind::Float) => {
                return Error::overflow(format!("float too large to pack with {letter} format"));
            }
            (PackError::Range, _) => "int too large to convert".to_owned(),
            (PackError::Kind, Kind::Float) => "required argument is not a float".to_owned(),
            (PackError::Kind, Kind::Char) => "char format requires a bytes object of length 1".to_owned(),
            (PackError::Kind, _) => "required argument is not an integer".to_owned(),
        };
        Error::new(ErrorKind::Struct, message)
    }

    /// The error of an assignment to an element of a `memoryview`.
    pub fn memoryview_error(self, error: PackError) -> Error {
        let letter = self.letter;
        match error {
            PackError::Range => Error::value(format!("memoryview: invalid value for format '{letter}'")),
            PackError::Kind => Error::type_error(format!("memoryview: invalid type for format '{letter}'")),
        }
    }
}

/// The value of an IEEE half-precision float.
pub fn half_to_float(bits: u16) -> f64 {
    let (field, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF));
    let magnitude = match field {
        0 => fraction * 2_f64.powi(-24),
        0x1F if fraction == 0.0 => f64::INFINITY,
        0x1F => f64::NAN,
        _ => (1024.0 + fraction) * 2_f64.powi(field - 25),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

/// The nearest IEEE half-precision float, ties to even; none when the value is too large.
pub fn float_to_half(x: f64) -> Option<u16> {
    let sign = u16::from(x.is_sign_negative()) << 15;
    let size = x.abs();
    if x.is_nan() {
        return Some(sign | 0x7E00);
    }
    if x.is_infinite() {
        return Some(sign | 0x7C00);
    }
    if size >= 65520.0 {
        return None;
    }
    // In units of the last place; a subnormal has exponent field 0 and no hidden bit, which the sum below takes care of.
    let exponent = (((size.to_bits() >> 52) as i32) - 1023).max(-14);
    let units = (size / 2_f64.powi(exponent - 10)).round_ties_even() as u16;
    Some(sign | ((((exponent + 14) as u16) << 10) + units))
}

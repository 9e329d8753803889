//! Kinds of items: from values to bytes and back.

use kaa_bytecode::wtf8::push_code_point;
use kaa_data::int_text::ByteOrder;
use kaa_data::number::Int;
use kaa_data::pack::{Code, Scalar, Sizes};
use kaa_vm::types::Str;
use kaa_vm::types::str::code_points;
use kaa_vm::{Fallible, Value, Vm};
use num_bigint::Sign;

/// All letters.
pub(super) const LETTERS: &str = "bBuwhHiIlLqQfd";

/// What items are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A character, by its letter.
    Text(char),
    /// A number.
    Number(Code),
}

impl Kind {
    /// By letter.
    pub(super) fn of(letter: char) -> Option<Kind> {
        match letter {
            'u' | 'w' => Some(Kind::Text(letter)),
            _ if LETTERS.contains(letter) => Code::native(letter).map(Kind::Number),
            _ => None,
        }
    }

    pub(super) fn letter(self) -> char {
        match self {
            Kind::Text(letter) => letter,
            Kind::Number(code) => code.letter,
        }
    }

    pub(super) fn size(self) -> usize {
        match self {
            Kind::Text(_) => 4,
            Kind::Number(code) => code.size,
        }
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self, Kind::Text(_))
    }

    /// The item of bytes.
    pub(super) fn value(self, vm: &Vm, bytes: &[u8]) -> Value {
        match self {
            Kind::Text(_) => vm.new_str_owned(text(bytes)).into(),
            Kind::Number(code) => match code.unpack(bytes) {
                Some(Scalar::Int(Int::Small(i))) => vm.new_int(i),
                Some(Scalar::Int(i)) => vm.new_bigint(i.to_big().into_owned()),
                Some(Scalar::Float(f)) => vm.new_float(f),
                _ => Value::None,
            },
        }
    }

    /// The bytes of an item, appended.
    pub(super) fn pack(self, vm: &Vm, v: &Value, into: &mut Vec<u8>) -> Fallible<()> {
        match self {
            Kind::Text(_) => {
                let got = match v.payload::<Str>() {
                    Some(s) if s.len() == 1 => {
                        into.extend(code_points(s.as_bytes()).flat_map(u32::to_ne_bytes));
                        return Ok(());
                    }
                    Some(s) => format!("a string of length {}", s.len()),
                    None => vm.type_name(v).to_string(),
                };
                Err(vm.type_error(format!("array item must be a unicode character, not {got}")))
            }
            Kind::Number(code) if matches!(code.letter, 'f' | 'd') => {
                let x = vm.real_argument(v)?;
                match code.letter {
                    'f' => into.extend((x as f32).to_ne_bytes()),
                    _ => into.extend(x.to_ne_bytes()),
                }
                Ok(())
            }
            Kind::Number(code) => {
                let n = vm.index_bigint(v)?;
                match code.pack(&Scalar::Int(Int::from(n.clone()))) {
                    Ok(bytes) => {
                        into.extend_from_slice(&bytes[..code.size]);
                        Ok(())
                    }
                    Err(_) => Err(vm.overflow_error(too_large(
                        code.letter,
                        n.sign() == Sign::Minus,
                        i64::try_from(&n).is_ok(),
                    ))),
                }
            }
        }
    }
}

/// The message for a number that does not fit.
fn too_large(letter: char, negative: bool, fits_long: bool) -> String {
    let what = match letter {
        'I' | 'L' if negative => return "can't convert negative value to unsigned int".into(),
        'Q' if negative => return "can't convert negative int to unsigned".into(),
        'L' => return "Python int too large to convert to C unsigned long".into(),
        'I' if !fits_long => return "Python int too large to convert to C unsigned long".into(),
        'q' | 'Q' => return "int too big to convert".into(),
        'I' => "unsigned int",
        _ if letter == 'l' || !fits_long => return "Python int too large to convert to C long".into(),
        'b' => "signed char",
        'B' => "unsigned byte integer",
        'h' => "signed short integer",
        'H' => "unsigned short",
        _ => "signed integer",
    };
    format!("{what} is {}", if negative { "less than minimum" } else { "greater than maximum" })
}

/// The text of characters in 32 bits each.
pub(super) fn text(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for c in bytes.chunks_exact(4) {
        let point = u32::from_ne_bytes([c[0], c[1], c[2], c[3]]);
        if push_code_point(&mut out, point).is_none() {
            out.extend_from_slice("\u{fffd}".as_bytes());
        }
    }
    out
}

/// The number of a kind's format in this machine, as pickles have it.
pub(super) fn machine_format(kind: Kind) -> i64 {
    match kind {
        Kind::Text(_) => 20,
        Kind::Number(code) => match code.letter {
            'B' => 0,
            'b' => 1,
            'H' => 2,
            'h' => 4,
            'I' => 6,
            'i' => 8,
            'L' | 'Q' => 10,
            'l' | 'q' => 12,
            'f' => 14,
            _ => 16,
        },
    }
}

/// The kind of ints that have a machine's format, but for the order of bytes.
pub(super) fn int_kind(format: i64) -> Option<Kind> {
    let letter = match format {
        0 => 'B',
        1 => 'b',
        2 | 3 => 'H',
        4 | 5 => 'h',
        6 | 7 => 'I',
        8 | 9 => 'i',
        10 | 11 => 'L',
        12 | 13 => 'l',
        _ => return None,
    };
    Kind::of(letter)
}

/// The bytes of a machine's format in this machine's; none when they are no whole number of items.
pub(super) fn from_machine(vm: &Vm, kind: Kind, format: i64, bytes: &[u8]) -> Fallible<Option<Vec<u8>>> {
    if format == machine_format(kind) {
        return Ok((bytes.len() % kind.size() == 0).then(|| bytes.to_vec()));
    }
    if (18..=21).contains(&format) {
        let (name, size) = match format {
            18 => ("utf-16-le", 2),
            19 => ("utf-16-be", 2),
            20 => ("utf-32-le", 4),
            _ => ("utf-32-be", 4),
        };
        if bytes.len() % size != 0 {
            return Err(vm.value_error("string length not a multiple of item size"));
        }
        let v = vm.decode_bytes(bytes, name, "strict")?;
        let points =
            v.payload::<Str>().map(|s| code_points(s.as_bytes()).flat_map(u32::to_ne_bytes).collect());
        return Ok(points);
    }
    let letter = match format / 2 {
        0 => ["B", "b"][(format % 2) as usize],
        1 => "H",
        2 => "h",
        3 => "I",
        4 => "i",
        5 => "Q",
        6 => "q",
        7 => "f",
        _ => "d",
    };
    let order = if format >= 2 && format % 2 == 1 { ByteOrder::Big } else { ByteOrder::Little };
    let Some(from) = Code::new(letter.chars().next().unwrap_or('B'), Sizes::Standard, order) else {
        return Ok(None);
    };
    if bytes.len() % from.size != 0 {
        return Ok(None);
    }
    let mut out = Vec::new();
    for chunk in bytes.chunks_exact(from.size) {
        let as_number = Kind::Number(from);
        kind.pack(vm, &as_number.value(vm, chunk), &mut out)?;
    }
    Ok(Some(out))
}

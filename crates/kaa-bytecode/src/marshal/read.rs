//! Reading.

use std::fmt;
use std::sync::Arc;

use num_bigint::{BigInt, Sign};

use super::{REF, tag};
use crate::code::{Code, CodeFlags};
use crate::constant::Const;
use crate::wtf8::Wtf8Buf;

/// Why bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarshalError {
    /// They end too early.
    Truncated,
    /// They do not say what they should; the text is Python's.
    Bad(&'static str),
    /// Values within values within values.
    TooDeep,
}

impl fmt::Display for MarshalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MarshalError::Truncated => f.write_str("marshal data too short"),
            MarshalError::Bad(what) => write!(f, "bad marshal data ({what})"),
            MarshalError::TooDeep => f.write_str("object too deeply nested to unmarshal"),
        }
    }
}

impl std::error::Error for MarshalError {}

const UNKNOWN: MarshalError = MarshalError::Bad("unknown type code");

/// Reads one value.
pub fn load(bytes: &[u8]) -> Result<Const, MarshalError> {
    load_prefix(bytes).map(|(value, _)| value)
}

/// Reads the value at the start; returns also how many bytes it has.
pub fn load_prefix(bytes: &[u8]) -> Result<(Const, usize), MarshalError> {
    let mut reader = Reader { bytes, at: 0, refs: Vec::new() };
    let value = reader.value()?;
    Ok((value, reader.at))
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Values that can be referred to; `None` while they are read.
    refs: Vec<Option<Const>>,
}

/// A value whose parts are being read.
struct Open {
    kind: Kind,
    /// Its place among the references.
    place: Option<usize>,
    parts: Vec<Const>,
    missing: usize,
}

enum Kind {
    Tuple,
    FrozenSet,
    Slice,
    /// With the five numbers before the parts, and the first line, which stands between them.
    Code([u32; 5], i32),
}

/// How deep values may nest: dropping them recurses.
const MAX_DEPTH: usize = 2000;
/// How many parts of a code object stand before its first line.
const PARTS_BEFORE_LINE: usize = 8;
const PARTS_OF_CODE: usize = 10;

/// What a first byte starts.
enum Start {
    Done(Const),
    Open(Kind, usize),
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Const, MarshalError> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            let head = self.byte()?;
            let place = (head & REF != 0 && head & !REF != tag::REFERENCE).then_some(self.refs.len());
            if place.is_some() {
                self.refs.push(None);
            }
            let mut value = match self.start(head & !REF)? {
                Start::Done(value) => {
                    self.note(place, &value);
                    Some(value)
                }
                Start::Open(kind, missing) => {
                    // Every part takes at least a byte, so that a wrong count cannot ask for memory.
                    if missing > self.bytes.len() - self.at {
                        return Err(MarshalError::Truncated);
                    }
                    if open.len() >= MAX_DEPTH {
                        return Err(MarshalError::TooDeep);
                    }
                    open.push(Open { kind, place, parts: Vec::with_capacity(missing), missing });
                    None
                }
            };
            loop {
                let Some(top) = open.last_mut() else {
                    return value.ok_or(MarshalError::Truncated);
                };
                if let Some(part) = value.take() {
                    top.parts.push(part);
                    top.missing -= 1;
                    if let Kind::Code(_, line) = &mut top.kind
                        && top.parts.len() == PARTS_BEFORE_LINE
                    {
                        *line = self.number()? as i32;
                    }
                }
                if top.missing > 0 {
                    break;
                }
                if let Some(done) = open.pop() {
                    let place = done.place;
                    let finished = finish(done)?;
                    self.note(place, &finished);
                    value = Some(finished);
                }
            }
        }
    }

    fn note(&mut self, place: Option<usize>, value: &Const) {
        if let Some(slot) = place.and_then(|place| self.refs.get_mut(place)) {
            *slot = Some(value.clone());
        }
    }

    fn start(&mut self, head: u8) -> Result<Start, MarshalError> {
        let value = match head {
            tag::NONE => Const::None,
            tag::FALSE => Const::False,
            tag::TRUE => Const::True,
            tag::ELLIPSIS => Const::Ellipsis,
            tag::INT => Const::Int((self.number()? as i32).into()),
            tag::LONG => self.long()?,
            tag::FLOAT => Const::Float(self.float()?),
            tag::FLOAT_TEXT => Const::Float(self.float_text()?),
            tag::COMPLEX => Const::Complex(self.float()?, self.float()?),
            tag::COMPLEX_TEXT => Const::Complex(self.float_text()?, self.float_text()?),
            tag::BYTES => {
                let len = self.number()? as usize;
                Const::Bytes(self.take(len)?.into())
            }
            tag::STR | tag::STR_INTERNED | tag::ASCII | tag::ASCII_INTERNED => {
                let len = self.number()? as usize;
                self.text(len)?
            }
            tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => {
                let len = self.byte()?.into();
                self.text(len)?
            }
            tag::SMALL_TUPLE => return Ok(Start::Open(Kind::Tuple, self.byte()?.into())),
            tag::TUPLE => return Ok(Start::Open(Kind::Tuple, self.number()? as usize)),
            tag::FROZENSET => return Ok(Start::Open(Kind::FrozenSet, self.number()? as usize)),
            tag::SLICE => return Ok(Start::Open(Kind::Slice, 3)),
            tag::CODE => {
                let mut numbers = [0; 5];
                for number in &mut numbers {
                    *number = self.number()?;
                }
                return Ok(Start::Open(Kind::Code(numbers, 0), PARTS_OF_CODE));
            }
            tag::REFERENCE => {
                let index = self.number()? as usize;
                let known = self.refs.get(index).cloned().flatten();
                known.ok_or(MarshalError::Bad("invalid reference"))?
            }
            _ => return Err(UNKNOWN),
        };
        Ok(Start::Done(value))
    }

    fn take(&mut self, len: usize) -> Result<&[u8], MarshalError> {
        let end = self.at.checked_add(len).ok_or(MarshalError::Truncated)?;
        let taken = self.bytes.get(self.at..end).ok_or(MarshalError::Truncated)?;
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], MarshalError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn byte(&mut self) -> Result<u8, MarshalError> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn number(&mut self) -> Result<u32, MarshalError> {
        self.array().map(u32::from_le_bytes)
    }

    fn float(&mut self) -> Result<f64, MarshalError> {
        self.array().map(f64::from_le_bytes)
    }

    fn float_text(&mut self) -> Result<f64, MarshalError> {
        let len = self.byte()?.into();
        let text = std::str::from_utf8(self.take(len)?).ok();
        text.and_then(|text| text.parse().ok()).ok_or(UNKNOWN)
    }

    fn text(&mut self, len: usize) -> Result<Const, MarshalError> {
        let bytes = self.take(len)?;
        Wtf8Buf::from_bytes(bytes).map(Const::Str).ok_or(MarshalError::Bad("string is not UTF-8"))
    }

    /// Digits of 15 bits, the lowest first; their number has the sign of the value.
    fn long(&mut self) -> Result<Const, MarshalError> {
        let count = self.number()? as i32;
        let digits = self.take((count.unsigned_abs() as usize).saturating_mul(2))?;
        let mut words = Vec::with_capacity(digits.len() / 4 + 1);
        let (mut word, mut bits) = (0u64, 0);
        for digit in digits.chunks_exact(2) {
            let digit = u16::from_le_bytes([digit[0], digit[1]]);
            if digit >> 15 != 0 {
                return Err(MarshalError::Bad("digit out of range in long"));
            }
            word |= u64::from(digit) << bits;
            bits += 15;
            if bits >= 32 {
                words.push(word as u32);
                word >>= 32;
                bits -= 32;
            }
        }
        words.push(word as u32);
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        Ok(Const::int(BigInt::from_slice(sign, &words)))
    }
}

fn finish(open: Open) -> Result<Const, MarshalError> {
    let Open { kind, parts, .. } = open;
    Ok(match kind {
        Kind::Tuple => Const::tuple(parts),
        Kind::FrozenSet => Const::FrozenSet(parts.into()),
        Kind::Slice => {
            let parts: [Const; 3] = parts.try_into().map_err(|_| UNKNOWN)?;
            Const::Slice(Arc::new(parts))
        }
        Kind::Code(numbers, line) => Const::Code(Arc::new(code(numbers, line, parts)?)),
    })
}

fn code(numbers: [u32; 5], firstlineno: i32, parts: Vec<Const>) -> Result<Code, MarshalError> {
    let [argcount, posonlyargcount, kwonlyargcount, stacksize, flags] = numbers;
    let mut parts = parts.into_iter();
    let mut next = || parts.next().ok_or(MarshalError::Truncated);
    let code = bytes(next()?)?;
    let consts = items(next()?)?;
    let names = texts(next()?)?;
    let localsplusnames = texts(next()?)?;
    let localspluskinds = bytes(next()?)?;
    let (filename, name, qualname) = (text(next()?)?, text(next()?)?, text(next()?)?);
    let (linetable, exceptiontable) = (bytes(next()?)?, bytes(next()?)?);
    Ok(Code {
        name,
        qualname,
        filename,
        argcount,
        posonlyargcount,
        kwonlyargcount,
        flags: CodeFlags(flags),
        stacksize,
        firstlineno,
        code,
        consts,
        names,
        localsplusnames,
        localspluskinds,
        linetable,
        exceptiontable,
    })
}

const WRONG_PART: MarshalError = MarshalError::Bad("wrong type in a code object");

fn bytes(value: Const) -> Result<Vec<u8>, MarshalError> {
    if let Const::Bytes(bytes) = value { Ok(bytes.to_vec()) } else { Err(WRONG_PART) }
}

fn items(value: Const) -> Result<Vec<Const>, MarshalError> {
    if let Const::Tuple(items) = value { Ok(items.to_vec()) } else { Err(WRONG_PART) }
}

fn text(value: Const) -> Result<Wtf8Buf, MarshalError> {
    if let Const::Str(text) = value { Ok(text) } else { Err(WRONG_PART) }
}

fn texts(value: Const) -> Result<Vec<Wtf8Buf>, MarshalError> {
    items(value)?.into_iter().map(text).collect()
}

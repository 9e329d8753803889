//! Writing. Strings that come again are written as references; everything else is written out.

use std::collections::HashMap;

use num_bigint::{BigInt, Sign};

use super::{REF, tag};
use crate::code::Code;
use crate::constant::Const;
use crate::wtf8::Wtf8Buf;

/// The bytes of a value.
pub fn dump(value: &Const) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.run(Work::Value(value));
    writer.out
}

/// The bytes of a code object.
pub fn dump_code(code: &Code) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.run(Work::Code(code));
    writer.out
}

/// What is still to be written.
enum Work<'a> {
    Value(&'a Const),
    Code(&'a Code),
    Bytes(&'a [u8]),
    Text(&'a Wtf8Buf),
    Names(&'a [Wtf8Buf]),
    Items(&'a [Const]),
    Number(u32),
}

#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    /// The strings that can be referred to.
    texts: HashMap<Wtf8Buf, u32>,
}

impl Writer {
    fn run<'a>(&mut self, first: Work<'a>) {
        let mut todo = vec![first];
        while let Some(work) = todo.pop() {
            match work {
                Work::Value(value) => self.value(value, &mut todo),
                Work::Code(code) => self.code(code, &mut todo),
                Work::Bytes(bytes) => self.bytes(bytes),
                Work::Text(text) => self.text(text, true),
                Work::Names(names) => {
                    self.tuple_head(names.len());
                    todo.extend(names.iter().rev().map(Work::Text));
                }
                Work::Items(items) => {
                    self.tuple_head(items.len());
                    todo.extend(items.iter().rev().map(Work::Value));
                }
                Work::Number(number) => self.number(number),
            }
        }
    }

    fn value<'a>(&mut self, value: &'a Const, todo: &mut Vec<Work<'a>>) {
        match value {
            Const::None => self.out.push(tag::NONE),
            Const::True => self.out.push(tag::TRUE),
            Const::False => self.out.push(tag::FALSE),
            Const::Ellipsis => self.out.push(tag::ELLIPSIS),
            Const::Int(value) => match i32::try_from(*value) {
                Ok(small) => {
                    self.out.push(tag::INT);
                    self.number(small as u32);
                }
                Err(_) => self.long(&BigInt::from(*value)),
            },
            Const::BigInt(value) => self.long(value),
            Const::Float(value) => {
                self.out.push(tag::FLOAT);
                self.out.extend(value.to_le_bytes());
            }
            Const::Complex(re, im) => {
                self.out.push(tag::COMPLEX);
                self.out.extend(re.to_le_bytes());
                self.out.extend(im.to_le_bytes());
            }
            Const::Str(text) => self.text(text, false),
            Const::Bytes(bytes) => self.bytes(bytes),
            Const::Tuple(items) => todo.push(Work::Items(items)),
            Const::FrozenSet(items) => {
                self.out.push(tag::FROZENSET);
                self.number(items.len() as u32);
                todo.extend(items.iter().rev().map(Work::Value));
            }
            Const::Slice(parts) => {
                self.out.push(tag::SLICE);
                todo.extend(parts.iter().rev().map(Work::Value));
            }
            Const::Code(code) => todo.push(Work::Code(code)),
        }
    }

    fn code<'a>(&mut self, code: &'a Code, todo: &mut Vec<Work<'a>>) {
        self.out.push(tag::CODE);
        let head = [code.argcount, code.posonlyargcount, code.kwonlyargcount, code.stacksize, code.flags.0];
        for number in head {
            self.number(number);
        }
        let parts = [
            Work::Bytes(&code.code),
            Work::Items(&code.consts),
            Work::Names(&code.names),
            Work::Names(&code.localsplusnames),
            Work::Bytes(&code.localspluskinds),
            Work::Text(&code.filename),
            Work::Text(&code.name),
            Work::Text(&code.qualname),
            Work::Number(code.firstlineno as u32),
            Work::Bytes(&code.linetable),
            Work::Bytes(&code.exceptiontable),
        ];
        todo.extend(parts.into_iter().rev());
    }

    fn number(&mut self, number: u32) {
        self.out.extend(number.to_le_bytes());
    }

    fn tuple_head(&mut self, len: usize) {
        match u8::try_from(len) {
            Ok(len) => self.out.extend([tag::SMALL_TUPLE, len]),
            Err(_) => {
                self.out.push(tag::TUPLE);
                self.number(len as u32);
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.out.push(tag::BYTES);
        self.number(bytes.len() as u32);
        self.out.extend(bytes);
    }

    fn text(&mut self, text: &Wtf8Buf, interned: bool) {
        if let Some(&index) = self.texts.get(text) {
            self.out.push(tag::REFERENCE);
            return self.number(index);
        }
        let index = self.texts.len() as u32;
        self.texts.insert(text.clone(), index);
        let bytes = text.as_bytes();
        let pick = |plain, when_interned| REF | if interned { when_interned } else { plain };
        match u8::try_from(bytes.len()) {
            Ok(len) if text.is_ascii() => {
                self.out.extend([pick(tag::SHORT_ASCII, tag::SHORT_ASCII_INTERNED), len]);
            }
            _ => {
                let head = if text.is_ascii() {
                    pick(tag::ASCII, tag::ASCII_INTERNED)
                } else {
                    pick(tag::STR, tag::STR_INTERNED)
                };
                self.out.push(head);
                self.number(bytes.len() as u32);
            }
        }
        self.out.extend(bytes);
    }

    /// Digits of 15 bits, the lowest first; their number has the sign of the value.
    fn long(&mut self, value: &BigInt) {
        let mut digits = Vec::new();
        let (mut word, mut bits) = (0u64, 0);
        for part in value.iter_u32_digits() {
            word |= u64::from(part) << bits;
            bits += 32;
            while bits >= 15 {
                digits.push((word & 0x7fff) as u16);
                word >>= 15;
                bits -= 15;
            }
        }
        digits.push(word as u16);
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let count = digits.len() as i32;
        self.out.push(tag::LONG);
        self.number(if value.sign() == Sign::Minus { -count } else { count } as u32);
        self.out.extend(digits.iter().flat_map(|digit| digit.to_le_bytes()));
    }
}

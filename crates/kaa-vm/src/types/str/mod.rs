//! `str`: WTF-8 bytes with a cached length, ASCII flag and hash.
//!
//! `methods.rs` is the table; the methods stand by family in its neighbours (`search`, `split`, `case`, `sequence`, `translate`,
//! `formatting`, `percent`, `new`). The algorithms on plain text are in the crate `kaa-data`.

pub(crate) mod args;
mod case;
pub mod codec;
mod formatting;
pub mod iterator;
pub mod methods;
mod new;
pub(crate) use new::option_text;
pub(crate) mod percent;
mod plain;
mod search;
mod sequence;
mod split;

mod translate;

use crate::vm::Vm;
use kaa_data::wtf8::{Wtf8, Wtf8Buf};
use kaa_heap::{Ref, Value};
use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

/// Payload of `str` objects.
pub struct Str {
    bytes: Box<[u8]>,
    /// Length in code points.
    chars: usize,
    hash: Cell<i64>,
    interned: Cell<bool>,
    /// Byte offsets of every 64th code point, built at the first index into non-ASCII text.
    offsets: OnceCell<Box<[u32]>>,
}
kaa_heap::payload!(Str);

impl Str {
    pub(crate) fn from_bytes(bytes: Box<[u8]>) -> Str {
        let chars =
            if bytes.is_ascii() { bytes.len() } else { bytes.iter().filter(|b| **b & 0xc0 != 0x80).count() };
        Str { bytes, chars, hash: Cell::new(0), interned: Cell::new(false), offsets: OnceCell::new() }
    }

    fn with_len(bytes: Box<[u8]>, chars: usize) -> Str {
        Str { bytes, chars, hash: Cell::new(0), interned: Cell::new(false), offsets: OnceCell::new() }
    }

    fn ascii(bytes: Box<[u8]>) -> Str {
        let chars = bytes.len();
        Str::with_len(bytes, chars)
    }

    /// The WTF-8 bytes (UTF-8 that may also hold surrogates).
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
    /// The view that the algorithms work on.
    #[inline(always)]
    pub fn wtf8(&self) -> Wtf8<'_> {
        Wtf8::with_len(&self.bytes, self.chars)
    }
    /// As `&str`, unless it holds surrogates.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
    /// As text with U+FFFD for surrogates: for messages.
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }
    /// Length in code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.chars
    }
    /// Is it empty?
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }
    /// Only ASCII?
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.chars == self.bytes.len()
    }
    /// Is it in the intern table, so that equal interned strings are one object?
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.interned.get()
    }
    pub(crate) fn set_interned(&self) {
        self.interned.set(true);
    }
    /// Same code points?
    #[inline(always)]
    pub fn same(&self, other: &Str) -> bool {
        std::ptr::eq(self, other) || self.bytes == other.bytes
    }
    /// Is it this text?
    pub fn is_text(&self, text: &str) -> bool {
        *self.bytes == *text.as_bytes()
    }
    /// Python's hash, cached.
    #[inline(always)]
    pub fn hash(&self, vm: &Vm) -> i64 {
        let h = self.hash.get();
        if h != 0 { h } else { self.compute_hash(vm) }
    }
    #[cold]
    fn compute_hash(&self, vm: &Vm) -> i64 {
        let h = if self.is_ascii() { vm.hash_text(&self.bytes) } else { vm.hash_bytes(&self.widened()) };
        self.hash.set(h);
        h
    }

    /// The code points in 1, 2 or 4 bytes each, as the largest one needs: what CPython hashes.
    fn widened(&self) -> Vec<u8> {
        let size = match self.wtf8().code_points().max().unwrap_or(0) {
            0..0x100 => 1,
            0x100..0x1_0000 => 2,
            _ => 4,
        };
        self.wtf8().code_points().flat_map(|c| c.to_le_bytes().into_iter().take(size)).collect()
    }

    /// Byte offset of a code point index (`index <= len`).
    pub fn byte_offset(&self, index: usize) -> usize {
        if self.is_ascii() {
            return index;
        }
        let marks = self.offsets.get_or_init(|| self.build_offsets());
        let mut offset = marks[(index / 64).min(marks.len() - 1)] as usize;
        let mut left = index - (index / 64).min(marks.len() - 1) * 64;
        while left > 0 && offset < self.bytes.len() {
            offset += width(self.bytes[offset]);
            left -= 1;
        }
        offset
    }

    fn build_offsets(&self) -> Box<[u32]> {
        let (mut marks, mut n) = (Vec::with_capacity(self.chars / 64 + 1), 0usize);
        for (i, b) in self.bytes.iter().enumerate() {
            if b & 0xc0 != 0x80 {
                if n % 64 == 0 {
                    marks.push(i as u32);
                }
                n += 1;
            }
        }
        if marks.is_empty() {
            marks.push(0);
        }
        marks.into_boxed_slice()
    }

    /// The bytes of the code points `start..end` (clamped by the caller).
    pub fn slice_bytes(&self, start: usize, end: usize) -> &[u8] {
        &self.bytes[self.byte_offset(start)..self.byte_offset(end)]
    }
}

fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

impl Vm {
    /// A new `str` of text.
    pub fn new_str(&self, text: &str) -> Ref<Str> {
        self.new_str_wtf8(text.as_bytes())
    }
    /// A new `str` of ASCII.
    pub(crate) fn new_ascii(&self, bytes: &[u8]) -> Ref<Str> {
        if let Some(s) = self.small_str(bytes) {
            return s;
        }
        self.new_object(&self.types.str, Str::ascii(bytes.into()))
    }
    /// A new `str` of WTF-8 bytes (the caller vouches for their form).
    pub fn new_str_wtf8(&self, bytes: &[u8]) -> Ref<Str> {
        if bytes.len() <= 2
            && let Some(s) = self.small_str(bytes)
        {
            return s;
        }
        self.new_object(&self.types.str, Str::from_bytes(bytes.into()))
    }
    /// A new `str` that takes over the bytes.
    pub fn new_str_owned(&self, bytes: Vec<u8>) -> Ref<Str> {
        if bytes.len() <= 2 {
            return self.new_str_wtf8(&bytes);
        }
        self.new_object(&self.types.str, Str::from_bytes(bytes.into_boxed_slice()))
    }
    /// A new `str` of an algorithm's result.
    pub fn new_wtf8(&self, text: Wtf8Buf) -> Ref<Str> {
        let chars = text.len();
        let bytes = text.into_bytes();
        if bytes.len() <= 2 {
            return self.new_str_wtf8(&bytes);
        }
        self.new_object(&self.types.str, Str::with_len(bytes.into_boxed_slice(), chars))
    }
    /// The same as a value.
    pub fn wtf8_value(&self, text: Wtf8Buf) -> Value {
        self.new_wtf8(text).into()
    }
    /// A part of a text as a value.
    pub fn part_value(&self, part: Wtf8<'_>) -> Value {
        if let Some(s) = self.small_str(part.as_bytes()) {
            return s.into();
        }
        self.new_object(&self.types.str, Str::with_len(part.as_bytes().into(), part.len())).into()
    }
    /// A `str` as a value.
    pub fn str_value(&self, text: &str) -> Value {
        self.new_str(text).into()
    }
}

/// The code points of WTF-8 bytes, surrogates included.
pub fn code_points(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let mut i = 0;
    std::iter::from_fn(move || {
        let first = *bytes.get(i)?;
        let n = width(first);
        let mut c = match n {
            1 => u32::from(first),
            2 => u32::from(first & 0x1f),
            3 => u32::from(first & 0x0f),
            _ => u32::from(first & 0x07),
        };
        for b in bytes.get(i + 1..i + n)? {
            c = c << 6 | u32::from(b & 0x3f);
        }
        i += n;
        Some(c)
    })
}

//! Decoding and encoding single code points of generalised UTF-8, and iterating over them.
//!
//! Must not know: anything above single code points. The input is well-formed by the invariant of `Wtf8`; malformed
//! bytes would give wrong code points, never a panic past the end.

/// The number of bytes of the sequence that starts with this byte.
pub(crate) fn width(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// The code point at a byte offset, and its width.
pub(crate) fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let first = u32::from(bytes[at]);
    if first < 0x80 {
        return (first, 1);
    }
    let next = |i: usize| u32::from(bytes.get(at + i).copied().unwrap_or(0)) & 0x3F;
    match width(bytes[at]) {
        2 => ((first & 0x1F) << 6 | next(1), 2),
        3 => ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3),
        4 => ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4),
        _ => (first, 1),
    }
}

/// The bytes of a code point, and how many of them count.
pub(crate) fn encode(c: u32) -> ([u8; 4], usize) {
    let tail = |shift: u32| 0x80 | (c >> shift & 0x3F) as u8;
    match c {
        0..0x80 => ([c as u8, 0, 0, 0], 1),
        0x80..0x800 => ([0xC0 | (c >> 6) as u8, tail(0), 0, 0], 2),
        0x800..0x10000 => ([0xE0 | (c >> 12) as u8, tail(6), tail(0), 0], 3),
        0x10000..=0x10FFFF => ([0xF0 | (c >> 18) as u8, tail(12), tail(6), tail(0)], 4),
        _ => ([0xEF, 0xBF, 0xBD, 0], 3),
    }
}

/// The code points of a text, from either end.
#[derive(Clone)]
pub struct CodePoints<'a> {
    rest: &'a [u8],
}

impl<'a> CodePoints<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The bytes not yet handed out.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.rest.is_empty() {
            return None;
        }
        let (c, width) = decode(self.rest, 0);
        self.rest = self.rest.get(width..).unwrap_or(&[]);
        Some(c)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len().div_ceil(4), Some(self.rest.len()))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    fn next_back(&mut self) -> Option<u32> {
        let start = self.rest.iter().rposition(|b| b & 0xC0 != 0x80)?;
        let (c, _) = decode(self.rest, start);
        self.rest = &self.rest[..start];
        Some(c)
    }
}

//! Text that can hold lone surrogates: UTF-8, generalised so that surrogates are encoded like any other code point.
//!
//! A surrogate pair stays two code points, as in Python, so concatenation is concatenation of bytes and comparing the
//! bytes compares the code points. A [`Wtf8`] is a borrowed text with its length in code points; text is ASCII
//! exactly when both lengths agree, so every function has its ASCII fast path for free.
//!
//! Must not know: Python objects, hashing, caches of the index. Next: `search` (find, replace), `split`, `case`,
//! `class` (the `is…` methods), `pad` (strip, justify, tabs).

mod case;
mod class;
mod iter;
mod pad;
mod search;
mod split;

pub use iter::CodePoints;
pub(crate) use iter::encode;
pub use pad::Side;
pub use search::clamp_range;

use std::borrow::Cow;

/// Borrowed text: generalised UTF-8 with its length in code points.
#[derive(Clone, Copy)]
pub struct Wtf8<'a> {
    bytes: &'a [u8],
    chars: usize,
}

/// Owned text: generalised UTF-8 with its length in code points.
#[derive(Clone, Default)]
pub struct Wtf8Buf {
    bytes: Vec<u8>,
    chars: usize,
}

/// The number of code points in valid generalised UTF-8.
pub fn count_chars(bytes: &[u8]) -> usize {
    // A continuation byte is below -64 as a signed byte; the plain loop vectorises.
    bytes.chunks(192).map(|chunk| chunk.iter().map(|&b| u8::from(b as i8 >= -64)).sum::<u8>() as usize).sum()
}

/// Whether the bytes are well-formed generalised UTF-8 (shortest forms, at most U+10FFFF, surrogates allowed).
pub fn is_well_formed(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        let width = iter::width(bytes[i]);
        let Some(sequence) = bytes.get(i..i + width) else { return false };
        if sequence[1..].iter().any(|b| b & 0xC0 != 0x80) {
            return false;
        }
        let c = iter::decode(sequence, 0).0;
        let valid = match width {
            1 => c < 0x80,
            2 => c >= 0x80,
            3 => c >= 0x800,
            _ => (0x10000..=0x10FFFF).contains(&c),
        };
        if !valid {
            return false;
        }
        i += width;
    }
    true
}

impl<'a> Wtf8<'a> {
    /// The empty text.
    pub const EMPTY: Wtf8<'static> = Wtf8 { bytes: &[], chars: 0 };

    /// Text from well-formed bytes; counts the code points.
    pub fn new(bytes: &'a [u8]) -> Self {
        debug_assert!(is_well_formed(bytes));
        Self { bytes, chars: count_chars(bytes) }
    }

    /// Text from well-formed bytes whose number of code points is known.
    pub fn with_len(bytes: &'a [u8], chars: usize) -> Self {
        debug_assert_eq!(count_chars(bytes), chars);
        Self { bytes, chars }
    }

    /// The bytes, if they are well-formed.
    pub fn checked(bytes: &'a [u8]) -> Option<Self> {
        is_well_formed(bytes).then(|| Self::new(bytes))
    }

    /// The bytes.
    pub fn as_bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// The number of code points.
    pub fn len(self) -> usize {
        self.chars
    }

    /// Whether there are no code points.
    pub fn is_empty(self) -> bool {
        self.chars == 0
    }

    /// Whether all code points are below 128.
    pub fn is_ascii(self) -> bool {
        self.chars == self.bytes.len()
    }

    /// The text as `&str`, unless it holds surrogates.
    pub fn to_str(self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes).ok()
    }

    /// The text for a message to humans: surrogates become U+FFFD.
    pub fn to_string_lossy(self) -> Cow<'a, str> {
        match self.to_str() {
            Some(s) => Cow::Borrowed(s),
            None => self.code_points().map(|c| char::from_u32(c).unwrap_or('\u{FFFD}')).collect(),
        }
    }

    /// The code points, from either end.
    pub fn code_points(self) -> CodePoints<'a> {
        CodePoints::new(self.bytes)
    }

    /// The byte offset of the code point with this index; the length in bytes when it is past the end.
    pub fn byte_offset(self, index: usize) -> usize {
        if index >= self.chars {
            return self.bytes.len();
        }
        if self.is_ascii() {
            return index;
        }
        if index > self.chars / 2 {
            return self.byte_offset_from_end(self.chars - index);
        }
        let mut offset = 0;
        for _ in 0..index {
            offset += iter::width(self.bytes[offset]);
        }
        offset
    }

    fn byte_offset_from_end(self, mut back: usize) -> usize {
        let mut offset = self.bytes.len();
        while back > 0 && offset > 0 {
            offset -= 1;
            if self.bytes[offset] & 0xC0 != 0x80 {
                back -= 1;
            }
        }
        offset
    }

    /// The index of the code point that starts at this byte offset.
    pub fn char_index(self, offset: usize) -> usize {
        if self.is_ascii() { offset } else { count_chars(&self.bytes[..offset]) }
    }

    /// The code point with this index.
    pub fn get(self, index: usize) -> Option<u32> {
        if index >= self.chars {
            return None;
        }
        Some(iter::decode(self.bytes, self.byte_offset(index)).0)
    }

    /// The code points `start..end`, both clamped to the length.
    pub fn slice(self, start: usize, end: usize) -> Wtf8<'a> {
        let end = end.min(self.chars);
        if start >= end {
            return Wtf8::EMPTY;
        }
        let from = self.byte_offset(start);
        let to = if end == self.chars {
            self.bytes.len()
        } else {
            from + Wtf8 { bytes: &self.bytes[from..], chars: self.chars - start }.byte_offset(end - start)
        };
        Wtf8 { bytes: &self.bytes[from..to], chars: end - start }
    }

    /// `count` code points from `start` on, each `step` after the one before, as an adjusted extended slice.
    pub fn slice_step(self, start: usize, step: isize, count: usize) -> Wtf8Buf {
        if step == 1 {
            return self.slice(start, start.saturating_add(count)).to_owned();
        }
        let mut out = Wtf8Buf::with_capacity(count);
        if self.is_ascii() {
            let mut at = start;
            for _ in 0..count {
                let Some(&b) = self.bytes.get(at) else { break };
                out.push(u32::from(b));
                at = at.wrapping_add_signed(step);
            }
            return out;
        }
        let points: Vec<u32> = self.code_points().collect();
        let mut at = start;
        for _ in 0..count {
            let Some(&c) = points.get(at) else { break };
            out.push(c);
            at = at.wrapping_add_signed(step);
        }
        out
    }

    /// A part given by byte offsets that lie on code point boundaries.
    pub(crate) fn sub_bytes(self, from: usize, to: usize) -> Wtf8<'a> {
        let bytes = &self.bytes[from..to];
        let chars = if self.is_ascii() { bytes.len() } else { count_chars(bytes) };
        Wtf8 { bytes, chars }
    }

    /// An owned copy.
    pub fn to_owned(self) -> Wtf8Buf {
        Wtf8Buf { bytes: self.bytes.to_vec(), chars: self.chars }
    }

    /// The text `count` times.
    pub fn repeat(self, count: usize) -> crate::Result<Wtf8Buf> {
        let size = self.bytes.len().checked_mul(count).ok_or_else(crate::Error::memory)?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(size).map_err(|_| crate::Error::memory())?;
        for _ in 0..count {
            bytes.extend_from_slice(self.bytes);
        }
        Ok(Wtf8Buf { bytes, chars: self.chars * count })
    }
}

impl Wtf8Buf {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty text with room for this many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), chars: 0 }
    }

    /// An empty text with room for this many bytes, or `MemoryError`.
    pub fn try_with_capacity(bytes: usize) -> crate::Result<Self> {
        let mut buffer = Vec::new();
        buffer.try_reserve_exact(bytes).map_err(|_| crate::Error::memory())?;
        Ok(Self { bytes: buffer, chars: 0 })
    }

    /// Text from well-formed bytes; counts the code points.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        let chars = Wtf8::new(&bytes).chars;
        Self { bytes, chars }
    }

    /// Text of one code point (a surrogate perhaps).
    pub fn from_code_point(c: u32) -> Self {
        let mut out = Self::new();
        out.push(c);
        out
    }

    /// Text of these code points.
    pub fn from_code_points(points: impl IntoIterator<Item = u32>) -> Self {
        let mut out = Self::new();
        points.into_iter().for_each(|c| out.push(c));
        out
    }

    /// The borrowed view.
    pub fn as_wtf8(&self) -> Wtf8<'_> {
        Wtf8 { bytes: &self.bytes, chars: self.chars }
    }

    /// The bytes and the number of code points.
    pub fn into_parts(self) -> (Vec<u8>, usize) {
        (self.bytes, self.chars)
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of code points.
    pub fn len(&self) -> usize {
        self.chars
    }

    /// Whether there are no code points.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// Appends a code point; anything above U+10FFFF becomes U+FFFD.
    pub fn push(&mut self, c: u32) {
        if c < 0x80 {
            self.bytes.push(c as u8);
        } else {
            let (buffer, width) = iter::encode(c);
            self.bytes.extend_from_slice(&buffer[..width]);
        }
        self.chars += 1;
    }

    /// Appends text.
    pub fn push_wtf8(&mut self, text: Wtf8<'_>) {
        self.bytes.extend_from_slice(text.bytes);
        self.chars += text.chars;
    }

    /// Appends text.
    pub fn push_str(&mut self, text: &str) {
        self.push_wtf8(Wtf8::from(text));
    }

    /// Appends a code point several times.
    pub fn push_repeated(&mut self, c: u32, count: usize) {
        if c < 0x80 {
            self.bytes.resize(self.bytes.len() + count, c as u8);
            self.chars += count;
        } else {
            (0..count).for_each(|_| self.push(c));
        }
    }
}

impl<'a> From<&'a str> for Wtf8<'a> {
    fn from(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), chars: count_chars(text.as_bytes()) }
    }
}

impl<'a> From<&'a String> for Wtf8<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl<'a> From<&'a Wtf8Buf> for Wtf8<'a> {
    fn from(text: &'a Wtf8Buf) -> Self {
        text.as_wtf8()
    }
}

impl From<String> for Wtf8Buf {
    fn from(text: String) -> Self {
        let chars = count_chars(text.as_bytes());
        Self { bytes: text.into_bytes(), chars }
    }
}

impl From<&str> for Wtf8Buf {
    fn from(text: &str) -> Self {
        Wtf8::from(text).to_owned()
    }
}

impl PartialEq for Wtf8<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Wtf8<'_> {}

impl PartialOrd for Wtf8<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wtf8<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bytes.cmp(other.bytes)
    }
}

impl PartialEq for Wtf8Buf {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Wtf8Buf {}

impl PartialEq<str> for Wtf8Buf {
    fn eq(&self, other: &str) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl PartialEq<&str> for Wtf8Buf {
    fn eq(&self, other: &&str) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl PartialEq<&str> for Wtf8<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl std::fmt::Debug for Wtf8<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("\"")?;
        for c in self.code_points() {
            match char::from_u32(c) {
                Some(c) => write!(f, "{}", c.escape_debug())?,
                None => write!(f, "\\u{{{c:x}}}")?,
            }
        }
        f.write_str("\"")
    }
}

impl std::fmt::Debug for Wtf8Buf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_wtf8().fmt(f)
    }
}

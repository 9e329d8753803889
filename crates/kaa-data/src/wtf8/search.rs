//! Searching and replacing: find, count, starts/ends with, replace.
//!
//! Must not know: Python argument parsing; a range is given as the two signed numbers of the call, `clamp_range` gives
//! them the meaning of slice bounds. A match of well-formed bytes is always a match of code points.

use memchr::memmem;

use super::{Wtf8, Wtf8Buf};
use crate::{Error, Result};

/// Slice bounds for a sequence of this length; the start may stay past the end, which then finds nothing.
pub fn clamp_range(start: i64, end: i64, len: usize) -> (usize, usize) {
    let len = i64::try_from(len).unwrap_or(i64::MAX);
    let from_end = |i: i64| if i < 0 { i.saturating_add(len).max(0) } else { i };
    (from_end(start) as usize, from_end(end).min(len) as usize)
}

/// Texts shorter than this are searched without preparing the needle.
const SHORT: usize = 64;

/// The first place of a byte string in another.
fn position(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [one] => memchr::memchr(*one, haystack),
        [first, ..] if haystack.len() < SHORT => {
            let last = haystack.len().checked_sub(needle.len())?;
            let starts = memchr::memchr_iter(*first, &haystack[..=last]);
            starts.into_iter().find(|&at| &haystack[at..at + needle.len()] == needle)
        }
        _ => memmem::find(haystack, needle),
    }
}

/// The places of a byte string that is not empty, none of which overlap.
pub(super) fn positions<'h>(haystack: &'h [u8], needle: &'h [u8]) -> impl Iterator<Item = usize> + 'h {
    let prepared = (needle.len() > 1 && haystack.len() >= SHORT).then(|| memmem::Finder::new(needle));
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = &haystack[from..];
        let at = match &prepared {
            Some(finder) => finder.find(rest),
            None => position(rest, needle),
        }?;
        let found = from + at;
        from = found + needle.len();
        Some(found)
    })
}

impl<'a> Wtf8<'a> {
    /// The part `start..end` and its byte offset; none when even the empty text is not found there.
    fn window(self, start: i64, end: i64) -> Option<(Wtf8<'a>, usize)> {
        let (start, end) = clamp_range(start, end, self.chars);
        if start > end {
            return None;
        }
        let from = self.byte_offset(start);
        let to = if end == self.chars { self.bytes.len() } else { self.byte_offset(end) };
        Some((Wtf8 { bytes: &self.bytes[from..to], chars: end - start }, start))
    }

    /// The index of the first occurrence, as `str.find`.
    pub fn find(self, needle: Wtf8<'_>, start: i64, end: i64) -> Option<usize> {
        let (window, base) = self.window(start, end)?;
        let offset = position(window.bytes, needle.bytes)?;
        Some(base + window.char_index(offset))
    }

    /// The index of the last occurrence, as `str.rfind`.
    pub fn rfind(self, needle: Wtf8<'_>, start: i64, end: i64) -> Option<usize> {
        let (window, base) = self.window(start, end)?;
        let offset = memmem::rfind(window.bytes, needle.bytes)?;
        Some(base + window.char_index(offset))
    }

    /// The number of occurrences that do not overlap, as `str.count`.
    pub fn count(self, needle: Wtf8<'_>, start: i64, end: i64) -> usize {
        let Some((window, _)) = self.window(start, end) else { return 0 };
        if needle.is_empty() {
            return window.chars + 1;
        }
        positions(window.bytes, needle.bytes).count()
    }

    /// Whether the text contains another one.
    pub fn contains(self, needle: Wtf8<'_>) -> bool {
        position(self.bytes, needle.bytes).is_some()
    }

    /// `str.startswith` for one prefix.
    pub fn starts_with(self, prefix: Wtf8<'_>, start: i64, end: i64) -> bool {
        self.window(start, end).is_some_and(|(window, _)| window.bytes.starts_with(prefix.bytes))
    }

    /// `str.endswith` for one suffix.
    pub fn ends_with(self, suffix: Wtf8<'_>, start: i64, end: i64) -> bool {
        self.window(start, end).is_some_and(|(window, _)| window.bytes.ends_with(suffix.bytes))
    }

    /// The text without this prefix, if it has it.
    pub fn remove_prefix(self, prefix: Wtf8<'_>) -> Wtf8<'a> {
        match self.bytes.strip_prefix(prefix.bytes) {
            Some(bytes) => Wtf8 { bytes, chars: self.chars - prefix.chars },
            None => self,
        }
    }

    /// The text without this suffix, if it has it.
    pub fn remove_suffix(self, suffix: Wtf8<'_>) -> Wtf8<'a> {
        match self.bytes.strip_suffix(suffix.bytes) {
            Some(bytes) => Wtf8 { bytes, chars: self.chars - suffix.chars },
            None => self,
        }
    }

    /// The first `max` occurrences replaced (all when negative), as `str.replace`; none when nothing changes.
    pub fn replace(self, old: Wtf8<'_>, new: Wtf8<'_>, max: i64) -> Result<Option<Wtf8Buf>> {
        let limit = usize::try_from(max).unwrap_or(usize::MAX);
        if limit == 0 || old == new {
            return Ok(None);
        }
        if old.is_empty() {
            return self.interleave(new, limit).map(Some);
        }
        let hits: Vec<usize> = positions(self.bytes, old.bytes).take(limit).collect();
        if hits.is_empty() {
            return Ok(None);
        }
        let grown = new.bytes.len().checked_mul(hits.len()).and_then(|n| n.checked_add(self.bytes.len()));
        let size = grown.ok_or_else(too_long)? - old.bytes.len() * hits.len();
        let mut out = Wtf8Buf::try_with_capacity(size)?;
        out.chars = self.chars - hits.len() * old.chars + hits.len() * new.chars;
        let mut done = 0;
        for hit in hits {
            out.bytes.extend_from_slice(&self.bytes[done..hit]);
            out.bytes.extend_from_slice(new.bytes);
            done = hit + old.bytes.len();
        }
        out.bytes.extend_from_slice(&self.bytes[done..]);
        Ok(Some(out))
    }

    /// `new` before each of the first code points, and at the end if the limit reaches that far.
    fn interleave(self, new: Wtf8<'_>, limit: usize) -> Result<Wtf8Buf> {
        let times = limit.min(self.chars + 1);
        let size = new.bytes.len().checked_mul(times).and_then(|n| n.checked_add(self.bytes.len()));
        let mut out = Wtf8Buf::try_with_capacity(size.ok_or_else(too_long)?)?;
        let mut points = self.code_points();
        for _ in 0..times {
            out.push_wtf8(new);
            if let Some(c) = points.next() {
                out.push(c);
            }
        }
        out.push_wtf8(Wtf8::new(points.rest()));
        Ok(out)
    }

    /// Joins texts with this one between them.
    pub fn join<'b>(self, parts: impl IntoIterator<Item = Wtf8<'b>>) -> Wtf8Buf {
        let mut out = Wtf8Buf::new();
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                out.push_wtf8(self);
            }
            out.push_wtf8(part);
        }
        out
    }
}

fn too_long() -> Error {
    Error::overflow("replace string is too long")
}

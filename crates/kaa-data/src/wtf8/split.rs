//! Splitting: by separator, by white space, by lines, and the two partitions. All parts are views of the text.
//!
//! Must not know: lists. A negative `max` means no limit.

use memchr::memmem;

use super::Wtf8;
use super::search::positions;
use crate::unicode;

fn limit(max: i64) -> usize {
    usize::try_from(max).unwrap_or(usize::MAX)
}

impl<'a> Wtf8<'a> {
    /// `str.split(sep, max)`; the separator must not be empty.
    pub fn split(self, sep: Wtf8<'_>, max: i64) -> Vec<Wtf8<'a>> {
        let mut parts = Vec::new();
        let mut done = 0;
        if !sep.is_empty() {
            for hit in positions(self.bytes, sep.bytes).take(limit(max)) {
                parts.push(self.sub_bytes(done, hit));
                done = hit + sep.bytes.len();
            }
        }
        parts.push(self.sub_bytes(done, self.bytes.len()));
        parts
    }

    /// `str.rsplit(sep, max)`; the separator must not be empty.
    pub fn rsplit(self, sep: Wtf8<'_>, max: i64) -> Vec<Wtf8<'a>> {
        let mut parts = Vec::new();
        let mut end = self.bytes.len();
        if !sep.is_empty() {
            for hit in memmem::rfind_iter(self.bytes, sep.bytes).take(limit(max)) {
                parts.push(self.sub_bytes(hit + sep.bytes.len(), end));
                end = hit;
            }
        }
        parts.push(self.sub_bytes(0, end));
        parts.reverse();
        parts
    }

    /// `str.split(None, max)`.
    pub fn split_whitespace(self, max: i64) -> Vec<Wtf8<'a>> {
        let mut left = limit(max);
        let mut parts = Vec::new();
        if self.is_ascii() && max < 0 {
            self.ascii_words(&mut parts);
            return parts;
        }
        let mut rest = self.skip_space();
        while !rest.is_empty() {
            if left == 0 {
                parts.push(rest);
                break;
            }
            left -= 1;
            let word = rest.prefix_while(|c| !unicode::is_space(c));
            parts.push(word);
            rest = rest.remove_first(word).skip_space();
        }
        parts
    }

    /// The words of ASCII text.
    fn ascii_words(self, parts: &mut Vec<Wtf8<'a>>) {
        let mut at = 0;
        while let Some(skipped) = self.bytes[at..].iter().position(|b| !unicode::is_ascii_space(*b)) {
            let start = at + skipped;
            let word = self.bytes[start..].iter().position(|b| unicode::is_ascii_space(*b));
            let bytes = &self.bytes[start..word.map_or(self.bytes.len(), |n| start + n)];
            parts.push(Wtf8 { bytes, chars: bytes.len() });
            at = start + bytes.len();
        }
    }

    /// `str.rsplit(None, max)`.
    pub fn rsplit_whitespace(self, max: i64) -> Vec<Wtf8<'a>> {
        let mut left = limit(max);
        let mut parts = Vec::new();
        let mut rest = self.skip_space_back();
        while !rest.is_empty() {
            if left == 0 {
                parts.push(rest);
                break;
            }
            left -= 1;
            let word = rest.suffix_while(|c| !unicode::is_space(c));
            parts.push(word);
            rest = rest.remove_last(word).skip_space_back();
        }
        parts.reverse();
        parts
    }

    /// `str.splitlines`, with or without the line ends.
    pub fn splitlines(self, keep_ends: bool) -> Vec<Wtf8<'a>> {
        let mut parts = Vec::new();
        let mut rest = self;
        while !rest.is_empty() {
            let line = rest.prefix_while(|c| !unicode::is_line_break(c));
            let after = rest.remove_first(line);
            let end_len = if after.bytes.starts_with(b"\r\n") { 2 } else { usize::from(!after.is_empty()) };
            let end = after.slice(0, end_len);
            parts.push(if keep_ends { rest.sub_bytes(0, line.bytes.len() + end.bytes.len()) } else { line });
            rest = after.remove_first(end);
        }
        parts
    }

    /// What is before and after the first separator.
    pub fn partition(self, sep: Wtf8<'_>) -> Option<(Wtf8<'a>, Wtf8<'a>)> {
        memmem::find(self.bytes, sep.bytes).map(|hit| self.around(hit, sep))
    }

    /// What is before and after the last separator.
    pub fn rpartition(self, sep: Wtf8<'_>) -> Option<(Wtf8<'a>, Wtf8<'a>)> {
        memmem::rfind(self.bytes, sep.bytes).map(|hit| self.around(hit, sep))
    }

    fn around(self, hit: usize, sep: Wtf8<'_>) -> (Wtf8<'a>, Wtf8<'a>) {
        (self.sub_bytes(0, hit), self.sub_bytes(hit + sep.bytes.len(), self.bytes.len()))
    }

    /// The longest prefix of code points that pass the test.
    pub(crate) fn prefix_while(self, test: impl Fn(u32) -> bool) -> Wtf8<'a> {
        let mut points = self.code_points();
        let mut chars = 0;
        loop {
            let end = self.bytes.len() - points.rest().len();
            match points.next() {
                Some(c) if test(c) => chars += 1,
                _ => return Wtf8 { bytes: &self.bytes[..end], chars },
            }
        }
    }

    /// The longest suffix of code points that pass the test.
    pub(crate) fn suffix_while(self, test: impl Fn(u32) -> bool) -> Wtf8<'a> {
        let mut points = self.code_points();
        let mut chars = 0;
        loop {
            let start = points.rest().len();
            match points.next_back() {
                Some(c) if test(c) => chars += 1,
                _ => return Wtf8 { bytes: &self.bytes[start..], chars },
            }
        }
    }

    /// The text without a prefix that was cut from it.
    pub(crate) fn remove_first(self, prefix: Wtf8<'_>) -> Wtf8<'a> {
        Wtf8 { bytes: &self.bytes[prefix.bytes.len()..], chars: self.chars - prefix.chars }
    }

    /// The text without a suffix that was cut from it.
    pub(crate) fn remove_last(self, suffix: Wtf8<'_>) -> Wtf8<'a> {
        Wtf8 { bytes: &self.bytes[..self.bytes.len() - suffix.bytes.len()], chars: self.chars - suffix.chars }
    }

    pub(crate) fn skip_space(self) -> Wtf8<'a> {
        self.remove_first(self.prefix_while(unicode::is_space))
    }

    pub(crate) fn skip_space_back(self) -> Wtf8<'a> {
        self.remove_last(self.suffix_while(unicode::is_space))
    }
}

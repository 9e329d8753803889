//! Case conversion: upper, lower, title, capitalize, swapcase, casefold, with the full mappings of Unicode.
//!
//! Must not know: where the mappings come from (`unicode`). The only context rule is the final sigma.

use super::{CodePoints, Wtf8, Wtf8Buf};
use crate::unicode::{self, Mapped, Mapping};

const SIGMA: u32 = 0x3A3;
const FINAL_SIGMA: u32 = 0x3C2;
const SMALL_SIGMA: u32 = 0x3C3;

impl Wtf8<'_> {
    /// `str.upper`.
    pub fn to_upper(self) -> Wtf8Buf {
        if self.is_ascii() {
            return self.ascii(self.bytes.to_ascii_uppercase());
        }
        self.mapped(|_| Some(Mapping::Upper))
    }

    /// `str.lower`.
    pub fn to_lower(self) -> Wtf8Buf {
        if self.is_ascii() {
            return self.ascii(self.bytes.to_ascii_lowercase());
        }
        self.mapped(|_| Some(Mapping::Lower))
    }

    /// `str.casefold`.
    pub fn to_casefold(self) -> Wtf8Buf {
        if self.is_ascii() {
            return self.ascii(self.bytes.to_ascii_lowercase());
        }
        self.mapped(|_| Some(Mapping::Fold))
    }

    /// `str.swapcase`.
    pub fn to_swapcase(self) -> Wtf8Buf {
        self.mapped(|c| match c {
            _ if unicode::is_upper(c) => Some(Mapping::Lower),
            _ if unicode::is_lower(c) => Some(Mapping::Upper),
            _ => None,
        })
    }

    /// `str.title`: each first cased character after an uncased one in title case.
    pub fn to_title(self) -> Wtf8Buf {
        let mut after_cased = false;
        self.mapped(|c| {
            let mapping = if after_cased { Mapping::Lower } else { Mapping::Title };
            after_cased = unicode::is_cased(c);
            Some(mapping)
        })
    }

    /// `str.capitalize`: the first character in title case, the rest lower.
    pub fn to_capitalized(self) -> Wtf8Buf {
        let mut first = true;
        self.mapped(|_| Some(if std::mem::take(&mut first) { Mapping::Title } else { Mapping::Lower }))
    }

    fn ascii(self, bytes: Vec<u8>) -> Wtf8Buf {
        Wtf8Buf { bytes, chars: self.chars }
    }

    /// Maps each code point as `choose` says; none keeps it.
    fn mapped(self, mut choose: impl FnMut(u32) -> Option<Mapping>) -> Wtf8Buf {
        let mut out = Wtf8Buf::with_capacity(self.bytes.len());
        let mut points = self.code_points();
        loop {
            let at = self.bytes.len() - points.rest().len();
            let Some(c) = points.next() else { return out };
            let Some(mapping) = choose(c) else {
                out.push(c);
                continue;
            };
            if c == SIGMA && mapping == Mapping::Lower {
                out.push(if self.is_final_sigma(at, points.clone()) { FINAL_SIGMA } else { SMALL_SIGMA });
                continue;
            }
            match unicode::map_case(c, mapping) {
                Mapped::One(c) => out.push(c),
                Mapped::Many(text) => out.push_str(text),
            }
        }
    }

    /// A sigma ends a word: something cased before it and nothing cased after it, ignorable characters aside.
    fn is_final_sigma(self, at: usize, mut after: CodePoints<'_>) -> bool {
        let before = CodePoints::new(&self.bytes[..at]).rev().find(|&c| !unicode::is_case_ignorable(c));
        before.is_some_and(unicode::is_sigma_cased)
            && !after.find(|&c| !unicode::is_case_ignorable(c)).is_some_and(unicode::is_sigma_cased)
    }
}

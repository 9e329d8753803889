//! The `is…` questions about a whole text, and parsing helpers that look at the class of each character.
//!
//! Must not know: the tables (`unicode`). Most answers are false for the empty text.

use super::{Wtf8, Wtf8Buf};
use crate::unicode;

impl Wtf8<'_> {
    fn all(self, test: impl Fn(u32) -> bool) -> bool {
        !self.is_empty() && self.code_points().all(test)
    }

    /// `str.isalpha`.
    pub fn is_alpha(self) -> bool {
        self.all(unicode::is_alpha)
    }

    /// `str.isalnum`.
    pub fn is_alnum(self) -> bool {
        self.all(unicode::is_alnum)
    }

    /// `str.isdecimal`.
    pub fn is_decimal(self) -> bool {
        self.all(unicode::is_decimal)
    }

    /// `str.isdigit`.
    pub fn is_digit(self) -> bool {
        self.all(unicode::is_digit)
    }

    /// `str.isnumeric`.
    pub fn is_numeric(self) -> bool {
        self.all(unicode::is_numeric)
    }

    /// `str.isspace`.
    pub fn is_space(self) -> bool {
        self.all(unicode::is_space)
    }

    /// `str.isprintable`, true for the empty text.
    pub fn is_printable(self) -> bool {
        self.code_points().all(unicode::is_printable)
    }

    /// `str.isidentifier`; keywords count as identifiers.
    pub fn is_identifier(self) -> bool {
        let mut points = self.code_points();
        points.next().is_some_and(unicode::is_identifier_start) && points.all(unicode::is_identifier_continue)
    }

    /// `str.isupper`: something upper, nothing lower or title.
    pub fn is_upper(self) -> bool {
        let mut found = false;
        for c in self.code_points() {
            if unicode::is_lower(c) || unicode::is_title(c) {
                return false;
            }
            found |= unicode::is_upper(c);
        }
        found
    }

    /// `str.islower`: something lower, nothing upper or title.
    pub fn is_lower(self) -> bool {
        let mut found = false;
        for c in self.code_points() {
            if unicode::is_upper(c) || unicode::is_title(c) {
                return false;
            }
            found |= unicode::is_lower(c);
        }
        found
    }

    /// `str.istitle`: upper and title only after uncased ones, lower only after cased ones.
    pub fn is_title(self) -> bool {
        let (mut found, mut after_cased) = (false, false);
        for c in self.code_points() {
            let capital = unicode::is_upper(c) || unicode::is_title(c);
            if capital && after_cased || !capital && unicode::is_lower(c) && !after_cased {
                return false;
            }
            after_cased = capital || unicode::is_lower(c);
            found |= after_cased;
        }
        found
    }

    /// The text for number parsers: decimal digits of all scripts as ASCII, white space as blanks.
    ///
    /// None when another character outside ASCII occurs; such a text is not a number.
    pub fn to_ascii_number(self) -> Option<String> {
        self.code_points()
            .map(|c| match unicode::decimal_value(c) {
                Some(digit) => Some(char::from(b'0' + digit)),
                None if unicode::is_space(c) => Some(' '),
                None => char::from_u32(c).filter(char::is_ascii),
            })
            .collect()
    }

    /// Maps each code point, dropping it (none) or replacing it, as `str.translate` after the table look-up.
    pub fn translate(self, mut map: impl FnMut(u32, &mut Wtf8Buf)) -> Wtf8Buf {
        let mut out = Wtf8Buf::with_capacity(self.as_bytes().len());
        self.code_points().for_each(|c| map(c, &mut out));
        out
    }
}

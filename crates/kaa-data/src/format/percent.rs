//! The `%` operator: reading its directives, and formatting plain values for them.
//!
//! Must not know: where arguments come from. A directive is read in two steps, as Python does it: first up to the
//! letter, so that the VM can fetch the argument, and an unknown letter is an error only then ([`unsupported`]).
//! Bytes are formatted the same way: read them as Latin-1 text.

use super::Align;
use crate::float_text::{self, Notation, Style};
use crate::number::Int;
use crate::wtf8::{Wtf8, Wtf8Buf};
use crate::{Error, Result, int_text};

/// A number in a directive, or the star that asks for an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Written in the text.
    Number(usize),
    /// `*`.
    Star,
}

/// The flags between `%` and the width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A blank.
    pub blank: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
}

/// A directive such as `%(key)-8.3f`.
#[derive(Debug, Clone, Copy)]
pub struct Directive<'a> {
    /// What stands in parentheses.
    pub key: Option<Wtf8<'a>>,
    /// The flags.
    pub flags: Flags,
    /// The least width.
    pub width: Option<Amount>,
    /// The precision; a point without number means 0.
    pub precision: Option<Amount>,
    /// The letter.
    pub letter: u32,
    /// The index of the letter, for messages.
    pub index: usize,
}

/// Text as it is, or a directive.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
    /// Text to copy.
    Literal(Wtf8<'a>),
    /// A directive to format an argument for.
    Directive(Directive<'a>),
}

/// Whether the right operand has keys, so that `%(key)s` may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// A mapping that is not a tuple or a text.
    Mapping,
    /// Anything else.
    Other,
}

/// The pieces of a format text; after an error there are no more.
pub fn pieces(text: Wtf8<'_>, operand: Operand) -> Pieces<'_> {
    Pieces { text, at: 0, operand }
}

/// Iterator over the pieces of a format text.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    text: Wtf8<'a>,
    at: usize,
    operand: Operand,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        if bytes[self.at] != b'%' {
            let start = self.at;
            self.at = bytes[start..].iter().position(|&b| b == b'%').map_or(bytes.len(), |i| start + i);
            return Some(Ok(Piece::Literal(self.text.sub_bytes(start, self.at))));
        }
        self.at += 1;
        if bytes.get(self.at) == Some(&b'%') {
            self.at += 1;
            return Some(Ok(Piece::Literal(self.text.sub_bytes(self.at - 1, self.at))));
        }
        let directive = self.directive();
        if directive.is_err() {
            self.at = bytes.len();
        }
        Some(directive.map(Piece::Directive))
    }
}

impl<'a> Pieces<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn directive(&mut self) -> Result<Directive<'a>> {
        let key = if self.peek() == Some(b'(') { Some(self.key()?) } else { None };
        let mut flags = Flags::default();
        while let Some(b) = self.peek() {
            match b {
                b'-' => flags.left = true,
                b'+' => flags.plus = true,
                b' ' => flags.blank = true,
                b'#' => flags.alternate = true,
                b'0' => flags.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        let width = self.amount(isize::MAX as usize, "width too big")?;
        let mut precision = None;
        if self.peek() == Some(b'.') {
            self.at += 1;
            let number = self.amount(i32::MAX as usize, "precision too big")?;
            precision = Some(number.unwrap_or(Amount::Number(0)));
        }
        if matches!(self.peek(), Some(b'h' | b'l' | b'L')) {
            self.at += 1;
        }
        let rest = self.text.sub_bytes(self.at, self.text.as_bytes().len());
        let letter = rest.get(0).ok_or_else(|| Error::value("incomplete format"))?;
        let index = self.text.len() - rest.len();
        self.at += rest.slice(0, 1).as_bytes().len();
        Ok(Directive { key, flags, width, precision, letter, index })
    }

    /// The key between parentheses, which may hold balanced parentheses itself.
    fn key(&mut self) -> Result<Wtf8<'a>> {
        if self.operand != Operand::Mapping {
            return Err(Error::type_error("format requires a mapping"));
        }
        let start = self.at + 1;
        let mut depth = 0;
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(self.text.sub_bytes(start, self.at - 1));
            }
        }
        Err(Error::value("incomplete format key"))
    }

    fn amount(&mut self, max: usize, message: &str) -> Result<Option<Amount>> {
        if self.peek() == Some(b'*') {
            self.at += 1;
            return Ok(Some(Amount::Star));
        }
        let mut value: Option<usize> = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            let next =
                value.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(usize::from(digit - b'0')));
            value = Some(next.filter(|&n| n <= max).ok_or_else(|| Error::value(message))?);
        }
        Ok(value.map(Amount::Number))
    }
}

/// A directive whose stars have got their values: what the formatters need.
#[derive(Debug, Clone, Copy, Default)]
pub struct Layout {
    /// The flags.
    pub flags: Flags,
    /// The least width.
    pub width: usize,
    /// The precision.
    pub precision: Option<usize>,
}

impl Layout {
    /// Applies the value of a `*` for the width: a negative one means left.
    pub fn set_width(&mut self, width: i64) {
        self.flags.left |= width < 0;
        self.width = usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX);
    }

    /// Applies the value of a `*` for the precision: a negative one counts as 0.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Some(usize::try_from(precision).unwrap_or(0));
    }
}

impl Directive<'_> {
    /// The flags, width and precision that are written in the text.
    pub fn layout(&self) -> Layout {
        let number = |amount| if let Some(Amount::Number(n)) = amount { Some(n) } else { None };
        Layout {
            flags: self.flags,
            width: number(self.width).unwrap_or(0),
            precision: number(self.precision),
        }
    }
}

/// The error for a letter that means nothing.
pub fn unsupported(directive: &Directive<'_>) -> Error {
    let Directive { letter, index, .. } = directive;
    let shown = char::from_u32(*letter).filter(|c| (' '..='~').contains(c)).unwrap_or('?');
    Error::value(format!("unsupported format character '{shown}' ({letter:#x}) at index {index}"))
}

/// Formats a text for `%s`, `%r`, `%a`.
pub fn format_text(text: Wtf8<'_>, layout: Layout) -> Result<Wtf8Buf> {
    justify(text.slice(0, layout.precision.unwrap_or(usize::MAX)), layout)
}

/// Formats one character for `%c`; the precision does not matter.
pub fn format_char(c: u32, layout: Layout) -> Result<Wtf8Buf> {
    justify(Wtf8Buf::from_code_point(c).as_wtf8(), layout)
}

fn justify(text: Wtf8<'_>, layout: Layout) -> Result<Wtf8Buf> {
    super::pad(text, u32::from(' '), if layout.flags.left { Align::Left } else { Align::Right }, layout.width)
}

/// Formats an int for `%d`, `%i`, `%u`, `%o`, `%x`, `%X`.
pub fn format_int(value: &Int, letter: u32, layout: Layout, max_digits: usize) -> Result<Wtf8Buf> {
    let (radix, prefix) = match char::from_u32(letter) {
        Some('o') => (8, "0o"),
        Some('x') => (16, "0x"),
        Some('X') => (16, "0X"),
        _ => (10, ""),
    };
    let mut text = match value {
        Int::Small(i) if radix == 10 => i.to_string(),
        _ if radix == 10 => int_text::to_decimal(&value.to_big(), max_digits)?,
        _ => int_text::to_radix(&value.to_big(), radix),
    };
    if prefix == "0X" {
        text.make_ascii_uppercase();
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.as_str()),
    };
    let zeros = layout.precision.unwrap_or(0).saturating_sub(digits.len());
    let digits = Wtf8::from(digits).padded(zeros, 0, u32::from('0')).map_err(|_| Error::memory())?;
    let prefix = if layout.flags.alternate { prefix } else { "" };
    finish(negative, prefix, digits.as_wtf8(), layout)
}

/// Formats a float for `%e`, `%f`, `%g` and their capitals.
pub fn format_float(x: f64, letter: u32, layout: Layout) -> Result<Wtf8Buf> {
    let (notation, upper) = match char::from_u32(letter) {
        Some('e') => (Notation::Exponent, false),
        Some('E') => (Notation::Exponent, true),
        Some('f') => (Notation::Fixed, false),
        Some('F') => (Notation::Fixed, true),
        Some('G') => (Notation::General, true),
        _ => (Notation::General, false),
    };
    let style = Style { alternate: layout.flags.alternate, upper, ..Style::default() };
    let text = float_text::format_code(x, notation, layout.precision.unwrap_or(6), style);
    match text.strip_prefix('-') {
        Some(digits) => finish(true, "", Wtf8::from(digits), layout),
        None => finish(false, "", Wtf8::from(&text), layout),
    }
}

/// Sign and prefix before the digits, and filling where the flags want it.
fn finish(negative: bool, prefix: &str, digits: Wtf8<'_>, layout: Layout) -> Result<Wtf8Buf> {
    let flags = layout.flags;
    let mut out = Wtf8Buf::from(match () {
        () if negative => "-",
        () if flags.plus => "+",
        () if flags.blank => " ",
        () => "",
    });
    out.push_str(prefix);
    if flags.zero && !flags.left {
        let zeros = layout.width.saturating_sub(out.len() + digits.len());
        out.push_wtf8(digits.padded(zeros, 0, u32::from('0')).map_err(|_| Error::memory())?.as_wtf8());
    } else {
        out.push_wtf8(digits);
    }
    justify(out.as_wtf8(), layout)
}

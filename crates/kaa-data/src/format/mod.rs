//! `format(value, spec)`: the format spec mini language (PEP 3101, PEP 682, grouping after the point).
//!
//! Must not know: objects; a value comes as a plain number or text, with the name of its type for messages.
//! Next: `number` and `text` format values, `template` reads `str.format` texts, `percent` is the `%` operator.

mod number;
pub mod percent;
pub mod template;
mod text;

pub use number::{format_complex, format_float, format_int};
pub use text::format_str;

use crate::wtf8::{Wtf8, Wtf8Buf};
use crate::{Error, Result};

/// Where the filling goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// `<`: text at the left.
    Left,
    /// `>`: text at the right.
    Right,
    /// `^`: text in the middle.
    Center,
    /// `=`: filling between sign and digits.
    AfterSign,
}

/// When a number shows a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `+`: always.
    Plus,
    /// `-`: when negative, said so.
    Minus,
    /// A blank for positive numbers.
    Space,
}

/// What parts groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// `,`
    Comma,
    /// `_`
    Underscore,
}

impl Grouping {
    fn symbol(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Underscore => '_',
        }
    }
}

/// A format spec that has been read; its letter fits the grouping, but perhaps not the value.
#[derive(Debug, Clone)]
pub struct FormatSpec {
    /// The filling character.
    pub fill: u32,
    /// Where the filling goes.
    pub align: Align,
    /// When a sign is shown.
    pub sign: Option<Sign>,
    /// `z`: no negative zero.
    pub no_negative_zero: bool,
    /// `#`.
    pub alternate: bool,
    /// The least width.
    pub width: usize,
    /// Grouping before the point.
    pub grouping: Option<Grouping>,
    /// The precision.
    pub precision: Option<usize>,
    /// Grouping after the point.
    pub fraction_grouping: Option<Grouping>,
    /// The letter, none when there was none.
    pub letter: Option<u32>,
}

/// What differs between the types when a spec is read.
#[derive(Clone, Copy)]
struct Defaults<'a> {
    type_name: &'a str,
    align: Align,
    /// The letter to name in messages when there is none.
    letter: u32,
}

struct Reader<'a> {
    points: Vec<u32>,
    at: usize,
    text: Wtf8<'a>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u32> {
        self.points.get(self.at).copied()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(u32::from(c));
        self.at += usize::from(found);
        found
    }

    fn take_grouping(&mut self) -> Result<Option<Grouping>> {
        let mut found = None;
        if self.take(',') {
            found = Some(Grouping::Comma);
        }
        if self.take('_') {
            if found.is_some() {
                return Err(both_groupings());
            }
            found = Some(Grouping::Underscore);
        }
        if found == Some(Grouping::Underscore) && self.peek() == Some(u32::from(',')) {
            return Err(both_groupings());
        }
        Ok(found)
    }

    fn take_number(&mut self) -> Result<Option<usize>> {
        let mut value = None;
        while let Some(digit) = self.peek().and_then(crate::unicode::decimal_value) {
            self.at += 1;
            value = Some(next_number(value.unwrap_or(0), digit)?);
        }
        Ok(value)
    }
}

/// Appends a digit to a number in a format text.
fn next_number(value: usize, digit: u8) -> Result<usize> {
    let next = value.checked_mul(10).and_then(|n| n.checked_add(usize::from(digit)));
    next.filter(|&n| n <= isize::MAX as usize)
        .ok_or_else(|| Error::value("Too many decimal digits in format string"))
}

fn both_groupings() -> Error {
    Error::value("Cannot specify both ',' and '_'.")
}

fn align_of(c: u32) -> Option<Align> {
    match char::from_u32(c) {
        Some('<') => Some(Align::Left),
        Some('>') => Some(Align::Right),
        Some('^') => Some(Align::Center),
        Some('=') => Some(Align::AfterSign),
        _ => None,
    }
}

impl FormatSpec {
    fn parse(spec: Wtf8<'_>, defaults: Defaults<'_>) -> Result<Self> {
        let mut r = Reader { points: spec.code_points().collect(), at: 0, text: spec };
        let (mut fill, mut align) = (None, None);
        if let Some(found) = r.points.get(1).copied().and_then(align_of) {
            (fill, align) = (r.peek(), Some(found));
            r.at = 2;
        } else if let Some(found) = r.peek().and_then(align_of) {
            align = Some(found);
            r.at = 1;
        }
        let sign = match r.peek().and_then(char::from_u32) {
            Some('+') => Some(Sign::Plus),
            Some('-') => Some(Sign::Minus),
            Some(' ') => Some(Sign::Space),
            _ => None,
        };
        r.at += usize::from(sign.is_some());
        let no_negative_zero = r.take('z');
        let alternate = r.take('#');
        if fill.is_none() && r.take('0') {
            fill = Some(u32::from('0'));
            if align.is_none() && defaults.align == Align::Right {
                align = Some(Align::AfterSign);
            }
        }
        let width = r.take_number()?.unwrap_or(0);
        let grouping = r.take_grouping()?;
        let (precision, fraction_grouping) = read_precision(&mut r)?;
        // Floats take the null character for no letter.
        let letter = read_letter(&r, defaults)?.filter(|&c| c != 0 || defaults.letter != 0);
        let spec = Self {
            fill: fill.unwrap_or(u32::from(' ')),
            align: align.unwrap_or(defaults.align),
            sign,
            no_negative_zero,
            alternate,
            width,
            grouping,
            precision,
            fraction_grouping,
            letter,
        };
        spec.check_grouping(defaults)?;
        Ok(spec)
    }

    fn check_grouping(&self, defaults: Defaults<'_>) -> Result<()> {
        let letter = self.letter.unwrap_or(defaults.letter);
        let known = char::from_u32(letter).unwrap_or('\u{FFFD}');
        if let Some(grouping) = self.grouping {
            let fits = match known {
                'd' | 'e' | 'f' | 'g' | 'E' | 'F' | 'G' | '%' | '\0' => true,
                'b' | 'o' | 'x' | 'X' => grouping == Grouping::Underscore,
                _ => false,
            };
            if !fits {
                return Err(grouping_mismatch(grouping, letter));
            }
        }
        match self.fraction_grouping {
            Some(grouping) if known == 'n' => Err(grouping_mismatch(grouping, letter)),
            _ => Ok(()),
        }
    }

    /// The letter as a character; surrogates are no known letter.
    fn letter_char(&self) -> Option<char> {
        self.letter.map(|c| char::from_u32(c).unwrap_or('\u{FFFD}'))
    }

    fn unknown_letter(&self, type_name: &str) -> Error {
        let shown = show(self.letter.unwrap_or(0));
        Error::value(format!("Unknown format code '{shown}' for object of type '{type_name}'"))
    }
}

fn read_precision(r: &mut Reader<'_>) -> Result<(Option<usize>, Option<Grouping>)> {
    if !r.take('.') {
        return Ok((None, None));
    }
    let precision = r.take_number()?;
    let grouping = r.take_grouping()?;
    if precision.is_none() && grouping.is_none() {
        return Err(Error::value("Format specifier missing precision"));
    }
    Ok((precision, grouping))
}

fn read_letter(r: &Reader<'_>, defaults: Defaults<'_>) -> Result<Option<u32>> {
    match r.points.len() - r.at {
        0 => Ok(None),
        1 => Ok(r.peek()),
        _ => Err(Error::value(format!(
            "Invalid format specifier '{}' for object of type '{}'",
            r.text.to_string_lossy(),
            defaults.type_name
        ))),
    }
}

fn grouping_mismatch(grouping: Grouping, letter: u32) -> Error {
    Error::value(format!("Cannot specify '{}' with '{}'.", grouping.symbol(), show(letter)))
}

/// A character for a message: itself when it is plain, its number otherwise.
fn show(c: u32) -> String {
    match char::from_u32(c) {
        Some(plain @ '!'..='\x7F') => plain.to_string(),
        _ => format!("\\x{c:x}"),
    }
}

/// Filling around a text; `AfterSign` counts as right, the number formatters have treated it before.
fn pad(text: Wtf8<'_>, fill: u32, align: Align, width: usize) -> Result<Wtf8Buf> {
    let missing = width.saturating_sub(text.len());
    let left = match align {
        Align::Left => 0,
        Align::Center => missing / 2,
        Align::Right | Align::AfterSign => missing,
    };
    text.padded(left, missing - left, fill).map_err(|_| Error::memory())
}

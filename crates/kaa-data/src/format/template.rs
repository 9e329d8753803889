//! The texts of `str.format` and `string.Formatter`: pieces, field names, automatic numbering.
//!
//! Must not know: how a field is looked up or formatted. The VM walks [`pieces`], resolves each name with
//! [`split_field_name`] and [`Numbering`], and formats nested specs the same way, [`MAX_NESTING`] levels deep.

use super::{next_number, show};
use crate::wtf8::Wtf8;
use crate::{Error, Result, unicode};

/// How deep specs may hold fields: a field, and one in its spec.
pub const MAX_NESTING: usize = 2;

/// Text as it is, then a field perhaps.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Text to copy; doubled braces are single already.
    pub literal: Wtf8<'a>,
    /// The field after it.
    pub field: Option<Field<'a>>,
}

/// A replacement field.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// What stands before `!` and `:`.
    pub name: Wtf8<'a>,
    /// The character after `!`.
    pub conversion: Option<u32>,
    /// What stands after `:`.
    pub spec: Wtf8<'a>,
    /// Whether the spec holds fields itself.
    pub nested: bool,
}

/// The pieces of a text; after an error there are no more.
pub fn pieces(text: Wtf8<'_>) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// Iterator over the pieces of a text.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    text: Wtf8<'a>,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.as_bytes().len() {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.at = self.text.as_bytes().len();
        }
        Some(piece)
    }
}

impl<'a> Pieces<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn piece(&mut self) -> Result<Piece<'a>> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let Some(brace) = bytes[start..].iter().position(|b| matches!(b, b'{' | b'}')) else {
            self.at = bytes.len();
            return Ok(Piece { literal: self.text.sub_bytes(start, bytes.len()), field: None });
        };
        let at = start + brace;
        self.at = at + 1;
        if self.peek() == Some(bytes[at]) {
            self.at += 1;
            return Ok(Piece { literal: self.text.sub_bytes(start, at + 1), field: None });
        }
        if bytes[at] == b'}' {
            return Err(Error::value("Single '}' encountered in format string"));
        }
        if self.peek().is_none() {
            return Err(Error::value("Single '{' encountered in format string"));
        }
        let literal = self.text.sub_bytes(start, at);
        Ok(Piece { literal, field: Some(self.field()?) })
    }

    /// Reads a field after its opening brace.
    fn field(&mut self) -> Result<Field<'a>> {
        let start = self.at;
        let end = self.name_end()?;
        let name = self.text.sub_bytes(start, end);
        let mut field = Field { name, conversion: None, spec: Wtf8::EMPTY, nested: false };
        match self.text.as_bytes().get(end) {
            Some(b'}') => return Ok(field),
            Some(b'!') => {
                let rest = self.text.sub_bytes(self.at, self.text.as_bytes().len());
                let conversion = rest.get(0);
                field.conversion =
                    Some(conversion.ok_or_else(|| {
                        Error::value("end of string while looking for conversion specifier")
                    })?);
                self.at += rest.slice(0, 1).as_bytes().len();
                match self.peek() {
                    Some(b'}') => {
                        self.at += 1;
                        return Ok(field);
                    }
                    Some(b':') => self.at += 1,
                    Some(_) => return Err(Error::value("expected ':' after conversion specifier")),
                    None => {}
                }
            }
            Some(b':') => {}
            _ => return Err(Error::value("expected '}' before end of string")),
        }
        (field.spec, field.nested) = self.spec()?;
        Ok(field)
    }

    /// Walks to the character that ends a name and past it; what is in brackets does not end it.
    fn name_end(&mut self) -> Result<usize> {
        let mut in_brackets = false;
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b']' => in_brackets = false,
                _ if in_brackets => {}
                b'[' => in_brackets = true,
                b'{' => return Err(Error::value("unexpected '{' in field name")),
                b'}' | b':' | b'!' => return Ok(self.at - 1),
                _ => {}
            }
        }
        Ok(self.at)
    }

    fn spec(&mut self) -> Result<(Wtf8<'a>, bool)> {
        let (start, mut depth, mut nested) = (self.at, 1, false);
        while let Some(b) = self.peek() {
            match b {
                b'{' => {
                    nested = true;
                    depth += 1;
                }
                b'}' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok((self.text.sub_bytes(start, self.at - 1), nested));
            }
        }
        Err(Error::value("unmatched '{' in format spec"))
    }
}

/// What a field name starts with, or an index in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// A number.
    Index(usize),
    /// Anything else, the empty name included.
    Name(Wtf8<'a>),
}

/// One step of a field name after its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// `.name`
    Attribute(Wtf8<'a>),
    /// `[key]`
    Item(Key<'a>),
}

/// Splits a field name into its start and the steps after it; an error in a step comes when the step is reached.
pub fn split_field_name(name: Wtf8<'_>) -> Result<(Key<'_>, Steps<'_>)> {
    let bytes = name.as_bytes();
    let end = bytes.iter().position(|b| matches!(b, b'.' | b'[')).unwrap_or(bytes.len());
    let first = key(name.sub_bytes(0, end))?;
    Ok((first, Steps { rest: name.sub_bytes(end, bytes.len()) }))
}

fn key(text: Wtf8<'_>) -> Result<Key<'_>> {
    let mut value = None;
    for c in text.code_points() {
        let Some(digit) = unicode::decimal_value(c) else { return Ok(Key::Name(text)) };
        value = Some(next_number(value.unwrap_or(0), digit)?);
    }
    Ok(value.map_or(Key::Name(text), Key::Index))
}

/// Iterator over the steps of a field name.
#[derive(Debug, Clone)]
pub struct Steps<'a> {
    rest: Wtf8<'a>,
}

impl<'a> Iterator for Steps<'a> {
    type Item = Result<Step<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.rest.as_bytes();
        let first = *bytes.first()?;
        let step = match first {
            b'.' => {
                let end =
                    bytes[1..].iter().position(|b| matches!(b, b'.' | b'[')).map_or(bytes.len(), |i| i + 1);
                self.advance(1, end, end).map(Step::Attribute)
            }
            b'[' => match bytes.iter().position(|&b| b == b']') {
                Some(end) => self.advance(1, end, end + 1).and_then(|text| key(text).map(Step::Item)),
                None => Err(Error::value("Missing ']' in format string")),
            },
            _ => Err(Error::value("Only '.' or '[' may follow ']' in format field specifier")),
        };
        if step.is_err() {
            self.rest = Wtf8::EMPTY;
        }
        Some(step)
    }
}

impl<'a> Steps<'a> {
    fn advance(&mut self, from: usize, to: usize, next: usize) -> Result<Wtf8<'a>> {
        let text = self.rest.sub_bytes(from, to);
        self.rest = self.rest.sub_bytes(next, self.rest.as_bytes().len());
        if text.is_empty() { Err(Error::value("Empty attribute in format string")) } else { Ok(text) }
    }
}

/// Whether fields are numbered by hand or automatically; the first numbered field decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Numbering {
    /// No field had a number or an empty name yet.
    #[default]
    Unknown,
    /// Empty names: the next one gets this number.
    Automatic(usize),
    /// Numbers in the text.
    Manual,
}

impl Numbering {
    /// The key to look up: an empty name becomes a number.
    pub fn resolve<'a>(&mut self, first: Key<'a>) -> Result<Key<'a>> {
        match (first, *self) {
            (Key::Name(name), Self::Manual) if name.is_empty() => Err(Error::value(
                "cannot switch from manual field specification to automatic field numbering",
            )),
            (Key::Name(name), state) if name.is_empty() => {
                let number = if let Self::Automatic(next) = state { next } else { 0 };
                *self = Self::Automatic(number + 1);
                Ok(Key::Index(number))
            }
            (Key::Index(_), Self::Automatic(_)) => Err(Error::value(
                "cannot switch from automatic field numbering to manual field specification",
            )),
            (Key::Index(number), _) => {
                *self = Self::Manual;
                Ok(Key::Index(number))
            }
            (name, _) => Ok(name),
        }
    }
}

/// The error for a conversion that is not `r`, `s` or `a`.
pub fn unknown_conversion(conversion: u32) -> Error {
    Error::value(format!("Unknown conversion specifier {}", show(conversion)))
}

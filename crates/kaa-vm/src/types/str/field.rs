//! The grammar of `str.format`: literal text and `{field!conversion:spec}`, and the inside of a field name.
//!
//! Must not know: values. Next: `formatting.rs` for what becomes of the pieces.

use kaa_data::Error;
use kaa_data::wtf8::Wtf8;

/// One step through a format string: text, then maybe a replacement field.
pub(crate) struct Piece {
    /// Text before the field, doubled braces already single.
    pub(crate) literal: Vec<u8>,
    /// The field, none at the end.
    pub(crate) field: Option<Field>,
}

/// A replacement field.
pub(crate) struct Field {
    /// `0.name[key]`, perhaps empty.
    pub(crate) name: Vec<u8>,
    /// `r`, `s` or `a` (or another character, to be refused).
    pub(crate) conversion: Option<u32>,
    /// After the colon.
    pub(crate) spec: Vec<u8>,
    /// The spec holds fields itself.
    pub(crate) nested: bool,
}

/// Walks through a format string.
pub(crate) struct Parser<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// The next piece; none at the end.
    pub(crate) fn next_piece(&mut self) -> kaa_data::Result<Option<Piece>> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let mut literal = Vec::new();
        while let Some(&b) = self.text.get(self.at) {
            self.at += 1;
            let doubled = self.text.get(self.at) == Some(&b);
            match b {
                b'{' | b'}' if doubled => {
                    self.at += 1;
                    literal.push(b);
                }
                b'{' if self.at >= self.text.len() => {
                    return Err(Error::value("Single '{' encountered in format string"));
                }
                b'{' => return Ok(Some(Piece { literal, field: Some(self.field()?) })),
                b'}' => return Err(Error::value("Single '}' encountered in format string")),
                _ => literal.push(b),
            }
        }
        Ok(Some(Piece { literal, field: None }))
    }

    fn field(&mut self) -> kaa_data::Result<Field> {
        let unfinished = || Error::value("expected '}' before end of string");
        let start = self.at;
        let (mut bracket, mut end) = (false, None);
        while let Some(&b) = self.text.get(self.at) {
            match b {
                b'{' if !bracket => return Err(Error::value("unexpected '{' in field name")),
                b'[' => bracket = true,
                b']' => bracket = false,
                b'}' | b':' | b'!' if !bracket => {
                    end = Some(b);
                    break;
                }
                _ => {}
            }
            self.at += 1;
        }
        let name = self.text[start..self.at].to_vec();
        let Some(mut closing) = end else { return Err(unfinished()) };
        self.at += 1;
        let mut conversion = None;
        if closing == b'!' {
            if self.at >= self.text.len() {
                return Err(Error::value("end of string while looking for conversion specifier"));
            }
            let rest = Wtf8::new(&self.text[self.at..]);
            conversion = rest.get(0);
            self.at += rest.byte_offset(1);
            let Some(&b) = self.text.get(self.at) else { return Err(Error::value("unmatched '{' in format spec")) };
            self.at += 1;
            if b != b':' && b != b'}' {
                return Err(Error::value("expected ':' after conversion specifier"));
            }
            closing = b;
        }
        if closing == b'}' {
            return Ok(Field { name, conversion, spec: Vec::new(), nested: false });
        }
        let (spec, nested) = self.spec()?;
        Ok(Field { name, conversion, spec, nested })
    }

    /// From behind the colon to the brace that closes the field.
    fn spec(&mut self) -> kaa_data::Result<(Vec<u8>, bool)> {
        let (start, mut depth, mut nested) = (self.at, 1usize, false);
        while let Some(&b) = self.text.get(self.at) {
            self.at += 1;
            match b {
                b'{' => {
                    depth += 1;
                    nested = true;
                }
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok((self.text[start..self.at - 1].to_vec(), nested));
            }
        }
        Err(Error::value("unmatched '{' in format spec"))
    }
}

/// What a field name begins with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// Nothing: the next argument in turn.
    Auto,
    /// A number.
    Index(usize),
    /// A name.
    Name(Vec<u8>),
}

/// What follows: an attribute or an item.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// `.name`
    Attribute(Vec<u8>),
    /// `[3]`
    Index(usize),
    /// `[key]`
    Key(Vec<u8>),
}

/// Takes a field name apart.
pub(crate) fn split_name(name: &[u8]) -> kaa_data::Result<(First, Vec<Access>)> {
    let end = name.iter().position(|b| matches!(b, b'.' | b'[')).unwrap_or(name.len());
    let first = match (&name[..end], number(&name[..end])?) {
        ([], _) => First::Auto,
        (_, Some(i)) => First::Index(i),
        (text, None) => First::Name(text.to_vec()),
    };
    let mut rest = &name[end..];
    let mut accesses = Vec::new();
    while let Some((&b, after)) = rest.split_first() {
        let (part, next) = match b {
            b'.' => after.split_at(after.iter().position(|b| matches!(b, b'.' | b'[')).unwrap_or(after.len())),
            b'[' => match after.iter().position(|&b| b == b']') {
                Some(close) => (&after[..close], &after[close + 1..]),
                None => return Err(Error::value("Missing ']' in format string")),
            },
            _ => return Err(Error::value("Only '.' or '[' may follow ']' in format field specifier")),
        };
        if part.is_empty() {
            return Err(Error::value("Empty attribute in format string"));
        }
        accesses.push(match (b, number(part)?) {
            (b'.', _) => Access::Attribute(part.to_vec()),
            (_, Some(i)) => Access::Index(i),
            (_, None) => Access::Key(part.to_vec()),
        });
        rest = next;
    }
    Ok((first, accesses))
}

/// A run of decimal digits as a number; an error when it is too large.
fn number(text: &[u8]) -> kaa_data::Result<Option<usize>> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return Ok(None);
    }
    let too_large = || Error::value("Too many decimal digits in format string");
    let mut n = 0i64;
    for b in text {
        n = n.checked_mul(10).and_then(|n| n.checked_add(i64::from(b - b'0'))).ok_or_else(too_large)?;
    }
    Ok(Some(n as usize))
}

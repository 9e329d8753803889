//! Source text: from bytes to the text that is parsed, and from offsets to lines and columns.
//!
//! [`decode`] applies PEP 263 and makes every line end `\n`. [`Tree`] is what later stages know of the text. Nothing here
//! knows grammar.

use crate::errors::{ErrorKind, Exact, Failure, Res};
use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_text_size::{Ranged, TextRange, TextSize};
use std::borrow::Cow;

/// What the compiler gets.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// Text; an encoding declared in it is ignored.
    Text(&'a str),
    /// Bytes in the encoding that they declare, UTF-8 by default.
    Bytes(&'a [u8]),
}

/// The text to parse: decoded, with `\n` at line ends.
pub(crate) fn decode(source: Source<'_>) -> Res<Cow<'_, str>> {
    let text = match source {
        Source::Text(text) => Cow::Borrowed(text),
        Source::Bytes(bytes) => decode_bytes(bytes)?,
    };
    if text.contains('\0') {
        let message = "source code string cannot contain null bytes";
        return Err(Failure::without_place(ErrorKind::Syntax, message));
    }
    if u32::try_from(text.len()).is_err() {
        return Err(Failure::without_place(ErrorKind::Overflow, "source is too long"));
    }
    Ok(match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => text,
    })
}

fn decode_bytes(bytes: &[u8]) -> Res<Cow<'_, str>> {
    let encoding = declared_encoding(bytes);
    let name = encoding.as_deref().unwrap_or("utf-8");
    let rest = bytes.strip_prefix(BOM).unwrap_or(bytes);
    if rest.len() < bytes.len() && !is_utf8_name(name) {
        return Err(wrong_mark(rest, normal_name(name)));
    }
    match normal_name(name) {
        "utf-8" => match std::str::from_utf8(rest) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) if is_utf8_name(name) => Err(not_utf8(rest, error.valid_up_to())),
            Err(error) => Err(bad_utf8(rest, error.valid_up_to())),
        },
        "iso-8859-1" => Ok(rest.iter().map(|byte| char::from(*byte)).collect()),
        "ascii" => match rest.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(String::from_utf8_lossy(rest)),
            Some(at) => {
                let byte = rest[at];
                Err(undecodable(format!(
                    "'ascii' codec can't decode byte 0x{byte:02x} in position {at}: ordinal not in range(128)"
                )))
            }
        },
        _ => Err(undecodable(format!("unknown encoding: {name}"))),
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// An error of decoding: no line is to blame.
fn undecodable(message: String) -> Box<Failure> {
    let mut failure = Failure::without_place(ErrorKind::Syntax, message);
    failure.exact = Some(Exact { line: 0, column: -1, end_line: 0, end_column: 0 });
    failure
}

/// A byte order mark and an encoding that has none.
fn wrong_mark(bytes: &[u8], name: &str) -> Box<Failure> {
    let lines = bytes.split(|byte| *byte == b'\n').take(2);
    let declaring = lines.enumerate().find(|(_, line)| cookie(line).is_some());
    let (at, line) = declaring.unwrap_or((0, bytes));
    let text = String::from_utf8_lossy(line).into_owned();
    let width = i32::try_from(text.chars().count()).unwrap_or(i32::MAX);
    let line = at as u32 + 1;
    let mut failure = Failure::without_place(ErrorKind::Syntax, format!("encoding problem: {name} with BOM"));
    // Columns count from 1, and this error is before the first.
    failure.exact = Some(Exact { line, column: 0, end_line: line, end_column: width });
    failure.text = Some(text);
    failure
}

/// Not UTF-8, and nothing else was declared.
fn not_utf8(bytes: &[u8], at: usize) -> Box<Failure> {
    let (before, byte) = (&bytes[..at], bytes.get(at).copied().unwrap_or_default());
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |len| at + len);
    let column = String::from_utf8_lossy(&bytes[start..at]).chars().count();
    let column = i32::try_from(column + 1).unwrap_or(i32::MAX);
    let message = format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}' on line {line}, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details"
    );
    let mut failure = Failure::without_place(ErrorKind::Syntax, message);
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    failure.exact = Some(Exact { line, column, end_line: line, end_column: column });
    failure.text = Some(String::from_utf8_lossy(&bytes[start..end]).into_owned());
    failure
}

fn bad_utf8(bytes: &[u8], at: usize) -> Box<Failure> {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let reason = match byte {
        0x80..=0xc1 | 0xf5..=0xff => "invalid start byte",
        _ if bytes.len() - at < 4 && bytes[at + 1..].iter().all(|byte| byte & 0xc0 == 0x80) => {
            "unexpected end of data"
        }
        _ => "invalid continuation byte",
    };
    undecodable(format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {reason}"))
}

/// The encoding that the first two lines declare (PEP 263), as written. Those that [`crate::compile`] does not know
/// itself are the caller's to decode.
pub fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')).take(2) {
        let text = line.trim_ascii_start();
        if !text.is_empty() && text[0] != b'#' {
            return None;
        }
        if let Some(name) = cookie(text) {
            return Some(name);
        }
    }
    None
}

/// The declared encoding, when it is one that the compiler does not know itself.
pub fn foreign_encoding(bytes: &[u8]) -> Option<String> {
    let name = declared_encoding(bytes)?;
    let own = matches!(normal_name(&name), "utf-8" | "iso-8859-1" | "ascii") || bytes.starts_with(BOM);
    (!own).then_some(name)
}

fn cookie(comment: &[u8]) -> Option<String> {
    let mut from = 0;
    while let Some(at) = comment.get(from..)?.windows(6).position(|word| word == b"coding") {
        from += at + 6;
        if matches!(comment.get(from), Some(b':' | b'=')) {
            let name: String = comment[from + 1..]
                .trim_ascii_start()
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
                .map(|byte| char::from(*byte))
                .collect();
            if !name.is_empty() {
                return Some(name);
            }
        }
    }
    None
}

/// With a byte order mark only this spelling is accepted.
fn is_utf8_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase().replace('_', "-");
    lower == "utf-8" || lower.starts_with("utf-8-")
}

/// The codec behind the usual spellings.
fn normal_name(name: &str) -> &str {
    let lower = name.to_ascii_lowercase().replace('_', "-");
    match lower.as_str() {
        "utf-8" | "utf8" | "u8" | "utf" | "cp65001" | "utf-8-sig" => "utf-8",
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "iso-latin-1" | "l1" | "8859" | "cp819" => {
            "iso-8859-1"
        }
        "ascii" | "us-ascii" | "646" => "ascii",
        _ if lower.starts_with("utf-8-") => "utf-8",
        _ if lower.starts_with("latin-1-") || lower.starts_with("iso-8859-1-") => "iso-8859-1",
        _ => name,
    }
}

/// The text, its tokens and its lines.
pub(crate) struct Tree<'a> {
    pub(crate) text: &'a str,
    tokens: Option<&'a Tokens>,
    /// Where each line starts.
    lines: Vec<u32>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(text: &'a str, tokens: Option<&'a Tokens>) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect();
        Self { text, tokens, lines }
    }

    /// Line from 1 and column in bytes from 0.
    pub(crate) fn line_byte(&self, at: TextSize) -> (u32, u32) {
        let at = at.to_u32();
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        (line as u32, at - self.lines[line - 1])
    }

    /// The offset of a line from 1 and a column in bytes.
    pub(crate) fn offset(&self, line: i32, col: i32) -> TextSize {
        let line = usize::try_from(line - 1).unwrap_or(0).min(self.lines.len() - 1);
        TextSize::new(self.lines[line].saturating_add(u32::try_from(col).unwrap_or(0)))
    }

    /// Line and column in characters, both from 1.
    pub(crate) fn line_column(&self, at: TextSize) -> (u32, u32) {
        let (line, column) = self.line_byte(at);
        let end = at.to_usize().min(self.text.len());
        let start = end.saturating_sub(column as usize);
        let chars = self.text.get(start..end).map_or(column, |text| text.chars().count() as u32);
        (line, chars + 1)
    }

    /// A line with its line end.
    pub(crate) fn line_text(&self, line: u32) -> &'a str {
        let at = |line: u32| self.lines.get(line as usize).map_or(self.text.len(), |at| *at as usize);
        self.text.get(at(line.saturating_sub(1))..at(line)).unwrap_or_default()
    }

    pub(crate) fn slice(&self, range: TextRange) -> &'a str {
        self.text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
    }

    /// The range inside the text.
    pub(crate) fn clamp(&self, range: TextRange) -> TextRange {
        let end = TextSize::of(self.text);
        TextRange::new(range.start().min(end), range.end().min(end))
    }

    /// The text of a range, comments left out.
    pub(crate) fn without_comments(&self, range: TextRange) -> String {
        let tokens = self.tokens.map_or(&[][..], |tokens| tokens);
        let first = tokens.partition_point(|token| token.start() < range.start());
        let inside = tokens[first..].iter().take_while(|token| token.end() <= range.end());
        let mut text = String::new();
        let mut from = range.start();
        for comment in inside.filter(|token| token.kind() == TokenKind::Comment) {
            text.push_str(self.slice(TextRange::new(from, comment.start().max(from))));
            from = comment.end();
        }
        text.push_str(self.slice(TextRange::new(from.min(range.end()), range.end())));
        text
    }

    /// A compound statement's range with the semicolon that its last line may end with.
    pub(crate) fn with_semicolon(&self, range: TextRange) -> TextRange {
        let rest = self.text.get(range.end().to_usize()..).unwrap_or_default();
        let blank = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match rest.as_bytes().get(blank) {
            Some(b';') => {
                TextRange::new(range.start(), range.end() + TextSize::try_from(blank + 1).unwrap_or_default())
            }
            _ => range,
        }
    }

    /// `range` with the parentheses directly around it.
    pub(crate) fn with_parentheses(&self, range: TextRange) -> TextRange {
        let Some(tokens) = self.tokens else { return range };
        let trivia = |kind: TokenKind| matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline);
        let first = tokens.partition_point(|token| token.start() < range.start());
        let before = tokens[..first].iter().rev().find(|token| !trivia(token.kind()));
        let last = tokens.partition_point(|token| token.end() <= range.end());
        let after = tokens[last..].iter().find(|token| !trivia(token.kind()));
        match (before, after) {
            (Some(open), Some(close))
                if open.kind() == TokenKind::Lpar && close.kind() == TokenKind::Rpar =>
            {
                TextRange::new(open.start(), close.end())
            }
            _ => range,
        }
    }

    /// Where the first word at or after `at` starts, comments and blank space skipped.
    pub(crate) fn next_word(&self, at: TextSize) -> TextSize {
        let bytes = self.text.as_bytes();
        let mut at = at.to_usize();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'#' => at += bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
                b' ' | b'\t' | b'\n' | b'\x0c' | b'\\' | b';' => at += 1,
                _ => break,
            }
        }
        TextSize::try_from(at).unwrap_or_default()
    }
}

/// An upper bound for how deep the tree of these tokens can be: the tokens of the longest logical line, and the
/// indentation.
pub(crate) fn nesting_bound(tokens: &Tokens) -> usize {
    let (mut longest, mut line, mut indent, mut deepest) = (0_usize, 0_usize, 0_usize, 0_usize);
    for token in tokens.iter() {
        match token.kind() {
            TokenKind::Newline => line = 0,
            TokenKind::Indent => indent += 1,
            TokenKind::Dedent => indent = indent.saturating_sub(1),
            _ => line += 1,
        }
        longest = longest.max(line);
        deepest = deepest.max(indent);
    }
    // Statements nest twice for each indentation: the statement and its body.
    longest + 4 * deepest
}

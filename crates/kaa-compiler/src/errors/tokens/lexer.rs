//! The tokenizer's loop: names, operators, brackets, lines.

use super::{Ending, Kind, Place, Problem, Token};
use crate::errors::ErrorKind;
use kaa_data::unicode;

/// A step, or the error that ends the tokens.
pub(super) type Step<T = ()> = Result<T, Box<Problem>>;

/// The most brackets that may be open.
const MAX_BRACKETS: usize = 200;

/// An f-string that is being read.
pub(super) struct Mode {
    /// Where it begins, and where its text begins.
    pub(super) start: usize,
    pub(super) quote: u8,
    pub(super) quotes: usize,
    pub(super) raw: bool,
    pub(super) template: bool,
    /// Brackets open inside.
    pub(super) depth: i32,
    /// The depths at which replacement fields began.
    pub(super) fields: i32,
    pub(super) in_spec: bool,
    /// Text, not an expression, comes next.
    pub(super) in_text: bool,
}

/// The state of reading.
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) tokens: Vec<Token>,
    pub(super) open: Vec<(u8, usize)>,
    pub(super) modes: Vec<Mode>,
    /// Widths of the open indentations, with tabs of eight columns and of one.
    pub(super) indents: Vec<(usize, usize)>,
    pub(super) line_begins: bool,
    ending: Ending,
    /// The last line end is not CPython's.
    pub(super) added: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str, ending: Ending) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            tokens: Vec::new(),
            open: Vec::new(),
            modes: Vec::new(),
            indents: vec![(0, 0)],
            line_begins: true,
            ending,
            added: ending.added,
        }
    }

    /// Reads everything.
    pub(super) fn run(&mut self) -> Step {
        loop {
            if self.modes.last().is_some_and(|mode| mode.in_text) {
                self.text_of_string()?;
                continue;
            }
            if self.line_begins {
                self.line_begins = false;
                self.indentation()?;
            }
            self.blank()?;
            let start = self.at;
            let Some(byte) = self.peek(0) else { return self.end() };
            match byte {
                b'#' | b'\n' => self.line_end(start),
                b'0'..=b'9' => self.number()?,
                b'.' if self.peek(1).is_some_and(|byte| byte.is_ascii_digit()) => self.number()?,
                b'\'' | b'"' => self.string(start)?,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word()?,
                b'\\' => self.continuation()?,
                _ => self.operator(byte)?,
            }
        }
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    pub(super) fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { kind, start, end: self.at, level: self.open.len() });
    }

    /// An error at the character before the place reached.
    pub(super) fn fail<T>(&self, message: impl Into<String>) -> Step<T> {
        Err(Box::new(Problem::new(message, Place::Before(self.at))))
    }

    /// An error that counts only when the grammar gets there.
    pub(super) fn late<T>(&self, kind: ErrorKind, message: &str, place: Place) -> Step<T> {
        let (reached, at_end) = (Some(self.at), self.at + 2 >= self.bytes.len() && kind == ErrorKind::Syntax);
        Err(Box::new(Problem { kind, message: message.into(), place, eager: false, reached, at_end }))
    }

    fn blank(&mut self) -> Step {
        while let Some(b' ' | b'\t' | b'\x0c') = self.peek(0) {
            self.at += 1;
        }
        Ok(())
    }

    fn end(&mut self) -> Step {
        if let Some((bracket, at)) = self.open.last() {
            let message = format!("'{}' was never closed", char::from(*bracket));
            return self.late(ErrorKind::Syntax, &message, Place::Column(*at + 1, 0));
        }
        if self.added {
            self.at = self.bytes.len() - 1;
        }
        let blocks = self.indents.len() > 1;
        let left_open = self.ending.blocks_open && self.added && blocks;
        while self.indents.len() > 1 && !left_open {
            self.indents.pop();
            self.push(Kind::Dedent, self.at);
        }
        if self.ending.single && !self.tokens.is_empty() && !left_open && (blocks || !self.added) {
            self.push(Kind::Newline, self.at);
        }
        self.push(Kind::End, self.at);
        Ok(())
    }

    fn line_end(&mut self, start: usize) {
        while self.peek(0).is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
        if self.peek(0).is_some() {
            self.at += 1;
        }
        let blank = self
            .tokens
            .last()
            .is_none_or(|token| matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent));
        if self.open.is_empty() {
            self.line_begins = true;
            if !blank {
                self.push(Kind::Newline, start);
                if self.added
                    && self.at == self.bytes.len()
                    && let Some(token) = self.tokens.last_mut()
                {
                    // The end of the text, not a character.
                    (token.start, token.end) = (self.at - 1, self.at - 1);
                }
            }
        }
    }

    fn continuation(&mut self) -> Step {
        if self.peek(1) != Some(b'\n') {
            let message = "unexpected character after line continuation character";
            let rest = self.text.get(self.at + 1..).unwrap_or_default();
            let next = rest.chars().next().map_or(0, char::len_utf8);
            return self.late(ErrorKind::Syntax, message, Place::Column(self.at + 1 + next, 0));
        }
        if self.added && self.at + 2 >= self.bytes.len() {
            let message = "unexpected character after line continuation character";
            let problem = Problem::new(message, Place::Column(self.at + 1, 0));
            return Err(Box::new(Problem { eager: false, reached: Some(self.at), ..problem }));
        }
        if self.at + 2 >= self.bytes.len() {
            let place = Place::Column(self.at + 2, -1);
            return self.late(ErrorKind::Syntax, "unexpected EOF while parsing", place);
        }
        self.at += 2;
        Ok(())
    }

    fn word(&mut self) -> Step {
        let start = self.at;
        let len = self.bytes[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80)
            .count();
        let word = self.text.get(start..start + len).unwrap_or_default();
        let prefix = word.len() <= 2 && word.bytes().all(|byte| b"bBrRuUfFtT".contains(&byte));
        if prefix && is_prefix(word) && matches!(self.bytes.get(start + len), Some(b'\'' | b'"')) {
            self.at += len;
            return self.string(start);
        }
        if matches!(self.bytes.get(start + len), Some(b'\'' | b'"'))
            && let Some((one, other)) = incompatible(word)
        {
            let message = format!("'{one}' and '{other}' prefixes are incompatible");
            return Err(Box::new(Problem::new(message, Place::Range(start, start + len))));
        }
        self.identifier(word, start)?;
        self.at = start + len;
        let kind = if is_keyword(word) { Kind::Keyword } else { Kind::Name };
        self.push(kind, start);
        Ok(())
    }

    /// Complains about the first character that cannot be part of a name.
    fn identifier(&mut self, word: &str, start: usize) -> Step {
        if word.is_ascii() {
            return Ok(());
        }
        for (at, char) in word.char_indices() {
            let good = match at {
                0 => unicode::is_identifier_start(u32::from(char)),
                _ => unicode::is_identifier_continue(u32::from(char)),
            };
            if !good {
                self.at = start + at + char.len_utf8();
                let code = u32::from(char);
                return match unicode::is_printable(code) {
                    true => self.fail(format!("invalid character '{char}' (U+{code:04X})")),
                    false => self.fail(format!("invalid non-printable character U+{code:04X}")),
                };
            }
        }
        Ok(())
    }

    fn operator(&mut self, byte: u8) -> Step {
        let start = self.at;
        if self.field_ends(byte) {
            return Ok(());
        }
        if byte < b' ' || byte == 0x7f {
            self.at += 1;
            return self.fail(format!("invalid non-printable character U+{byte:04X}"));
        }
        let rest = &self.bytes[start..];
        let long = OPERATORS.iter().find(|operator| rest.starts_with(operator.as_bytes()));
        self.at += long.map_or(1, |operator| operator.len());
        match byte {
            b'(' | b'[' | b'{' => {
                if self.open.len() >= MAX_BRACKETS {
                    return self.fail("too many nested parentheses");
                }
                self.open.push((byte, start));
                if let Some(mode) = self.modes.last_mut() {
                    mode.depth += 1;
                }
            }
            b')' | b']' | b'}' => self.close(byte, start)?,
            _ => {}
        }
        self.push(Kind::Op, start);
        Ok(())
    }

    /// A colon at the outer level of a replacement field: its format follows.
    fn field_ends(&mut self, byte: u8) -> bool {
        let Some(mode) = self.modes.last_mut() else { return false };
        if byte != b':' || mode.depth - 1 != mode.fields {
            return false;
        }
        mode.in_text = true;
        mode.in_spec = true;
        let start = self.at;
        self.at += 1;
        self.push(Kind::Op, start);
        true
    }

    fn close(&mut self, byte: u8, start: usize) -> Step {
        let letter = if self.modes.last().is_some_and(|mode| mode.template) { 't' } else { 'f' };
        let shown = char::from(byte);
        if byte == b'}' && self.modes.last().is_some_and(|mode| mode.depth == 0) {
            return self.fail(format!("{letter}-string: single '}}' is not allowed"));
        }
        let Some((opening, at)) = self.open.pop() else { return self.fail(format!("unmatched '{shown}'")) };
        if !matches!((opening, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            let field = |mode: &Mode| opening == b'{' && mode.depth - 1 == mode.fields;
            if self.modes.last().is_some_and(field) {
                return self.fail(format!("{letter}-string: unmatched '{shown}'"));
            }
            let opening = char::from(opening);
            let message =
                format!("closing parenthesis '{shown}' does not match opening parenthesis '{opening}'");
            let lines = self.bytes[at..start].iter().filter(|byte| **byte == b'\n').count();
            let line = self.bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            return self.fail(if lines > 0 { format!("{message} on line {line}") } else { message });
        }
        if let Some(mode) = self.modes.last_mut() {
            mode.depth -= 1;
            if byte == b'}' && mode.depth == mode.fields {
                mode.fields -= 1;
                mode.in_text = true;
                mode.in_spec = false;
            }
        }
        Ok(())
    }
}

/// Operators of more than one character, the longest first.
const OPERATORS: [&str; 25] = [
    "**=", "//=", ">>=", "<<=", "...", "!=", "<>", "->", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "@=", "==", "<=", ">=", "<<", ">>", "**", "//", ":=",
];

fn is_prefix(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    matches!(lower.as_str(), "b" | "r" | "u" | "f" | "t" | "br" | "rb" | "fr" | "rf" | "tr" | "rt")
}

/// Letters of a prefix that cannot go together.
fn incompatible(word: &str) -> Option<(char, char)> {
    let lower = word.to_ascii_lowercase();
    let has = |letter: char| lower.matches(letter).count();
    if lower.chars().any(|letter| !"burft".contains(letter) || has(letter) > 1) {
        return None;
    }
    let pairs = [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];
    pairs.into_iter().find(|(one, other)| has(*one) > 0 && has(*other) > 0)
}

pub(super) fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
        "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
        "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&word)
}

//! Finds the tokens of a text.
//!
//! Must not know: objects. Kinds are the numbers of the library's module `token`.

use kaa_data::unicode;

const ENDMARKER: u8 = 0;
const NAME: u8 = 1;
const NUMBER: u8 = 2;
const STRING: u8 = 3;
const NEWLINE: u8 = 4;
const INDENT: u8 = 5;
const DEDENT: u8 = 6;
const OP: u8 = 55;
const FSTRING_START: u8 = 59;
const FSTRING_MIDDLE: u8 = 60;
const FSTRING_END: u8 = 61;
const TSTRING_START: u8 = 62;
pub(super) const COMMENT: u8 = 65;
pub(super) const NL: u8 = 66;

/// The operators, longest first, with their own kinds.
const OPERATORS: &[(&str, u8)] = &[
    ("**=", 46),
    ("...", 52),
    ("//=", 48),
    ("<<=", 44),
    (">>=", 45),
    ("!=", 28),
    ("%=", 40),
    ("&=", 41),
    ("**", 35),
    ("*=", 38),
    ("+=", 36),
    ("-=", 37),
    ("->", 51),
    ("//", 47),
    ("/=", 39),
    (":=", 53),
    ("<<", 33),
    ("<=", 29),
    ("==", 27),
    (">=", 30),
    (">>", 34),
    ("@=", 50),
    ("^=", 43),
    ("|=", 42),
    ("!", 54),
    ("%", 24),
    ("&", 19),
    ("(", 7),
    (")", 8),
    ("*", 16),
    ("+", 14),
    (",", 12),
    ("-", 15),
    (".", 23),
    ("/", 17),
    (":", 11),
    (";", 13),
    ("<", 20),
    ("=", 22),
    (">", 21),
    ("@", 49),
    ("[", 9),
    ("]", 10),
    ("^", 32),
    ("{", 25),
    ("|", 18),
    ("}", 26),
    ("~", 31),
];

/// An operator's own kind in place of the common one.
pub(super) fn exact_kind(kind: u8, text: &str) -> u8 {
    if kind != OP {
        return kind;
    }
    OPERATORS.iter().find(|(op, _)| *op == text).map_or(OP, |(_, k)| *k)
}

/// A token; lines count from 1, columns from 0.
pub(super) struct Token {
    pub(super) kind: u8,
    pub(super) text: String,
    pub(super) start: (usize, usize),
    pub(super) end: (usize, usize),
}

/// What is wrong with a text.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) place: (usize, usize),
    pub(super) line: String,
    pub(super) indentation: bool,
}

/// The tokens of a text, up to a fault.
pub(super) struct Scanned {
    pub(super) tokens: Vec<Token>,
    pub(super) fault: Option<Fault>,
    source: Vec<String>,
}

impl Scanned {
    /// The text of some lines.
    pub(super) fn lines(&self, first: usize, last: usize) -> String {
        (first..=last).filter_map(|n| self.source.get(n.wrapping_sub(1))).map(String::as_str).collect()
    }
}

/// A string with fields that is being read.
struct Format {
    quote: char,
    triple: bool,
    raw: bool,
    kind: u8,
    /// Depth of brackets at which its present field was opened; none while its text is read.
    field: Option<usize>,
    /// How many format specs are open, with the depth of each.
    specs: Vec<usize>,
}

struct Scanner {
    text: Vec<char>,
    at: usize,
    line: usize,
    line_start: usize,
    depth: usize,
    indents: Vec<usize>,
    formats: Vec<Format>,
    tokens: Vec<Token>,
    fault: Option<Fault>,
}

/// Finds the tokens.
pub(super) fn scan(text: &str) -> Scanned {
    let mut s = Scanner {
        text: text.chars().collect(),
        at: 0,
        line: 1,
        line_start: 0,
        depth: 0,
        indents: vec![0],
        formats: Vec::new(),
        tokens: Vec::new(),
        fault: None,
    };
    s.run();
    let source = text.split_inclusive('\n').map(str::to_owned).collect();
    Scanned { tokens: s.tokens, fault: s.fault, source }
}

impl Scanner {
    fn peek(&self, ahead: usize) -> char {
        self.text.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn starts(&self, with: &str) -> bool {
        with.chars().enumerate().all(|(i, c)| self.text.get(self.at + i) == Some(&c))
    }

    fn place(&self) -> (usize, usize) {
        (self.line, self.at - self.line_start)
    }

    fn push(&mut self, kind: u8, start: (usize, usize), text: String) {
        let end = self.place();
        self.tokens.push(Token { kind, text, start, end });
    }

    /// Takes characters as a token.
    fn take(&mut self, kind: u8, count: usize) {
        let start = self.place();
        let text: String = self.text[self.at..self.at + count].iter().collect();
        self.at += count;
        self.push(kind, start, text);
    }

    /// Moves over a line's end.
    fn new_line(&mut self) {
        self.at += if self.starts("\r\n") { 2 } else { 1 };
        self.line += 1;
        self.line_start = self.at;
    }

    fn fail(&mut self, message: &str, place: (usize, usize), indentation: bool) {
        let start = self.line_start;
        let line: String = self.text[start..].iter().take_while(|c| **c != '\n').collect();
        self.fault = Some(Fault { message: message.to_owned(), place, line, indentation });
    }

    fn run(&mut self) {
        let mut fresh = true;
        while self.fault.is_none() && self.at < self.text.len() {
            if self.formats.last().is_some_and(|f| f.field.is_none()) {
                self.format_text();
                continue;
            }
            if fresh && self.depth == 0 && self.formats.is_empty() {
                fresh = false;
                if self.line_begins() {
                    fresh = true;
                    continue;
                }
                if self.fault.is_some() {
                    return;
                }
            }
            match self.peek(0) {
                ' ' | '\t' | '\x0c' => self.at += 1,
                '\\' if matches!(self.peek(1), '\n' | '\r') => {
                    self.at += 1;
                    self.new_line();
                }
                '\n' | '\r' => {
                    let logical = self.depth == 0 && self.formats.is_empty();
                    let start = self.place();
                    let end = (start.0, start.1 + 1);
                    let kind = if logical { NEWLINE } else { NL };
                    let text = if self.starts("\r\n") { "\r\n" } else { "\n" };
                    self.tokens.push(Token { kind, text: text.to_owned(), start, end });
                    self.new_line();
                    fresh = logical;
                }
                '#' => {
                    let n = self.text[self.at..].iter().take_while(|c| !matches!(c, '\n' | '\r')).count();
                    self.take(COMMENT, n);
                }
                _ => self.token(),
            }
        }
        if self.fault.is_none() {
            self.finish(fresh);
        }
    }

    /// Indentation. True: the line is blank or a comment, and is done.
    fn line_begins(&mut self) -> bool {
        let (mut column, mut i) = (0, self.at);
        while let Some(c) = self.text.get(i) {
            match c {
                ' ' => column += 1,
                '\t' => column = (column / 8 + 1) * 8,
                '\x0c' => column = 0,
                _ => break,
            }
            i += 1;
        }
        let first = self.text.get(i).copied();
        if first.is_none() {
            self.at = i;
            return true;
        }
        if let Some('#' | '\n' | '\r') = first {
            self.at = i;
            if first == Some('#') {
                let n = self.text[i..].iter().take_while(|c| !matches!(c, '\n' | '\r')).count();
                self.take(COMMENT, n);
            }
            let start = self.place();
            let ended = self.at >= self.text.len();
            let text = if ended {
                ""
            } else if self.starts("\r\n") {
                "\r\n"
            } else {
                "\n"
            };
            self.tokens.push(Token { kind: NL, text: text.to_owned(), start, end: (start.0, start.1 + 1) });
            if !ended {
                self.new_line();
            }
            return true;
        }
        let now = self.indents.last().copied().unwrap_or(0);
        let width = i - self.at;
        if column > now {
            self.indents.push(column);
            self.take(INDENT, width);
            return false;
        }
        self.at = i;
        while self.indents.last().is_some_and(|last| column < *last) {
            self.indents.pop();
            if self.indents.last().is_some_and(|last| column > *last) {
                let end = self.text[self.line_start..].iter().take_while(|c| **c != '\n').count() + 1;
                self.fail("unindent does not match any outer indentation level", (self.line, end), true);
                return false;
            }
            let place = self.place();
            self.tokens.push(Token { kind: DEDENT, text: String::new(), start: place, end: place });
        }
        false
    }

    fn finish(&mut self, fresh: bool) {
        if self.depth > 0 || !self.formats.is_empty() {
            self.fail("unexpected EOF in multi-line statement", (self.line, 0), false);
            return;
        }
        let ends_in_line = self.at > self.line_start;
        if !fresh && ends_in_line {
            let start = self.place();
            self.tokens.push(Token {
                kind: NEWLINE,
                text: String::new(),
                start,
                end: (start.0, start.1 + 1),
            });
        }
        let line = if ends_in_line { self.line + 1 } else { self.line };
        let place = (line, 0);
        for _ in 1..self.indents.len() {
            self.tokens.push(Token { kind: DEDENT, text: String::new(), start: place, end: place });
        }
        self.tokens.push(Token { kind: ENDMARKER, text: String::new(), start: place, end: place });
    }

    fn token(&mut self) {
        let c = self.peek(0);
        if c == '_' || unicode::is_identifier_start(u32::from(c)) {
            let n = self.text[self.at..]
                .iter()
                .take_while(|c| unicode::is_identifier_continue(u32::from(**c)) || **c == '_')
                .count();
            let prefix: String =
                self.text[self.at..self.at + n].iter().collect::<String>().to_ascii_lowercase();
            let quoted = matches!(self.peek(n), '"' | '\'');
            if quoted && matches!(prefix.as_str(), "r" | "u" | "b" | "br" | "rb") {
                self.string(n);
            } else if quoted && matches!(prefix.as_str(), "f" | "fr" | "rf" | "t" | "tr" | "rt") {
                self.format_start(n, &prefix);
            } else {
                self.take(NAME, n);
            }
            return;
        }
        if matches!(c, '"' | '\'') {
            self.string(0);
        } else if c.is_ascii_digit() || (c == '.' && self.peek(1).is_ascii_digit()) {
            self.number();
        } else {
            self.operator();
        }
    }

    /// Length of digits with single underscores, from a place on.
    fn digits(&self, mut i: usize, is: impl Fn(char) -> bool) -> usize {
        let from = i;
        while is(self.peek(i)) || (self.peek(i) == '_' && is(self.peek(i + 1))) {
            i += 1;
        }
        i - from
    }

    fn number(&mut self) {
        let mut n;
        if self.peek(0) == '0' && matches!(self.peek(1), 'x' | 'X' | 'o' | 'O' | 'b' | 'B') {
            n = 2 + self.digits(2, |c| c.is_ascii_hexdigit());
        } else {
            n = self.digits(0, |c| c.is_ascii_digit());
            if self.peek(n) == '.' {
                n += 1 + self.digits(n + 1, |c| c.is_ascii_digit());
            }
            if matches!(self.peek(n), 'e' | 'E') {
                let sign = usize::from(matches!(self.peek(n + 1), '+' | '-'));
                if self.peek(n + 1 + sign).is_ascii_digit() {
                    n += 1 + sign + self.digits(n + 1 + sign, |c| c.is_ascii_digit());
                }
            }
            if matches!(self.peek(n), 'j' | 'J') {
                n += 1;
            }
        }
        self.take(NUMBER, n);
    }

    fn operator(&mut self) {
        let in_field = self.formats.last().and_then(|f| f.field);
        let c = self.peek(0);
        if let Some(depth) = in_field
            && self.depth == depth
        {
            let conversion = c == '!' && self.peek(1) != '=';
            if c == ':' || conversion {
                self.take(OP, 1);
                if c == ':'
                    && let Some(f) = self.formats.last_mut()
                {
                    f.specs.push(depth);
                    f.field = None;
                }
                return;
            }
            if c == '}' {
                self.depth = self.depth.saturating_sub(1);
                self.take(OP, 1);
                if let Some(f) = self.formats.last_mut() {
                    f.field = None;
                }
                return;
            }
        }
        let n = OPERATORS.iter().find(|(op, _)| self.starts(op)).map_or(1, |(op, _)| op.len());
        match c {
            '(' | '[' | '{' => self.depth += 1,
            ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.take(OP, n);
    }

    /// A string without fields; its prefix has `n` characters.
    fn string(&mut self, n: usize) {
        let (start, quote) = (self.place(), self.peek(n));
        let triple = self.peek(n + 1) == quote && self.peek(n + 2) == quote;
        let (from, first_line) = (self.at, self.line_start);
        self.at += n + if triple { 3 } else { 1 };
        loop {
            let Some(&c) = self.text.get(self.at) else {
                let (line, last) = (start.0, self.line.max(start.0));
                self.line_start = first_line;
                let kind = if triple { "triple-quoted string" } else { "string" };
                let message = format!("unterminated {kind} literal (detected at line {last})");
                self.fail(&message, (line, start.1 + 1), false);
                return;
            };
            match c {
                '\\' => {
                    self.at += 1;
                    if self.peek(0) == '\n' {
                        self.new_line();
                    } else {
                        self.at += 1;
                    }
                }
                '\n' if !triple => {
                    let message = format!("unterminated string literal (detected at line {})", start.0);
                    self.fail(&message, (start.0, start.1 + 1), false);
                    return;
                }
                '\n' => self.new_line(),
                _ if c == quote && (!triple || (self.peek(1) == quote && self.peek(2) == quote)) => {
                    self.at += if triple { 3 } else { 1 };
                    break;
                }
                _ => self.at += 1,
            }
        }
        let text: String = self.text[from..self.at].iter().collect();
        self.push(STRING, start, text);
    }

    fn format_start(&mut self, n: usize, prefix: &str) {
        let quote = self.peek(n);
        let triple = self.peek(n + 1) == quote && self.peek(n + 2) == quote;
        let kind = if prefix.contains('t') { TSTRING_START } else { FSTRING_START };
        self.take(kind, n + if triple { 3 } else { 1 });
        let raw = prefix.contains('r');
        self.formats.push(Format { quote, triple, raw, kind, field: None, specs: Vec::new() });
    }

    /// The text between fields.
    fn format_text(&mut self) {
        let Some((quote, triple, raw, kind, in_spec)) =
            self.formats.last().map(|f| (f.quote, f.triple, f.raw, f.kind, !f.specs.is_empty()))
        else {
            return;
        };
        let shift = kind - FSTRING_START;
        let start = self.place();
        let mut text = String::new();
        loop {
            let Some(&c) = self.text.get(self.at) else {
                let name = if kind == FSTRING_START { "f-string" } else { "t-string" };
                let last = self.line;
                self.fail(
                    &format!("unterminated {name} literal (detected at line {last})"),
                    (start.0, start.1 + 1),
                    false,
                );
                return;
            };
            let closes = c == quote && (!triple || (self.peek(1) == quote && self.peek(2) == quote));
            if closes || (in_spec && c == '}') || c == '{' && (in_spec || self.peek(1) != '{') {
                break;
            }
            match c {
                '{' | '}' if self.peek(1) == c => {
                    // Doubled braces end a piece; the second one is left out.
                    text.push(c);
                    self.at += 1;
                    self.push(FSTRING_MIDDLE + shift, start, text);
                    self.at += 1;
                    return;
                }
                '\\' if !raw && self.peek(1) != '{' && self.peek(1) != '}' => {
                    text.push(c);
                    text.extend(self.text.get(self.at + 1));
                    self.at += 1;
                    if self.peek(0) == '\n' { self.new_line() } else { self.at += 1 }
                }
                '\n' if !triple => {
                    self.fail(
                        &format!("unterminated f-string literal (detected at line {})", start.0),
                        (start.0, start.1 + 1),
                        false,
                    );
                    return;
                }
                '\n' => {
                    text.push(c);
                    self.new_line();
                }
                _ => {
                    text.push(c);
                    self.at += 1;
                }
            }
        }
        let after_field = self.tokens.last().is_some_and(|t| t.kind == OP && t.text == "}");
        if !text.is_empty() || (in_spec && after_field) {
            self.push(FSTRING_MIDDLE + shift, start, text);
        }
        self.format_break(shift, triple);
    }

    /// What ends a piece of text: a field, the end of a format spec, or of the string.
    fn format_break(&mut self, shift: u8, triple: bool) {
        match self.peek(0) {
            '{' => {
                self.depth += 1;
                let depth = self.depth;
                self.take(OP, 1);
                if let Some(f) = self.formats.last_mut() {
                    f.field = Some(depth);
                }
            }
            '}' => {
                self.depth = self.depth.saturating_sub(1);
                self.take(OP, 1);
                if let Some(f) = self.formats.last_mut() {
                    f.specs.pop();
                    f.field = None;
                }
            }
            _ => {
                self.take(FSTRING_END + shift, if triple { 3 } else { 1 });
                self.formats.pop();
            }
        }
    }
}

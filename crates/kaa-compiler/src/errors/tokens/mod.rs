//! A second look at the tokens of a program that does not parse, the way CPython's tokenizer takes it.
//!
//! The parser's own tokens recover from errors; these stop at the first one and say what it is and where. Numbers are in
//! [`number`], strings in [`string`]. Knows no grammar.

mod depth;
mod indent;
mod lexer;
mod number;
mod string;

use super::ErrorKind;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Name,
    Keyword,
    Number,
    String,
    FStart,
    TStart,
    FMiddle,
    FEnd,
    Op,
    Newline,
    Indent,
    Dedent,
    End,
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// How many brackets are open after it.
    pub(super) level: usize,
}

/// Where an error is: as CPython computes it, which is not always a range.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// From one offset to another.
    Range(usize, usize),
    /// The character before this offset.
    Before(usize),
    /// So many characters into the line of the offset, and this end column.
    Column(usize, i32),
    /// Behind the line end at this offset.
    LineEnd(usize),
    /// From an offset to the place up to which tokens have been read.
    UpTo(usize, usize),
}

/// An error with its place.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) kind: ErrorKind,
    pub(super) message: String,
    pub(super) place: Place,
    /// Found by the tokenizer itself, not at a token that the grammar asked for.
    pub(super) eager: bool,
    /// How far tokens had been read when the grammar found it; `None` for errors of the tokenizer. The line that the error
    /// shows ends with a line end only when the tokenizer is not beyond it, and never when it is the tokenizer's.
    pub(super) reached: Option<usize>,
    /// Found because the text ends: with more text there might be no error.
    pub(super) at_end: bool,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>, place: Place) -> Self {
        Self {
            kind: ErrorKind::Syntax,
            message: message.into(),
            place,
            eager: true,
            reached: None,
            at_end: false,
        }
    }

    /// An error that the grammar finds.
    pub(super) fn of_grammar(message: impl Into<String>, place: Place) -> Self {
        Self { reached: Some(0), ..Self::new(message, place) }
    }
}

/// The tokens up to the first error or the end.
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    /// The error after them.
    pub(super) problem: Option<Problem>,
    /// Brackets that are open at the end: what and where.
    pub(super) open: Vec<(u8, usize)>,
    /// The text's last line end is not in the program.
    pub(super) added: bool,
}

/// The error of a second statement at a prompt, when the first one ends before the token `after`.
pub(super) fn more_than_one(text: &str, tokens: &Tokens, after: usize) -> Option<Problem> {
    let last = tokens.tokens.get(after.checked_sub(1)?)?;
    let mut rest = text.get(last.end..)?.lines().map(str::trim_start);
    if last.kind == Kind::End || rest.all(|line| line.is_empty() || line.starts_with('#')) {
        return None;
    }
    let message = "multiple statements found while compiling a single statement";
    Some(Problem { reached: Some(last.end), ..Problem::new(message, Place::Range(last.start, last.end)) })
}

/// An upper bound for the nesting of a text that ends with a line end. What cannot be told apart into tokens counts in full.
pub(super) fn nesting(text: &str, few: usize) -> usize {
    let most = depth::most(text);
    if most <= few {
        return most;
    }
    let tokens = tokens(text, Ending { single: false, added: false, blocks_open: false });
    let read = tokens.tokens.last().map_or(0, |token| token.end);
    let unread = match &tokens.problem {
        Some(_) => depth::most(text.get(read..).unwrap_or_default()),
        None => 0,
    };
    depth::of_tokens(text, &tokens) + unread
}

/// What the end of a text means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Ending {
    /// What is typed at a prompt ends with one more line end.
    pub(super) single: bool,
    /// The last line end is only here: CPython does not add it.
    pub(super) added: bool,
    /// Then the end closes no blocks.
    pub(super) blocks_open: bool,
}

/// The tokens of a text that ends with a line end.
pub(super) fn tokens(text: &str, ending: Ending) -> Tokens {
    let mut lexer = lexer::Lexer::new(text, ending);
    let problem = lexer.run().err();
    let added = ending.added;
    Tokens { tokens: lexer.tokens, problem: problem.map(|problem| *problem), open: lexer.open, added }
}

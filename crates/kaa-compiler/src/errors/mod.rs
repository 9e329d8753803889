//! Syntax errors and warnings: what the compiler's parts raise inside, and what the outside gets.
//!
//! Inside, a [`Failure`] names a range of the source; [`Failure::into_error`] turns it into lines and columns. Messages
//! that come from the grammar are made in [`parse`], with the help of [`grammar`] and [`tokens`].

mod grammar;
pub(crate) mod nesting;
pub(crate) mod parse;
mod tokens;

use crate::source::Tree;
use ruff_text_size::TextRange;
use std::fmt;

/// Result of a step of the compiler.
pub(crate) type Res<T = ()> = Result<T, Box<Failure>>;

/// Which Python exception an error is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
    /// `_IncompleteInputError`: more lines could make it right.
    Incomplete,
    /// `RecursionError`: the program is nested too deeply for the compiler.
    Recursion,
    /// `MemoryError`: the program is nested too deeply for the parser.
    Memory,
    /// `OverflowError` and its like: a value of the program is too large.
    Overflow,
}

/// A program that does not compile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// The exception's type.
    pub kind: ErrorKind,
    /// What is wrong.
    pub message: String,
    /// The file name given to the compiler.
    pub filename: String,
    /// The line, from 1; `None` when no place is to blame.
    pub line: Option<u32>,
    /// The column, from 1: in characters for errors of the parser (those that have a text), in bytes for others.
    pub column: Option<i32>,
    /// The line where the culprit ends.
    pub end_line: Option<u32>,
    /// The column after its end, from 1; 0 and -1 where CPython has them.
    pub end_column: Option<i32>,
    /// The source line. `None` for errors found after parsing: there CPython shows the line of the file, if there is
    /// one, and whoever raises the exception reads it.
    pub text: Option<String>,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match self.line {
            Some(line) => write!(f, " ({}, line {line})", self.filename),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SyntaxError {}

/// A `SyntaxWarning`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// What is doubtful.
    pub message: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The line where the culprit ends.
    pub end_line: u32,
    /// The column after its end, from 1.
    pub end_column: u32,
}

impl Warning {
    pub(crate) fn at(message: String, range: TextRange, tree: &Tree<'_>) -> Self {
        let (line, column) = tree.line_byte(range.start());
        let (end_line, end_column) = tree.line_byte(range.end());
        Self { message, line, column: column + 1, end_line, end_column: end_column + 1 }
    }
}

/// An error on its way out of the compiler.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) range: Option<TextRange>,
    /// The error shows the source line: true for what the parser finds.
    pub(crate) with_text: bool,
    /// The end column to report instead of the range's.
    pub(crate) end_column: Option<i32>,
    /// Lines and columns to report instead of the range.
    pub(crate) exact: Option<Exact>,
    /// The line that is shown ends with a line end.
    pub(crate) line_end: bool,
    /// The line to show for errors found before there is a text.
    pub(crate) text: Option<String>,
}

/// Lines and columns in characters, as they are reported.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exact {
    pub(crate) line: u32,
    pub(crate) column: i32,
    pub(crate) end_line: u32,
    pub(crate) end_column: i32,
}

impl Failure {
    /// A `SyntaxError` found after parsing.
    pub(crate) fn syntax(message: impl Into<String>, range: TextRange) -> Box<Self> {
        Self::new(ErrorKind::Syntax, message, Some(range))
    }

    /// An error of the parser.
    pub(crate) fn parser(kind: ErrorKind, message: impl Into<String>, range: TextRange) -> Box<Self> {
        let mut failure = Self::new(kind, message, Some(range));
        failure.with_text = true;
        failure
    }

    /// An error that no place of the source is to blame for.
    pub(crate) fn without_place(kind: ErrorKind, message: impl Into<String>) -> Box<Self> {
        Self::new(kind, message, None)
    }

    fn new(kind: ErrorKind, message: impl Into<String>, range: Option<TextRange>) -> Box<Self> {
        Box::new(Self {
            kind,
            message: message.into(),
            range,
            with_text: false,
            end_column: None,
            exact: None,
            line_end: true,
            text: None,
        })
    }

    /// The error as the outside sees it.
    pub(crate) fn into_error(self, tree: Option<&Tree<'_>>, filename: &str) -> SyntaxError {
        let mut error = SyntaxError {
            kind: self.kind,
            message: self.message,
            filename: filename.to_owned(),
            line: None,
            column: None,
            end_line: None,
            end_column: None,
            text: None,
        };
        if let (Some(exact), Some(tree)) = (self.exact, tree) {
            error.line = Some(exact.line);
            error.column = Some(exact.column);
            error.end_line = Some(exact.end_line);
            error.end_column = Some(exact.end_column);
            error.text = Some(shown(tree, exact.line, self.line_end));
        } else if let Some(exact) = self.exact {
            let ends = exact.line > 0;
            error.line = Some(exact.line);
            error.column = Some(exact.column);
            error.end_line = ends.then_some(exact.end_line);
            error.end_column = ends.then_some(exact.end_column);
            error.text = self.text;
        } else if let (Some(range), Some(tree)) = (self.range, tree) {
            // After parsing, CPython counts bytes.
            let place = |at| match self.with_text {
                true => tree.line_column(at),
                false => (tree.line_byte(at).0, tree.line_byte(at).1 + 1),
            };
            let (line, column) = place(range.start());
            let (end_line, end_column) = place(range.end());
            error.line = Some(line);
            error.column = i32::try_from(column).ok();
            error.end_line = Some(end_line);
            error.end_column = self.end_column.or(i32::try_from(end_column).ok());
            error.text = self.with_text.then(|| shown(tree, line, self.line_end));
        }
        error
    }
}

/// A line as `SyntaxError.text` has it.
fn shown(tree: &Tree<'_>, line: u32, line_end: bool) -> String {
    let text = tree.line_text(line);
    let text = text.strip_suffix('\n').unwrap_or(text);
    if line_end { format!("{text}\n") } else { text.to_owned() }
}

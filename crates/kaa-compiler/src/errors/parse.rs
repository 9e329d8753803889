//! From a program that does not parse to CPython's words and places.
//!
//! The one entry is [`from_parser`]. Knows the source, nothing of what comes after parsing; what the parser complains
//! about is only the last resort.

use super::tokens::{self, Ending, Place, Problem};
use super::{ErrorKind, Exact, Failure, grammar};
use crate::Mode;
use crate::limits;
use crate::source::Tree;
use grammar::Verdict;
use ruff_python_parser::{ParseError, ParseErrorType};
use ruff_text_size::{TextRange, TextSize};
use std::borrow::Cow;

/// Levels of the tree that explaining may go down.
const NESTING: usize = 6000;

/// How the program is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) mode: Mode,
    /// What more lines could make right is told apart.
    pub(crate) incomplete: bool,
    /// The end of a text without a last line end closes no blocks.
    pub(crate) blocks_open: bool,
}

/// The error that CPython would report for a program with which the parser is not content.
pub(crate) fn from_parser(error: &ParseError, tree: &Tree<'_>, asked: Asked) -> Box<Failure> {
    explain(tree, asked).unwrap_or_else(|| last_resort(error, tree))
}

/// The error that CPython would report, if there is one.
pub(crate) fn explain(tree: &Tree<'_>, asked: Asked) -> Option<Box<Failure>> {
    let ends = tree.text.ends_with('\n');
    let text = match ends {
        true => Cow::Borrowed(tree.text),
        false => Cow::Owned(format!("{}\n", tree.text)),
    };
    let Asked { mode, incomplete, blocks_open } = asked;
    let ending = Ending { single: mode == Mode::Single, added: mode != Mode::Exec && !ends, blocks_open };
    let tokens = tokens::tokens(&text, ending);
    let start = match mode {
        Mode::Exec => "file",
        Mode::Eval => "eval",
        Mode::Single => "interactive",
    };
    let problem = match limits::with_stack(NESTING, || grammar::explain(&text, &tokens, start, incomplete)) {
        Verdict::Wrong(problem) => problem,
        Verdict::Fine(after) if mode == Mode::Single => tokens::more_than_one(&text, &tokens, after)?,
        Verdict::Fine(_) | Verdict::TooDeep => return None,
    };
    let mut failure = failure(problem, &text, tree);
    let last = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    if let Some(exact) = failure.exact.as_mut() {
        if tree.text.is_empty() {
            (exact.line, exact.end_line) = (0, 0);
        }
        // Only modules get the line end that they lack.
        failure.line_end &= ends || mode == Mode::Exec || exact.line < last;
    }
    Some(failure)
}

/// An upper bound for the nesting of a program.
pub(crate) fn nesting(text: &str) -> usize {
    match text.ends_with('\n') {
        true => tokens::nesting(text, limits::MAX_PARSE),
        false => tokens::nesting(&format!("{text}\n"), limits::MAX_PARSE),
    }
}

/// The error that the tokenizer alone finds.
pub(crate) fn by_tokenizer(tree: &Tree<'_>, asked: Asked) -> Option<Box<Failure>> {
    let text = format!("{}\n", tree.text);
    let ending = Ending { single: asked.mode == Mode::Single, added: false, blocks_open: false };
    let problem = tokens::tokens(&text, ending).problem?;
    problem.eager.then(|| failure(problem, &text, tree))
}

fn failure(problem: Problem, text: &str, tree: &Tree<'_>) -> Box<Failure> {
    // The end of the text is on its last line, not after it.
    let place = |at: usize| {
        let at = at.min(text.len());
        let before = text.get(..at).unwrap_or(text);
        let start = match at == text.len() {
            true => before[..at.saturating_sub(1)].rfind('\n'),
            false => before.rfind('\n'),
        };
        let start = start.map_or(0, |end| end + 1);
        let line = before[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before[start..].chars().count();
        (u32::try_from(line).unwrap_or(u32::MAX), i32::try_from(column).unwrap_or(i32::MAX))
    };
    // A line end belongs to the line that it ends.
    let place_after = |at: usize, wide: bool| match text.get(..at) {
        Some(before) if wide && before.ends_with('\n') => {
            let (line, column) = place(at - 1);
            (line, column + 1)
        }
        _ => place(at),
    };
    let (line, column, end_line, end_column) = match problem.place {
        Place::LineEnd(at) => {
            let (line, column) = place(at);
            (line, column + 1, line, -1)
        }
        Place::Range(start, end) => {
            let ((line, column), (end_line, end)) = (place(start), place_after(end, end > start));
            (line, column + 1, end_line, end + 1)
        }
        Place::Before(at) => {
            let (line, column) = place_after(at, true);
            (line, column, line, column)
        }
        Place::Column(at, end) => {
            let (line, column) = place(at);
            (line, column, line, end)
        }
        Place::UpTo(start, end) => {
            let ((line, column), (end_line, end)) = (place(start), place_after(end, end > start));
            (line, column + 1, end_line, end)
        }
    };
    let mut failure = Failure::parser(problem.kind, problem.message, TextRange::empty(TextSize::new(0)));
    failure.range = Some(tree.clamp(failure.range.unwrap_or_default()));
    failure.exact = Some(Exact { line, column, end_line, end_column });
    failure.line_end = problem.reached.is_some_and(|reached| place(reached.saturating_sub(1)).0 <= line);
    failure
}

fn last_resort(error: &ParseError, tree: &Tree<'_>) -> Box<Failure> {
    let (kind, message) = match &error.error {
        ParseErrorType::UnexpectedIndentation => (ErrorKind::Indentation, "unexpected indent"),
        _ => (ErrorKind::Syntax, "invalid syntax"),
    };
    Failure::parser(kind, message, tree.clamp(error.location))
}

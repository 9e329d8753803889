//! From the parser's errors to CPython's words and places.
//!
//! The one entry is [`from_parser`]. Knows the parser's error types and the source, nothing of what comes after parsing.

use super::{ErrorKind, Failure};
use crate::source::Tree;
use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType};

/// The error that CPython would report for the first thing the parser complains about.
pub(crate) fn from_parser(error: &ParseError, tree: &Tree<'_>) -> Box<Failure> {
    let kind = match &error.error {
        ParseErrorType::UnexpectedIndentation => ErrorKind::Indentation,
        ParseErrorType::Lexical(LexicalErrorType::IndentationError) => ErrorKind::Indentation,
        _ => ErrorKind::Syntax,
    };
    let message = match &error.error {
        ParseErrorType::UnexpectedIndentation => "unexpected indent",
        ParseErrorType::Lexical(LexicalErrorType::IndentationError) => {
            "unindent does not match any outer indentation level"
        }
        ParseErrorType::PositionalAfterKeywordArgument => "positional argument follows keyword argument",
        ParseErrorType::PositionalAfterKeywordUnpacking => {
            "positional argument follows keyword argument unpacking"
        }
        ParseErrorType::NonDefaultParamAfterDefaultParam => {
            "parameter without a default follows parameter with a default"
        }
        _ => "invalid syntax",
    };
    Failure::parser(kind, message, tree.clamp(error.location))
}

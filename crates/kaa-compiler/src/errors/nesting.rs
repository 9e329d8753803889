//! How deep CPython's tokenizer goes: brackets and indentation.
//!
//! Knows tokens only. [`super::parse`] is for everything that the grammar says.

use super::{ErrorKind, Failure};
use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// The most brackets that may be open.
const MAX_BRACKETS: u32 = 200;
/// The number of indentations that is too many.
const MAX_INDENTS: u32 = 100;

/// Whether replacement fields may be nested deeper than CPython's tokenizer goes: braces within braces in an f-string.
pub(crate) fn may_have_deep_fields(tokens: &Tokens) -> bool {
    let (mut strings, mut braces) = (0_u32, 0_u32);
    for token in tokens.iter() {
        match token.kind() {
            TokenKind::FStringStart | TokenKind::TStringStart => strings += 1,
            TokenKind::FStringEnd | TokenKind::TStringEnd => strings = strings.saturating_sub(1),
            TokenKind::Lbrace if strings > 0 => {
                braces += 1;
                if braces > 3 {
                    return true;
                }
            }
            TokenKind::Rbrace => braces = braces.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// The first place before `end` that is nested too deeply.
pub(crate) fn too_deep(tokens: &Tokens, end: TextSize) -> Option<Box<Failure>> {
    let (mut brackets, mut indents) = (0_u32, 0_u32);
    for token in tokens.iter().take_while(|token| token.start() < end) {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                if brackets >= MAX_BRACKETS {
                    let place = TextRange::empty(token.start());
                    let message = "too many nested parentheses";
                    return Some(Failure::parser(ErrorKind::Syntax, message, place));
                }
                brackets += 1;
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => brackets = brackets.saturating_sub(1),
            TokenKind::Indent => {
                indents += 1;
                if indents >= MAX_INDENTS {
                    let place = TextRange::empty(token.start());
                    let message = "too many levels of indentation";
                    let mut failure = Failure::parser(ErrorKind::Indentation, message, place);
                    failure.end_column = Some(0);
                    return Some(failure);
                }
            }
            TokenKind::Dedent => indents = indents.saturating_sub(1),
            _ => {}
        }
    }
    None
}

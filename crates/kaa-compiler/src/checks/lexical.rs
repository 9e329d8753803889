//! Escapes that mean nothing, and numbers that run into a keyword.

use crate::errors::Warning;
use crate::source::Tree;
use ruff_python_ast::StringFlags;
use ruff_python_ast::token::{Token, TokenKind, Tokens};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// Warns about doubtful tokens.
pub(super) fn check(tokens: &Tokens, tree: &Tree<'_>, warnings: &mut Vec<Warning>) {
    for (at, token) in tokens.iter().enumerate() {
        match token.kind() {
            TokenKind::String | TokenKind::FStringMiddle | TokenKind::TStringMiddle => {
                warnings.extend(string(token, tree));
            }
            TokenKind::Int | TokenKind::Float | TokenKind::Complex => {
                let next = tokens.get(at + 1).filter(|next| next.start() == token.end());
                if next.is_some_and(|next| ends_number(next.kind())) {
                    let message = format!("invalid {} literal", number_kind(token, tree));
                    warnings.push(Warning::at(message, token.range(), tree));
                }
            }
            _ => {}
        }
    }
}

/// Keywords that may follow a number at once.
fn ends_number(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::And
            | TokenKind::Else
            | TokenKind::For
            | TokenKind::If
            | TokenKind::In
            | TokenKind::Is
            | TokenKind::Not
            | TokenKind::Or
    )
}

fn number_kind(token: &Token, tree: &Tree<'_>) -> &'static str {
    if token.kind() == TokenKind::Complex {
        return "imaginary";
    }
    match tree.slice(token.range()).get(..2) {
        Some("0x" | "0X") => "hexadecimal",
        Some("0o" | "0O") => "octal",
        Some("0b" | "0B") => "binary",
        _ => "decimal",
    }
}

/// The warning about the first bad escape of a string.
fn string(token: &Token, tree: &Tree<'_>) -> Option<Warning> {
    let flags = token.string_flags()?;
    if flags.is_raw_string() {
        return None;
    }
    let middle = token.kind() != TokenKind::String;
    let range = match middle {
        true => token.range(),
        false => TextRange::new(
            token.start() + flags.opener_len(),
            token
                .end()
                .checked_sub(flags.closer_len())
                .filter(|end| *end >= token.start() + flags.opener_len())?,
        ),
    };
    // A backslash before a brace belongs to the text, the brace does not.
    let text = tree.slice(TextRange::new(range.start(), range.end() + TextSize::new(u32::from(middle))));
    let text = if text.is_empty() { tree.slice(range) } else { text };
    let (at, len) = bad_escape(text, range.len().to_usize(), flags.is_byte_string())?;
    let escape = text.get(at..at + len)?;
    let octal = if len > 2 { "octal " } else { "" };
    let message = format!(
        "\"{escape}\" is an invalid {octal}escape sequence. Such sequences will not work in the future. Did you mean \
         \"\\{escape}\"? A raw string is also an option."
    );
    let start = range.start() + TextSize::try_from(at).ok()?;
    Some(Warning::at(message, TextRange::at(start, TextSize::try_from(len).ok()?), tree))
}

/// Where the first escape is that stands for itself, or an octal one that is too large, and its length.
fn bad_escape(text: &str, end: usize, bytes: bool) -> Option<(usize, usize)> {
    let source = text.as_bytes();
    let mut at = 0;
    while at < end {
        if source[at] != b'\\' {
            at += 1;
            continue;
        }
        let next = *source.get(at + 1)?;
        match next {
            b'0'..=b'7' => {
                let digits =
                    source[at + 1..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                if digits == 3 && next > b'3' {
                    return Some((at, 4));
                }
            }
            b'\n' | b'\\' | b'\'' | b'"' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'x' => {}
            b'N' | b'u' | b'U' if !bytes => {}
            0x80.. => {}
            _ => return Some((at, 2)),
        }
        at += 2;
    }
    None
}

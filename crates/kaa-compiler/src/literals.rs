//! String literals whose value the parser cannot hold: those with lone surrogates, written as escapes.
//!
//! The parser puts U+FFFD in their place. A literal that has one is decoded again here, from the source.

use crate::source::Tree;
use kaa_bytecode::Wtf8Buf;
use kaa_bytecode::wtf8::push_code_point;
use ruff_python_ast::{
    Expr, InterpolatedStringLiteralElement, StringLiteral, StringLiteralValue,
    str_prefix::StringLiteralPrefix,
};

/// The value of a string, all its parts joined.
pub(crate) fn string(value: &StringLiteralValue, tree: &Tree<'_>) -> Wtf8Buf {
    match value.as_slice() {
        [only] => literal(only, tree),
        parts => {
            let mut bytes = Vec::new();
            for part in parts {
                bytes.extend_from_slice(literal(part, tree).as_bytes());
            }
            Wtf8Buf::from_bytes(&bytes).unwrap_or_default()
        }
    }
}

/// The value of one literal.
pub(crate) fn literal(part: &StringLiteral, tree: &Tree<'_>) -> Wtf8Buf {
    let raw = matches!(part.flags.prefix(), StringLiteralPrefix::Raw { .. });
    match raw || !part.value.contains('\u{fffd}') {
        true => Wtf8Buf::from(&*part.value),
        false => decode(tree.slice(part.content_range()), false),
    }
}

/// The value of the text between the fields of an f-string or t-string.
pub(crate) fn element(element: &InterpolatedStringLiteralElement, raw: bool, tree: &Tree<'_>) -> Wtf8Buf {
    match raw || !element.value.contains('\u{fffd}') {
        true => Wtf8Buf::from(&*element.value),
        false => decode(tree.slice(element.range), true),
    }
}

/// Decodes escapes; with `braces`, doubled braces are single ones.
fn decode(text: &str, braces: bool) -> Wtf8Buf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        rest = &rest[char.len_utf8()..];
        if braces && matches!(char, '{' | '}') && rest.starts_with(char) {
            rest = &rest[1..];
        }
        if char == '\\' {
            rest = escape(rest, &mut bytes);
        } else {
            bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
    Wtf8Buf::from_bytes(&bytes).unwrap_or_default()
}

/// Decodes what follows a backslash; returns the rest.
fn escape<'t>(text: &'t str, bytes: &mut Vec<u8>) -> &'t str {
    let Some(char) = text.chars().next() else {
        bytes.push(b'\\');
        return text;
    };
    let rest = &text[char.len_utf8()..];
    let simple = match char {
        '\n' => return rest,
        '\\' | '\'' | '"' => char as u8,
        'a' => 7,
        'b' => 8,
        't' => b'\t',
        'n' => b'\n',
        'v' => 11,
        'f' => 12,
        'r' => b'\r',
        '0'..='7' => {
            let len = text.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
            return numeric(text, len, 8, bytes);
        }
        'x' => return numeric(rest, 2, 16, bytes),
        'u' => return numeric(rest, 4, 16, bytes),
        'U' => return numeric(rest, 8, 16, bytes),
        'N' => return named(rest, bytes),
        _ => {
            bytes.push(b'\\');
            bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            return rest;
        }
    };
    bytes.push(simple);
    rest
}

fn numeric<'t>(text: &'t str, len: usize, radix: u32, bytes: &mut Vec<u8>) -> &'t str {
    let (Some(digits), Some(rest)) = (text.get(..len), text.get(len..)) else { return text };
    if let Ok(point) = u32::from_str_radix(digits, radix) {
        // Out of range is an error that the parser has found.
        let _ = push_code_point(bytes, point);
    }
    rest
}

/// `\N{…}`: the parser knows the names.
fn named<'t>(text: &'t str, bytes: &mut Vec<u8>) -> &'t str {
    let Some(end) = text.find('}') else { return text };
    if let Ok(parsed) = ruff_python_parser::parse_expression(&format!("\"\\N{}\"", &text[..=end]))
        && let Expr::StringLiteral(e) = parsed.expr()
    {
        bytes.extend_from_slice(e.value.to_str().as_bytes());
    }
    &text[end + 1..]
}

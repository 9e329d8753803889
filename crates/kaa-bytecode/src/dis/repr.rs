//! Constants as Python's `repr` writes them.
//!
//! What is printable is decided roughly, without the Unicode tables of the runtime: unassigned characters count as
//! printable. Nesting costs no native stack.

use std::fmt::Write;
use std::sync::Arc;

use crate::constant::Const;
use crate::wtf8::Wtf8Buf;

/// What is still to be written.
enum Todo<'a> {
    Value(&'a Const),
    Text(&'static str),
}

/// The constant as Python source, as far as it has one.
pub fn const_repr(value: &Const) -> String {
    let mut out = String::new();
    let mut todo = vec![Todo::Value(value)];
    while let Some(next) = todo.pop() {
        match next {
            Todo::Text(text) => out.push_str(text),
            Todo::Value(value) => push_value(&mut out, value, &mut todo),
        }
    }
    out
}

fn push_value<'a>(out: &mut String, value: &'a Const, todo: &mut Vec<Todo<'a>>) {
    // Writing to a string cannot fail.
    let _ = match value {
        Const::None => write!(out, "None"),
        Const::True => write!(out, "True"),
        Const::False => write!(out, "False"),
        Const::Ellipsis => write!(out, "Ellipsis"),
        Const::Int(value) => write!(out, "{value}"),
        Const::BigInt(value) => write!(out, "{value}"),
        Const::Float(value) => write!(out, "{}", float_repr(*value, ".0")),
        Const::Complex(re, im) => write!(out, "{}", complex_repr(*re, *im)),
        Const::Str(text) => write!(out, "{}", str_repr(text)),
        Const::Bytes(bytes) => {
            write!(out, "b{}", quoted(bytes.iter().map(|&byte| u32::from(byte)), byte_escape))
        }
        Const::Tuple(items) => {
            push_items(todo, "(", items, if items.len() == 1 { ",)" } else { ")" });
            Ok(())
        }
        Const::FrozenSet(items) if items.is_empty() => write!(out, "frozenset()"),
        Const::FrozenSet(items) => {
            push_items(todo, "frozenset({", items, "})");
            Ok(())
        }
        Const::Slice(parts) => {
            push_items(todo, "slice(", &parts[..], ")");
            Ok(())
        }
        Const::Code(code) => {
            let address = Arc::as_ptr(code);
            let (name, file) = (&code.name, &code.filename);
            write!(out, "<code object {name} at {address:p}, file \"{file}\", line {}>", code.firstlineno)
        }
    };
}

/// The last thing to write goes first on the stack.
fn push_items<'a>(todo: &mut Vec<Todo<'a>>, open: &'static str, items: &'a [Const], close: &'static str) {
    todo.push(Todo::Text(close));
    for (index, item) in items.iter().enumerate().rev() {
        todo.push(Todo::Value(item));
        if index > 0 {
            todo.push(Todo::Text(", "));
        }
    }
    todo.push(Todo::Text(open));
}

/// The shortest text that reads back as the same float; `suffix` marks whole numbers.
fn float_repr(value: f64, suffix: &str) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{:e}", value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if !(-4..16).contains(&exponent) {
        let exponent_sign = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{mantissa}e{exponent_sign}{:02}", exponent.abs());
    }
    let plain = format!("{}", value.abs());
    let suffix = if plain.contains('.') { "" } else { suffix };
    format!("{sign}{plain}{suffix}")
}

fn complex_repr(re: f64, im: f64) -> String {
    let imaginary = float_repr(im, "");
    if re == 0.0 && re.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let sign = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imaginary}j)", float_repr(re, ""))
}

fn str_repr(text: &Wtf8Buf) -> String {
    quoted(text.code_points(), char_escape)
}

/// Text between the quotes that need the fewest escapes.
fn quoted(points: impl Iterator<Item = u32>, escape: fn(u32) -> Option<String>) -> String {
    let points: Vec<u32> = points.collect();
    let has = |quote: char| points.contains(&u32::from(quote));
    let quote = if has('\'') && !has('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for point in points {
        match char::from_u32(point) {
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(c) if c == quote => out.extend(['\\', quote]),
            c => match escape(point) {
                Some(escaped) => out.push_str(&escaped),
                None => out.extend(c),
            },
        }
    }
    out.push(quote);
    out
}

fn byte_escape(byte: u32) -> Option<String> {
    (!(0x20..0x7f).contains(&byte)).then(|| format!("\\x{byte:02x}"))
}

fn char_escape(point: u32) -> Option<String> {
    if is_printable(point) {
        return None;
    }
    Some(match point {
        0..=0xff => format!("\\x{point:02x}"),
        0x100..=0xffff => format!("\\u{point:04x}"),
        _ => format!("\\U{point:08x}"),
    })
}

/// Neither control, format, separator, surrogate, private nor no character at all.
fn is_printable(point: u32) -> bool {
    !matches!(point,
        0..=0x1f | 0x7f..=0xa0 | 0xad | 0x600..=0x605 | 0x61c | 0x6dd | 0x70f | 0x890..=0x891 | 0x8e2 | 0x1680
        | 0x180e | 0x2000..=0x200f | 0x2028..=0x202f | 0x205f..=0x206f | 0x3000 | 0xd800..=0xf8ff | 0xfdd0..=0xfdef
        | 0xfeff | 0xfff0..=0xfffb | 0xfffe..=0xffff | 0x110bd | 0x110cd | 0x13430..=0x1343f | 0x1bca0..=0x1bca3
        | 0x1d173..=0x1d17a | 0xe0000..=0xe00ff | 0xe01f0..=0x10ffff)
}

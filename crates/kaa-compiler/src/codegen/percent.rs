//! `'…' % (…)` with only `%s`, `%r` and `%a` is compiled as an f-string.

use super::Codegen;
use crate::errors::Res;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{Expr, ExprBinOp, Operator};

/// A part of a format.
enum Part {
    Text(String),
    /// Number of the conversion, and the format spec.
    Value(u32, String),
}

impl<'a> Codegen<'a> {
    /// Compiles the expression if it is such a format.
    pub(super) fn percent_format(&mut self, e: &'a ExprBinOp) -> Res<bool> {
        let (Expr::StringLiteral(format), Operator::Mod, Expr::Tuple(args)) = (&*e.left, e.op, &*e.right)
        else {
            return Ok(false);
        };
        if args.elts.iter().any(Expr::is_starred_expr) {
            return Ok(false);
        }
        let format = self.string(format)?;
        let Some(parts) = format.as_str().and_then(parse) else { return Ok(false) };
        let values = parts.iter().filter(|part| matches!(part, Part::Value(..))).count();
        if values != args.elts.len() {
            return Ok(false);
        }
        let loc = self.loc(e.range);
        let count = parts.len();
        let mut args = args.elts.iter();
        let many = count > super::collections::STACK_GUIDELINE;
        if many {
            self.load_str("", loc);
            self.load_attr(super::names::AttrLoad::Method, "join", loc);
            self.op_arg(Op::BUILD_LIST, 0, loc);
        }
        for part in parts {
            match part {
                Part::Text(text) => self.load_str(&text, Location::NONE),
                Part::Value(conversion, spec) => {
                    if let Some(arg) = args.next() {
                        self.percent_value(arg, conversion, &spec)?;
                    }
                }
            }
            if many {
                self.op_arg(Op::LIST_APPEND, 1, loc);
            }
        }
        match count {
            _ if many => self.op_arg(Op::CALL, 1, loc),
            0 => self.load_const(Const::str(""), loc),
            1 => {}
            _ => self.op_arg(Op::BUILD_STRING, count as u32, loc),
        }
        Ok(true)
    }

    fn percent_value(&mut self, arg: &'a Expr, conversion: u32, spec: &str) -> Res {
        let loc = self.expr_loc(arg);
        self.expr(arg)?;
        self.op_arg(Op::CONVERT_VALUE, conversion, loc);
        if spec.is_empty() {
            self.op(Op::FORMAT_SIMPLE, loc);
        } else {
            self.load_str(spec, Location::NONE);
            self.op(Op::FORMAT_WITH_SPEC, loc);
        }
        Ok(())
    }
}

/// Splits a format; `None` when something in it needs the real `%`.
fn parse(format: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = format;
    loop {
        let (text, after) = literal(rest);
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        if after.is_empty() {
            return Some(parts);
        }
        let (part, after) = value(&after[1..])?;
        parts.push(part);
        rest = after;
    }
}

/// The text up to a `%` that is not doubled.
fn literal(format: &str) -> (String, &str) {
    let mut text = String::new();
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        if !rest[at + 1..].starts_with('%') {
            return (text, &rest[at..]);
        }
        text.push('%');
        rest = &rest[at + 2..];
    }
    text.push_str(rest);
    (text, "")
}

/// What follows a `%`: flags, width, precision, conversion.
fn value(text: &str) -> Option<(Part, &str)> {
    let flags = text.bytes().take_while(|byte| b"-+ #0".contains(byte)).count();
    let left = text[..flags].contains('-');
    let (width, rest) = number(&text[flags..])?;
    let (precision, rest) = match rest.strip_prefix('.') {
        Some(rest) => {
            let (precision, rest) = number(rest)?;
            (Some(precision.unwrap_or(0)), rest)
        }
        None => (None, rest),
    };
    let conversion = match rest.bytes().next()? {
        b's' => 1,
        b'r' => 2,
        b'a' => 3,
        _ => return None,
    };
    let mut spec = String::new();
    if !left && width.is_some_and(|width| width > 0) {
        spec.push('>');
    }
    if let Some(width) = width {
        spec.push_str(&width.to_string());
    }
    if let Some(precision) = precision {
        spec.push_str(&format!(".{precision}"));
    }
    Some((Part::Value(conversion, spec), &rest[1..]))
}

/// At most two digits.
fn number(text: &str) -> Option<(Option<u32>, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        0 => Some((None, text)),
        1..=2 => Some((Some(text[..digits].parse().ok()?), &text[digits..])),
        _ => None,
    }
}

//! Expressions back to text, as `from __future__ import annotations` stores them: normalised, with as few parentheses
//! as the precedence of operators allows.
//!
//! Knows the tree and the reprs of constants; nothing of scopes or code.

mod parts;
mod repr;

pub(crate) use repr::constant;

use crate::source::Tree;
use kaa_bytecode::Wtf8Buf;
use parts::Writer;
use ruff_python_ast::Expr;

/// The text of an expression.
pub(crate) fn expression(expr: &Expr, tree: &Tree<'_>) -> Wtf8Buf {
    let mut writer = Writer::new(tree);
    writer.expr(expr, parts::Level::Test);
    Wtf8Buf::from_bytes(&writer.out).unwrap_or_default()
}

//! Warnings about expressions that are surely mistakes.

use super::Codegen;
use crate::ast;
use crate::errors::Warning;
use ruff_python_ast::{CmpOp, Expr, ExprCompare, Number};
use ruff_text_size::{Ranged, TextRange};

impl<'a> Codegen<'a> {
    pub(super) fn warn(&mut self, message: impl Into<String>, range: TextRange) {
        if self.quiet > 0 {
            return;
        }
        let warning = Warning::at(message.into(), range, self.tree);
        self.warnings.push(warning);
    }

    /// `is` with a literal.
    pub(super) fn check_compare(&mut self, e: &'a ExprCompare) {
        let mut left = &*e.left;
        for (op, right) in e.ops.iter().zip(&e.comparators) {
            let literal = [left, right].into_iter().find(|side| is_literal(side));
            if let (CmpOp::Is | CmpOp::IsNot, Some(literal)) = (op, literal) {
                let (is, equal) = if *op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                let name = type_name(literal).unwrap_or("object");
                self.warn(format!("\"{is}\" with '{name}' literal. Did you mean \"{equal}\"?"), e.range);
                return;
            }
            left = right;
        }
    }

    /// Calling something that cannot be called.
    pub(super) fn check_caller(&mut self, func: &'a Expr) {
        if matches!(func, Expr::Lambda(_) | Expr::Name(_)) && !ast::is_constant(func) {
            return;
        }
        if let Some(name) = type_name(func) {
            let message = format!("'{name}' object is not callable; perhaps you missed a comma?");
            self.warn(message, ast::expr_range(self.tree, func));
        }
    }

    /// Subscripting something that has no items.
    pub(super) fn check_subscripter(&mut self, value: &'a Expr) {
        let bad = matches!(
            value,
            Expr::NoneLiteral(_)
                | Expr::EllipsisLiteral(_)
                | Expr::NumberLiteral(_)
                | Expr::BooleanLiteral(_)
                | Expr::Set(_)
                | Expr::SetComp(_)
                | Expr::Generator(_)
                | Expr::Lambda(_)
                | Expr::TString(_)
        );
        if let (true, Some(name)) = (bad, type_name(value)) {
            let message = format!("'{name}' object is not subscriptable; perhaps you missed a comma?");
            self.warn(message, ast::expr_range(self.tree, value));
        }
    }

    /// Subscripting a sequence with something that is no index.
    pub(super) fn check_index(&mut self, value: &'a Expr, index: &'a Expr) {
        let Some(index_name) = type_name(index) else { return };
        if matches!(index_name, "int" | "bool") {
            return;
        }
        let sequence = matches!(
            value,
            Expr::StringLiteral(_)
                | Expr::BytesLiteral(_)
                | Expr::Tuple(_)
                | Expr::List(_)
                | Expr::ListComp(_)
                | Expr::FString(_)
        );
        if let (true, Some(name)) = (sequence, type_name(value)) {
            let message = format!(
                "{name} indices must be integers or slices, not {index_name}; perhaps you missed a comma?"
            );
            self.warn(message, value.range());
        }
    }
}

/// A constant that is not a singleton, or a tuple of constants.
fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Tuple(tuple) => tuple.elts.iter().all(ast::is_constant),
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => true,
        _ => false,
    }
}

/// The type of an expression, where the source alone shows it.
fn type_name(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::FString(_) | Expr::StringLiteral(_) => "str",
        Expr::TString(_) => "string.templatelib.Template",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NumberLiteral(number) => match number.value {
            Number::Int(_) => "int",
            Number::Float(_) => "float",
            Number::Complex { .. } => "complex",
        },
        Expr::BooleanLiteral(_) => "bool",
        Expr::NoneLiteral(_) => "NoneType",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Name(name) if ast::is_debug(name) => "bool",
        _ => return None,
    })
}

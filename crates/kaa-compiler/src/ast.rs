//! Small questions to the tree: where CPython's nodes start and end when the parser's differ, docstrings, constants.
//!
//! Knows the parser's tree and nothing of scopes or code.

use crate::source::Tree;
use ruff_python_ast::{
    Decorator, Expr, ExprContext, ExprStringLiteral, Parameter, Parameters, Stmt, StmtClassDef,
    StmtFunctionDef,
};
use ruff_text_size::{Ranged, TextRange};

/// A parsed program.
pub(crate) enum Program<'a> {
    Module(&'a [Stmt]),
    Expression(&'a Expr),
}

/// The docstring that a body starts with.
pub(crate) fn docstring(body: &[Stmt]) -> Option<&ExprStringLiteral> {
    body.first()?.as_expr_stmt()?.value.as_string_literal_expr()
}

/// The statements of a body that are compiled.
pub(crate) fn body(body: &[Stmt], drop_docstring: bool) -> &[Stmt] {
    match drop_docstring && docstring(body).is_some() {
        true => &body[1..],
        false => body,
    }
}

/// From `def` or `async` on: decorators stand before the node.
pub(crate) fn function_range(tree: &Tree<'_>, def: &StmtFunctionDef) -> TextRange {
    after_decorators(tree, &def.decorator_list, def.range)
}

/// From `class` on.
pub(crate) fn class_range(tree: &Tree<'_>, def: &StmtClassDef) -> TextRange {
    after_decorators(tree, &def.decorator_list, def.range)
}

fn after_decorators(tree: &Tree<'_>, decorators: &[Decorator], range: TextRange) -> TextRange {
    let range = tree.with_semicolon(range);
    match decorators.last() {
        Some(last) => TextRange::new(tree.next_word(last.end()), range.end()),
        None => range,
    }
}

/// The range of a statement as CPython has it.
pub(crate) fn stmt_range(tree: &Tree<'_>, stmt: &Stmt) -> TextRange {
    match stmt {
        Stmt::FunctionDef(def) => function_range(tree, def),
        Stmt::ClassDef(def) => class_range(tree, def),
        Stmt::For(_) | Stmt::While(_) | Stmt::If(_) | Stmt::With(_) | Stmt::Try(_) | Stmt::Match(_) => {
            tree.with_semicolon(stmt.range())
        }
        _ => stmt.range(),
    }
}

/// The range of an expression as CPython has it: a generator expression that is a call's only argument owns the
/// call's parentheses.
pub(crate) fn expr_range(tree: &Tree<'_>, expr: &Expr) -> TextRange {
    match expr {
        Expr::Generator(generator) if !generator.parenthesized => tree.with_parentheses(generator.range),
        _ => expr.range(),
    }
}

/// `*args` and `**kwargs` without their stars.
pub(crate) fn star_parameter_range(param: &Parameter) -> TextRange {
    TextRange::new(param.name.start(), param.range.end())
}

/// Defaults of the parameters before `*`.
pub(crate) fn positional_defaults(parameters: &Parameters) -> impl Iterator<Item = &Expr> {
    parameters.posonlyargs.iter().chain(&parameters.args).filter_map(|param| param.default.as_deref())
}

/// True for what CPython's tree has as a constant.
pub(crate) fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::StringLiteral(_)
        | Expr::BytesLiteral(_)
        | Expr::NumberLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::EllipsisLiteral(_) => true,
        Expr::Name(name) => is_debug(name),
        _ => false,
    }
}

/// `__debug__`, read: a constant.
pub(crate) fn is_debug(name: &ruff_python_ast::ExprName) -> bool {
    name.ctx == ExprContext::Load && &*name.id == "__debug__"
}

//! Warnings that need neither scopes nor code: about spellings ([`lexical`]) and about leaving `finally` ([`finally`]).

mod finally;
mod lexical;

use crate::ast;
use crate::errors::Warning;
use crate::source::Tree;
use ruff_python_ast::token::Tokens;

/// All such warnings, in the order in which CPython gives them.
pub(crate) fn warnings(program: &ast::Program<'_>, tokens: &Tokens, tree: &Tree<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    lexical::check(tokens, tree, &mut warnings);
    if let ast::Program::Module(body) = program {
        finally::check(body, tree, &mut warnings);
    }
    warnings
}

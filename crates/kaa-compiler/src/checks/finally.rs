//! `return`, `break` and `continue` that leave a `finally` block swallow exceptions (PEP 765).

use crate::errors::Warning;
use crate::source::Tree;
use ruff_python_ast::{ExceptHandler, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// Warns about statements that leave a `finally` block.
pub(super) fn check(body: &[Stmt], tree: &Tree<'_>, warnings: &mut Vec<Warning>) {
    Walk { tree, warnings }.body(body, false);
}

struct Walk<'a> {
    tree: &'a Tree<'a>,
    warnings: &'a mut Vec<Warning>,
}

impl Walk<'_> {
    /// `inside` a `finally` block, with no loop or function between.
    fn body(&mut self, body: &[Stmt], inside: bool) {
        for stmt in body {
            self.stmt(stmt, inside);
        }
    }

    fn warn(&mut self, word: &str, range: TextRange) {
        self.warnings.push(Warning::at(format!("'{word}' in a 'finally' block"), range, self.tree));
    }

    fn stmt(&mut self, stmt: &Stmt, inside: bool) {
        match stmt {
            Stmt::Return(_) if inside => self.warn("return", stmt.range()),
            Stmt::Break(_) if inside => self.warn("break", stmt.range()),
            Stmt::Continue(_) if inside => self.warn("continue", stmt.range()),
            Stmt::FunctionDef(def) => self.body(&def.body, false),
            Stmt::ClassDef(def) => self.body(&def.body, inside),
            Stmt::For(stmt) => {
                self.body(&stmt.body, false);
                self.body(&stmt.orelse, inside);
            }
            Stmt::While(stmt) => {
                self.body(&stmt.body, false);
                self.body(&stmt.orelse, inside);
            }
            Stmt::If(stmt) => {
                self.body(&stmt.body, inside);
                stmt.elif_else_clauses.iter().for_each(|clause| self.body(&clause.body, inside));
            }
            Stmt::With(stmt) => self.body(&stmt.body, inside),
            Stmt::Match(stmt) => stmt.cases.iter().for_each(|case| self.body(&case.body, inside)),
            Stmt::Try(stmt) => {
                self.body(&stmt.body, inside);
                for ExceptHandler::ExceptHandler(handler) in &stmt.handlers {
                    self.body(&handler.body, inside);
                }
                self.body(&stmt.orelse, inside);
                self.body(&stmt.finalbody, true);
            }
            _ => {}
        }
    }
}

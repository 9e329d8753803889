//! Code generation: from the tree and its symbol table to instructions with labels.
//!
//! A [`Codegen`] holds a stack of [`unit::Unit`]s, one for each code object being made. [`stmt`] and [`expr`] dispatch on
//! the kind of node; families of nodes have a file each. What comes out is unoptimised: folding constants, threading
//! jumps and choosing super-instructions is the flow graph's work. Order and places of instructions follow CPython's
//! code generator to the letter, because `dis`, tracebacks and tracing show them.

mod annotations;
mod assign;
mod call;
mod class;
mod collections;
mod comprehension;
mod cond;
mod docstring;
mod emit;
mod expr;
mod fstring;
mod function;
mod imports;
mod literal;
mod loops;
mod names;
mod pattern;
mod pattern_parts;
mod percent;
mod stmt;
mod try_except;
mod try_star;
mod type_params;
mod unit;
mod unwind;
mod warn;
mod with;

/// The parts of f-strings and t-strings, for the tree that programs see.
pub(crate) mod interpolated {
    pub(crate) use super::fstring::{
        Piece, conversion, f_string_pieces, field_text, spec_pieces, spec_range, t_string_pieces,
    };
}
pub(crate) use literal::number;

use crate::ast;
use crate::errors::{Res, Warning};
use crate::limits::Depth;
use crate::source::Tree;
use crate::symtable::{ScopeId, SymbolTable};
use kaa_bytecode::Code;
use kaa_bytecode::line_table::Location;
use ruff_python_ast::{ExprStringLiteral, Stmt};
use std::sync::Arc;
use unit::{Args, ScopeType, Unit};

/// What the generator needs to know besides the tree.
#[derive(Clone, Copy)]
pub(crate) struct Settings<'a> {
    pub(crate) filename: &'a str,
    /// 0, 1 (`-O`) or 2 (`-OO`).
    pub(crate) optimize: u8,
    /// Expression statements print their value (a prompt's input).
    pub(crate) interactive: bool,
    pub(crate) future_annotations: bool,
    /// The `CO_FUTURE_…` bits that every code object carries.
    pub(crate) future_flags: u32,
}

/// Compiles a program whose names have been analysed.
pub(crate) fn generate<'a>(
    program: &ast::Program<'a>,
    tree: &'a Tree<'a>,
    table: SymbolTable,
    settings: Settings<'a>,
) -> Res<(Arc<Code>, Vec<Warning>)> {
    let mut codegen = Codegen {
        tree,
        table,
        settings,
        units: Vec::new(),
        warnings: Vec::new(),
        quiet: 0,
        depth: Depth::default(),
    };
    let enter = Enter { name: "<module>", kind: ScopeType::Module, scope: SymbolTable::TOP, line: 1 };
    codegen.enter_unit(enter, None, Args::default());
    match program {
        ast::Program::Module(body) => codegen.module(body)?,
        ast::Program::Expression(expr) => codegen.expr(expr)?,
    }
    let add_none = matches!(program, ast::Program::Module(_));
    let code = codegen.leave_unit(add_none)?;
    Ok((code, codegen.warnings))
}

/// The generator's state.
pub(crate) struct Codegen<'a> {
    tree: &'a Tree<'a>,
    table: SymbolTable,
    settings: Settings<'a>,
    /// The code objects being made, innermost last.
    units: Vec<Unit<'a>>,
    warnings: Vec<Warning>,
    /// Above zero while a `finally` body is compiled for the second time: it has warned already.
    quiet: u32,
    depth: Depth,
}

/// What a new unit is.
struct Enter<'n> {
    name: &'n str,
    kind: ScopeType,
    scope: ScopeId,
    line: i32,
}

impl<'a> Codegen<'a> {
    /// `-OO`: the docstring is as if it had not been there, but what follows it does not become one.
    fn dropped_docstring(&mut self, doc: &'a ExprStringLiteral, rest: &'a [Stmt]) -> Res<&'a [Stmt]> {
        use kaa_bytecode::Op;
        if rest.is_empty() {
            let loc = self.loc(doc.range);
            let pass = Location::new(loc.line, loc.line, loc.col, loc.col + 4);
            self.op(Op::NOP, pass);
        }
        let Some(text) = ast::docstring(rest) else { return Ok(rest) };
        let value = self.string(text)?;
        self.load_const(kaa_bytecode::Const::Str(value), self.loc(text.range));
        self.op(Op::POP_TOP, Location::NONE);
        Ok(&rest[1..])
    }

    fn module(&mut self, body: &'a [Stmt]) -> Res {
        let compiled = match self.settings.optimize >= 2 && !self.settings.interactive {
            true => ast::body(body, true),
            false => body,
        };
        let loc = match compiled.first().or(body.first()) {
            Some(first) => self.loc(ast::stmt_range(self.tree, first)),
            None => Location::new(1, 1, 0, 0),
        };
        if self.scope().has_conditional_annotations {
            self.op_arg(kaa_bytecode::Op::BUILD_SET, 0, loc);
            let arg = self.unit().names.index("__conditional_annotations__");
            self.op_arg(kaa_bytecode::Op::STORE_NAME, arg, loc);
        }
        self.body(loc, body)
    }

    /// The body of a module or class: docstring, statements, annotations.
    fn body(&mut self, loc: Location, body: &'a [Stmt]) -> Res {
        use kaa_bytecode::Op;
        if self.settings.future_annotations && self.scope().annotations_used {
            self.op(Op::SETUP_ANNOTATIONS, loc);
        }
        if body.is_empty() {
            return Ok(());
        }
        let mut rest = body;
        let prompt = self.settings.interactive && self.units.len() == 1;
        if !prompt && let Some(doc) = ast::docstring(body) {
            rest = &body[1..];
            if self.scope().has_docstring {
                let text = docstring::clean(&self.string(doc)?);
                self.load_const(kaa_bytecode::Const::Str(text), self.loc(doc.range));
                self.store_name("__doc__", Location::NONE)?;
            } else {
                rest = self.dropped_docstring(doc, rest)?;
            }
        }
        self.stmts(rest)?;
        match self.settings.future_annotations {
            true => Ok(()),
            false => self.deferred_annotations(loc),
        }
    }
}

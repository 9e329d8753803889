//! The first pass: what each block mentions, binds and declares. Statements are here; expressions in [`super::expr`],
//! functions and classes in [`super::defs`], annotations in [`super::annotate`], patterns in [`super::pattern`].
//!
//! The order of visits is the order in which CPython finds errors, and the order of a scope's symbols.

use super::analyze;
use super::names::{NameSet, maybe_mangle};
use super::scope::{BlockKind, Flags, Scope, ScopeId, ScopeKey, SymbolTable};
use super::{Name, Settings};
use crate::Mode;
use crate::ast;
use crate::errors::parse::{Asked, explain};
use crate::errors::{ErrorKind, Failure, Res};
use crate::limits::Depth;
use crate::source::Tree;
use ruff_python_ast::{
    Alias, ExceptHandler, ExprContext, Identifier, Stmt, StmtAnnAssign, StmtFor, StmtWith,
};
use ruff_text_size::{Ranged, TextRange};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Builds the table of a whole program.
pub(crate) fn build<'a>(
    program: &ast::Program<'a>,
    tree: &'a Tree<'a>,
    settings: Settings,
) -> Res<SymbolTable> {
    let mut builder = Builder {
        tree,
        table: SymbolTable { scopes: Vec::new(), blocks: HashMap::new() },
        stack: Vec::new(),
        private: None,
        settings,
        depth: Depth::default(),
    };
    builder.table.scopes.push(Scope::new(BlockKind::Module, TextRange::default()));
    builder.stack.push(SymbolTable::TOP);
    match program {
        ast::Program::Module(body) => {
            let wants_doc = !settings.interactive && !settings.drop_docstrings;
            builder.cur().has_docstring = wants_doc && ast::docstring(body).is_some();
            builder.stmts(ast::body(body, settings.drop_docstrings && !settings.interactive))?;
        }
        ast::Program::Expression(expr) => builder.expr(expr)?,
    }
    let mut table = builder.table;
    analyze::analyze(&mut table)?;
    Ok(table)
}

/// The state of the first pass.
pub(super) struct Builder<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) table: SymbolTable,
    /// The blocks around the current place, innermost last.
    pub(super) stack: Vec<ScopeId>,
    /// The class whose private names are mangled here.
    pub(super) private: Option<Name>,
    pub(super) settings: Settings,
    pub(super) depth: Depth,
}

impl Builder<'_> {
    pub(super) fn cur_id(&self) -> ScopeId {
        self.stack.last().copied().unwrap_or(SymbolTable::TOP)
    }
    pub(super) fn cur(&mut self) -> &mut Scope {
        let id = self.cur_id();
        &mut self.table[id]
    }
    pub(super) fn kind(&self) -> BlockKind {
        self.table[self.cur_id()].kind
    }

    /// Makes a scope below the current one, without entering it.
    pub(super) fn new_scope(&mut self, kind: BlockKind, key: Option<ScopeKey>, range: TextRange) -> ScopeId {
        let parent = &self.table[self.cur_id()];
        let mut scope = Scope::new(kind, range);
        scope.nested = parent.nested || parent.is_function_like();
        scope.method = kind == BlockKind::Function && parent.kind == BlockKind::Class;
        let id = ScopeId(self.table.scopes.len());
        self.table.scopes.push(scope);
        if let Some(key) = key {
            self.table.blocks.insert(key, id);
        }
        id
    }

    pub(super) fn enter_existing(&mut self, id: ScopeId) {
        let parent_id = self.cur_id();
        let parent = &self.table[parent_id];
        let comp_iter_expr = parent.comp_iter_expr;
        let mangled: Option<Rc<RefCell<NameSet>>> = parent.mangled_names.clone();
        let scope = &mut self.table[id];
        scope.comp_iter_expr = comp_iter_expr;
        if mangled.is_some() && scope.kind != BlockKind::Class {
            scope.mangled_names = mangled;
        }
        // Annotations that become strings have no say in what names mean.
        let silent = self.settings.future_annotations && scope.kind == BlockKind::Annotation;
        self.stack.push(id);
        if !silent {
            self.table[parent_id].children.push(id);
        }
    }

    pub(super) fn enter(&mut self, kind: BlockKind, key: Option<ScopeKey>, range: TextRange) -> Res<ScopeId> {
        let id = self.new_scope(kind, key, range);
        self.enter_existing(id);
        if matches!(kind, BlockKind::Annotation | BlockKind::TypeVariable | BlockKind::TypeAlias) {
            self.add(".format", Flags::PARAM, range)?;
            self.add(".format", Flags::USE, range)?;
        }
        Ok(id)
    }

    pub(super) fn leave(&mut self) {
        self.stack.pop();
    }

    pub(super) fn lookup(&self, name: &str) -> Flags {
        self.lookup_in(self.cur_id(), name)
    }
    pub(super) fn lookup_in(&self, id: ScopeId, name: &str) -> Flags {
        let scope = &self.table[id];
        scope.flags(&maybe_mangle(self.private.as_ref(), scope, name))
    }

    /// Notes a fact about a name of the current block.
    pub(super) fn add(&mut self, name: &str, flag: u16, range: TextRange) -> Res {
        let ctx = if flag == Flags::USE { ExprContext::Load } else { ExprContext::Store };
        self.add_ctx(name, flag, range, ctx)
    }

    pub(super) fn add_ctx(&mut self, name: &str, flag: u16, range: TextRange, ctx: ExprContext) -> Res {
        if flag & (Flags::PARAM | Flags::LOCAL | Flags::IMPORT) != 0 {
            check_name(name, range, ctx)?;
        }
        if flag & Flags::TYPE_PARAM != 0
            && let Some(names) = &self.table[self.cur_id()].mangled_names
        {
            names.borrow_mut().insert(name.into());
        }
        self.add_to(self.cur_id(), name, flag, range)
    }

    /// Notes a fact about a name of any block.
    pub(super) fn add_to(&mut self, id: ScopeId, name: &str, flag: u16, range: TextRange) -> Res {
        let mangled = maybe_mangle(self.private.as_ref(), &self.table[self.cur_id()], name);
        let scope = &mut self.table[id];
        let mut flags = scope.flags(&mangled);
        if flag & Flags::PARAM != 0 && flags.has(Flags::PARAM) {
            let message = format!("duplicate argument '{name}' in function definition");
            return Err(Failure::syntax(message, range));
        }
        if flag & Flags::TYPE_PARAM != 0 && flags.has(Flags::TYPE_PARAM) {
            return Err(Failure::syntax(format!("duplicate type parameter '{name}'"), range));
        }
        flags.add(flag);
        if scope.comp_iter_target {
            if flags.has(Flags::GLOBAL | Flags::NONLOCAL) {
                let message =
                    format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return Err(Failure::syntax(message, range));
            }
            flags.add(Flags::COMP_ITER);
        }
        scope.symbols.set(&mangled, flags);
        if flag & Flags::PARAM != 0 {
            scope.varnames.push(mangled);
        } else if flag & Flags::GLOBAL != 0 {
            let top = &mut self.table[SymbolTable::TOP];
            let mut flags = top.flags(&mangled);
            flags.add(flag);
            top.symbols.set(&mangled, flags);
        }
        Ok(())
    }

    pub(super) fn record_directive(&mut self, name: &str, range: TextRange) {
        let id = self.cur_id();
        let mangled = maybe_mangle(self.private.as_ref(), &self.table[id], name);
        self.table[id].directives.push((mangled, range));
    }

    pub(super) fn stmts(&mut self, body: &[Stmt]) -> Res {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    /// A body that may run or not: annotations in it are conditional.
    pub(super) fn conditional(&mut self, visit: impl FnOnce(&mut Self) -> Res) -> Res {
        let outer = std::mem::replace(&mut self.cur().in_conditional_block, true);
        visit(self)?;
        self.cur().in_conditional_block = outer;
        Ok(())
    }

    fn stmt(&mut self, stmt: &Stmt) -> Res {
        self.depth.enter(stmt.range())?;
        match stmt {
            Stmt::FunctionDef(def) => self.function(def)?,
            Stmt::ClassDef(def) => self.class(def)?,
            Stmt::TypeAlias(alias) => self.type_alias(alias)?,
            Stmt::Return(stmt) => self.opt_expr(stmt.value.as_deref())?,
            Stmt::Delete(stmt) => self.exprs(&stmt.targets)?,
            Stmt::Assign(stmt) => {
                self.exprs(&stmt.targets)?;
                self.expr(&stmt.value)?;
            }
            Stmt::AugAssign(stmt) => {
                self.expr(&stmt.target)?;
                self.expr(&stmt.value)?;
            }
            Stmt::AnnAssign(stmt) => self.ann_assign(stmt)?,
            Stmt::For(stmt) => self.for_loop(stmt)?,
            Stmt::While(stmt) => {
                self.expr(&stmt.test)?;
                self.conditional(|this| {
                    this.stmts(&stmt.body)?;
                    this.stmts(&stmt.orelse)
                })?;
            }
            Stmt::If(stmt) => self.if_else(stmt)?,
            Stmt::With(stmt) => self.with(stmt)?,
            Stmt::Match(stmt) => self.match_stmt(stmt)?,
            Stmt::Raise(stmt) => {
                self.opt_expr(stmt.exc.as_deref())?;
                self.opt_expr(stmt.cause.as_deref())?;
            }
            Stmt::Try(stmt) => self.conditional(|this| this.try_body(stmt))?,
            Stmt::Assert(stmt) => {
                self.expr(&stmt.test)?;
                self.opt_expr(stmt.msg.as_deref())?;
            }
            Stmt::Import(stmt) => stmt.names.iter().try_for_each(|alias| self.alias(alias))?,
            Stmt::ImportFrom(stmt) => self.import_from(stmt)?,
            Stmt::Global(stmt) => self.directive(&stmt.names, Flags::GLOBAL, stmt.range)?,
            Stmt::Nonlocal(stmt) => self.directive(&stmt.names, Flags::NONLOCAL, stmt.range)?,
            Stmt::Expr(stmt) => self.expr(&stmt.value)?,
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::IpyEscapeCommand(_) => {}
        }
        self.depth.leave();
        Ok(())
    }

    fn for_loop(&mut self, stmt: &StmtFor) -> Res {
        if stmt.is_async {
            self.require_coroutine("'async for' outside async function", stmt.range)?;
        }
        self.expr(&stmt.target)?;
        self.expr(&stmt.iter)?;
        self.conditional(|this| {
            this.stmts(&stmt.body)?;
            this.stmts(&stmt.orelse)
        })
    }

    fn if_else(&mut self, stmt: &ruff_python_ast::StmtIf) -> Res {
        self.expr(&stmt.test)?;
        self.conditional(|this| {
            this.stmts(&stmt.body)?;
            for clause in &stmt.elif_else_clauses {
                this.opt_expr(clause.test.as_ref())?;
                this.stmts(&clause.body)?;
            }
            Ok(())
        })
    }

    fn with(&mut self, stmt: &StmtWith) -> Res {
        if stmt.is_async {
            self.require_coroutine("'async with' outside async function", stmt.range)?;
        }
        self.conditional(|this| {
            for item in &stmt.items {
                this.expr(&item.context_expr)?;
                this.opt_expr(item.optional_vars.as_deref())?;
            }
            this.stmts(&stmt.body)
        })
    }

    fn try_body(&mut self, stmt: &ruff_python_ast::StmtTry) -> Res {
        if stmt.handlers.is_empty() && !stmt.orelse.is_empty() {
            // The parser accepts that.
            let asked = Asked { mode: Mode::Exec, incomplete: false, blocks_open: false };
            let fallback =
                || Failure::parser(ErrorKind::Syntax, "expected 'except' or 'finally' block", stmt.range);
            return Err(explain(self.tree, asked).unwrap_or_else(fallback));
        }
        self.stmts(&stmt.body)?;
        for ExceptHandler::ExceptHandler(handler) in &stmt.handlers {
            self.opt_expr(handler.type_.as_deref())?;
            if let Some(name) = &handler.name {
                self.add(name, Flags::LOCAL, handler.range)?;
            }
            self.stmts(&handler.body)?;
        }
        self.stmts(&stmt.orelse)?;
        self.stmts(&stmt.finalbody)
    }

    /// `async for` and `async with` need a coroutine; a module may become one.
    fn require_coroutine(&mut self, message: &str, range: TextRange) -> Res {
        if self.top_level_await() {
            self.cur().coroutine = true;
        }
        match self.cur().coroutine {
            true => Ok(()),
            false => Err(Failure::syntax(message, range)),
        }
    }

    pub(super) fn top_level_await(&self) -> bool {
        self.settings.top_level_await && self.kind() == BlockKind::Module
    }

    fn import_from(&mut self, stmt: &ruff_python_ast::StmtImportFrom) -> Res {
        stmt.names.iter().try_for_each(|alias| self.alias(alias))?;
        let future = stmt.level == 0 && stmt.module.as_deref() == Some("__future__");
        if future && stmt.range.start().to_u32() >= self.settings.future_end {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(Failure::syntax(message, stmt.range));
        }
        Ok(())
    }

    fn alias(&mut self, alias: &Alias) -> Res {
        let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
        if name == "*" {
            return match self.kind() {
                BlockKind::Module => Ok(()),
                _ => Err(Failure::syntax("import * only allowed at module level", alias.range)),
            };
        }
        let store = name.split('.').next().unwrap_or(name);
        self.add(store, Flags::IMPORT, alias.range)
    }

    fn directive(&mut self, names: &[Identifier], flag: u16, range: TextRange) -> Res {
        let word = if flag == Flags::GLOBAL { "global" } else { "nonlocal" };
        for name in names {
            let cur = self.lookup(name);
            if cur.has(Flags::PARAM | Flags::LOCAL | Flags::USE | Flags::ANNOT) {
                let message = if cur.has(Flags::PARAM) {
                    format!("name '{name}' is parameter and {word}")
                } else if cur.has(Flags::USE) {
                    format!("name '{name}' is used prior to {word} declaration")
                } else if cur.has(Flags::ANNOT) {
                    format!("annotated name '{name}' can't be {word}")
                } else {
                    format!("name '{name}' is assigned to before {word} declaration")
                };
                return Err(Failure::syntax(message, range));
            }
            self.add(name, flag, range)?;
            self.record_directive(name, range);
        }
        Ok(())
    }

    fn ann_assign(&mut self, stmt: &StmtAnnAssign) -> Res {
        self.cur().annotations_used = true;
        if let Some(target) = stmt.target.as_name_expr() {
            let cur = self.lookup(&target.id);
            if cur.has(Flags::GLOBAL | Flags::NONLOCAL) && self.cur_id() != SymbolTable::TOP && stmt.simple {
                let word = if cur.has(Flags::GLOBAL) { "global" } else { "nonlocal" };
                let message = format!("annotated name '{}' can't be {word}", target.id);
                return Err(Failure::syntax(message, stmt.range));
            }
            if stmt.simple {
                self.add(&target.id, Flags::ANNOT | Flags::LOCAL, target.range)?;
            } else if stmt.value.is_some() {
                self.add(&target.id, Flags::LOCAL, target.range)?;
            }
        } else {
            self.expr(&stmt.target)?;
        }
        self.annotation(&stmt.annotation)?;
        self.opt_expr(stmt.value.as_deref())
    }
}

/// `__debug__` is nobody's to bind.
pub(super) fn check_name(name: &str, range: TextRange, ctx: ExprContext) -> Res {
    if name != "__debug__" {
        return Ok(());
    }
    match ctx {
        ExprContext::Store => Err(Failure::syntax("cannot assign to __debug__", range)),
        ExprContext::Del => Err(Failure::syntax("cannot delete __debug__", range)),
        _ => Ok(()),
    }
}

//! Statements: dispatch by kind, and the simple ones.

use super::Codegen;
use super::emit::Delegate;
use crate::ast;
use crate::errors::Res;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{Expr, Stmt, StmtAssert, StmtAssign, StmtRaise, StmtReturn};
use ruff_text_size::Ranged;

/// `AssertionError` among the common constants.
const ASSERTION_ERROR: u32 = 0;

impl<'a> Codegen<'a> {
    pub(super) fn stmts(&mut self, body: &'a [Stmt]) -> Res {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    pub(super) fn stmt(&mut self, stmt: &'a Stmt) -> Res {
        self.depth.enter(stmt.range())?;
        match stmt {
            Stmt::FunctionDef(def) => self.function(def)?,
            Stmt::ClassDef(def) => self.class(def)?,
            Stmt::TypeAlias(alias) => self.type_alias(alias)?,
            Stmt::Return(stmt) => self.return_stmt(stmt)?,
            Stmt::Delete(stmt) => self.exprs(&stmt.targets)?,
            Stmt::Assign(stmt) => self.assign(stmt)?,
            Stmt::AugAssign(stmt) => self.aug_assign(stmt)?,
            Stmt::AnnAssign(stmt) => self.ann_assign(stmt)?,
            Stmt::For(_) | Stmt::While(_) | Stmt::If(_) | Stmt::Match(_) | Stmt::Try(_) | Stmt::With(_) => {
                self.conditional(stmt)?
            }
            Stmt::Raise(stmt) => self.raise(stmt)?,
            Stmt::Assert(stmt) => self.assert(stmt)?,
            Stmt::Import(stmt) => self.import(stmt)?,
            Stmt::ImportFrom(stmt) => self.import_from(stmt)?,
            Stmt::Expr(stmt) => self.expr_stmt(&stmt.value, self.loc(stmt.range))?,
            Stmt::Pass(stmt) => self.op(Op::NOP, self.loc(stmt.range)),
            Stmt::Break(stmt) => self.break_stmt(stmt.range)?,
            Stmt::Continue(stmt) => self.continue_stmt(stmt.range)?,
            Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::IpyEscapeCommand(_) => {}
        }
        self.depth.leave();
        Ok(())
    }

    /// Statements whose bodies may not run: annotations in them are conditional.
    fn conditional(&mut self, stmt: &'a Stmt) -> Res {
        self.unit().in_conditional_block += 1;
        match stmt {
            Stmt::For(stmt) if stmt.is_async => self.async_for(stmt)?,
            Stmt::For(stmt) => self.for_loop(stmt)?,
            Stmt::While(stmt) => self.while_loop(stmt)?,
            Stmt::If(stmt) => self.if_stmt(stmt)?,
            Stmt::Match(stmt) => self.match_stmt(stmt)?,
            Stmt::Try(stmt) => self.try_stmt(stmt)?,
            Stmt::With(stmt) => self.with(stmt, 0)?,
            _ => {}
        }
        self.unit().in_conditional_block -= 1;
        Ok(())
    }

    fn assign(&mut self, stmt: &'a StmtAssign) -> Res {
        self.expr(&stmt.value)?;
        for (at, target) in stmt.targets.iter().enumerate() {
            if at + 1 < stmt.targets.len() {
                self.op_arg(Op::COPY, 1, self.loc(stmt.range));
            }
            self.expr(target)?;
        }
        Ok(())
    }

    fn raise(&mut self, stmt: &'a StmtRaise) -> Res {
        let mut count = 0;
        if let Some(exc) = &stmt.exc {
            self.expr(exc)?;
            count += 1;
            if let Some(cause) = &stmt.cause {
                self.expr(cause)?;
                count += 1;
            }
        }
        self.op_arg(Op::RAISE_VARARGS, count, self.loc(stmt.range));
        Ok(())
    }

    fn return_stmt(&mut self, stmt: &'a StmtReturn) -> Res {
        let value = stmt.value.as_deref();
        let keep = value.filter(|value| !ast::is_constant(value));
        let scope = self.scope();
        if !scope.is_function_like() {
            return self.fail("'return' outside function", stmt.range);
        }
        if value.is_some() && scope.coroutine && scope.generator {
            return self.fail("'return' with value in async generator", stmt.range);
        }
        let mut loc = self.loc(stmt.range);
        if let Some(value) = keep {
            self.expr(value)?;
        } else if let Some(value) = value {
            // The line of the value shows, though loading it comes after the blocks are left.
            loc = self.expr_loc(value);
            self.op(Op::NOP, loc);
        }
        let own = self.loc(stmt.range);
        if value.is_none_or(|value| self.end_loc_is_other_line(value, own)) {
            loc = own;
            self.op(Op::NOP, loc);
        }
        self.unwind_all(&mut loc, keep.is_some())?;
        match value {
            None => self.load_const(Const::None, loc),
            Some(value) if keep.is_none() => {
                let constant = self.constant(value)?.unwrap_or(Const::None);
                self.load_const(constant, loc);
            }
            Some(_) => {}
        }
        self.op(Op::RETURN_VALUE, loc);
        Ok(())
    }

    fn assert(&mut self, stmt: &'a StmtAssert) -> Res {
        let loc = self.loc(stmt.range);
        if matches!(&*stmt.test, Expr::Tuple(tuple) if !tuple.elts.is_empty()) {
            self.warn("assertion is always true, perhaps remove parentheses?", stmt.range);
        }
        if self.settings.optimize > 0 {
            return Ok(());
        }
        let end = self.new_label();
        self.jump_if(&stmt.test, end, true)?;
        self.op_arg(Op::LOAD_COMMON_CONSTANT, ASSERTION_ERROR, loc);
        if let Some(message) = &stmt.msg {
            self.expr(message)?;
            self.op_arg(Op::CALL, 0, loc);
        }
        self.op_arg(Op::RAISE_VARARGS, 1, self.expr_loc(&stmt.test));
        self.place(end);
        Ok(())
    }

    fn expr_stmt(&mut self, value: &'a Expr, loc: Location) -> Res {
        if self.settings.interactive && self.units.len() == 1 {
            self.expr(value)?;
            self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::PRINT, loc);
            self.op(Op::POP_TOP, Location::NONE);
        } else if ast::is_constant(value) {
            self.op(Op::NOP, loc);
        } else {
            self.expr(value)?;
            self.op(Op::POP_TOP, Location::NONE);
        }
        Ok(())
    }

    /// `yield from` an iterable.
    pub(super) fn yield_from_expr(&mut self, value: &'a Expr, loc: Location) -> Res {
        self.expr(value)?;
        self.op(Op::GET_YIELD_FROM_ITER, loc);
        self.load_const(Const::None, loc);
        self.yield_from(Delegate::YieldFrom, loc);
        Ok(())
    }
}

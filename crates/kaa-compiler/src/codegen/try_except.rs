//! `try` with `except` and `finally`. How handlers nest, and what is on the stack, is told by the flow of blocks: the
//! body is protected by the handlers, each handler by a clean-up that restores the exception state.

use super::Codegen;
use super::unit::BlockKind;
use crate::errors::Res;
use crate::sequence::Label;
use kaa_bytecode::Op;
use kaa_bytecode::line_table::Location;
use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, StmtTry};

impl<'a> Codegen<'a> {
    pub(super) fn try_stmt(&mut self, stmt: &'a StmtTry) -> Res {
        match stmt.finalbody.is_empty() {
            false => self.try_finally(stmt),
            true => self.try_handlers(stmt),
        }
    }

    fn try_handlers(&mut self, stmt: &'a StmtTry) -> Res {
        match stmt.is_star {
            true => self.try_star(stmt),
            false => self.try_except(stmt),
        }
    }

    /// The `finally` body is compiled twice: for the way without an exception, and for the one with it.
    fn try_finally(&mut self, stmt: &'a StmtTry) -> Res {
        let loc = self.block_loc(stmt.range);
        let none = Location::NONE;
        let [body, end, exit, cleanup] = self.new_labels();
        self.jump(Op::SETUP_FINALLY, end, loc);
        self.place(body);
        self.push_block(BlockKind::FinallyTry(&stmt.finalbody), loc)?;
        match stmt.handlers.is_empty() {
            false => self.try_handlers(stmt)?,
            true => self.stmts(&stmt.body)?,
        }
        self.op(Op::POP_BLOCK, none);
        self.pop_block();
        self.stmts(&stmt.finalbody)?;
        self.jump(Op::JUMP_NO_INTERRUPT, exit, none);
        self.place(end);
        self.jump(Op::SETUP_CLEANUP, cleanup, none);
        self.op(Op::PUSH_EXC_INFO, none);
        self.push_block(BlockKind::FinallyEnd, loc)?;
        self.stmts(&stmt.finalbody)?;
        self.pop_block();
        self.op_arg(Op::RERAISE, 0, none);
        self.place(cleanup);
        self.pop_except_and_reraise(none);
        self.place(exit);
        Ok(())
    }

    fn try_except(&mut self, stmt: &'a StmtTry) -> Res {
        let loc = self.block_loc(stmt.range);
        let none = Location::NONE;
        let [body, except, end, cleanup] = self.new_labels();
        self.jump(Op::SETUP_FINALLY, except, loc);
        self.place(body);
        self.push_block(BlockKind::TryExcept, loc)?;
        self.stmts(&stmt.body)?;
        self.pop_block();
        self.op(Op::POP_BLOCK, none);
        self.stmts(&stmt.orelse)?;
        self.jump(Op::JUMP_NO_INTERRUPT, end, none);
        self.place(except);
        self.jump(Op::SETUP_CLEANUP, cleanup, none);
        self.op(Op::PUSH_EXC_INFO, none);
        self.push_block(BlockKind::ExceptionHandler, loc)?;
        for (at, ExceptHandler::ExceptHandler(handler)) in stmt.handlers.iter().enumerate() {
            if handler.type_.is_none() && at + 1 < stmt.handlers.len() {
                return self.fail("default 'except:' must be last", handler.range);
            }
            self.handler(handler, end)?;
        }
        self.pop_block();
        self.op_arg(Op::RERAISE, 0, none);
        self.place(cleanup);
        self.pop_except_and_reraise(none);
        self.place(end);
        Ok(())
    }

    fn handler(&mut self, handler: &'a ExceptHandlerExceptHandler, end: Label) -> Res {
        let loc = self.block_loc(handler.range);
        let none = Location::NONE;
        let next = self.new_label();
        if let Some(kind) = &handler.type_ {
            self.expr(kind)?;
            self.op(Op::CHECK_EXC_MATCH, loc);
            self.jump(Op::POP_JUMP_IF_FALSE, next, loc);
        }
        match &handler.name {
            Some(name) => self.named_handler(handler, name, end)?,
            None => {
                self.op(Op::POP_TOP, loc);
                let body = self.new_label();
                self.place(body);
                self.push_block(BlockKind::HandlerCleanup(None), loc)?;
                self.stmts(&handler.body)?;
                self.pop_block();
                self.op(Op::POP_BLOCK, none);
                self.op(Op::POP_EXCEPT, none);
                self.jump(Op::JUMP_NO_INTERRUPT, end, none);
            }
        }
        self.place(next);
        Ok(())
    }

    /// `except T as name`: the body runs as in `try: … finally: name = None; del name`.
    fn named_handler(&mut self, handler: &'a ExceptHandlerExceptHandler, name: &'a str, end: Label) -> Res {
        let loc = self.block_loc(handler.range);
        let none = Location::NONE;
        let [cleanup_end, body] = self.new_labels();
        self.store_name(name, loc)?;
        self.jump(Op::SETUP_CLEANUP, cleanup_end, loc);
        self.place(body);
        self.push_block(BlockKind::HandlerCleanup(Some(name)), loc)?;
        self.stmts(&handler.body)?;
        self.pop_block();
        self.op(Op::POP_BLOCK, none);
        self.op(Op::POP_BLOCK, none);
        self.op(Op::POP_EXCEPT, none);
        self.forget_exception(name, none)?;
        self.jump(Op::JUMP_NO_INTERRUPT, end, none);
        self.place(cleanup_end);
        self.forget_exception(name, none)?;
        self.op_arg(Op::RERAISE, 1, none);
        Ok(())
    }
}

//! Loops, `break` and `continue`.

use super::Codegen;
use super::emit::Delegate;
use super::unit::BlockKind;
use crate::errors::Res;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{StmtFor, StmtWhile};
use ruff_text_size::TextRange;

impl<'a> Codegen<'a> {
    pub(super) fn for_loop(&mut self, stmt: &'a StmtFor) -> Res {
        let [start, cleanup, end] = self.new_labels();
        self.push_block(BlockKind::For { start, exit: end }, self.block_loc(stmt.range))?;
        self.expr(&stmt.iter)?;
        let loc = self.expr_loc(&stmt.iter);
        self.op(Op::GET_ITER, loc);
        self.place(start);
        self.jump(Op::FOR_ITER, cleanup, loc);
        // Shows the target's line when the statement spans several.
        self.op(Op::NOP, self.expr_loc(&stmt.target));
        self.expr(&stmt.target)?;
        self.stmts(&stmt.body)?;
        self.jump(Op::JUMP, start, Location::NONE);
        self.place(cleanup);
        self.op(Op::END_FOR, Location::NONE);
        self.op(Op::POP_ITER, Location::NONE);
        self.pop_block();
        self.stmts(&stmt.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn async_for(&mut self, stmt: &'a StmtFor) -> Res {
        let loc = self.block_loc(stmt.range);
        let [start, send, except, end] = self.new_labels();
        self.expr(&stmt.iter)?;
        let iter_loc = self.expr_loc(&stmt.iter);
        self.op(Op::GET_AITER, iter_loc);
        self.place(start);
        self.push_block(BlockKind::For { start, exit: end }, loc)?;
        // StopAsyncIteration from `__anext__` ends the loop.
        self.jump(Op::SETUP_FINALLY, except, loc);
        self.op(Op::GET_ANEXT, loc);
        self.load_const(Const::None, loc);
        self.place(send);
        self.yield_from(Delegate::Await, loc);
        self.op(Op::POP_BLOCK, loc);
        self.op(Op::NOT_TAKEN, loc);
        self.expr(&stmt.target)?;
        self.stmts(&stmt.body)?;
        self.jump(Op::JUMP, start, Location::NONE);
        self.pop_block();
        self.place(except);
        self.jump(Op::END_ASYNC_FOR, send, iter_loc);
        self.stmts(&stmt.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn while_loop(&mut self, stmt: &'a StmtWhile) -> Res {
        let [start, end, anchor] = self.new_labels();
        self.place(start);
        self.push_block(BlockKind::While { start, exit: end }, self.block_loc(stmt.range))?;
        self.jump_if(&stmt.test, anchor, false)?;
        self.stmts(&stmt.body)?;
        self.jump(Op::JUMP, start, Location::NONE);
        self.pop_block();
        self.place(anchor);
        self.stmts(&stmt.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn break_stmt(&mut self, range: TextRange) -> Res {
        let mut loc = self.loc(range);
        self.op(Op::NOP, loc);
        let Some(block) = self.unwind_to_loop(&mut loc)? else {
            return self.fail("'break' outside loop", range);
        };
        self.unwind_block(&mut loc, &block, false)?;
        if let BlockKind::While { exit, .. } | BlockKind::For { exit, .. } = block.kind {
            self.jump(Op::JUMP, exit, loc);
        }
        Ok(())
    }

    pub(super) fn continue_stmt(&mut self, range: TextRange) -> Res {
        let mut loc = self.loc(range);
        self.op(Op::NOP, loc);
        let Some(block) = self.unwind_to_loop(&mut loc)? else {
            return self.fail("'continue' not properly in loop", range);
        };
        if let BlockKind::While { start, .. } | BlockKind::For { start, .. } = block.kind {
            self.jump(Op::JUMP, start, loc);
        }
        Ok(())
    }
}

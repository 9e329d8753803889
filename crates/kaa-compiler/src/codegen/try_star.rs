//! `try` with `except*` (PEP 654). While the clauses run, the stack holds the original group, a list of what the
//! clauses raised, and the part of the group that nobody has taken yet.

use super::Codegen;
use super::unit::BlockKind;
use crate::errors::Res;
use crate::sequence::Label;
use kaa_bytecode::Op;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, StmtTry};

impl<'a> Codegen<'a> {
    pub(super) fn try_star(&mut self, stmt: &'a StmtTry) -> Res {
        let loc = self.block_loc(stmt.range);
        let none = Location::NONE;
        let [body, except, orelse, end, cleanup, reraise_star] = self.new_labels();
        self.jump(Op::SETUP_FINALLY, except, loc);
        self.place(body);
        self.push_block(BlockKind::TryExcept, loc)?;
        self.stmts(&stmt.body)?;
        self.pop_block();
        self.op(Op::POP_BLOCK, none);
        self.jump(Op::JUMP_NO_INTERRUPT, orelse, none);
        self.place(except);
        self.jump(Op::SETUP_CLEANUP, cleanup, none);
        self.op(Op::PUSH_EXC_INFO, none);
        self.push_block(BlockKind::ExceptionGroupHandler, loc)?;
        for (at, ExceptHandler::ExceptHandler(handler)) in stmt.handlers.iter().enumerate() {
            if at == 0 {
                let loc = self.block_loc(handler.range);
                self.op_arg(Op::BUILD_LIST, 0, loc);
                self.op_arg(Op::COPY, 2, loc);
            }
            self.star_handler(handler)?;
            if at + 1 == stmt.handlers.len() {
                // What nobody took is raised again (it may be None).
                self.op_arg(Op::LIST_APPEND, 1, none);
                self.jump(Op::JUMP_NO_INTERRUPT, reraise_star, none);
            }
        }
        self.pop_block();
        self.place(reraise_star);
        self.reraise_group(end, cleanup);
        self.place(orelse);
        self.stmts(&stmt.orelse)?;
        self.place(end);
        Ok(())
    }

    fn star_handler(&mut self, handler: &'a ExceptHandlerExceptHandler) -> Res {
        let loc = self.block_loc(handler.range);
        let none = Location::NONE;
        let [next, with_error, no_match, cleanup_end, body] = self.new_labels();
        if let Some(kind) = &handler.type_ {
            self.expr(kind)?;
            self.op(Op::CHECK_EG_MATCH, loc);
            self.op_arg(Op::COPY, 1, loc);
            self.jump(Op::POP_JUMP_IF_NONE, no_match, loc);
        }
        let name = handler.name.as_deref();
        match name {
            Some(name) => self.store_name(name, loc)?,
            None => self.op(Op::POP_TOP, loc),
        }
        self.jump(Op::SETUP_CLEANUP, cleanup_end, loc);
        self.place(body);
        self.push_block(BlockKind::HandlerCleanup(name), loc)?;
        self.stmts(&handler.body)?;
        self.pop_block();
        self.op(Op::POP_BLOCK, none);
        if let Some(name) = name {
            self.forget_exception(name, none)?;
        }
        self.jump(Op::JUMP_NO_INTERRUPT, next, none);
        self.place(cleanup_end);
        if let Some(name) = name {
            self.forget_exception(name, none)?;
        }
        // Note what the clause raised.
        self.op_arg(Op::LIST_APPEND, 3, none);
        self.op(Op::POP_TOP, none);
        self.jump(Op::JUMP_NO_INTERRUPT, with_error, none);
        self.place(next);
        self.op(Op::NOP, none);
        self.jump(Op::JUMP_NO_INTERRUPT, with_error, none);
        self.place(no_match);
        self.op(Op::POP_TOP, loc);
        self.place(with_error);
        Ok(())
    }

    fn reraise_group(&mut self, end: Label, cleanup: Label) {
        let none = Location::NONE;
        let reraise = self.new_label();
        self.op_arg(Op::CALL_INTRINSIC_2, intrinsic::PREP_RERAISE_STAR, none);
        self.op_arg(Op::COPY, 1, none);
        self.jump(Op::POP_JUMP_IF_NOT_NONE, reraise, none);
        self.op(Op::POP_TOP, none);
        self.op(Op::POP_BLOCK, none);
        self.op(Op::POP_EXCEPT, none);
        self.jump(Op::JUMP_NO_INTERRUPT, end, none);
        self.place(reraise);
        self.op(Op::POP_BLOCK, none);
        self.op_arg(Op::SWAP, 2, none);
        self.op(Op::POP_EXCEPT, none);
        self.op_arg(Op::RERAISE, 0, none);
        self.place(cleanup);
        self.pop_except_and_reraise(none);
    }
}

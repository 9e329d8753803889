//! `with` and `async with`: each item is a block around the next one.

use super::Codegen;
use super::unit::BlockKind;
use crate::errors::Res;
use crate::sequence::Label;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::StmtWith;

/// Numbers of the methods that `LOAD_SPECIAL` looks up: enter and exit, plain and asynchronous.
const SPECIAL: [[u32; 2]; 2] = [[0, 1], [2, 3]];

impl<'a> Codegen<'a> {
    pub(super) fn with(&mut self, stmt: &'a StmtWith, at: usize) -> Res {
        let Some(item) = stmt.items.get(at) else { return self.stmts(&stmt.body) };
        let is_async = stmt.is_async;
        let [enter, exit_method] = SPECIAL[usize::from(is_async)];
        let [block, last, exit, cleanup] = self.new_labels();
        self.expr(&item.context_expr)?;
        let loc = self.expr_loc(&item.context_expr);
        self.op_arg(Op::COPY, 1, loc);
        self.op_arg(Op::LOAD_SPECIAL, exit_method, loc);
        self.op_arg(Op::SWAP, 2, loc);
        self.op_arg(Op::SWAP, 3, loc);
        self.op_arg(Op::LOAD_SPECIAL, enter, loc);
        self.op_arg(Op::CALL, 0, loc);
        if is_async {
            self.await_top(1, loc);
        }
        self.jump(Op::SETUP_WITH, last, loc);
        self.place(block);
        self.push_block(if is_async { BlockKind::AsyncWith } else { BlockKind::With }, loc)?;
        match &item.optional_vars {
            Some(target) => self.expr(target)?,
            None => self.op(Op::POP_TOP, loc),
        }
        self.with(stmt, at + 1)?;
        self.op(Op::POP_BLOCK, if is_async { loc } else { Location::NONE });
        self.pop_block();
        self.call_exit_with_nones(loc);
        if is_async {
            self.await_top(2, loc);
        }
        self.op(Op::POP_TOP, loc);
        self.jump(Op::JUMP, exit, loc);
        self.place(last);
        self.jump(Op::SETUP_CLEANUP, cleanup, loc);
        self.op(Op::PUSH_EXC_INFO, loc);
        self.op(Op::WITH_EXCEPT_START, loc);
        if is_async {
            self.await_top(2, loc);
        }
        self.with_except_finish(cleanup);
        self.place(exit);
        Ok(())
    }

    /// `__exit__` has been called with an exception: its result says whether to go on raising.
    fn with_except_finish(&mut self, cleanup: Label) {
        let none = Location::NONE;
        let [suppress, exit] = self.new_labels();
        self.op(Op::TO_BOOL, none);
        self.jump(Op::POP_JUMP_IF_TRUE, suppress, none);
        self.op_arg(Op::RERAISE, 2, none);
        self.place(suppress);
        self.op(Op::POP_TOP, none);
        self.op(Op::POP_BLOCK, none);
        self.op(Op::POP_EXCEPT, none);
        for _ in 0..3 {
            self.op(Op::POP_TOP, none);
        }
        self.jump(Op::JUMP_NO_INTERRUPT, exit, none);
        self.place(cleanup);
        self.pop_except_and_reraise(none);
        self.place(exit);
    }

    /// Calls the `__exit__` on the stack for a body that raised nothing.
    pub(super) fn call_exit_with_nones(&mut self, loc: Location) {
        for _ in 0..3 {
            self.load_const(Const::None, loc);
        }
        self.op_arg(Op::CALL, 3, loc);
    }
}

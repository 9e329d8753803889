//! Leaving blocks early: what `return`, `break` and `continue` undo on their way out.

use super::Codegen;
use super::unit::{Block, BlockKind};
use crate::errors::Res;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Const, Op};

/// How far to unwind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    Loop,
    Function,
}

impl<'a> Codegen<'a> {
    /// Leaves every block of the function; `keep` says that the value on top is the result.
    pub(super) fn unwind_all(&mut self, loc: &mut Location, keep: bool) -> Res {
        self.unwind(loc, keep, Until::Function).map(drop)
    }

    /// Leaves the blocks inside the innermost loop, and returns that loop.
    pub(super) fn unwind_to_loop(&mut self, loc: &mut Location) -> Res<Option<Block<'a>>> {
        self.unwind(loc, false, Until::Loop)
    }

    fn unwind(&mut self, loc: &mut Location, keep: bool, until: Until) -> Res<Option<Block<'a>>> {
        let mut left = Vec::new();
        let mut found = None;
        while let Some(top) = self.unit().blocks.last().cloned() {
            if matches!(top.kind, BlockKind::ExceptionGroupHandler) {
                let message = "'break', 'continue' and 'return' cannot appear in an except* block";
                return self.fail(message, self.range_of(*loc));
            }
            if until == Until::Loop && matches!(top.kind, BlockKind::While { .. } | BlockKind::For { .. }) {
                found = Some(top);
                break;
            }
            // While a block is undone it is not open: a `finally` body may itself return or break.
            self.pop_block();
            self.unwind_block(loc, &top, keep)?;
            left.push(top);
        }
        for block in left.into_iter().rev() {
            self.push_block(block.kind, block.loc)?;
        }
        Ok(found)
    }

    /// Undoes one block. Whatever runs on the way out has its own places; what follows it has none.
    pub(super) fn unwind_block(&mut self, loc: &mut Location, block: &Block<'a>, keep: bool) -> Res {
        match block.kind {
            BlockKind::While { .. }
            | BlockKind::ExceptionHandler
            | BlockKind::ExceptionGroupHandler
            | BlockKind::AsyncComprehension
            | BlockKind::StopIteration => {}
            BlockKind::For { .. } | BlockKind::PopValue => self.pop_under(*loc, keep),
            BlockKind::TryExcept => self.op(Op::POP_BLOCK, *loc),
            BlockKind::FinallyTry(body) => {
                self.op(Op::POP_BLOCK, *loc);
                if keep {
                    self.push_block(BlockKind::PopValue, *loc)?;
                }
                self.stmts(body)?;
                if keep {
                    self.pop_block();
                }
                *loc = Location::NONE;
            }
            BlockKind::FinallyEnd => {
                self.pop_under(*loc, keep);
                self.swap_if(*loc, keep);
                self.op(Op::POP_BLOCK, *loc);
                self.op(Op::POP_EXCEPT, *loc);
            }
            BlockKind::With | BlockKind::AsyncWith => {
                *loc = block.loc;
                self.op(Op::POP_BLOCK, *loc);
                if keep {
                    self.op_arg(Op::SWAP, 3, *loc);
                    self.op_arg(Op::SWAP, 2, *loc);
                }
                self.call_exit_with_nones(*loc);
                if matches!(block.kind, BlockKind::AsyncWith) {
                    self.await_top(2, *loc);
                }
                self.op(Op::POP_TOP, *loc);
                *loc = Location::NONE;
            }
            BlockKind::HandlerCleanup(name) => {
                if name.is_some() {
                    self.op(Op::POP_BLOCK, *loc);
                }
                self.swap_if(*loc, keep);
                self.op(Op::POP_BLOCK, *loc);
                self.op(Op::POP_EXCEPT, *loc);
                if let Some(name) = name {
                    self.forget_exception(name, *loc)?;
                }
            }
        }
        Ok(())
    }

    fn pop_under(&mut self, loc: Location, keep: bool) {
        self.swap_if(loc, keep);
        self.op(Op::POP_TOP, loc);
    }

    fn swap_if(&mut self, loc: Location, keep: bool) {
        if keep {
            self.op_arg(Op::SWAP, 2, loc);
        }
    }

    /// The name that `except … as name` bound goes away.
    pub(super) fn forget_exception(&mut self, name: &str, loc: Location) -> Res {
        self.load_const(Const::None, loc);
        self.store_name(name, loc)?;
        self.delete_name(name, loc)
    }
}

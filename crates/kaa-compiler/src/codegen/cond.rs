//! Conditions: `if`, conditional expressions, `and`, `or`, comparisons, and jumping on the truth of an expression.

use super::Codegen;
use crate::errors::Res;
use crate::sequence::Label;
use kaa_bytecode::Op;
use kaa_bytecode::line_table::Location;
use ruff_python_ast::{BoolOp, Expr, ExprBoolOp, ExprCompare, ExprIf, StmtIf, UnaryOp};
use ruff_text_size::Ranged;

impl<'a> Codegen<'a> {
    pub(super) fn if_stmt(&mut self, stmt: &'a StmtIf) -> Res {
        let end = self.new_label();
        let mut test = Some(&*stmt.test);
        let mut body = &*stmt.body;
        let mut rest = stmt.elif_else_clauses.iter();
        loop {
            let next = if rest.len() == 0 { end } else { self.new_label() };
            if let Some(test) = test {
                self.jump_if(test, next, false)?;
            }
            self.stmts(body)?;
            let Some(clause) = rest.next() else { break };
            self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
            self.place(next);
            test = clause.test.as_ref();
            body = &clause.body;
        }
        self.place(end);
        Ok(())
    }

    /// Jumps to `next` when the truth of `expr` is `cond`.
    pub(super) fn jump_if(&mut self, expr: &'a Expr, next: Label, cond: bool) -> Res {
        self.depth.enter(expr.range())?;
        match expr {
            Expr::UnaryOp(e) if e.op == UnaryOp::Not => self.jump_if(&e.operand, next, !cond)?,
            Expr::BoolOp(e) => self.jump_if_bool_op(e, next, cond)?,
            Expr::If(e) => {
                let [end, other] = self.new_labels();
                self.jump_if(&e.test, other, false)?;
                self.jump_if(&e.body, next, cond)?;
                self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
                self.place(other);
                self.jump_if(&e.orelse, next, cond)?;
                self.place(end);
            }
            Expr::Compare(e) if e.ops.len() > 1 => self.jump_if_chain(e, next, cond)?,
            _ => {
                self.expr(expr)?;
                let loc = self.expr_loc(expr);
                self.op(Op::TO_BOOL, loc);
                self.jump(pop_jump(cond), next, loc);
            }
        }
        self.depth.leave();
        Ok(())
    }

    fn jump_if_bool_op(&mut self, e: &'a ExprBoolOp, next: Label, cond: bool) -> Res {
        let stops_at = e.op == BoolOp::Or;
        let short = if stops_at == cond { next } else { self.new_label() };
        if let Some((last, first)) = e.values.split_last() {
            for value in first {
                self.jump_if(value, short, stops_at)?;
            }
            self.jump_if(last, next, cond)?;
        }
        if short != next {
            self.place(short);
        }
        Ok(())
    }

    fn jump_if_chain(&mut self, e: &'a ExprCompare, next: Label, cond: bool) -> Res {
        self.check_compare(e);
        let loc = self.loc(e.range);
        let cleanup = self.new_label();
        self.expr(&e.left)?;
        let last = e.ops.len() - 1;
        for (op, right) in e.ops[..last].iter().zip(&e.comparators) {
            self.expr(right)?;
            self.op_arg(Op::SWAP, 2, loc);
            self.op_arg(Op::COPY, 2, loc);
            self.compare_op(*op, loc);
            self.op(Op::TO_BOOL, loc);
            self.jump(Op::POP_JUMP_IF_FALSE, cleanup, loc);
        }
        self.expr(&e.comparators[last])?;
        self.compare_op(e.ops[last], loc);
        self.op(Op::TO_BOOL, loc);
        self.jump(pop_jump(cond), next, loc);
        let end = self.new_label();
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.place(cleanup);
        self.op(Op::POP_TOP, loc);
        if !cond {
            self.jump(Op::JUMP_NO_INTERRUPT, next, Location::NONE);
        }
        self.place(end);
        Ok(())
    }

    pub(super) fn if_expr(&mut self, e: &'a ExprIf) -> Res {
        let [end, next] = self.new_labels();
        self.jump_if(&e.test, next, false)?;
        self.expr(&e.body)?;
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.place(next);
        self.expr(&e.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn bool_op(&mut self, e: &'a ExprBoolOp) -> Res {
        let loc = self.loc(e.range);
        let jump = match e.op {
            BoolOp::And => Op::JUMP_IF_FALSE,
            BoolOp::Or => Op::JUMP_IF_TRUE,
        };
        let end = self.new_label();
        if let Some((last, first)) = e.values.split_last() {
            for value in first {
                self.expr(value)?;
                self.jump(jump, end, loc);
                self.op(Op::POP_TOP, loc);
            }
            self.expr(last)?;
        }
        self.place(end);
        Ok(())
    }

    pub(super) fn compare(&mut self, e: &'a ExprCompare) -> Res {
        self.check_compare(e);
        let loc = self.loc(e.range);
        self.expr(&e.left)?;
        let last = e.ops.len() - 1;
        if last == 0 {
            self.expr(&e.comparators[0])?;
            self.compare_op(e.ops[0], loc);
            return Ok(());
        }
        let cleanup = self.new_label();
        for (op, right) in e.ops[..last].iter().zip(&e.comparators) {
            self.expr(right)?;
            self.op_arg(Op::SWAP, 2, loc);
            self.op_arg(Op::COPY, 2, loc);
            self.compare_op(*op, loc);
            self.op_arg(Op::COPY, 1, loc);
            self.op(Op::TO_BOOL, loc);
            self.jump(Op::POP_JUMP_IF_FALSE, cleanup, loc);
            self.op(Op::POP_TOP, loc);
        }
        self.expr(&e.comparators[last])?;
        self.compare_op(e.ops[last], loc);
        let end = self.new_label();
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.place(cleanup);
        self.op_arg(Op::SWAP, 2, loc);
        self.op(Op::POP_TOP, loc);
        self.place(end);
        Ok(())
    }
}

fn pop_jump(cond: bool) -> Op {
    if cond { Op::POP_JUMP_IF_TRUE } else { Op::POP_JUMP_IF_FALSE }
}

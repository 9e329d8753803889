//! The vocabulary of the generator: appending instructions, labels, constants, and places in the source.

use super::Codegen;
use crate::ast;
use crate::errors::Res;
use crate::sequence::Label;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::binary;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{CmpOp, Expr, ExprAttribute, Operator};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// How a frame went to sleep at a `RESUME`.
pub(super) mod resume {
    pub(in crate::codegen) const AFTER_YIELD: u32 = 1;
    pub(in crate::codegen) const AFTER_YIELD_FROM: u32 = 2;
    pub(in crate::codegen) const AFTER_AWAIT: u32 = 3;
}

/// What is delegated to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Delegate {
    YieldFrom,
    Await,
}

impl<'a> Codegen<'a> {
    pub(super) fn op(&mut self, op: Op, loc: Location) {
        self.unit().seq.addop(op, loc);
    }

    pub(super) fn op_arg(&mut self, op: Op, arg: u32, loc: Location) {
        self.unit().seq.addop_arg(op, arg, loc);
    }

    pub(super) fn jump(&mut self, op: Op, target: Label, loc: Location) {
        self.unit().seq.addop_jump(op, target, loc);
    }

    pub(super) fn new_label(&mut self) -> Label {
        self.unit().seq.new_label()
    }

    pub(super) fn new_labels<const N: usize>(&mut self) -> [Label; N] {
        std::array::from_fn(|_| self.new_label())
    }

    pub(super) fn place(&mut self, label: Label) {
        self.unit().seq.use_label(label);
    }

    pub(super) fn load_const(&mut self, value: Const, loc: Location) {
        let arg = self.unit().consts.add(value);
        self.op_arg(Op::LOAD_CONST, arg, loc);
    }

    pub(super) fn load_str(&mut self, text: &str, loc: Location) {
        self.load_const(Const::str(text), loc);
    }

    pub(super) fn loc(&self, range: TextRange) -> Location {
        let (line, col) = self.tree.line_byte(range.start());
        let (end_line, end_col) = self.tree.line_byte(range.end());
        Location::new(line as i32, end_line as i32, col as i32, end_col as i32)
    }

    /// The place of a statement with a body.
    pub(super) fn block_loc(&self, range: TextRange) -> Location {
        self.loc(self.tree.with_semicolon(range))
    }

    pub(super) fn expr_loc(&self, expr: &Expr) -> Location {
        self.loc(ast::expr_range(self.tree, expr))
    }

    /// The range of the source that a place came from.
    pub(super) fn range_of(&self, loc: Location) -> TextRange {
        let start = self.tree.offset(loc.line, loc.col);
        let end = self.tree.offset(loc.end_line, loc.end_col);
        TextRange::new(start, end.max(start))
    }

    /// An attribute on a later line than its object is at its name.
    pub(super) fn attr_loc(&self, mut loc: Location, attr: &ExprAttribute) -> Location {
        let (end_line, end_col) = self.tree.line_byte(attr.range.end());
        let (end_line, end_col) = (end_line as i32, end_col as i32);
        if loc.line != end_line {
            loc.line = end_line;
            let len = attr.attr.as_str().chars().count() as i32;
            if len <= end_col {
                loc.col = end_col - len;
            } else {
                loc.col = -1;
                loc.end_col = -1;
            }
            loc.end_line = loc.end_line.max(loc.line);
            if loc.line == loc.end_line {
                loc.end_col = loc.end_col.max(loc.col);
            }
        }
        loc
    }

    pub(super) fn binary_op(&mut self, op: Operator, loc: Location) {
        self.op_arg(Op::BINARY_OP, operator_number(op), loc);
    }

    pub(super) fn inplace_op(&mut self, op: Operator, loc: Location) {
        self.op_arg(Op::BINARY_OP, operator_number(op) + binary::INPLACE, loc);
    }

    pub(super) fn compare_op(&mut self, op: CmpOp, loc: Location) {
        // The comparison's number, and below it the mask that the specialised forms test with.
        let (number, mask) = match op {
            CmpOp::Is => return self.op_arg(Op::IS_OP, 0, loc),
            CmpOp::IsNot => return self.op_arg(Op::IS_OP, 1, loc),
            CmpOp::In => return self.op_arg(Op::CONTAINS_OP, 0, loc),
            CmpOp::NotIn => return self.op_arg(Op::CONTAINS_OP, 1, loc),
            CmpOp::Lt => (0, 2),
            CmpOp::LtE => (1, 2 | 8),
            CmpOp::Eq => (2, 8),
            CmpOp::NotEq => (3, 1 | 2 | 4),
            CmpOp::Gt => (4, 4),
            CmpOp::GtE => (5, 4 | 8),
        };
        self.op_arg(Op::COMPARE_OP, number << 5 | mask, loc);
    }

    /// Delegates to the iterator or awaitable below the value on top until it is done.
    pub(super) fn yield_from(&mut self, delegate: Delegate, loc: Location) {
        let [send, fail, exit] = self.new_labels();
        self.place(send);
        self.jump(Op::SEND, exit, loc);
        // Only a throw() or close() makes the yield raise; a StopIteration that comes of it is the result.
        self.jump(Op::SETUP_FINALLY, fail, loc);
        self.op_arg(Op::YIELD_VALUE, 1, loc);
        self.op(Op::POP_BLOCK, Location::NONE);
        let after = match delegate {
            Delegate::YieldFrom => resume::AFTER_YIELD_FROM,
            Delegate::Await => resume::AFTER_AWAIT,
        };
        self.op_arg(Op::RESUME, after, loc);
        self.jump(Op::JUMP_NO_INTERRUPT, send, loc);
        self.place(fail);
        self.op(Op::CLEANUP_THROW, loc);
        self.place(exit);
        self.op(Op::END_SEND, loc);
    }

    /// Awaits the value on top; `how` says where the `await` stands.
    pub(super) fn await_top(&mut self, how: u32, loc: Location) {
        self.op_arg(Op::GET_AWAITABLE, how, loc);
        self.load_const(Const::None, loc);
        self.yield_from(Delegate::Await, loc);
    }

    /// Yields the value on top.
    pub(super) fn yield_value(&mut self, loc: Location) {
        let scope = self.scope();
        if scope.generator && scope.coroutine {
            self.op_arg(Op::CALL_INTRINSIC_1, kaa_bytecode::operand::intrinsic::ASYNC_GEN_WRAP, loc);
        }
        self.op_arg(Op::YIELD_VALUE, 0, loc);
        self.op_arg(Op::RESUME, resume::AFTER_YIELD, loc);
    }

    /// The end of a handler's own handler: restore the exception state and go on raising.
    pub(super) fn pop_except_and_reraise(&mut self, loc: Location) {
        self.op_arg(Op::COPY, 3, loc);
        self.op(Op::POP_EXCEPT, loc);
        self.op_arg(Op::RERAISE, 1, loc);
    }

    pub(super) fn exprs(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) -> Res {
        exprs.into_iter().try_for_each(|expr| self.expr(expr))
    }

    /// The line a range starts in.
    pub(super) fn line(&self, at: TextSize) -> i32 {
        self.tree.line_byte(at).0 as i32
    }

    pub(super) fn end_loc_is_other_line(&self, a: &Expr, loc: Location) -> bool {
        self.line(a.start()) != loc.line
    }
}

fn operator_number(op: Operator) -> u32 {
    match op {
        Operator::Add => binary::ADD,
        Operator::Sub => binary::SUBTRACT,
        Operator::Mult => binary::MULTIPLY,
        Operator::MatMult => binary::MATRIX_MULTIPLY,
        Operator::Div => binary::TRUE_DIVIDE,
        Operator::Mod => binary::REMAINDER,
        Operator::Pow => binary::POWER,
        Operator::LShift => binary::LSHIFT,
        Operator::RShift => binary::RSHIFT,
        Operator::BitOr => binary::OR,
        Operator::BitXor => binary::XOR,
        Operator::BitAnd => binary::AND,
        Operator::FloorDiv => binary::FLOOR_DIVIDE,
    }
}

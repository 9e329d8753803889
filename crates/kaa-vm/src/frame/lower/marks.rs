//! The `Trace` instructions of the traced form: one before each bytecode instruction from the first `RESUME` on, with what
//! events need to know.

use super::{Lowering, Sym};
use crate::eval::tracing::{LINE_START, NO_OPERAND, RESUME};
use crate::frame::instr::ROp;
use kaa_bytecode::Op;
use kaa_bytecode::instructions::{Instruction, instructions};
use kaa_bytecode::line_table;
use std::collections::{HashMap, HashSet};

/// Where lines begin.
pub(super) struct Lines {
    line_at: HashMap<usize, i32>,
    starts: HashSet<usize>,
    /// The first `RESUME` was met: from here on there are marks.
    begun: bool,
}

impl Lines {
    pub(super) fn of(lowering: &Lowering<'_>) -> Lines {
        let code = &lowering.code.code;
        let mut spans = line_table::decode(&code.linetable, code.firstlineno).peekable();
        let (mut line_at, mut starts) = (HashMap::new(), HashSet::new());
        let (mut current, mut begun) = (-1, false);
        for i in instructions(&code.code) {
            while spans.peek().is_some_and(|s| s.end <= i.offset) {
                spans.next();
            }
            let line = spans.peek().map_or(-1, |s| s.location.line);
            line_at.insert(i.offset, line);
            begun |= i.op == Op::RESUME;
            if !begun || begins_no_line(i.op) {
                continue;
            }
            let is_target = lowering.labels.contains(&i.start) || lowering.labels.contains(&i.offset);
            if line >= 0 && (line != current || is_target) {
                starts.insert(i.offset);
            }
            current = line;
        }
        Lines { line_at, starts, begun: false }
    }
}

/// Instructions that loops and delegation pass over.
fn begins_no_line(op: Op) -> bool {
    matches!(op, Op::END_FOR | Op::END_SEND | Op::END_ASYNC_FOR | Op::RESUME | Op::POP_ITER)
}

impl Lowering<'_> {
    /// Puts the mark before an instruction.
    pub(super) fn mark(&mut self, i: Instruction) {
        let Some(mut lines) = self.lines.take() else { return };
        lines.begun |= i.op == Op::RESUME;
        if lines.begun {
            let mut flags = if lines.starts.contains(&i.offset) { LINE_START } else { 0 };
            let (a, mut b) = self.marked_operands(i);
            if i.op == Op::RESUME {
                flags |= RESUME;
            }
            if matches!(i.op, Op::RESUME | Op::YIELD_VALUE) {
                // A yield's own, or one of what it delegates to?
                b = (i.arg & 3) as i16;
            }
            let line = lines.line_at.get(&i.offset).copied().unwrap_or(-1);
            let at = self.emit(ROp::Trace, i.op as u16, a, b, i.offset as u32, flags);
            self.instrs[at].cache = line as u32;
        }
        self.lines = Some(lines);
    }

    /// What returns and yields give, what calls call and its receiver.
    fn marked_operands(&mut self, i: Instruction) -> (i16, i16) {
        let n = i.arg as usize;
        let depth = self.stack.len();
        let callee = match i.op {
            Op::RETURN_VALUE | Op::YIELD_VALUE if depth > 0 => {
                return (self.peek(depth - 1).index, NO_OPERAND);
            }
            Op::CALL => depth.checked_sub(n + 2),
            Op::CALL_KW => depth.checked_sub(n + 3),
            Op::CALL_FUNCTION_EX => depth.checked_sub(4),
            _ => None,
        };
        let Some(callee) = callee else { return (NO_OPERAND, NO_OPERAND) };
        let receiver = match self.stack.get(callee + 1) {
            Some(Sym::Null) | None => NO_OPERAND,
            Some(_) => self.peek(callee + 1).index,
        };
        (self.peek(callee).index, receiver)
    }
}

//! The `Trace` instructions of the traced form: one before each bytecode instruction from the first `RESUME` on, with what
//! events need to know.

use super::ops::label_of;
use super::{Lowering, Sym};
use crate::eval::tracing::{ALL_TEMPORARIES, HAS_ARGUMENT, HAS_SELF, JUMPS, LINE_START, NO_OPERAND, RESUME};
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
    /// The loop that ends at a `POP_ITER`.
    loops: HashMap<usize, usize>,
    /// The instruction that was marked last.
    before: usize,
}

impl Lines {
    pub(super) fn of(lowering: &Lowering<'_>) -> Lines {
        let code = &lowering.code.code;
        let mut spans = line_table::decode(&code.linetable, code.firstlineno).peekable();
        let (mut line_at, mut starts) = (HashMap::new(), HashSet::new());
        let mut loops = HashMap::new();
        let (mut current, mut begun) = (-1, false);
        for i in instructions(&code.code) {
            while spans.peek().is_some_and(|s| s.end <= i.offset) {
                spans.next();
            }
            let line = spans.peek().map_or(-1, |s| s.location.line);
            line_at.insert(i.offset, line);
            if i.op == Op::FOR_ITER
                && let Some(t) = i.jump_target()
            {
                loops.insert(label_of(i.op, t), i.offset);
            }
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
        Lines { line_at, starts, begun: false, loops, before: 0 }
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
            let start = if lines.starts.contains(&i.offset) { LINE_START } else { 0 };
            let (a, b, flags) = self.marked_operands(i, &lines);
            lines.before = i.offset;
            // A `yield` takes its value from wherever it is.
            let kept = self.stack.len() - usize::from(i.op == Op::YIELD_VALUE && !self.stack.is_empty());
            let plain = self.stack[..kept].iter().all(|s| *s == Sym::Temp);
            let flags = flags | if plain { ALL_TEMPORARIES } else { 0 };
            let line = lines.line_at.get(&i.offset).copied().unwrap_or(-1);
            let at = self.emit(ROp::Trace, i.op as u16, a, b, i.offset as u32, start | flags);
            self.instrs[at].cache = line as u32;
        }
        self.lines = Some(lines);
    }

    /// What an event at the instruction needs to know: operands, flags.
    fn marked_operands(&mut self, i: Instruction, lines: &Lines) -> (i16, i16, u8) {
        let n = i.arg as usize;
        let depth = self.stack.len();
        match i.op {
            // Its own, or that of what it delegates to?
            Op::RESUME => (NO_OPERAND, (i.arg & 3) as i16, RESUME),
            Op::YIELD_VALUE if depth > 0 => (self.peek(depth - 1).index, (i.arg & 3) as i16, 0),
            Op::RETURN_VALUE if depth > 0 => (self.peek(depth - 1).index, NO_OPERAND, 0),
            Op::CALL => self.marked_call(n + 2, n > 0),
            Op::CALL_KW => self.marked_call(n + 3, n > 0),
            Op::CALL_FUNCTION_EX => self.marked_call(4, true),
            Op::LOAD_SUPER_ATTR => self.marked_call(3, n & 2 != 0),
            Op::JUMP_FORWARD | Op::JUMP_BACKWARD => place(i.jump_target().unwrap_or(0)),
            Op::NOT_TAKEN => place(lines.before),
            Op::POP_ITER => place(lines.loops.get(&i.start).copied().unwrap_or(i.offset)),
            Op::END_ASYNC_FOR => place((i.offset + 2).saturating_sub(2 * n)),
            _ => (NO_OPERAND, NO_OPERAND, 0),
        }
    }

    /// Callee and arguments are put where the call wants them anyway.
    fn marked_call(&mut self, entries: usize, argument: bool) -> (i16, i16, u8) {
        let Some(callee) = self.stack.len().checked_sub(entries) else { return (NO_OPERAND, NO_OPERAND, 0) };
        let null = self.stack[callee + 1] == Sym::Null;
        for p in callee..self.stack.len() {
            if !(null && p == callee + 1) {
                self.materialise(p);
            }
        }
        let receiver = if null { 0 } else { HAS_SELF };
        (self.reg(callee) as i16, NO_OPERAND, receiver | if argument { HAS_ARGUMENT } else { 0 })
    }

    /// A conditional jump in the traced form: a mark on the way of the jump. `at` is the jump, which is turned round.
    pub(super) fn mark_jump(&mut self, i: Instruction, at: usize, target: usize, depth: usize) {
        self.instrs[at].op = match self.instrs[at].op {
            ROp::JumpIfTrue => ROp::JumpIfFalse,
            ROp::JumpIfFalse => ROp::JumpIfTrue,
            ROp::JumpIfNone => ROp::JumpIfNotNone,
            _ => ROp::JumpIfNone,
        };
        let (a, b, _) = place(target);
        self.emit(ROp::Trace, i.op as u16, a, b, i.offset as u32, JUMPS);
        let jump = self.emit(ROp::Jump, 0, 0, 0, 0, 0);
        self.jump_from(jump, target, depth);
        self.instrs[at].imm = (self.instrs.len() - at) as u32;
        self.barrier = self.instrs.len();
    }

    /// A `FOR_ITER` in the traced form: a mark where it goes on with an item.
    pub(super) fn mark_item(&mut self, i: Instruction) {
        let (a, b, _) = place(i.end());
        self.emit(ROp::Trace, i.op as u16, a, b, i.offset as u32, JUMPS);
    }

    /// Is it the traced form?
    pub(super) fn is_marked(&self) -> bool {
        self.lines.as_ref().is_some_and(|l| l.begun)
    }
}

/// A bytecode offset as operands.
fn place(offset: usize) -> (i16, i16, u8) {
    (offset as u16 as i16, (offset >> 16) as u16 as i16, 0)
}

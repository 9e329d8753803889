//! Lowering of tests, jumps, loops, calls, and what suspends: see `ops.rs`.

use super::ops::{label_of, outcomes};
use super::{Lowering, Sym};
use crate::frame::instr::{IN_PLACE, ROp};
use kaa_bytecode::Op;
use kaa_bytecode::instructions::Instruction;

impl Lowering<'_> {
    pub(super) fn to_bool(&mut self, next: Option<Instruction>) -> bool {
        if let Some(n) = next
            && matches!(n.op, Op::POP_JUMP_IF_TRUE | Op::POP_JUMP_IF_FALSE)
        {
            self.conditional(n);
            return true;
        }
        let v = self.pop();
        let dst = self.push_temp();
        self.emit(ROp::ToBool, dst, v.index, 0, 0, u8::from(v.temp));
        false
    }

    pub(super) fn compare(&mut self, i: Instruction, next: Option<Instruction>) -> bool {
        let op = i.arg >> 5;
        if let Some(n) = next
            && matches!(n.op, Op::POP_JUMP_IF_TRUE | Op::POP_JUMP_IF_FALSE)
            && i.arg & 16 != 0
            && let Some(target) = n.jump_target()
        {
            let depth = self.stack.len() - 2;
            for p in 0..depth {
                self.materialise(p);
            }
            let b = self.pop();
            let a = self.pop();
            let dst = self.reg(depth);
            let when = u8::from(n.op == Op::POP_JUMP_IF_TRUE);
            let flags = u8::from(a.temp) | u8::from(b.temp) << 1 | (op as u8) << 4 | when << 7;
            let at = self.emit(ROp::CompareJump, dst, a.index, b.index, 0, flags);
            self.instrs[at].cache = outcomes(op, when != 0);
            self.jump_from(at, target, depth);
            return true;
        }
        let b = self.pop();
        let a = self.pop();
        let dst = self.push_temp();
        let flags = u8::from(a.temp) | u8::from(b.temp) << 1;
        self.emit(ROp::Compare, dst, a.index, b.index, op | (i.arg & 16), flags);
        false
    }

    pub(super) fn conditional(&mut self, i: Instruction) {
        let Some(target) = i.jump_target() else { return };
        let depth = self.stack.len() - 1;
        for p in 0..depth {
            self.materialise(p);
        }
        let v = self.pop();
        let op = match i.op {
            Op::POP_JUMP_IF_TRUE => ROp::JumpIfTrue,
            Op::POP_JUMP_IF_FALSE => ROp::JumpIfFalse,
            Op::POP_JUMP_IF_NONE => ROp::JumpIfNone,
            _ => ROp::JumpIfNotNone,
        };
        let dst = self.reg(depth);
        let at = self.emit(op, dst, v.index, 0, 0, u8::from(v.temp));
        if self.is_marked() {
            return self.mark_jump(i, at, target, depth);
        }
        self.jump_from(at, target, depth);
    }

    pub(super) fn jumps(&mut self, i: Instruction) -> bool {
        match i.op {
            Op::POP_JUMP_IF_TRUE
            | Op::POP_JUMP_IF_FALSE
            | Op::POP_JUMP_IF_NONE
            | Op::POP_JUMP_IF_NOT_NONE => {
                self.conditional(i);
            }
            Op::JUMP_FORWARD | Op::JUMP_BACKWARD | Op::JUMP_BACKWARD_NO_INTERRUPT => {
                let Some(target) = i.jump_target() else { return true };
                self.flush();
                if i.op == Op::JUMP_BACKWARD && self.turn_loop(target) {
                    self.dead = true;
                    return true;
                }
                // What no compiler made must not run for ever.
                let looks = i.op == Op::JUMP_BACKWARD || self.foreign.is_some() && target <= i.start;
                let op = if looks { ROp::JumpBackward } else { ROp::Jump };
                let at = self.emit(op, 0, 0, 0, 0, 0);
                self.jump_from(at, target, self.stack.len());
                self.dead = true;
            }
            Op::FOR_ITER => {
                let Some(target) = i.jump_target() else { return true };
                self.flush();
                let depth = self.stack.len();
                let a = self.reg(depth - 1) as i16;
                let dst = self.push_temp();
                let at = self.emit(ROp::ForIter, dst, a, 0, 0, 0);
                self.jump_from(at, label_of(Op::FOR_ITER, target), depth);
                if self.is_marked() {
                    self.mark_item(i);
                }
            }
            Op::RETURN_VALUE => {
                let v = self.pop();
                self.emit(ROp::Return, 0, v.index, 0, 0, u8::from(v.temp));
                self.dead = true;
            }
            Op::RAISE_VARARGS => {
                let first = self.flush_top(i.arg as usize);
                self.emit(ROp::Raise, 0, first as i16, 0, i.arg, 0);
                self.dead = true;
            }
            Op::RERAISE => {
                let v = self.pop();
                let lasti =
                    if i.arg > 0 { u32::from(self.reg(self.stack.len() - i.arg as usize)) + 1 } else { 0 };
                self.emit(ROp::Reraise, 0, v.index, 0, lasti, u8::from(v.temp));
                self.dead = true;
            }
            _ => return false,
        }
        true
    }

    /// The end of a loop whose head is a test: the test is repeated here and goes on behind the head, which saves a jump.
    pub(super) fn turn_loop(&mut self, target: usize) -> bool {
        let Some(&head) = self.index_at.get(&target) else { return false };
        let Some(test) = self.instrs.get(head).copied() else { return false };
        let op = match test.op {
            ROp::ForIter => ROp::ForIterBack,
            ROp::CompareJump if test.flags & 3 == 0 => ROp::CompareJumpBack,
            _ => return false,
        };
        if self.offset_handler(target as u32) != self.offset_handler(self.offset as u32) {
            return false;
        }
        let own = self.offset;
        self.offset = self.offsets[head] as usize;
        let at = self.emit(op, test.dst, test.a, test.b, test.imm, test.flags);
        self.instrs[at].cache = test.cache;
        self.fixups.push(at);
        self.emit(ROp::Jump, 0, 0, 0, (head as u32).wrapping_sub(at as u32), 0);
        self.offset = own;
        true
    }

    pub(super) fn calls(&mut self, i: Instruction) -> bool {
        let n = i.arg as usize;
        match i.op {
            Op::CALL => {
                let null = self.stack[self.stack.len() - n - 1] == Sym::Null;
                let first = self.call_operands(n + 2, null);
                let dst = self.push_temp();
                let at = self.emit(ROp::Call, dst, first as i16, 0, i.arg, if null { 0x10 } else { 0 });
                self.with_cache(at);
            }
            Op::CALL_KW => {
                let first = self.flush_top(n + 3);
                self.drop_entries(n + 3);
                let dst = self.push_temp();
                self.emit(ROp::CallKw, dst, first as i16, 0, i.arg, 0);
            }
            Op::CALL_FUNCTION_EX => {
                let first = self.flush_top(4);
                self.drop_entries(4);
                let dst = self.push_temp();
                self.emit(ROp::CallEx, dst, first as i16, 0, 0, 0);
            }
            _ => return false,
        }
        true
    }

    /// Callable, self and arguments into their registers; a null that is known needs none.
    pub(super) fn call_operands(&mut self, n: usize, null: bool) -> u16 {
        let first = self.stack.len() - n;
        for p in first..self.stack.len() {
            if !(null && p == first + 1) {
                self.materialise(p);
            }
        }
        self.drop_entries(n);
        self.reg(first)
    }

    pub(super) fn generators(&mut self, i: Instruction) -> bool {
        match i.op {
            Op::RETURN_GENERATOR => {
                let dst = self.push_temp();
                self.emit(ROp::ReturnGenerator, dst, 0, 0, 0, 0);
            }
            Op::YIELD_VALUE => {
                let v = self.pop();
                let dst = self.push_temp();
                self.emit(ROp::Yield, dst, v.index, 0, i.arg, u8::from(v.temp));
            }
            Op::SEND => {
                let Some(target) = i.jump_target() else { return true };
                let depth = self.stack.len();
                for p in 0..depth - 1 {
                    self.materialise(p);
                }
                let v = self.pop();
                let a = self.reg(depth - 2) as i16;
                let dst = self.push_temp();
                let at = self.emit(ROp::Send, dst, a, v.index, 0, u8::from(v.temp) << 1);
                self.jump_from(at, target, depth);
            }
            Op::END_SEND => {
                self.flush_top(2);
                let (top, below) = (self.reg(self.stack.len() - 1), self.reg(self.stack.len() - 2));
                self.emit(ROp::Move, below, top as i16, 0, 0, 1 | IN_PLACE);
                self.stack.pop();
            }
            Op::GET_AWAITABLE => self.unary(ROp::GetAwaitable, i.arg),
            Op::GET_YIELD_FROM_ITER => self.unary(ROp::GetYieldFromIter, 0),
            Op::GET_AITER => self.unary(ROp::GetAiter, 0),
            Op::GET_ANEXT => {
                let a = self.peek(self.stack.len() - 1);
                let dst = self.push_temp();
                self.emit(ROp::GetAnext, dst, a.index, 0, 0, 0);
            }
            Op::END_ASYNC_FOR => {
                let first = self.flush_top(2);
                self.drop_entries(2);
                self.emit(ROp::EndAsyncFor, first, first as i16, first as i16 + 1, 0, 3);
            }
            Op::CLEANUP_THROW => {
                let first = self.flush_top(3);
                self.stack.pop();
                self.emit(ROp::CleanupThrow, first, first as i16, 0, 0, 0);
            }
            _ => return false,
        }
        true
    }
}

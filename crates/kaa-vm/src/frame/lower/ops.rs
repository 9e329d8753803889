//! Lowering of each opcode. Positions count from the bottom of the symbolic stack.

use super::{Lowering, Sym};
use crate::frame::instr::{DISCARD, ROp};
use kaa_bytecode::Op;
use kaa_bytecode::instructions::Instruction;

/// Where a jump of `op` to bytecode offset `t` really goes: an exhausted `FOR_ITER` goes behind the `END_FOR`.
pub(super) fn label_of(op: Op, t: usize) -> usize {
    if op == Op::FOR_ITER { t + 2 } else { t }
}

/// May the result go straight to a local? (One result, written last.)
pub(super) fn may_forward(op: ROp) -> bool {
    !matches!(
        op,
        ROp::LoadMethod
            | ROp::LoadSpecial
            | ROp::LoadSuperAttr
            | ROp::UnpackSequence
            | ROp::UnpackEx
            | ROp::Send
            | ROp::PushExcInfo
            | ROp::CheckEgMatch
            | ROp::CleanupThrow
            | ROp::Swap
            | ROp::Drop
            | ROp::PushNull
            | ROp::CopyFreeVars
            | ROp::ReturnGenerator
            | ROp::StoreAttr
            | ROp::StoreSubscript
            | ROp::JumpIfTrue
            | ROp::JumpIfFalse
            | ROp::JumpIfNone
            | ROp::JumpIfNotNone
            | ROp::CompareJump
            | ROp::CompareJumpBack
            | ROp::ForIterBack
            | ROp::Jump
            | ROp::JumpBackward
    )
}

/// The outcomes (1 less, 2 equal, 4 greater, 8 unordered) of a comparison that jump.
pub(super) fn outcomes(op: u32, when: bool) -> u32 {
    let holds = [1, 3, 2, 13, 4, 6][op as usize % 6];
    if when { holds } else { holds ^ 15 }
}

impl Lowering<'_> {
    /// Lowers one instruction; true when the next one was taken along.
    pub(super) fn op(&mut self, i: Instruction, next: Option<Instruction>) -> bool {
        match i.op {
            Op::COMPARE_OP => return self.compare(i, next),
            Op::TO_BOOL => return self.to_bool(next),
            Op::NOP | Op::NOT_TAKEN | Op::RESUME | Op::CACHE | Op::END_FOR => {}
            Op::LOAD_CONST => self.push(Sym::Const(i.arg)),
            Op::LOAD_SMALL_INT => {
                let k = self.small_int(i64::from(i.arg));
                self.push(Sym::Const(k));
            }
            Op::PUSH_NULL => self.push(Sym::Null),
            Op::POP_TOP | Op::POP_ITER => {
                let v = self.pop();
                if v.temp && !self.discard_sent(v.index) {
                    self.emit(ROp::Drop, 0, v.index, 0, 0, 0);
                }
            }
            Op::COPY => self.copy(i.arg as usize),
            Op::SWAP => self.swap(i.arg as usize),
            _ => {
                let done = self.locals(i) || self.jumps(i) || self.calls(i) || self.generators(i);
                if !done && !self.containers(i) && !self.names(i) {
                    self.values(i);
                }
            }
        }
        false
    }

    /// Nobody looks at what is sent to the `yield` just made: it need not be stored.
    pub(super) fn discard_sent(&mut self, index: i16) -> bool {
        let fresh = self.instrs.len() > self.barrier;
        match self.instrs.last_mut() {
            Some(y) if fresh && y.op == ROp::Yield && y.dst as i16 == index => {
                y.flags |= DISCARD;
                true
            }
            _ => false,
        }
    }

    fn copy(&mut self, n: usize) {
        let p = self.stack.len() - n;
        match self.stack[p] {
            Sym::Temp => {
                let a = self.reg(p) as i16;
                let dst = self.push_temp();
                self.emit(ROp::Move, dst, a, 0, 0, 0);
            }
            s => self.push(s),
        }
    }

    fn swap(&mut self, n: usize) {
        let (top, p) = (self.stack.len() - 1, self.stack.len() - n);
        if top == p {
            return;
        }
        let (rt, rp) = (self.reg(top), self.reg(p));
        match (self.stack[top], self.stack[p]) {
            (Sym::Temp, Sym::Temp) => {
                self.emit(ROp::Swap, 0, rt as i16, rp as i16, 0, 0);
            }
            (Sym::Temp, _) => {
                self.emit(ROp::Move, rp, rt as i16, 0, 0, 1);
            }
            (_, Sym::Temp) => {
                self.emit(ROp::Move, rt, rp as i16, 0, 0, 1);
            }
            _ => {}
        }
        self.stack.swap(top, p);
    }

    fn locals(&mut self, i: Instruction) -> bool {
        let (hi, lo) = (i.arg >> 4, i.arg & 15);
        match i.op {
            // Nobody knows that the locals are bound.
            Op::LOAD_FAST | Op::LOAD_FAST_BORROW if self.foreign.is_some() => self.load_checked(i.arg),
            Op::LOAD_FAST_LOAD_FAST | Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW if self.foreign.is_some() => {
                self.load_checked(hi);
                self.load_checked(lo);
            }
            Op::STORE_FAST_LOAD_FAST if self.foreign.is_some() => {
                self.store_local(hi);
                self.load_checked(lo);
            }
            Op::LOAD_FAST | Op::LOAD_FAST_BORROW => self.push(Sym::Local(i.arg)),
            Op::LOAD_FAST_LOAD_FAST | Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW => {
                self.push(Sym::Local(hi));
                self.push(Sym::Local(lo));
            }
            Op::LOAD_FAST_CHECK => self.load_checked(i.arg),
            Op::LOAD_FAST_AND_CLEAR => {
                self.local_changes(i.arg);
                let dst = self.push_temp();
                self.emit(ROp::MoveClear, dst, i.arg as i16, 0, 0, 0);
            }
            Op::STORE_FAST => self.store_local(i.arg),
            Op::STORE_FAST_LOAD_FAST => {
                self.store_local(hi);
                self.push(Sym::Local(lo));
            }
            Op::STORE_FAST_STORE_FAST => {
                self.store_local(hi);
                self.store_local(lo);
            }
            Op::DELETE_FAST => {
                self.local_changes(i.arg);
                self.emit(ROp::DeleteFast, 0, i.arg as i16, 0, 1, 0);
            }
            _ => return false,
        }
        true
    }

    fn load_checked(&mut self, local: u32) {
        let dst = self.push_temp();
        self.emit(ROp::MoveChecked, dst, local as i16, 0, 0, 0);
    }

    /// dst = op a.
    pub(super) fn unary(&mut self, op: ROp, imm: u32) {
        let v = self.pop();
        let dst = self.push_temp();
        self.emit(op, dst, v.index, 0, imm, u8::from(v.temp));
    }

    /// dst = a op b.
    pub(super) fn binary(&mut self, op: ROp, imm: u32) -> usize {
        let b = self.pop();
        let a = self.pop();
        let dst = self.push_temp();
        self.emit(op, dst, a.index, b.index, imm, u8::from(a.temp) | u8::from(b.temp) << 1)
    }

    /// op a, b without a result.
    pub(super) fn effect(&mut self, op: ROp, imm: u32) {
        let b = self.pop();
        let a = self.pop();
        self.emit(op, 0, a.index, b.index, imm, u8::from(a.temp) | u8::from(b.temp) << 1);
    }

    /// dst = op of the `n` temporaries from a.
    pub(super) fn many(&mut self, op: ROp, n: usize, imm: u32) {
        let first = self.flush_top(n);
        self.drop_entries(n);
        let dst = self.push_temp();
        self.emit(op, dst, first as i16, 0, imm, 0);
    }

    /// Container at `depth` below gets the top entries.
    pub(super) fn add_to(&mut self, op: ROp, taken: usize, depth: u32) {
        let value = self.pop();
        let key = if taken == 2 { Some(self.pop()) } else { None };
        let a = self.reg(self.stack.len() - depth as usize) as i16;
        match key {
            Some(k) => {
                let flags = u8::from(k.temp) << 1 | u8::from(value.temp) << 2;
                self.emit(op, 0, a, k.index, value.index as u16 as u32, flags);
            }
            None => {
                self.emit(op, 0, a, value.index, 0, u8::from(value.temp) << 1);
            }
        }
    }

    fn values(&mut self, i: Instruction) {
        match i.op {
            Op::BINARY_OP if i.arg == 26 => {
                self.binary(ROp::Subscript, 0);
            }
            Op::BINARY_OP => {
                let op = match i.arg {
                    0 | 13 => ROp::Add,
                    10 | 23 => ROp::Sub,
                    5 | 18 => ROp::Mul,
                    _ => ROp::Binary,
                };
                self.binary(op, i.arg);
            }
            Op::UNARY_NEGATIVE => self.unary(ROp::Negate, 0),
            Op::UNARY_INVERT => self.unary(ROp::Invert, 0),
            Op::UNARY_NOT => self.unary(ROp::Not, 0),
            Op::IS_OP => {
                self.binary(ROp::Is, i.arg);
            }
            Op::CONTAINS_OP => {
                self.binary(ROp::Contains, i.arg);
            }
            Op::LOAD_ATTR => self.attribute(i),
            Op::STORE_ATTR => {
                let object = self.pop();
                let value = self.pop();
                let dst = self.reg(self.stack.len());
                let flags = u8::from(value.temp) | u8::from(object.temp) << 1;
                let at = self.emit(ROp::StoreAttr, dst, value.index, object.index, i.arg, flags);
                self.with_cache(at);
            }
            Op::DELETE_ATTR => {
                let v = self.pop();
                self.emit(ROp::DeleteAttr, 0, v.index, 0, i.arg, u8::from(v.temp));
            }
            Op::LOAD_SPECIAL => {
                let v = self.pop();
                let dst = self.push_temp();
                self.push_temp();
                self.emit(ROp::LoadSpecial, dst, v.index, 0, i.arg, u8::from(v.temp));
            }
            Op::LOAD_SUPER_ATTR => {
                let first = self.flush_top(3);
                self.drop_entries(3);
                let dst = self.push_temp();
                let method = i.arg & 1 != 0;
                if method {
                    self.push_temp();
                }
                let flags = u8::from(method) << 4 | u8::from(i.arg & 2 != 0) << 5;
                let at = self.emit(ROp::LoadSuperAttr, dst, first as i16, 0, i.arg >> 2, flags);
                self.with_cache(at);
            }
            Op::GET_ITER => self.unary(ROp::GetIter, 0),
            _ => self.more_values(i),
        }
    }

    fn more_values(&mut self, i: Instruction) {
        match i.op {
            Op::GET_LEN => self.beside(ROp::GetLen),
            Op::MATCH_MAPPING => self.beside(ROp::MatchMapping),
            Op::MATCH_SEQUENCE => self.beside(ROp::MatchSequence),
            Op::MATCH_KEYS => {
                let keys = self.peek(self.stack.len() - 1);
                let subject = self.peek(self.stack.len() - 2);
                let dst = self.push_temp();
                self.emit(ROp::MatchKeys, dst, subject.index, keys.index, 0, 0);
            }
            Op::MATCH_CLASS => self.many(ROp::MatchClass, 3, i.arg),
            Op::MAKE_FUNCTION => self.unary(ROp::MakeFunction, 0),
            Op::SET_FUNCTION_ATTRIBUTE => {
                self.flush_top(2);
                let function = self.pop();
                let value = self.pop();
                let dst = self.push_temp();
                self.emit(ROp::SetFunctionAttribute, dst, function.index, value.index, i.arg, 3);
            }
            Op::IMPORT_NAME => {
                self.binary(ROp::ImportName, i.arg);
            }
            Op::IMPORT_FROM => {
                let v = self.peek(self.stack.len() - 1);
                let dst = self.push_temp();
                self.emit(ROp::ImportFrom, dst, v.index, 0, i.arg, 0);
            }
            // `INTRINSIC_ASYNC_GEN_WRAP`: the `Yield` that follows knows by itself whose it is.
            Op::CALL_INTRINSIC_1 if i.arg == 4 => {}
            Op::CALL_INTRINSIC_1 => self.unary(ROp::Intrinsic1, i.arg),
            Op::CALL_INTRINSIC_2 => {
                self.binary(ROp::Intrinsic2, i.arg);
            }
            Op::FORMAT_SIMPLE => self.unary(ROp::FormatSimple, 0),
            Op::FORMAT_WITH_SPEC => {
                self.binary(ROp::FormatWithSpec, 0);
            }
            Op::CONVERT_VALUE => self.unary(ROp::ConvertValue, i.arg),
            Op::EXIT_INIT_CHECK => {
                let v = self.pop();
                self.emit(ROp::ExitInitCheck, 0, v.index, 0, 0, u8::from(v.temp));
            }
            _ => self.handlers(i),
        }
    }

    /// The entry on top stays; a result is pushed beside it.
    pub(super) fn beside(&mut self, op: ROp) {
        let v = self.peek(self.stack.len() - 1);
        let dst = self.push_temp();
        self.emit(op, dst, v.index, 0, 0, 0);
    }

    pub(super) fn handlers(&mut self, i: Instruction) {
        match i.op {
            Op::PUSH_EXC_INFO => {
                let first = self.flush_top(1);
                self.push_temp();
                self.emit(ROp::PushExcInfo, first, 0, 0, 0, 0);
            }
            Op::POP_EXCEPT => {
                let v = self.pop();
                self.emit(ROp::PopExcept, 0, v.index, 0, 0, u8::from(v.temp));
            }
            Op::CHECK_EXC_MATCH => {
                let class = self.pop();
                let exc = self.peek(self.stack.len() - 1);
                let dst = self.push_temp();
                self.emit(ROp::CheckExcMatch, dst, exc.index, class.index, 0, u8::from(class.temp) << 1);
            }
            Op::CHECK_EG_MATCH => {
                let first = self.flush_top(2);
                self.emit(ROp::CheckEgMatch, first, first as i16, first as i16 + 1, 0, 3);
            }
            Op::WITH_EXCEPT_START => {
                let first = self.flush_top(5);
                let dst = self.push_temp();
                self.emit(ROp::WithExceptStart, dst, first as i16, 0, 0, 0);
            }
            _ => {
                debug_assert!(false, "no lowering for {}", i.op.name());
                self.emit(ROp::Nop, 0, 0, 0, 0, 0);
            }
        }
    }
}

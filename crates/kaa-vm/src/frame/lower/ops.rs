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
fn outcomes(op: u32, when: bool) -> u32 {
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
    fn discard_sent(&mut self, index: i16) -> bool {
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
            Op::LOAD_FAST | Op::LOAD_FAST_BORROW => self.push(Sym::Local(i.arg)),
            Op::LOAD_FAST_LOAD_FAST | Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW => {
                self.push(Sym::Local(hi));
                self.push(Sym::Local(lo));
            }
            Op::LOAD_FAST_CHECK => {
                let dst = self.push_temp();
                self.emit(ROp::MoveChecked, dst, i.arg as i16, 0, 0, 0);
            }
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

    fn to_bool(&mut self, next: Option<Instruction>) -> bool {
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

    fn compare(&mut self, i: Instruction, next: Option<Instruction>) -> bool {
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

    fn conditional(&mut self, i: Instruction) {
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
        self.jump_from(at, target, depth);
    }

    fn jumps(&mut self, i: Instruction) -> bool {
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
                let op = if i.op == Op::JUMP_BACKWARD { ROp::JumpBackward } else { ROp::Jump };
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
    fn turn_loop(&mut self, target: usize) -> bool {
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
        self.emit(ROp::Jump, 0, 0, 0, head as u32 + 1, 0);
        self.offset = own;
        true
    }

    fn calls(&mut self, i: Instruction) -> bool {
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
    fn call_operands(&mut self, n: usize, null: bool) -> u16 {
        let first = self.stack.len() - n;
        for p in first..self.stack.len() {
            if !(null && p == first + 1) {
                self.materialise(p);
            }
        }
        self.drop_entries(n);
        self.reg(first)
    }

    fn generators(&mut self, i: Instruction) -> bool {
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
                self.emit(ROp::Move, below, top as i16, 0, 0, 1);
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

    /// dst = op a.
    fn unary(&mut self, op: ROp, imm: u32) {
        let v = self.pop();
        let dst = self.push_temp();
        self.emit(op, dst, v.index, 0, imm, u8::from(v.temp));
    }

    /// dst = a op b.
    fn binary(&mut self, op: ROp, imm: u32) -> usize {
        let b = self.pop();
        let a = self.pop();
        let dst = self.push_temp();
        self.emit(op, dst, a.index, b.index, imm, u8::from(a.temp) | u8::from(b.temp) << 1)
    }

    /// op a, b without a result.
    fn effect(&mut self, op: ROp, imm: u32) {
        let b = self.pop();
        let a = self.pop();
        self.emit(op, 0, a.index, b.index, imm, u8::from(a.temp) | u8::from(b.temp) << 1);
    }

    /// dst = op of the `n` temporaries from a.
    fn many(&mut self, op: ROp, n: usize, imm: u32) {
        let first = self.flush_top(n);
        self.drop_entries(n);
        let dst = self.push_temp();
        self.emit(op, dst, first as i16, 0, imm, 0);
    }

    /// Container at `depth` below gets the top entries.
    fn add_to(&mut self, op: ROp, taken: usize, depth: u32) {
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

    fn containers(&mut self, i: Instruction) -> bool {
        let n = i.arg as usize;
        match i.op {
            Op::BUILD_TUPLE => self.many(ROp::BuildTuple, n, i.arg),
            Op::BUILD_LIST => self.many(ROp::BuildList, n, i.arg),
            Op::BUILD_SET => self.many(ROp::BuildSet, n, i.arg),
            Op::BUILD_MAP => self.many(ROp::BuildMap, n * 2, i.arg),
            Op::BUILD_STRING => self.many(ROp::BuildString, n, i.arg),
            Op::BUILD_SLICE => self.many(ROp::BuildSlice, n, i.arg),
            Op::BUILD_INTERPOLATION => self.many(ROp::BuildInterpolation, 2 + (n & 1), i.arg),
            Op::BUILD_TEMPLATE => {
                self.binary(ROp::BuildTemplate, 0);
            }
            Op::LIST_APPEND => self.add_to(ROp::ListAppend, 1, i.arg),
            Op::LIST_EXTEND => self.add_to(ROp::ListExtend, 1, i.arg),
            Op::SET_ADD => self.add_to(ROp::SetAdd, 1, i.arg),
            Op::SET_UPDATE => self.add_to(ROp::SetUpdate, 1, i.arg),
            Op::DICT_UPDATE => self.add_to(ROp::DictUpdate, 1, i.arg),
            Op::DICT_MERGE => {
                let callable = self.stack.len() - 1 - n;
                self.materialise(callable.saturating_sub(3));
                let slot = self.reg(callable.saturating_sub(3));
                self.add_to(ROp::DictMerge, 1, i.arg);
                if let Some(last) = self.instrs.last_mut() {
                    last.imm = u32::from(slot);
                }
            }
            Op::MAP_ADD => self.add_to(ROp::MapAdd, 2, i.arg),
            Op::UNPACK_SEQUENCE | Op::UNPACK_EX => {
                let v = self.pop();
                let count = if i.op == Op::UNPACK_EX { (n & 0xff) + 1 + (n >> 8) } else { n };
                let dst = self.reg(self.stack.len());
                for _ in 0..count {
                    self.push(Sym::Temp);
                }
                let op = if i.op == Op::UNPACK_EX { ROp::UnpackEx } else { ROp::UnpackSequence };
                self.emit(op, dst, v.index, 0, i.arg, u8::from(v.temp));
            }
            Op::STORE_SUBSCR => {
                let key = self.pop();
                let container = self.pop();
                let value = self.pop();
                let flags = u8::from(container.temp) | u8::from(key.temp) << 1 | u8::from(value.temp) << 2;
                let dst = self.reg(self.stack.len());
                self.emit(
                    ROp::StoreSubscript,
                    dst,
                    container.index,
                    key.index,
                    value.index as u16 as u32,
                    flags,
                );
            }
            Op::DELETE_SUBSCR => self.effect(ROp::DeleteSubscript, 0),
            Op::BINARY_SLICE => self.many(ROp::BinarySlice, 3, 0),
            Op::STORE_SLICE => {
                let first = self.flush_top(4);
                self.drop_entries(4);
                self.emit(ROp::StoreSlice, first, first as i16, 0, 0, 0);
            }
            _ => return false,
        }
        true
    }

    fn names(&mut self, i: Instruction) -> bool {
        match i.op {
            Op::LOAD_GLOBAL => {
                let dst = self.push_temp();
                let at = self.emit(ROp::LoadGlobal, dst, 0, 0, i.arg >> 1, 0);
                self.with_cache(at);
                if i.arg & 1 != 0 {
                    self.push(Sym::Null);
                }
            }
            Op::LOAD_NAME => self.load(ROp::LoadName, i.arg),
            Op::LOAD_LOCALS => self.load(ROp::LoadLocals, 0),
            Op::LOAD_BUILD_CLASS => self.load(ROp::LoadBuildClass, 0),
            Op::LOAD_COMMON_CONSTANT => self.load(ROp::LoadCommonConstant, i.arg),
            Op::STORE_NAME | Op::STORE_GLOBAL => {
                let v = self.pop();
                let op = if i.op == Op::STORE_NAME { ROp::StoreName } else { ROp::StoreGlobal };
                let at = self.emit(op, 0, v.index, 0, i.arg, u8::from(v.temp));
                self.with_cache(at);
            }
            Op::DELETE_NAME => {
                self.emit(ROp::DeleteName, 0, 0, 0, i.arg, 0);
            }
            Op::DELETE_GLOBAL => {
                self.emit(ROp::DeleteGlobal, 0, 0, 0, i.arg, 0);
            }
            Op::LOAD_DEREF => {
                let dst = self.push_temp();
                self.emit(ROp::LoadDeref, dst, i.arg as i16, 0, 0, 0);
            }
            Op::STORE_DEREF => {
                let v = self.pop();
                self.emit(ROp::StoreDeref, 0, v.index, i.arg as i16, 0, u8::from(v.temp));
            }
            Op::DELETE_DEREF => {
                self.emit(ROp::DeleteDeref, 0, i.arg as i16, 0, 0, 0);
            }
            Op::MAKE_CELL => {
                self.emit(ROp::MakeCell, 0, i.arg as i16, 0, 0, 0);
            }
            Op::COPY_FREE_VARS => {
                let first = self.code.localsplus.len() - i.arg as usize;
                self.emit(ROp::CopyFreeVars, first as u16, 0, 0, i.arg, 0);
            }
            Op::LOAD_FROM_DICT_OR_DEREF => {
                let v = self.pop();
                let dst = self.push_temp();
                self.emit(ROp::LoadFromDictOrDeref, dst, v.index, i.arg as i16, 0, u8::from(v.temp));
            }
            Op::LOAD_FROM_DICT_OR_GLOBALS => self.unary(ROp::LoadFromDictOrGlobals, i.arg),
            Op::SETUP_ANNOTATIONS => {
                self.emit(ROp::SetupAnnotations, 0, 0, 0, 0, 0);
            }
            _ => return false,
        }
        true
    }

    fn load(&mut self, op: ROp, imm: u32) {
        let dst = self.push_temp();
        let at = self.emit(op, dst, 0, 0, imm, 0);
        self.with_cache(at);
    }

    fn attribute(&mut self, i: Instruction) {
        let v = self.pop();
        let flags = u8::from(v.temp);
        if i.arg & 1 == 0 {
            let dst = self.push_temp();
            let at = self.emit(ROp::LoadAttr, dst, v.index, 0, i.arg >> 1, flags);
            self.with_cache(at);
            return;
        }
        let dst = self.push_temp();
        self.push_temp();
        let at = self.emit(ROp::LoadMethod, dst, v.index, 0, i.arg >> 1, flags);
        self.with_cache(at);
    }

    fn values(&mut self, i: Instruction) {
        let n = i.arg as usize;
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
            _ => self.handlers(i, n),
        }
    }

    /// The entry on top stays; a result is pushed beside it.
    fn beside(&mut self, op: ROp) {
        let v = self.peek(self.stack.len() - 1);
        let dst = self.push_temp();
        self.emit(op, dst, v.index, 0, 0, 0);
    }

    fn handlers(&mut self, i: Instruction, _n: usize) {
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

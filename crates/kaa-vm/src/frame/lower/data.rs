//! Lowering of containers, names and attributes: see `ops.rs`.

use super::{Lowering, Sym};
use crate::frame::instr::ROp;
use kaa_bytecode::Op;
use kaa_bytecode::instructions::Instruction;

impl Lowering<'_> {
    pub(super) fn containers(&mut self, i: Instruction) -> bool {
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

    pub(super) fn names(&mut self, i: Instruction) -> bool {
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

    pub(super) fn load(&mut self, op: ROp, imm: u32) {
        let dst = self.push_temp();
        let at = self.emit(op, dst, 0, 0, imm, 0);
        self.with_cache(at);
    }

    pub(super) fn attribute(&mut self, i: Instruction) {
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
}

//! Loads of locals that need not own what they load.
//!
//! A value may be borrowed from its local when it leaves the stack before the local is bound anew, before the block
//! ends, and not into another local. To see that, the stack is played through block by block: for each value which
//! instruction pushed it, and from which local.

use kaa_bytecode::Op;

use super::cfg::{BlockId, Cfg, CfgInstr};

/// A value on the stack.
#[derive(Clone, Copy, Default)]
struct Ref {
    /// The instruction of this block that pushed it.
    by: Option<usize>,
    /// The local that it was loaded from.
    local: Option<u32>,
}

/// The stack while a block is played through.
struct Stack {
    refs: Vec<Ref>,
    /// For each instruction whether what it loads must be owned.
    owned: Vec<bool>,
}

/// Turns loads into borrowing ones where that is safe.
pub(super) fn optimize_load_fast(cfg: &mut Cfg) {
    let mut seen = vec![false; cfg.blocks.len()];
    let mut todo = vec![cfg.entry];
    seen[cfg.entry] = true;
    while let Some(id) = todo.pop() {
        optimize_block(cfg, id);
        let block = &cfg.blocks[id];
        let fall = block.next.filter(|_| block.falls_through() && !block.instrs.is_empty());
        let targets = block.instrs.iter().filter(|instr| instr.op.has_target()).filter_map(|i| i.target);
        for target in targets.chain(fall) {
            if !std::mem::replace(&mut seen[target], true) {
                todo.push(target);
            }
        }
    }
}

fn optimize_block(cfg: &mut Cfg, id: BlockId) {
    let block = &mut cfg.blocks[id];
    let depth = block.start_depth.unwrap_or(0).max(0) as usize;
    let mut stack = Stack { refs: vec![Ref::default(); depth], owned: vec![false; block.instrs.len()] };
    for (index, instr) in block.instrs.iter().enumerate() {
        stack.play(index, instr);
    }
    // What is left on the stack outlives the block.
    for index in 0..stack.refs.len() {
        stack.own(stack.refs[index]);
    }
    for (instr, owned) in block.instrs.iter_mut().zip(stack.owned) {
        instr.op = match instr.op {
            Op::LOAD_FAST if !owned => Op::LOAD_FAST_BORROW,
            Op::LOAD_FAST_LOAD_FAST if !owned => Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW,
            op => op,
        };
    }
}

impl Stack {
    fn push(&mut self, by: usize, local: Option<u32>) {
        self.refs.push(Ref { by: Some(by), local });
    }

    fn push_many(&mut self, by: usize, count: i32) {
        for _ in 0..count {
            self.push(by, None);
        }
    }

    fn pop(&mut self) -> Ref {
        self.refs.pop().unwrap_or_default()
    }

    fn pop_many(&mut self, count: i32) {
        let left = self.refs.len().saturating_sub(count.max(0) as usize);
        self.refs.truncate(left);
    }

    fn own(&mut self, value: Ref) {
        if let Some(owned) = value.by.and_then(|by| self.owned.get_mut(by)) {
            *owned = true;
        }
    }

    /// The local gets another value.
    fn kill(&mut self, local: u32) {
        for index in 0..self.refs.len() {
            if self.refs[index].local == Some(local) {
                self.own(self.refs[index]);
            }
        }
    }

    fn store(&mut self, local: u32) {
        let value = self.pop();
        self.kill(local);
        self.own(value);
    }

    fn play(&mut self, index: usize, instr: &CfgInstr) {
        let arg = instr.arg;
        let (first, second) = (arg >> 4, arg & 15);
        match instr.op {
            Op::LOAD_FAST => self.push(index, Some(arg)),
            Op::LOAD_FAST_AND_CLEAR => {
                self.kill(arg);
                self.push(index, Some(arg));
            }
            Op::LOAD_FAST_LOAD_FAST => {
                self.push(index, Some(first));
                self.push(index, Some(second));
            }
            Op::DELETE_FAST => self.kill(arg),
            Op::STORE_FAST => self.store(arg),
            Op::STORE_FAST_LOAD_FAST => {
                self.store(first);
                self.push(index, Some(second));
            }
            Op::STORE_FAST_STORE_FAST => {
                self.store(first);
                self.store(second);
            }
            Op::COPY => {
                let at = self.refs.len().checked_sub(arg as usize);
                let copied = at.and_then(|at| self.refs.get(at)).copied().unwrap_or_default();
                self.refs.push(copied);
            }
            Op::SWAP => {
                let len = self.refs.len();
                if let Some(at) = len.checked_sub(arg as usize).filter(|&at| at < len) {
                    self.refs.swap(at, len - 1);
                }
            }
            _ => self.play_other(index, instr),
        }
    }

    /// Instructions that leave part of their operands on the stack, and all that do not.
    fn play_other(&mut self, index: usize, instr: &CfgInstr) {
        let (pops, pushes) = (instr.op.pops(instr.arg), instr.op.pushes(instr.arg));
        match instr.op {
            Op::FORMAT_SIMPLE
            | Op::GET_ANEXT
            | Op::GET_LEN
            | Op::GET_YIELD_FROM_ITER
            | Op::IMPORT_FROM
            | Op::MATCH_KEYS
            | Op::MATCH_MAPPING
            | Op::MATCH_SEQUENCE
            | Op::WITH_EXCEPT_START => {
                // CPython takes these values for those of the block's first instructions.
                for first in 0..(pushes - pops).max(0) as usize {
                    self.push(first, None);
                }
            }
            Op::DICT_MERGE
            | Op::DICT_UPDATE
            | Op::LIST_APPEND
            | Op::LIST_EXTEND
            | Op::MAP_ADD
            | Op::RERAISE
            | Op::SET_ADD
            | Op::SET_UPDATE => self.pop_many(pops - pushes),
            Op::END_SEND => {
                let value = self.pop();
                self.pop();
                self.refs.push(value);
            }
            Op::CHECK_EXC_MATCH | Op::SEND => {
                self.pop();
                self.push(index, None);
            }
            Op::FOR_ITER => self.push(index, None),
            Op::LOAD_ATTR | Op::LOAD_SUPER_ATTR => {
                let owner = self.pop();
                self.pop_many(pops - 1);
                self.push(index, None);
                // The method's receiver is the owner itself.
                if instr.arg & 1 != 0 {
                    self.refs.push(owner);
                }
            }
            Op::LOAD_SPECIAL | Op::PUSH_EXC_INFO => {
                let value = self.pop();
                self.push(index, None);
                self.refs.push(value);
            }
            _ => {
                self.pop_many(pops);
                self.push_many(index, pushes);
            }
        }
    }
}

//! What can be seen by looking at an instruction, its neighbour and its target: folding, jumps to jumps, tests that
//! repeat themselves.

use kaa_bytecode::Op;
use kaa_bytecode::operand::intrinsic;

use super::cfg::{Block, BlockId, Cfg, CfgInstr};
use super::{fold, swaps};
use crate::sequence::ConstTable;

/// Improves every block by itself.
pub(super) fn optimize(cfg: &mut Cfg, consts: &mut ConstTable) {
    for id in cfg.layout() {
        thread_and_fold(cfg, id, consts);
        swaps::optimize(&mut cfg.blocks[id]);
    }
}

fn thread_and_fold(cfg: &mut Cfg, id: BlockId, consts: &mut ConstTable) {
    // Threading goes on from jump to jump; a chain without end would be a loop that does nothing at all.
    let mut jumps_left = cfg.blocks.len();
    let mut index = 0;
    while index < cfg.blocks[id].instrs.len() {
        let threaded = jumps_left > 0 && thread_jump(cfg, id, index);
        if threaded {
            jumps_left -= 1;
        } else {
            fold_at(&mut cfg.blocks[id], index, consts);
            index += 1;
        }
    }
}

/// Makes a jump to a jump go where that goes. Says whether the instruction at the index is to be looked at again.
fn thread_jump(cfg: &mut Cfg, id: BlockId, index: usize) -> bool {
    let jump = cfg.blocks[id].instrs[index];
    let Some(target) = jump.target.filter(|_| jump.op.is_jump()) else { return false };
    let Some(next) = cfg.blocks[target].instrs.first().copied() else { return false };
    let op = match (jump.op, next.op) {
        (
            Op::POP_JUMP_IF_NOT_NONE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE,
            Op::JUMP,
        ) => jump.op,
        (Op::JUMP_IF_FALSE, Op::JUMP | Op::JUMP_IF_FALSE) => jump.op,
        (Op::JUMP_IF_TRUE, Op::JUMP | Op::JUMP_IF_TRUE) => jump.op,
        (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP) => Op::JUMP,
        (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP_NO_INTERRUPT) => jump.op,
        // The opposite test of the same value: it will not jump.
        (Op::JUMP_IF_FALSE, Op::JUMP_IF_TRUE) | (Op::JUMP_IF_TRUE, Op::JUMP_IF_FALSE) => {
            let after = cfg.blocks[target].next;
            cfg.blocks[id].instrs[index].target = after;
            return after.is_some();
        }
        _ => return false,
    };
    if next.target == Some(target) || next.target.is_none() {
        return false;
    }
    let block = &mut cfg.blocks[id];
    block.instrs[index].set_nop();
    let mut threaded = CfgInstr::new(op, 0, next.loc);
    threaded.target = next.target;
    block.push(threaded);
    true
}

fn fold_at(block: &mut Block, index: usize, consts: &mut ConstTable) {
    let [instr, rest @ ..] = &mut block.instrs[index..] else { return };
    let (op, arg) = (instr.op, instr.arg);
    let mut nothing = CfgInstr::new(Op::NOP, 0, instr.loc);
    let next = rest.first_mut().unwrap_or(&mut nothing);
    match (op, next.op) {
        (Op::BUILD_TUPLE, Op::UNPACK_SEQUENCE) if arg == next.arg && (1..=3).contains(&arg) => {
            instr.set_nop();
            let swap = if arg == 1 { Op::NOP } else { Op::SWAP };
            next.set(swap, if arg == 1 { 0 } else { arg });
        }
        (Op::BUILD_TUPLE, _) => fold::tuple(block, index, consts),
        (Op::BUILD_LIST | Op::BUILD_SET, _) => fold::list_or_set(block, index, consts),
        (Op::STORE_FAST, Op::STORE_FAST) if arg == next.arg && instr.loc.line == next.loc.line => {
            instr.set(Op::POP_TOP, 0);
        }
        (Op::SWAP, _) if arg == 1 => instr.set_nop(),
        (Op::LOAD_GLOBAL, Op::PUSH_NULL) if arg & 1 == 0 => {
            instr.arg = arg | 1;
            next.set_nop();
        }
        (Op::COMPARE_OP, Op::TO_BOOL) => move_on(instr, next, arg | 16),
        (Op::CONTAINS_OP | Op::IS_OP, Op::TO_BOOL) => move_on(instr, next, arg),
        (Op::CONTAINS_OP | Op::IS_OP, Op::UNARY_NOT) => move_on(instr, next, arg ^ 1),
        (Op::TO_BOOL, Op::TO_BOOL) => instr.set_nop(),
        (Op::UNARY_NOT, Op::TO_BOOL) => move_on(instr, next, 0),
        (Op::UNARY_NOT, Op::UNARY_NOT) => {
            instr.set_nop();
            next.set_nop();
        }
        (Op::UNARY_NOT | Op::UNARY_INVERT | Op::UNARY_NEGATIVE, _) => fold::unary(block, index, consts),
        (Op::LIST_APPEND | Op::SET_ADD, Op::GET_ITER | Op::CONTAINS_OP) if arg == 1 => {
            fold::appended_and_read(block, index, consts);
        }
        (Op::CALL_INTRINSIC_1, next) if arg == intrinsic::LIST_TO_TUPLE => {
            fold::list_to_tuple(block, index, consts);
            let instr = &mut block.instrs[index];
            if next == Op::GET_ITER && instr.op == Op::CALL_INTRINSIC_1 {
                instr.set_nop();
            }
        }
        (Op::CALL_INTRINSIC_1, _) if arg == intrinsic::UNARY_POSITIVE => fold::unary(block, index, consts),
        (Op::BINARY_OP, _) => fold::binary(block, index, consts),
        _ => {}
    }
}

/// The instruction takes the place of the one behind it.
fn move_on(instr: &mut CfgInstr, next: &mut CfgInstr, arg: u32) {
    next.set(instr.op, arg);
    instr.set_nop();
}

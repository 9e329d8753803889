//! Real instructions in place of those that exist only inside the compiler, and jumps in the directions that the
//! machine knows.

use kaa_bytecode::Op;

use super::cfg::{Block, BlockId, Cfg, CfgInstr};
use super::nops;

/// `JUMP_IF_…`, which keeps the value, becomes a copy, a test and a jump that drops it.
pub(super) fn convert_conditional_jumps(cfg: &mut Cfg) {
    for id in cfg.layout() {
        let instrs = &mut cfg.blocks[id].instrs;
        let Some(last) = instrs.last_mut() else { continue };
        last.op = match last.op {
            Op::JUMP_IF_FALSE => Op::POP_JUMP_IF_FALSE,
            Op::JUMP_IF_TRUE => Op::POP_JUMP_IF_TRUE,
            _ => continue,
        };
        let like_jump = |op, arg| CfgInstr { op, arg, target: None, ..*last };
        let test = [like_jump(Op::COPY, 1), like_jump(Op::TO_BOOL, 0)];
        let at = instrs.len() - 1;
        instrs.splice(at..at, test);
    }
}

/// The remaining ones, jumps excepted.
pub(super) fn convert(cfg: &mut Cfg) {
    for block in &mut cfg.blocks {
        for instr in &mut block.instrs {
            match instr.op {
                op if op.is_block_push() => instr.set_nop(),
                Op::LOAD_CLOSURE => instr.op = Op::LOAD_FAST,
                Op::STORE_FAST_MAYBE_NULL => instr.op = Op::STORE_FAST,
                _ => {}
            }
        }
    }
    nops::remove_redundant_nops_and_jumps(cfg);
}

/// Conditional jumps lead forward only, and are marked where they are not taken. One that leads back is reversed, and
/// a jump back follows.
pub(super) fn normalize_jumps(cfg: &mut Cfg) {
    let mut passed = vec![false; cfg.blocks.len()];
    for id in cfg.layout() {
        passed[id] = true;
        normalize_last(cfg, id, &passed);
    }
}

fn normalize_last(cfg: &mut Cfg, id: BlockId, passed: &[bool]) {
    let next = cfg.blocks[id].next;
    let Some(last) = cfg.blocks[id].instrs.last_mut() else { return };
    let reversed = match last.op {
        Op::POP_JUMP_IF_NOT_NONE => Op::POP_JUMP_IF_NONE,
        Op::POP_JUMP_IF_NONE => Op::POP_JUMP_IF_NOT_NONE,
        Op::POP_JUMP_IF_FALSE => Op::POP_JUMP_IF_TRUE,
        Op::POP_JUMP_IF_TRUE => Op::POP_JUMP_IF_FALSE,
        _ => return,
    };
    let loc = last.loc;
    let not_taken = CfgInstr::new(Op::NOT_TAKEN, 0, loc);
    let Some(target) = last.target.filter(|&target| passed.get(target) == Some(&true)) else {
        cfg.blocks[id].push(not_taken);
        return;
    };
    last.op = reversed;
    last.target = next;
    let mut jump = CfgInstr::new(Op::JUMP, 0, loc);
    jump.target = Some(target);
    let (cold, start_depth) = (cfg.blocks[id].cold, cfg.blocks[target].start_depth);
    let block = Block { instrs: vec![not_taken, jump], cold, start_depth, ..Block::default() };
    cfg.insert_after(id, block);
}

//! How deep the stack gets, and how deep it is at the start of each block.
//!
//! Knows instructions only by their stack effects.

use kaa_bytecode::Op;

use super::cfg::{BlockId, Cfg};
use crate::sequence::AssembleError;

/// Notes the depth at the start of every block and returns the greatest, which is at least 1.
pub(super) fn calculate(cfg: &mut Cfg) -> Result<u32, AssembleError> {
    for block in &mut cfg.blocks {
        block.start_depth = None;
    }
    let mut deepest = 1;
    let mut todo = Vec::new();
    reach(cfg, &mut todo, cfg.entry, 0)?;
    while let Some(id) = todo.pop() {
        let mut depth = cfg.blocks[id].start_depth.unwrap_or(0);
        for index in 0..cfg.blocks[id].instrs.len() {
            let instr = cfg.blocks[id].instrs[index];
            let effect = |jump| depth.saturating_add(instr.op.stack_effect(instr.arg, jump));
            deepest = deepest.max(depth);
            let after = effect(false);
            if after < 0 {
                return Err(AssembleError("stack underflow"));
            }
            // The target of END_ASYNC_FOR only names the loop.
            if instr.op.has_target() && instr.op != Op::END_ASYNC_FOR {
                let target = instr.target.ok_or(AssembleError("jump without target"))?;
                reach(cfg, &mut todo, target, effect(true))?;
            }
            depth = after;
        }
        let block = &cfg.blocks[id];
        if let Some(next) = block.next.filter(|_| block.falls_through()) {
            reach(cfg, &mut todo, next, depth)?;
        }
    }
    Ok(deepest as u32)
}

fn reach(cfg: &mut Cfg, todo: &mut Vec<BlockId>, id: BlockId, depth: i32) -> Result<(), AssembleError> {
    match cfg.blocks[id].start_depth {
        None => {
            cfg.blocks[id].start_depth = Some(depth);
            todo.push(id);
            Ok(())
        }
        Some(known) if known == depth => Ok(()),
        Some(_) => Err(AssembleError("inconsistent stack depth")),
    }
}

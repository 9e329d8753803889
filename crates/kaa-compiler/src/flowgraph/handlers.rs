//! Which handler protects which instruction: the pseudo instructions that open and close blocks are followed along
//! every path.
//!
//! Knows nothing of the packed exception table; the assembler makes that from the labels set here.

use kaa_bytecode::Op;

use super::cfg::{BlockId, Cfg};
use crate::sequence::AssembleError;

/// Bit of `RESUME`'s argument: only the generator's own handler protects the yield.
const RESUME_AT_DEPTH_1: u32 = 4;

/// Marks the handlers and notes on every instruction the one that protects it.
pub(super) fn label_exception_targets(cfg: &mut Cfg) -> Result<(), AssembleError> {
    let mut open: Vec<Option<Vec<BlockId>>> = vec![None; cfg.blocks.len()];
    let mut visited = vec![false; cfg.blocks.len()];
    let mut todo = vec![cfg.entry];
    visited[cfg.entry] = true;
    open[cfg.entry] = Some(Vec::new());
    mark_handlers(cfg);
    while let Some(id) = todo.pop() {
        let mut stack = open[id].take().unwrap_or_default();
        let mut reached = label_block(cfg, id, &mut stack)?;
        let block = &cfg.blocks[id];
        if let Some(next) = block.next.filter(|_| block.falls_through()) {
            reached.push((next, stack));
        }
        for (target, stack) in reached {
            if !visited[target] {
                visited[target] = true;
                open[target] = Some(stack);
                todo.push(target);
            }
        }
    }
    Ok(())
}

fn mark_handlers(cfg: &mut Cfg) {
    for id in cfg.layout() {
        for index in 0..cfg.blocks[id].instrs.len() {
            let instr = cfg.blocks[id].instrs[index];
            if let Some(target) = instr.target.filter(|_| instr.op.is_block_push()) {
                cfg.blocks[target].is_handler = true;
                if matches!(instr.op, Op::SETUP_WITH | Op::SETUP_CLEANUP) {
                    cfg.blocks[target].preserve_lasti = true;
                }
            }
        }
    }
}

/// Labels the instructions of a block whose start is protected by `stack`, which becomes what protects its end.
/// Returns the targets with what protects them.
fn label_block(
    cfg: &mut Cfg,
    id: BlockId,
    stack: &mut Vec<BlockId>,
) -> Result<Vec<(BlockId, Vec<BlockId>)>, AssembleError> {
    let mut reached = Vec::new();
    let mut yield_depth = None;
    for instr in &mut cfg.blocks[id].instrs {
        if instr.op.is_block_push() {
            let target = instr.target.ok_or(AssembleError("protected block without handler"))?;
            reached.push((target, stack.clone()));
            stack.push(target);
            continue;
        }
        if instr.op == Op::POP_BLOCK {
            stack.pop().ok_or(AssembleError("end of a protected block without start"))?;
            instr.set_nop();
            continue;
        }
        instr.except = stack.last().copied();
        match instr.op {
            Op::YIELD_VALUE => yield_depth = Some(stack.len()),
            Op::RESUME if instr.arg != 0 && yield_depth.take() == Some(1) => instr.arg |= RESUME_AT_DEPTH_1,
            op if op.is_jump() => {
                let target = instr.target.ok_or(AssembleError("jump without target"))?;
                reached.push((target, stack.clone()));
            }
            _ => {}
        }
    }
    Ok(reached)
}

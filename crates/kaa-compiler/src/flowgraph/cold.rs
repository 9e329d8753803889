//! Moving what only exceptions reach to the end, out of the way of the usual path.

use kaa_bytecode::Op;
use kaa_bytecode::line_table::Location;

use super::cfg::{Block, BlockId, Cfg, CfgInstr};
use super::nops;

/// Puts blocks that only handlers lead to behind all others.
pub(super) fn push_cold_blocks_to_end(cfg: &mut Cfg) {
    if cfg.blocks[cfg.entry].next.is_none() {
        return;
    }
    mark_warm(cfg);
    mark_cold(cfg);
    make_falls_into_warm_explicit(cfg);
    let (cold, warm): (Vec<_>, Vec<_>) = cfg.layout().into_iter().partition(|&id| cfg.blocks[id].cold);
    let moved = !cold.is_empty();
    let order: Vec<_> = warm.into_iter().chain(cold).collect();
    for pair in order.windows(2) {
        cfg.blocks[pair[0]].next = Some(pair[1]);
    }
    if let Some(&last) = order.last() {
        cfg.blocks[last].next = None;
    }
    if moved {
        nops::remove_redundant_nops_and_jumps(cfg);
    }
}

/// The blocks that control goes to from a block without an exception.
fn successors(cfg: &Cfg, id: BlockId) -> impl Iterator<Item = BlockId> + use<> {
    let block = &cfg.blocks[id];
    let fall = block.next.filter(|_| block.falls_through());
    [fall, cfg.jump_target(id)].into_iter().flatten()
}

fn mark_warm(cfg: &mut Cfg) {
    let mut todo = vec![cfg.entry];
    while let Some(id) = todo.pop() {
        if !std::mem::replace(&mut cfg.blocks[id].warm, true) {
            todo.extend(successors(cfg, id));
        }
    }
}

fn mark_cold(cfg: &mut Cfg) {
    let mut todo: Vec<_> = cfg.layout().into_iter().filter(|&id| cfg.blocks[id].is_handler).collect();
    while let Some(id) = todo.pop() {
        if !cfg.blocks[id].warm && !std::mem::replace(&mut cfg.blocks[id].cold, true) {
            todo.extend(successors(cfg, id));
        }
    }
}

fn make_falls_into_warm_explicit(cfg: &mut Cfg) {
    for id in cfg.layout() {
        let block = &cfg.blocks[id];
        let Some(next) = block.next.filter(|&next| block.falls_through() && cfg.blocks[next].warm) else {
            continue;
        };
        if !block.cold {
            continue;
        }
        cfg.blocks[next].labelled = true;
        let mut jump = CfgInstr::new(Op::JUMP_NO_INTERRUPT, 0, Location::NONE);
        jump.target = Some(next);
        let block = Block { instrs: vec![jump], cold: true, predecessors: 1, ..Block::default() };
        cfg.insert_after(id, block);
    }
}

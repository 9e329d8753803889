//! Removing what does nothing: `NOP`s that carry no line of their own, jumps to what follows anyway, and values that
//! are loaded only to be dropped.
//!
//! A `NOP` whose line nothing else shows must stay: tracing sees it.

use kaa_bytecode::Op;
use kaa_bytecode::line_table::Location;

use super::cfg::{BlockId, Cfg};

/// Removes `NOP`s and jumps until nothing changes.
pub(super) fn remove_redundant_nops_and_jumps(cfg: &mut Cfg) {
    while remove_redundant_nops(cfg) || remove_redundant_jumps(cfg) {}
}

/// Removes `NOP`s; says whether there were any.
pub(super) fn remove_redundant_nops(cfg: &mut Cfg) -> bool {
    let mut changed = false;
    for id in cfg.layout() {
        changed |= remove_nops_of_block(cfg, id);
    }
    changed
}

fn remove_nops_of_block(cfg: &mut Cfg, id: BlockId) -> bool {
    let mut instrs = std::mem::take(&mut cfg.blocks[id].instrs);
    let len = instrs.len();
    let mut kept = 0;
    let mut line_before = -1;
    for index in 0..len {
        let instr = instrs[index];
        let line = instr.loc.line;
        if instr.op == Op::NOP {
            if line < 0 || line == line_before {
                continue;
            }
            if let Some(next) = instrs.get_mut(index + 1) {
                if next.loc.line == line {
                    continue;
                }
                if next.loc.line < 0 {
                    next.loc = instr.loc;
                    continue;
                }
            } else if line_at_start(cfg, cfg.blocks[id].next) == Some(line) {
                continue;
            }
        }
        instrs[kept] = instr;
        kept += 1;
        line_before = line;
    }
    cfg.blocks[id].instrs = instrs;
    cfg.blocks[id].truncate(kept);
    kept != len
}

/// The line of the first instruction from a block on that will not be removed for having none.
fn line_at_start(cfg: &Cfg, from: Option<BlockId>) -> Option<i32> {
    let next = cfg.skip_empty(from)?;
    let mut shown = cfg.blocks[next].instrs.iter().filter(|instr| instr.op != Op::NOP || instr.loc.line >= 0);
    Some(shown.next().map_or(Location::NONE.line, |instr| instr.loc.line))
}

/// Turns jumps to what follows into `NOP`s; says whether there were any.
fn remove_redundant_jumps(cfg: &mut Cfg) -> bool {
    let mut changed = false;
    for id in cfg.layout() {
        let Some(last) = cfg.blocks[id].last() else { continue };
        if !last.op.is_unconditional_jump() {
            continue;
        }
        let target = cfg.skip_empty(last.target);
        if target.is_some() && target == cfg.skip_empty(cfg.blocks[id].next) {
            if let Some(last) = cfg.blocks[id].instrs.last_mut() {
                last.set_nop();
            }
            changed = true;
        }
    }
    changed
}

/// Removes `NOP`s, and loads whose value the next instruction drops.
pub(super) fn remove_redundant_nops_and_pairs(cfg: &mut Cfg) {
    loop {
        let mut done = true;
        let mut before: Option<(BlockId, usize)> = None;
        for id in cfg.layout() {
            remove_nops_of_block(cfg, id);
            if cfg.blocks[id].labelled {
                before = None;
            }
            for index in 0..cfg.blocks[id].instrs.len() {
                let drops = cfg.blocks[id].instrs[index].op == Op::POP_TOP;
                if let Some((block, at)) = before.filter(|_| drops) {
                    let load = &mut cfg.blocks[block].instrs[at];
                    let is_copy = load.op == Op::COPY && load.arg == 1;
                    if is_copy || matches!(load.op, Op::LOAD_CONST | Op::LOAD_SMALL_INT) {
                        load.set_nop();
                        cfg.blocks[id].instrs[index].set_nop();
                        done = false;
                    }
                }
                before = Some((id, index));
            }
            let block = &cfg.blocks[id];
            let jumps = before.is_some_and(|(block, at)| cfg.blocks[block].instrs[at].op.is_jump());
            if jumps || !block.falls_through() {
                before = None;
            }
        }
        if done {
            return;
        }
    }
}

//! Lines for instructions that the source does not show.
//!
//! A frame's line must be right when it ends, so ends without a line are copied for every jump that leads there, and
//! then take the line of their only predecessor (PEP 626).

use kaa_bytecode::Op;
use kaa_bytecode::line_table::Location;

use super::cfg::{Block, BlockId, Cfg};

/// Gives every end a line, and other instructions without one that of their predecessor.
pub(super) fn resolve_line_numbers(cfg: &mut Cfg) {
    duplicate_exits_without_line(cfg);
    take_line_of_fall(cfg);
    propagate(cfg);
}

/// Whether a frame can be seen at a block that has no line: it ends there, or other work is looked for.
fn needs_line(block: &Block) -> bool {
    let checks = |op| {
        matches!(
            op,
            Op::JUMP | Op::JUMP_BACKWARD | Op::RESUME | Op::CALL | Op::CALL_KW | Op::CALL_FUNCTION_EX
        )
    };
    (block.exits_scope() || block.instrs.iter().any(|instr| checks(instr.op))) && block.has_no_line()
}

fn duplicate_exits_without_line(cfg: &mut Cfg) {
    let mut at = Some(cfg.entry);
    while let Some(id) = at {
        duplicate_exit(cfg, id);
        at = cfg.blocks[id].next;
    }
}

fn duplicate_exit(cfg: &mut Cfg, id: BlockId) {
    let Some(target) = cfg.skip_empty(cfg.jump_target(id)) else { return };
    let exit = &mut cfg.blocks[target];
    if exit.predecessors <= 1 || !needs_line(exit) {
        return;
    }
    exit.predecessors -= 1;
    let instrs = exit.instrs.clone();
    let copy = Block { instrs, labelled: true, predecessors: 1, ..Block::default() };
    let copy = cfg.insert_after(target, copy);
    if let Some(jump) = cfg.blocks[id].instrs.last_mut() {
        jump.target = Some(copy);
        let loc = jump.loc;
        cfg.blocks[copy].instrs[0].loc = loc;
    }
}

/// Exits that are still without a line are only fallen into.
fn take_line_of_fall(cfg: &mut Cfg) {
    for id in cfg.layout() {
        let block = &cfg.blocks[id];
        let Some(loc) = block.last().map(|last| last.loc).filter(|_| block.falls_through()) else { continue };
        let Some(next) = block.next else { continue };
        if needs_line(&cfg.blocks[next]) {
            cfg.blocks[next].instrs[0].loc = loc;
        }
    }
}

fn propagate(cfg: &mut Cfg) {
    for id in cfg.layout() {
        let block = &mut cfg.blocks[id];
        let mut loc = Location::NONE;
        for instr in &mut block.instrs {
            if instr.loc.line == Location::NONE.line {
                instr.loc = loc;
            } else {
                loc = instr.loc;
            }
        }
        if block.instrs.is_empty() {
            continue;
        }
        let fall = block.next.filter(|_| block.falls_through());
        let jump = cfg.jump_target(id);
        for target in [fall, jump].into_iter().flatten() {
            let target = &mut cfg.blocks[target];
            if target.predecessors == 1
                && let Some(first) = target.instrs.first_mut()
                && first.loc.line == Location::NONE.line
            {
                first.loc = loc;
            }
        }
    }
}

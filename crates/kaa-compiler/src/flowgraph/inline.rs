//! Copying small ends: a jump to a block that only returns or raises becomes that block.
//!
//! Blocks without lines that do not fall through are copied as well, so that each copy can take its jump's line.

use kaa_bytecode::Op;

use super::cfg::{BlockId, Cfg};

/// The most instructions that are copied.
const MAX_COPIED: usize = 4;

/// Replaces jumps to small exits until there are none. Each change removes a jump, so this ends.
pub(super) fn inline_small_exits(cfg: &mut Cfg) {
    let layout = cfg.layout();
    while layout.iter().filter(|&&id| inline_at_end(cfg, id)).count() > 0 {}
}

fn inline_at_end(cfg: &mut Cfg, id: BlockId) -> bool {
    let Some(last) = cfg.blocks[id].last().copied().filter(|last| last.op.is_unconditional_jump()) else {
        return false;
    };
    let Some(target) = last.target else { return false };
    let exit = &cfg.blocks[target];
    let small = exit.exits_scope() && exit.instrs.len() <= MAX_COPIED;
    let lineless = exit.has_no_line() && !exit.falls_through();
    if !small && !lineless {
        return false;
    }
    let copied = exit.instrs.clone();
    let block = &mut cfg.blocks[id];
    if let Some(jump) = block.instrs.last_mut() {
        jump.set_nop();
    }
    block.instrs.extend(copied);
    // The copied jump takes over looking for interrupts from the jump that it replaces.
    if lineless
        && last.op == Op::JUMP
        && let Some(end) = block.instrs.last_mut().filter(|end| end.op.is_unconditional_jump())
    {
        end.op = Op::JUMP;
    }
    cfg.blocks[target].predecessors -= 1;
    true
}

//! Which blocks can be reached, and how often each is a successor.
//!
//! Knows nothing of what instructions do beyond where they lead.

use super::cfg::Cfg;

/// Counts the predecessors of every block and empties the blocks that nothing leads to.
pub(super) fn remove_unreachable(cfg: &mut Cfg) {
    for block in &mut cfg.blocks {
        block.predecessors = 0;
    }
    let mut seen = vec![false; cfg.blocks.len()];
    let mut todo = vec![cfg.entry];
    seen[cfg.entry] = true;
    cfg.blocks[cfg.entry].predecessors = 1;
    while let Some(id) = todo.pop() {
        let block = &cfg.blocks[id];
        let fall = block.next.filter(|_| block.falls_through());
        let leading = block.instrs.iter().filter(|instr| instr.op.has_target());
        let successors: Vec<_> = fall.into_iter().chain(leading.filter_map(|instr| instr.target)).collect();
        for target in successors {
            cfg.blocks[target].predecessors += 1;
            if !seen[target] {
                seen[target] = true;
                todo.push(target);
            }
        }
    }
    for block in cfg.blocks.iter_mut().filter(|block| block.predecessors == 0) {
        block.truncate(0);
        block.is_handler = false;
    }
}

//! Loads of locals that may be unbound: they must check, all others need not.
//!
//! Only the first 64 locals are followed from block to block; the others are taken for unbound at the start of each
//! block, which bounds the work.

use kaa_bytecode::Op;

use super::cfg::{BlockId, Cfg};

/// How many locals are followed through the whole graph.
const FOLLOWED: usize = 64;

/// Turns `LOAD_FAST` into `LOAD_FAST_CHECK` where the local may be unbound.
pub(super) fn add_checks(cfg: &mut Cfg, locals: usize, parameters: usize) {
    if locals == 0 {
        return;
    }
    if locals > FOLLOWED {
        check_late_locals(cfg, locals);
    }
    let mut scan =
        Scan { unbound: vec![0; cfg.blocks.len()], waiting: vec![false; cfg.blocks.len()], todo: Vec::new() };
    let unbound = (parameters..locals.min(FOLLOWED)).fold(0, |mask, local| mask | 1 << local);
    scan.reach(cfg.entry, unbound);
    for id in cfg.layout() {
        scan.block(cfg, id);
    }
    while let Some(id) = scan.todo.pop() {
        scan.waiting[id] = false;
        scan.block(cfg, id);
    }
}

/// What is known about the first locals.
struct Scan {
    /// For each block the locals that may be unbound at its start, a bit each.
    unbound: Vec<u64>,
    /// Whether a block is in `todo`.
    waiting: Vec<bool>,
    todo: Vec<BlockId>,
}

impl Scan {
    /// These locals may be unbound at the start of this block.
    fn reach(&mut self, id: BlockId, unbound: u64) {
        let known = &mut self.unbound[id];
        if *known | unbound != *known {
            *known |= unbound;
            if !std::mem::replace(&mut self.waiting[id], true) {
                self.todo.push(id);
            }
        }
    }

    fn block(&mut self, cfg: &mut Cfg, id: BlockId) {
        let mut unbound = self.unbound[id];
        for instr in &mut cfg.blocks[id].instrs {
            if let Some(handler) = instr.except {
                self.reach(handler, unbound);
            }
            let Some(bit) = 1u64.checked_shl(instr.arg) else { continue };
            match instr.op {
                Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR | Op::STORE_FAST_MAYBE_NULL => unbound |= bit,
                Op::STORE_FAST | Op::LOAD_FAST_CHECK => unbound &= !bit,
                Op::LOAD_FAST => {
                    if unbound & bit != 0 {
                        instr.op = Op::LOAD_FAST_CHECK;
                    }
                    unbound &= !bit;
                }
                _ => {}
            }
        }
        let block = &cfg.blocks[id];
        let fall = block.next.filter(|_| block.falls_through());
        for target in [fall, cfg.jump_target(id)].into_iter().flatten() {
            self.reach(target, unbound);
        }
    }
}

fn check_late_locals(cfg: &mut Cfg, locals: usize) {
    // The last block that left a local bound, counted from 1.
    let mut bound_in = vec![0; locals];
    for (number, id) in (1..).zip(cfg.layout()) {
        for instr in &mut cfg.blocks[id].instrs {
            let local = instr.arg as usize;
            if local < FOLLOWED || local >= locals {
                continue;
            }
            match instr.op {
                Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR | Op::STORE_FAST_MAYBE_NULL => bound_in[local] = 0,
                Op::STORE_FAST => bound_in[local] = number,
                Op::LOAD_FAST => {
                    if bound_in[local] != number {
                        instr.op = Op::LOAD_FAST_CHECK;
                    }
                    bound_in[local] = number;
                }
                _ => {}
            }
        }
    }
}

//! Pairs of loads and stores of locals as one instruction.

use kaa_bytecode::Op;

use super::cfg::{Cfg, CfgInstr};
use super::nops;

/// Joins neighbouring instructions of one line.
pub(super) fn insert_superinstructions(cfg: &mut Cfg) {
    for id in cfg.layout() {
        let instrs = &mut cfg.blocks[id].instrs;
        for index in 1..instrs.len() {
            let (before, after) = instrs.split_at_mut(index);
            if let Some(first) = before.last_mut() {
                join(first, &mut after[0]);
            }
        }
    }
    nops::remove_redundant_nops(cfg);
}

fn join(first: &mut CfgInstr, second: &mut CfgInstr) {
    let joined = match (first.op, second.op) {
        (Op::LOAD_FAST, Op::LOAD_FAST) => Op::LOAD_FAST_LOAD_FAST,
        (Op::STORE_FAST, Op::LOAD_FAST) => Op::STORE_FAST_LOAD_FAST,
        (Op::STORE_FAST, Op::STORE_FAST) => Op::STORE_FAST_STORE_FAST,
        _ => return,
    };
    let (a, b) = (first.loc.line, second.loc.line);
    let lines_differ = a >= 0 && b >= 0 && a != b;
    if lines_differ || first.arg >= 16 || second.arg >= 16 {
        return;
    }
    first.set(joined, first.arg << 4 | second.arg);
    second.set_nop();
}

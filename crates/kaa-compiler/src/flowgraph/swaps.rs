//! Fewer `SWAP`s: runs of them are replaced by the shortest run with the same effect, and some are done at compile
//! time by exchanging the instructions that take the values.

use kaa_bytecode::Op;

use super::cfg::{Block, CfgInstr};

/// Improves all `SWAP`s of a block.
pub(super) fn optimize(block: &mut Block) {
    let mut index = 0;
    while index < block.instrs.len() {
        if block.instrs[index].op == Op::SWAP {
            index = shorten_run(&mut block.instrs, index);
            apply_statically(&mut block.instrs, index);
        }
        index += 1;
    }
}

/// Shortens the run of `SWAP`s that starts at an index; returns the index of its last instruction, or the start when
/// there is only one `SWAP`.
fn shorten_run(instrs: &mut [CfgInstr], start: usize) -> usize {
    let run = &mut instrs[start..];
    let len = run.iter().take_while(|instr| matches!(instr.op, Op::SWAP | Op::NOP)).count();
    let run = &mut run[..len];
    let swaps = || run.iter().filter(|instr| instr.op == Op::SWAP).map(|instr| instr.arg as usize);
    if swaps().count() < 2 {
        return start;
    }
    let depth = swaps().max().unwrap_or(1);
    let mut order: Vec<Option<usize>> = (0..depth).map(Some).collect();
    for arg in swaps() {
        order.swap(0, arg.saturating_sub(1));
    }
    // Each cycle of the permutation costs its length, and one more if the top is not part of it. Played backward, so
    // that what does not fit at the front are the NOPs.
    let mut sequence = Vec::new();
    for first in 0..depth {
        if order[first].is_none_or(|place| place == first) {
            continue;
        }
        let mut at = first;
        loop {
            if at != 0 {
                sequence.push(at as u32 + 1);
            }
            match order[at].take() {
                Some(next) => at = next,
                None => break,
            }
        }
    }
    let mut sequence = sequence.into_iter();
    for instr in run.iter_mut().rev() {
        match sequence.next() {
            Some(arg) => instr.set(Op::SWAP, arg),
            None => instr.set_nop(),
        }
    }
    start + len - 1
}

/// Whether an instruction only takes the value on top, so that it may change places with another one.
fn is_swappable(op: Op) -> bool {
    matches!(op, Op::STORE_FAST | Op::STORE_FAST_MAYBE_NULL | Op::POP_TOP)
}

/// Takes `SWAP`s away from an index backward, exchanging the instructions behind them instead.
fn apply_statically(instrs: &mut [CfgInstr], from: usize) {
    for index in (0..=from).rev() {
        let swap = instrs[index];
        if swap.op == Op::NOP || is_swappable(swap.op) {
            continue;
        }
        if swap.op != Op::SWAP {
            return;
        }
        let Some((a, b)) = swappable_pair(instrs, index) else { return };
        let (store_a, store_b) = (stored_local(&instrs[a]), stored_local(&instrs[b]));
        if store_a.is_some() || store_b.is_some() {
            let clashes = |instr: &CfgInstr| {
                let stored = stored_local(instr);
                stored.is_some() && (stored == store_a || stored == store_b)
            };
            if store_a == store_b || instrs[a + 1..b].iter().any(clashes) {
                return;
            }
        }
        instrs[index].set_nop();
        instrs.swap(a, b);
    }
}

/// The instructions that take the two values which a `SWAP` exchanges.
fn swappable_pair(instrs: &[CfgInstr], swap: usize) -> Option<(usize, usize)> {
    let first = next_swappable(instrs, swap, -1)?;
    let line = instrs[first].loc.line;
    let mut second = first;
    for _ in 1..instrs[swap].arg {
        second = next_swappable(instrs, second, line)?;
    }
    Some((first, second))
}

/// Instructions of other lines are not crossed: tracing would see names bound in another order.
fn next_swappable(instrs: &[CfgInstr], after: usize, line: i32) -> Option<usize> {
    for (index, instr) in instrs.iter().enumerate().skip(after + 1) {
        if line >= 0 && instr.loc.line != line {
            return None;
        }
        if instr.op != Op::NOP {
            return is_swappable(instr.op).then_some(index);
        }
    }
    None
}

fn stored_local(instr: &CfgInstr) -> Option<u32> {
    matches!(instr.op, Op::STORE_FAST | Op::STORE_FAST_MAYBE_NULL).then_some(instr.arg)
}

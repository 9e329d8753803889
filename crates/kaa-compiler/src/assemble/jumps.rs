//! Distances in place of targets.

use kaa_bytecode::{Op, instructions};

use crate::flowgraph::Placed;
use crate::sequence::AssembleError;

/// How many code units the `END_SEND` of an `async for` lies behind its `SEND`. Monitoring looks for it through the
/// argument of `END_ASYNC_FOR`.
const END_SEND_OFFSET: usize = 5;

/// How many rounds from the first guess the lengths of jumps get to settle: two jumps over each other could take turns
/// for ever.
const PATIENCE: u32 = 30;

/// Turns jumps into jumps forward and backward with their distances. Returns the byte offset of every instruction,
/// and behind them the length of the code.
pub(super) fn resolve(instrs: &mut [Placed]) -> Result<Vec<usize>, AssembleError> {
    for (index, instr) in instrs.iter_mut().enumerate() {
        let forward = instr.target.is_some_and(|target| target > index);
        // The first guess of the distance.
        instr.arg = instr.target.map_or(instr.arg, |target| target as u32);
        instr.op = match instr.op {
            Op::JUMP | Op::JUMP_NO_INTERRUPT if forward => Op::JUMP_FORWARD,
            Op::JUMP => Op::JUMP_BACKWARD,
            Op::JUMP_NO_INTERRUPT => Op::JUMP_BACKWARD_NO_INTERRUPT,
            op if op.is_pseudo() => return Err(AssembleError("pseudo instruction left over")),
            op => op,
        };
    }
    // Arguments grow with distances, and distances with arguments.
    let mut offsets = vec![0; instrs.len() + 1];
    for round in 0.. {
        if round == PATIENCE {
            // From the smallest guess lengths only grow, so this ends.
            for instr in instrs.iter_mut().filter(|instr| instr.op.is_jump()) {
                instr.arg = 0;
            }
        }
        let mut end = 0;
        for (index, instr) in instrs.iter().enumerate() {
            offsets[index] = end;
            end += instructions::encoded_len(instr.op, instr.arg);
        }
        offsets[instrs.len()] = end;
        if !update(instrs, &offsets)? {
            break;
        }
    }
    match u32::try_from(offsets[instrs.len()]) {
        Ok(_) => Ok(offsets),
        Err(_) => Err(AssembleError("too much code")),
    }
}

/// Sets the distances; says whether one of the instructions now has another length.
fn update(instrs: &mut [Placed], offsets: &[usize]) -> Result<bool, AssembleError> {
    let mut changed = false;
    for (index, instr) in instrs.iter_mut().enumerate() {
        if !instr.op.is_jump() {
            continue;
        }
        let target = offsets[instr.target.ok_or(AssembleError("jump without target"))?];
        let len = instructions::encoded_len(instr.op, instr.arg);
        let end = offsets[index] + len;
        let distance = end.abs_diff(target) / 2;
        let arg = match instr.op {
            Op::END_ASYNC_FOR => distance.saturating_sub(END_SEND_OFFSET),
            _ => distance,
        };
        instr.arg = u32::try_from(arg).map_err(|_| AssembleError("too much code"))?;
        changed |= instructions::encoded_len(instr.op, instr.arg) != len;
    }
    Ok(changed)
}

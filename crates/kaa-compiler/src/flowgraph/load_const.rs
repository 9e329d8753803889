//! What a constant that has just been loaded makes of the instruction behind it: tests and jumps are decided, and
//! comparisons with `None` become part of the jump. Small ints lose their place among the constants.

use kaa_bytecode::{Const, Op};

use super::cfg::{Block, Cfg, CfgInstr};
use crate::sequence::ConstTable;

/// Ints below this one are loaded without a constant.
const SMALL_INTS: i64 = 256;

/// The constant that an instruction loads.
pub(super) fn loaded(instr: &CfgInstr, consts: &ConstTable) -> Option<Const> {
    match instr.op {
        Op::LOAD_CONST => consts.get(instr.arg).cloned(),
        Op::LOAD_SMALL_INT => Some(Const::Int(instr.arg.into())),
        _ => None,
    }
}

/// Makes an instruction load a constant.
pub(super) fn set_load(instr: &mut CfgInstr, value: Const, consts: &mut ConstTable) {
    match value {
        Const::Int(small @ 0..SMALL_INTS) => instr.set(Op::LOAD_SMALL_INT, small as u32),
        value => instr.set(Op::LOAD_CONST, consts.add(value)),
    }
}

/// Looks at every load of a constant in the graph.
pub(super) fn optimize(cfg: &mut Cfg, consts: &mut ConstTable) {
    for id in cfg.layout() {
        optimize_block(&mut cfg.blocks[id], consts);
    }
}

fn optimize_block(block: &mut Block, consts: &mut ConstTable) {
    let mut load: Option<CfgInstr> = None;
    for index in 0..block.instrs.len() {
        let instr = &mut block.instrs[index];
        if instr.op == Op::LOAD_CONST
            && let Some(&Const::Int(small @ 0..SMALL_INTS)) = consts.get(instr.arg)
        {
            instr.set(Op::LOAD_SMALL_INT, small as u32);
        }
        // A copy of a constant is the constant.
        let is_copy =
            instr.op == Op::COPY && instr.arg == 1 && load.is_some_and(|load| load.op == Op::LOAD_CONST);
        if !is_copy {
            load = Some(*instr);
        }
        if let Some(value) = load.and_then(|load| loaded(&load, consts)) {
            use_constant(&mut block.instrs[index..], &value, consts);
        }
    }
}

/// `instrs` starts with the instruction that pushes the constant.
fn use_constant(instrs: &mut [CfgInstr], value: &Const, consts: &mut ConstTable) {
    let [load, next, ..] = instrs else { return };
    match next.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::JUMP_IF_FALSE | Op::JUMP_IF_TRUE => {
            if matches!(next.op, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE) {
                load.set_nop();
            }
            let jumps_if = matches!(next.op, Op::POP_JUMP_IF_TRUE | Op::JUMP_IF_TRUE);
            if value.is_true() == jumps_if {
                next.op = Op::JUMP;
            } else {
                next.set_nop();
            }
        }
        Op::IS_OP if matches!(value, Const::None) => jump_if_none(instrs),
        Op::TO_BOOL => {
            load.set_nop();
            next.set(Op::LOAD_CONST, consts.add(Const::bool(value.is_true())));
        }
        _ => {}
    }
}

/// `None`, `IS_OP`, maybe `TO_BOOL`, and a jump become one jump.
fn jump_if_none(instrs: &mut [CfgInstr]) {
    let at = match instrs.get_mut(2) {
        Some(test) if test.op == Op::TO_BOOL => {
            test.set_nop();
            3
        }
        _ => 2,
    };
    let inverted = instrs[1].arg != 0;
    let Some(jump) = instrs.get_mut(at) else { return };
    let if_none = match jump.op {
        Op::POP_JUMP_IF_TRUE => !inverted,
        Op::POP_JUMP_IF_FALSE => inverted,
        _ => return,
    };
    jump.op = if if_none { Op::POP_JUMP_IF_NONE } else { Op::POP_JUMP_IF_NOT_NONE };
    instrs[0].set_nop();
    instrs[1].set_nop();
}

/// Drops the constants that nothing loads, the first one excepted: it may be a docstring.
pub(super) fn remove_unused(cfg: &mut Cfg, consts: ConstTable) -> Vec<Const> {
    let consts = consts.into_vec();
    let mut used = vec![false; consts.len()];
    if let Some(first) = used.first_mut() {
        *first = true;
    }
    let loads = |instr: &&mut CfgInstr| instr.op == Op::LOAD_CONST;
    for instr in cfg.instrs_mut().filter(loads) {
        if let Some(used) = used.get_mut(instr.arg as usize) {
            *used = true;
        }
    }
    let mut new_index = Vec::with_capacity(consts.len());
    let mut count = 0;
    for &used in &used {
        new_index.push(count);
        count += u32::from(used);
    }
    for instr in cfg.instrs_mut().filter(loads) {
        if let Some(&index) = new_index.get(instr.arg as usize) {
            instr.arg = index;
        }
    }
    consts.into_iter().zip(used).filter(|(_, used)| *used).map(|(value, _)| value).collect()
}

//! Instructions whose operands are all constants become constants.
//!
//! What operators give is in `eval`; here the operands are found and the instructions replaced.

use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use kaa_bytecode::{Const, Op};

use super::cfg::{Block, CfgInstr};
use super::eval;
use super::load_const::{loaded, set_load};
use crate::sequence::ConstTable;

/// The longest display that is folded; code generation builds longer ones piece by piece.
const MAX_ITEMS: usize = 30;
/// The shortest list or set that is built from one constant.
const MIN_ITEMS: usize = 3;

/// The last `count` loads before an instruction, if nothing but `NOP`s stands between them.
fn operands(block: &Block, before: usize, count: usize, consts: &ConstTable) -> Option<Operands> {
    let mut found = Operands { places: Vec::with_capacity(count), values: Vec::with_capacity(count) };
    for (place, instr) in block.instrs[..before].iter().enumerate().rev() {
        if found.places.len() == count {
            break;
        }
        if instr.op != Op::NOP {
            found.values.push(loaded(instr, consts)?);
            found.places.push(place);
        }
    }
    found.values.reverse();
    (found.places.len() == count).then_some(found)
}

/// Constants that are loaded, with the loads.
struct Operands {
    places: Vec<usize>,
    values: Vec<Const>,
}

impl Operands {
    fn remove_loads(&self, block: &mut Block) {
        for &place in &self.places {
            remove(&mut block.instrs[place]);
        }
    }
}

fn remove(instr: &mut CfgInstr) {
    instr.set_nop();
    instr.loc = Location::NONE;
}

/// `BUILD_TUPLE` of constants.
pub(super) fn tuple(block: &mut Block, at: usize, consts: &mut ConstTable) {
    let count = block.instrs[at].arg as usize;
    if count > MAX_ITEMS {
        return;
    }
    if let Some(operands) = operands(block, at, count, consts) {
        operands.remove_loads(block);
        set_load(&mut block.instrs[at], Const::tuple(operands.values), consts);
    }
}

/// `BUILD_LIST` and `BUILD_SET`: constants are added all at once, and what is only iterated or searched becomes a
/// tuple or frozenset.
pub(super) fn list_or_set(block: &mut Block, at: usize, consts: &mut ConstTable) {
    let op = block.instrs[at].op;
    let count = block.instrs[at].arg as usize;
    let read_only =
        matches!(block.instrs.get(at + 1).map(|next| next.op), Some(Op::GET_ITER | Op::CONTAINS_OP));
    if count > MAX_ITEMS || count < MIN_ITEMS && !read_only {
        return;
    }
    let Some(operands) = operands(block, at, count, consts) else {
        if read_only && op == Op::BUILD_LIST {
            block.instrs[at].op = Op::BUILD_TUPLE;
        }
        return;
    };
    operands.remove_loads(block);
    let value = match op {
        Op::BUILD_SET => Const::FrozenSet(eval::unique(operands.values).into()),
        _ => Const::tuple(operands.values),
    };
    let index = consts.add(value);
    if read_only {
        block.instrs[at].set(Op::LOAD_CONST, index);
        return;
    }
    let loc = block.instrs[at].loc;
    block.instrs[at - 2].loc = loc;
    block.instrs[at - 2].set(op, 0);
    block.instrs[at - 1].set(Op::LOAD_CONST, index);
    let extend = if op == Op::BUILD_LIST { Op::LIST_EXTEND } else { Op::SET_UPDATE };
    block.instrs[at].set(extend, 1);
}

/// A list built of constants one by one that then becomes a tuple.
pub(super) fn list_to_tuple(block: &mut Block, at: usize, consts: &mut ConstTable) {
    if let Some(operands) = appended(&block.instrs[..at], Op::BUILD_LIST, Op::LIST_APPEND, consts) {
        operands.remove_loads(block);
        set_load(&mut block.instrs[at], Const::tuple(operands.values), consts);
    }
}

/// A list or set built of constants one by one, of which this is the last, that is only iterated or searched.
pub(super) fn appended_and_read(block: &mut Block, at: usize, consts: &mut ConstTable) {
    let append = block.instrs[at].op;
    let build = if append == Op::LIST_APPEND { Op::BUILD_LIST } else { Op::BUILD_SET };
    if let Some(operands) = appended(&block.instrs[..=at], build, append, consts) {
        operands.remove_loads(block);
        let value = match build {
            Op::BUILD_SET => Const::FrozenSet(eval::unique(operands.values).into()),
            _ => Const::tuple(operands.values),
        };
        set_load(&mut block.instrs[at], value, consts);
    }
}

/// The constants that instructions put into a new list or set one by one; the instructions are those places.
fn appended(instrs: &[CfgInstr], build: Op, append: Op, consts: &ConstTable) -> Option<Operands> {
    let mut found = Operands { places: Vec::new(), values: Vec::new() };
    let mut expect_append = true;
    for (place, instr) in instrs.iter().enumerate().rev() {
        if instr.op == Op::NOP {
            continue;
        }
        found.places.push(place);
        if instr.op == build && instr.arg == 0 && expect_append {
            found.values.reverse();
            return Some(found);
        }
        if !expect_append {
            found.values.push(loaded(instr, consts)?);
        } else if instr.op != append || instr.arg != 1 {
            return None;
        }
        expect_append = !expect_append;
    }
    None
}

/// `BINARY_OP` of two constants.
pub(super) fn binary(block: &mut Block, at: usize, consts: &mut ConstTable) {
    let Some(operands) = operands(block, at, 2, consts) else { return };
    let [left, right] = &operands.values[..] else { return };
    if let Some(value) = eval::binary(left, block.instrs[at].arg, right) {
        operands.remove_loads(block);
        set_load(&mut block.instrs[at], value, consts);
    }
}

/// An operator with one constant operand.
pub(super) fn unary(block: &mut Block, at: usize, consts: &mut ConstTable) {
    let Some(operands) = operands(block, at, 1, consts) else { return };
    let [value] = &operands.values[..] else { return };
    let instr = &block.instrs[at];
    let value = match instr.op {
        Op::UNARY_NEGATIVE => eval::negative(value),
        Op::UNARY_INVERT => eval::invert(value),
        Op::UNARY_NOT => Some(Const::bool(!value.is_true())),
        Op::CALL_INTRINSIC_1 if instr.arg == intrinsic::UNARY_POSITIVE => eval::positive(value),
        _ => None,
    };
    if let Some(value) = value {
        operands.remove_loads(block);
        set_load(&mut block.instrs[at], value, consts);
    }
}

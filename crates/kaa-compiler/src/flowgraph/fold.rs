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
    let mut places = Vec::new();
    let mut values = Vec::new();
    let mut expect_append = true;
    for (place, instr) in block.instrs[..at].iter().enumerate().rev() {
        match instr.op {
            Op::NOP => continue,
            Op::BUILD_LIST if instr.arg == 0 && expect_append => {
                places.push(place);
                values.reverse();
                for place in places {
                    remove(&mut block.instrs[place]);
                }
                set_load(&mut block.instrs[at], Const::tuple(values), consts);
                return;
            }
            Op::LIST_APPEND if instr.arg == 1 && expect_append => {}
            _ if expect_append => return,
            _ => match loaded(instr, consts) {
                Some(value) => values.push(value),
                None => return,
            },
        }
        places.push(place);
        expect_append = !expect_append;
    }
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

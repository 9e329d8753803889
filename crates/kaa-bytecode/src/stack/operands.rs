//! Are the arguments of instructions in range?

use crate::code::{Code, local_kind};
use crate::instructions::Instruction;
use crate::opcode::Op;
use crate::operand::{
    ArgKind, BINARY_OPS, COMMON_CONSTANTS, COMPARE_OPS, INTRINSICS_1, INTRINSICS_2, SPECIAL_METHODS,
};

/// Checks the argument of one instruction.
pub(super) fn check(code: &Code, i: Instruction) -> Result<(), &'static str> {
    let n = i.arg as usize;
    let locals = code.localsplusnames.len();
    let fits = match i.op.arg_kind() {
        ArgKind::Const => n < code.consts.len(),
        ArgKind::Name => n < code.names.len(),
        ArgKind::Attr | ArgKind::Global => n >> 1 < code.names.len(),
        ArgKind::SuperAttr => n >> 2 < code.names.len(),
        ArgKind::Local => n < locals,
        ArgKind::LocalPair => n < 256 && n >> 4 < locals && n & 15 < locals,
        ArgKind::Free => n < locals && (i.op == Op::MAKE_CELL || is_cell(code, n)),
        ArgKind::Binary => n < BINARY_OPS.len(),
        ArgKind::Compare => n >> 5 < COMPARE_OPS.len(),
        ArgKind::Convert => (1..=3).contains(&n),
        ArgKind::Intrinsic1 => (1..INTRINSICS_1.len()).contains(&n),
        ArgKind::Intrinsic2 => (1..INTRINSICS_2.len()).contains(&n),
        ArgKind::Special => n < SPECIAL_METHODS.len(),
        ArgKind::Common => n < COMMON_CONSTANTS.len(),
        ArgKind::FunctionAttribute => matches!(n, 1 | 2 | 4 | 8 | 16),
        ArgKind::Awaitable => n < 3,
        ArgKind::Int => n < 256,
        ArgKind::Depth => depth_fits(i.op, n),
        ArgKind::Count => count_fits(code, i.op, n),
        ArgKind::Unpack => (n & 0xff) + (n >> 8) < 0x8000,
        ArgKind::Interpolation => n >> 2 <= 3,
        ArgKind::Jump | ArgKind::JumpBack => i.jump_target().is_some_and(|t| t < code.code.len()),
        ArgKind::Resume | ArgKind::None | ArgKind::Invert => true,
        ArgKind::Handler | ArgKind::Extended => false,
    };
    let runs = !matches!(i.op, Op::CACHE | Op::RESERVED | Op::INTERPRETER_EXIT) && !i.op.is_pseudo();
    match (runs, fits) {
        (false, _) => Err("unknown opcode"),
        (_, false) => Err("argument out of range"),
        _ => Ok(()),
    }
}

fn is_cell(code: &Code, n: usize) -> bool {
    code.localspluskinds[n] & (local_kind::CELL | local_kind::FREE) != 0
}

fn depth_fits(op: Op, n: usize) -> bool {
    match op {
        Op::RERAISE => n < 0x8000,
        _ => (1..0x8000).contains(&n),
    }
}

fn count_fits(code: &Code, op: Op, n: usize) -> bool {
    match op {
        Op::BUILD_SLICE => (2..=3).contains(&n),
        Op::RAISE_VARARGS => n <= 2,
        Op::YIELD_VALUE => n <= 1,
        Op::COPY_FREE_VARS => n == code.freevars().len(),
        _ => n < 0x8000,
    }
}

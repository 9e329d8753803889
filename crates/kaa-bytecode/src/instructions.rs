//! Reading packed instructions: `EXTENDED_ARG` folded into arguments, `CACHE` entries skipped.
//!
//! Knows the packed form only; what arguments mean is in [`crate::operand`].

use crate::opcode::Op;

/// One instruction of packed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// The offset of the instruction in bytes, behind its `EXTENDED_ARG`s.
    pub offset: usize,
    /// The offset of the first of its `EXTENDED_ARG`s, or of itself.
    pub start: usize,
    /// What to do.
    pub op: Op,
    /// The whole argument.
    pub arg: u32,
}

impl Instruction {
    /// The offset behind the instruction and its caches.
    pub fn end(&self) -> usize {
        self.offset + 2 + 2 * self.op.caches()
    }

    /// The offset that a jump leads to; `None` for other instructions and for places before the code.
    pub fn jump_target(&self) -> Option<usize> {
        let distance = (self.arg as usize).checked_mul(2)?;
        match self.op.arg_kind() {
            crate::ArgKind::Jump => self.end().checked_add(distance),
            crate::ArgKind::JumpBack => self.end().checked_sub(distance),
            _ => None,
        }
    }
}

/// The instructions of packed code. Ends at an unknown opcode or a cut-off instruction.
pub fn instructions(code: &[u8]) -> impl Iterator<Item = Instruction> + '_ {
    let mut at = 0usize;
    std::iter::from_fn(move || {
        let start = at;
        let mut arg = 0u32;
        loop {
            let unit = code.get(at..at.checked_add(2)?)?;
            let op = Op::from_number(u16::from(unit[0]))?;
            arg = arg << 8 | u32::from(unit[1]);
            if op != Op::EXTENDED_ARG {
                let instruction = Instruction { offset: at, start, op, arg };
                at = instruction.end();
                return Some(instruction);
            }
            at += 2;
        }
    })
}

/// Packs one instruction, with the `EXTENDED_ARG`s it needs and its `CACHE` entries.
pub fn encode(code: &mut Vec<u8>, op: Op, arg: u32) {
    for shift in [24, 16, 8] {
        if arg >> shift != 0 {
            code.extend([Op::EXTENDED_ARG as u8, (arg >> shift) as u8]);
        }
    }
    code.extend([op as u16 as u8, arg as u8]);
    code.resize(code.len() + 2 * op.caches(), 0);
}

/// How many bytes [`encode`] appends.
pub fn encoded_len(op: Op, arg: u32) -> usize {
    let extended = [24, 16, 8].iter().filter(|&&shift| arg >> shift != 0).count();
    2 * (extended + 1 + op.caches())
}

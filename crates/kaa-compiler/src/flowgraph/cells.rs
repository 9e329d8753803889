//! The layout of the fast locals: parameters and locals, then cells, then free variables; and the instructions at the
//! start of a frame that set cells and generators up.
//!
//! Code generation numbers cells and free variables apart from locals; here those numbers become indices of the fast
//! locals. A parameter that is a cell is one fast local, not two.

use std::collections::HashMap;

use kaa_bytecode::line_table::Location;
use kaa_bytecode::{CodeFlags, Op};

use super::cfg::{Cfg, CfgInstr};
use crate::sequence::{AssembleError, UnitMeta};

/// Inserts the first instructions and renumbers cells and free variables.
pub(super) fn prepare(cfg: &mut Cfg, meta: &UnitMeta) -> Result<(), AssembleError> {
    let locals = meta.varnames.len();
    let index_of: HashMap<_, _> = meta.varnames.iter().zip(0..).collect();
    let as_local: Vec<Option<usize>> = meta.cellvars.iter().map(|name| index_of.get(name).copied()).collect();
    insert_prefix(cfg, meta, &as_local);
    let mut fixed = Vec::with_capacity(as_local.len() + meta.freevars.len());
    let mut next = locals;
    for shared in as_local.into_iter().chain(meta.freevars.iter().map(|_| None)) {
        fixed.push(shared.unwrap_or(next));
        next += usize::from(shared.is_none());
    }
    for instr in cfg.instrs_mut() {
        let is_cell = matches!(
            instr.op,
            Op::MAKE_CELL
                | Op::LOAD_CLOSURE
                | Op::LOAD_DEREF
                | Op::STORE_DEREF
                | Op::DELETE_DEREF
                | Op::LOAD_FROM_DICT_OR_DEREF
        );
        if is_cell {
            let index = fixed.get(instr.arg as usize).ok_or(AssembleError("unknown cell"))?;
            instr.arg = *index as u32;
        }
    }
    Ok(())
}

fn insert_prefix(cfg: &mut Cfg, meta: &UnitMeta, as_local: &[Option<usize>]) {
    let mut prefix = Vec::new();
    if !meta.freevars.is_empty() {
        let count = meta.freevars.len() as u32;
        prefix.push(CfgInstr::new(Op::COPY_FREE_VARS, count, Location::NONE));
    }
    // Parameters first, in the order of the fast locals.
    let mut cells: Vec<usize> = (0..as_local.len()).collect();
    cells.sort_by_key(|&cell| as_local[cell].unwrap_or(meta.varnames.len() + cell));
    for cell in cells {
        prefix.push(CfgInstr::new(Op::MAKE_CELL, cell as u32, Location::NONE));
    }
    if meta.flags.has(CodeFlags::ANY_GENERATOR) {
        let loc = Location::line_only(meta.firstlineno);
        prefix.push(CfgInstr::new(Op::RETURN_GENERATOR, 0, loc));
        prefix.push(CfgInstr::new(Op::POP_TOP, 0, loc));
    }
    let entry = cfg.entry;
    cfg.blocks[entry].instrs.splice(0..0, prefix);
}

//! From the instruction sequence of a unit to blocks, optimised, and back to a sequence that can be packed.
//!
//! The order of the passes is CPython's, because each sees what the ones before it left. Knows no syntax; the way on
//! is `assemble`.

mod borrow;
mod cells;
mod cfg;
mod checks;
mod cold;
mod depth;
mod eval;
mod fold;
mod handlers;
mod inline;
mod lines;
mod load_const;
mod nops;
mod pairs;
mod peephole;
mod pseudo;
mod reach;
mod swaps;

use kaa_bytecode::line_table::Location;
use kaa_bytecode::{CodeFlags, Const, Op};

use crate::sequence::{AssembleError, ConstTable, InstructionSequence, UnitMeta};
use cfg::Cfg;

/// An instruction in its final place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pub(crate) op: Op,
    pub(crate) arg: u32,
    pub(crate) loc: Location,
    /// The index of the instruction that a jump leads to.
    pub(crate) target: Option<usize>,
    /// What protects it.
    pub(crate) handler: Option<Handler>,
}

/// The handler of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Handler {
    /// The index of its first instruction.
    pub(crate) target: usize,
    /// The stack's depth when it starts, with what is pushed for it.
    pub(crate) start_depth: u32,
    /// Whether the offset of the raising instruction is pushed.
    pub(crate) lasti: bool,
}

/// What the passes make of a unit.
pub(crate) struct Optimized {
    pub(crate) instrs: Vec<Placed>,
    pub(crate) consts: Vec<Const>,
    pub(crate) stacksize: u32,
}

/// Runs all passes. The constants move out of `meta`.
pub(crate) fn optimize(
    sequence: &InstructionSequence,
    meta: &mut UnitMeta,
) -> Result<Optimized, AssembleError> {
    let mut cfg = Cfg::new(sequence)?;
    handlers::label_exception_targets(&mut cfg)?;
    optimize_blocks(&mut cfg, &mut meta.consts);
    let consts = load_const::remove_unused(&mut cfg, std::mem::take(&mut meta.consts));
    checks::add_checks(&mut cfg, meta.varnames.len(), parameters(meta));
    pairs::insert_superinstructions(&mut cfg);
    cold::push_cold_blocks_to_end(&mut cfg);
    lines::resolve_line_numbers(&mut cfg);

    pseudo::convert_conditional_jumps(&mut cfg);
    let stacksize = depth::calculate(&mut cfg)?;
    cells::prepare(&mut cfg, meta)?;
    pseudo::convert(&mut cfg);
    pseudo::normalize_jumps(&mut cfg);
    borrow::optimize_load_fast(&mut cfg);
    Ok(Optimized { instrs: place(&cfg)?, consts, stacksize })
}

fn optimize_blocks(cfg: &mut Cfg, consts: &mut ConstTable) {
    inline::inline_small_exits(cfg);
    reach::remove_unreachable(cfg);
    lines::resolve_line_numbers(cfg);
    load_const::optimize(cfg, consts);
    peephole::optimize(cfg, consts);
    nops::remove_redundant_nops_and_pairs(cfg);
    reach::remove_unreachable(cfg);
    nops::remove_redundant_nops_and_jumps(cfg);
}

/// How many of the first locals are parameters.
fn parameters(meta: &UnitMeta) -> usize {
    let stars = [CodeFlags::VARARGS, CodeFlags::VARKEYWORDS].iter().filter(|&&flag| meta.flags.has(flag));
    meta.argcount as usize + meta.kwonlyargcount as usize + stars.count()
}

/// The blocks one after the other.
fn place(cfg: &Cfg) -> Result<Vec<Placed>, AssembleError> {
    let layout = cfg.layout();
    let mut starts = vec![None; cfg.blocks.len()];
    let mut count = 0;
    for &id in &layout {
        starts[id] = Some(count);
        count += cfg.blocks[id].instrs.len();
    }
    let start_of = |id: usize| starts[id].ok_or(AssembleError("a block is not in the layout"));
    let mut placed = Vec::with_capacity(count);
    for instr in layout.iter().flat_map(|&id| &cfg.blocks[id].instrs) {
        let target = instr.target.filter(|_| instr.op.has_target()).map(start_of).transpose()?;
        let handler = match instr.except {
            None => None,
            Some(id) => {
                let block = &cfg.blocks[id];
                let start_depth = block.start_depth.unwrap_or(0).max(0) as u32;
                Some(Handler { target: start_of(id)?, start_depth, lasti: block.preserve_lasti })
            }
        };
        placed.push(Placed { op: instr.op, arg: instr.arg, loc: instr.loc, target, handler });
    }
    Ok(placed)
}

//! The control flow graph: blocks of instructions, linked in the order in which they will be laid out.
//!
//! Only the last instruction of a block may jump or leave. Knows nothing of what the passes want; they are the other
//! files of this folder.

use kaa_bytecode::Op;
use kaa_bytecode::line_table::Location;

use crate::sequence::{AssembleError, Instr, InstructionSequence};

/// The number of a block in its graph.
pub(super) type BlockId = usize;

/// An instruction of the graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct CfgInstr {
    pub(super) op: Op,
    pub(super) arg: u32,
    pub(super) loc: Location,
    /// Where it jumps to, or the handler that it sets up.
    pub(super) target: Option<BlockId>,
    /// The handler that protects it.
    pub(super) except: Option<BlockId>,
}

impl CfgInstr {
    pub(super) fn new(op: Op, arg: u32, loc: Location) -> CfgInstr {
        CfgInstr { op, arg, loc, target: None, except: None }
    }

    /// Becomes an instruction without argument, at the same place. Jumps keep their target: only the opcode says
    /// whether it counts.
    pub(super) fn set(&mut self, op: Op, arg: u32) {
        self.op = op;
        self.arg = arg;
    }

    pub(super) fn set_nop(&mut self) {
        self.set(Op::NOP, 0);
    }
}

/// A run of instructions that is entered only at its start.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) instrs: Vec<CfgInstr>,
    /// The block that follows in the layout.
    pub(super) next: Option<BlockId>,
    /// Whether something jumped here when the block was made.
    pub(super) labelled: bool,
    /// Whether it is the start of a handler.
    pub(super) is_handler: bool,
    /// Whether the handler gets the offset of the raising instruction.
    pub(super) preserve_lasti: bool,
    pub(super) cold: bool,
    pub(super) warm: bool,
    /// How many jumps and falls lead here; kept up by the passes that need it.
    pub(super) predecessors: i32,
    /// The stack's depth at the start; `None` when nothing leads here.
    pub(super) start_depth: Option<i32>,
    /// Handlers of instructions that once stood behind the last one, by index: CPython's blocks keep them.
    pub(super) leftover: Vec<Option<BlockId>>,
}

impl Block {
    pub(super) fn last(&self) -> Option<&CfgInstr> {
        self.instrs.last()
    }

    pub(super) fn falls_through(&self) -> bool {
        self.last().is_none_or(|last| !last.op.is_scope_exit() && !last.op.is_unconditional_jump())
    }

    /// Drops the instructions from an index on.
    pub(super) fn truncate(&mut self, len: usize) {
        let end = self.instrs.len();
        self.leftover.resize(self.leftover.len().max(end), None);
        for index in len..end {
            self.leftover[index] = self.instrs[index].except;
        }
        self.instrs.truncate(len);
    }

    /// Appends an instruction. It is protected by what protected the one that stood in its place, if there was one.
    pub(super) fn push(&mut self, mut instr: CfgInstr) {
        instr.except = self.leftover.get(self.instrs.len()).copied().flatten();
        self.instrs.push(instr);
    }

    pub(super) fn exits_scope(&self) -> bool {
        self.last().is_some_and(|last| last.op.is_scope_exit())
    }

    pub(super) fn has_no_line(&self) -> bool {
        self.instrs.iter().all(|instr| instr.loc.line < 0)
    }
}

/// The graph. Blocks stay at their number; the layout follows `next` from `entry`.
#[derive(Debug)]
pub(super) struct Cfg {
    pub(super) blocks: Vec<Block>,
    pub(super) entry: BlockId,
}

impl Cfg {
    /// Cuts a sequence into blocks.
    pub(super) fn new(sequence: &InstructionSequence) -> Result<Cfg, AssembleError> {
        Builder::new(sequence)?.build()
    }

    /// The blocks in the order of the layout.
    pub(super) fn layout(&self) -> Vec<BlockId> {
        let mut order = Vec::with_capacity(self.blocks.len());
        let mut at = Some(self.entry);
        while let Some(id) = at {
            order.push(id);
            at = self.blocks[id].next;
        }
        order
    }

    /// All instructions, in no particular order.
    pub(super) fn instrs_mut(&mut self) -> impl Iterator<Item = &mut CfgInstr> {
        self.blocks.iter_mut().flat_map(|block| &mut block.instrs)
    }

    /// The first block from here on that is not empty.
    pub(super) fn skip_empty(&self, mut at: Option<BlockId>) -> Option<BlockId> {
        while let Some(id) = at {
            if !self.blocks[id].instrs.is_empty() {
                break;
            }
            at = self.blocks[id].next;
        }
        at
    }

    /// Puts a block behind another one.
    pub(super) fn insert_after(&mut self, before: BlockId, mut block: Block) -> BlockId {
        let id = self.blocks.len();
        block.next = self.blocks[before].next;
        self.blocks[before].next = Some(id);
        self.blocks.push(block);
        id
    }

    /// The target of the last instruction, if that jumps.
    pub(super) fn jump_target(&self, id: BlockId) -> Option<BlockId> {
        self.blocks[id].last().filter(|last| last.op.is_jump()).and_then(|last| last.target)
    }
}

/// Makes the graph of a sequence.
struct Builder {
    instrs: Vec<Instr>,
    /// For each instruction whether something jumps to it.
    targeted: Vec<bool>,
    graph: Cfg,
    current: BlockId,
    /// For each targeted instruction its block.
    block_of: Vec<Option<BlockId>>,
}

impl Builder {
    /// Puts the annotations where they belong and turns labels into indices of instructions.
    fn new(sequence: &InstructionSequence) -> Result<Builder, AssembleError> {
        let mut instrs = Vec::with_capacity(sequence.instrs.len());
        let mut new_index = Vec::with_capacity(sequence.instrs.len() + 1);
        for instr in &sequence.instrs {
            new_index.push(instrs.len());
            if instr.op != Op::ANNOTATIONS_PLACEHOLDER {
                instrs.push(*instr);
            } else if let Some(annotations) = &sequence.annotations {
                if annotations.instrs.iter().any(|instr| instr.op.has_target()) {
                    return Err(AssembleError("jump in the annotations of a module or class"));
                }
                instrs.extend_from_slice(&annotations.instrs);
            }
        }
        new_index.push(instrs.len());
        let mut targeted = vec![false; instrs.len()];
        // Annotations have no targets, so every instruction that has one belongs to the sequence itself.
        for instr in instrs.iter_mut().filter(|instr| instr.op.has_target()) {
            let place = sequence.place(instr.arg).ok_or(AssembleError("jump to an unused label"))?;
            let index = new_index[place];
            *targeted.get_mut(index).ok_or(AssembleError("jump behind the last instruction"))? = true;
            instr.arg = index as u32;
        }
        let graph = Cfg { blocks: vec![Block::default()], entry: 0 };
        let block_of = vec![None; instrs.len()];
        Ok(Builder { instrs, targeted, graph, current: 0, block_of })
    }

    fn build(mut self) -> Result<Cfg, AssembleError> {
        for index in 0..self.instrs.len() {
            let instr = self.instrs[index];
            let block = &self.graph.blocks[self.current];
            let terminated = block.last().is_some_and(|last| last.op.is_jump() || last.op.is_scope_exit());
            if terminated || self.targeted[index] && (block.labelled || !block.instrs.is_empty()) {
                self.current = self.graph.insert_after(self.current, Block::default());
            }
            if self.targeted[index] {
                self.graph.blocks[self.current].labelled = true;
                self.block_of[index] = Some(self.current);
            }
            let block = &mut self.graph.blocks[self.current];
            block.instrs.push(CfgInstr::new(instr.op, instr.arg, instr.loc));
        }
        for block in &mut self.graph.blocks {
            for instr in block.instrs.iter_mut().filter(|instr| instr.op.has_target()) {
                instr.target = self.block_of[instr.arg as usize];
            }
        }
        Ok(self.graph)
    }
}

//! What code generation hands on: instructions in order, labels, and the facts about the unit they belong to.
//!
//! Knows no syntax and no blocks. The code generator fills an [`InstructionSequence`] and a [`UnitMeta`];
//! [`optimize_and_assemble`] makes a code object of them (see `flowgraph` and `assemble`).

use std::collections::{HashMap, HashSet};

use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Code, CodeFlags, Const, Op, Wtf8Buf};

use crate::{assemble, flowgraph};

/// A place in a sequence that jumps lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(u32);

impl Label {
    /// The number that the label has in its sequence.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An instruction, pseudo instructions included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instr {
    /// What to do.
    pub op: Op,
    /// The argument. For an instruction with a target it is the number of a label. Locals count within the
    /// local variables, cells and free variables within the cells followed by the free variables.
    pub arg: u32,
    /// The place in the source.
    pub loc: Location,
}

/// Instructions in order, with labels.
#[derive(Clone, Debug, Default)]
pub struct InstructionSequence {
    /// The instructions.
    pub instrs: Vec<Instr>,
    /// For each label the index of the instruction it stands before.
    labels: Vec<Option<u32>>,
    /// What takes the place of `ANNOTATIONS_PLACEHOLDER`.
    pub annotations: Option<Box<InstructionSequence>>,
}

impl InstructionSequence {
    /// An empty sequence.
    pub fn new() -> InstructionSequence {
        InstructionSequence::default()
    }

    /// A label that stands nowhere yet.
    pub fn new_label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    /// The label stands before the next instruction.
    pub fn use_label(&mut self, label: Label) {
        if let Some(place) = self.labels.get_mut(label.index()) {
            *place = Some(self.instrs.len() as u32);
        }
    }

    /// Appends an instruction without argument.
    pub fn addop(&mut self, op: Op, loc: Location) {
        self.instrs.push(Instr { op, arg: 0, loc });
    }

    /// Appends an instruction with an argument.
    pub fn addop_arg(&mut self, op: Op, arg: u32, loc: Location) {
        self.instrs.push(Instr { op, arg, loc });
    }

    /// Appends a jump or the opening of a protected block.
    pub fn addop_jump(&mut self, op: Op, target: Label, loc: Location) {
        self.instrs.push(Instr { op, arg: target.0, loc });
    }

    /// Puts the opening of a protected block before everything else.
    pub fn insert_first(&mut self, op: Op, target: Label, loc: Location) {
        self.instrs.insert(0, Instr { op, arg: target.0, loc });
        for place in self.labels.iter_mut().flatten() {
            *place += 1;
        }
    }

    /// The index of the instruction that a label stands before.
    pub(crate) fn place(&self, label: u32) -> Option<usize> {
        self.labels.get(label as usize).copied().flatten().map(|place| place as usize)
    }
}

/// The constants of a unit, each once.
#[derive(Clone, Debug, Default)]
pub struct ConstTable {
    items: Vec<Const>,
    index: HashMap<Const, u32>,
}

impl ConstTable {
    /// The index of a constant, which is added when it is new.
    pub fn add(&mut self, value: Const) -> u32 {
        if let Some(&index) = self.index.get(&value) {
            return index;
        }
        let index = self.items.len() as u32;
        self.items.push(value.clone());
        // What is not equal to itself is never found again.
        if !has_nan(&value) {
            self.index.insert(value, index);
        }
        index
    }

    /// The constant at an index.
    pub fn get(&self, index: u32) -> Option<&Const> {
        self.items.get(index as usize)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The constants in the order of their indices.
    pub fn into_vec(self) -> Vec<Const> {
        self.items
    }
}

fn has_nan(value: &Const) -> bool {
    match value {
        Const::Float(value) => value.is_nan(),
        Const::Complex(re, im) => re.is_nan() || im.is_nan(),
        Const::Tuple(items) => items.iter().any(has_nan),
        _ => false,
    }
}

/// The facts about a unit (module, class body, function, …) that its code object needs besides instructions.
#[derive(Clone, Debug, Default)]
pub struct UnitMeta {
    /// `co_name`.
    pub name: Wtf8Buf,
    /// `co_qualname`.
    pub qualname: Wtf8Buf,
    /// `co_filename`.
    pub filename: Wtf8Buf,
    /// The constants; what optimisation finds is added.
    pub consts: ConstTable,
    /// `co_names`.
    pub names: Vec<Wtf8Buf>,
    /// Parameters and local variables, cells among them if they are parameters.
    pub varnames: Vec<Wtf8Buf>,
    /// Variables that inner functions see, sorted as CPython sorts them.
    pub cellvars: Vec<Wtf8Buf>,
    /// Variables of outer functions.
    pub freevars: Vec<Wtf8Buf>,
    /// Fast locals that `locals()` does not show: those of inlined comprehensions outside of functions.
    pub fast_hidden: HashSet<Wtf8Buf>,
    /// Positional parameters, positional-only ones included.
    pub argcount: u32,
    /// Positional-only parameters.
    pub posonlyargcount: u32,
    /// Keyword-only parameters.
    pub kwonlyargcount: u32,
    /// The first line.
    pub firstlineno: i32,
    /// `co_flags`.
    pub flags: CodeFlags,
}

/// Why a unit could not be assembled: the code generator has made instructions that do not fit together, or the unit
/// is larger than code objects can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssembleError(pub &'static str);

/// Optimises the instructions and makes the code object.
pub fn optimize_and_assemble(
    sequence: InstructionSequence,
    mut meta: UnitMeta,
) -> Result<Code, AssembleError> {
    let optimized = flowgraph::optimize(&sequence, &mut meta)?;
    assemble::assemble(optimized, meta)
}

//! Which code objects of two compilations belong together, and in what the two of a pair first differ.
use std::sync::Arc;

use kaa_bytecode::instructions::{Instruction, instructions};
use kaa_bytecode::{Code, Const};

/// Two code objects of the same piece of source.
pub(super) struct Pair {
    pub(super) ours: Arc<Code>,
    pub(super) theirs: Arc<Code>,
    /// Whether the code objects within them could be paired too.
    same_children: bool,
}

/// In what a pair first differs.
pub(super) enum Difference {
    Code(String),
    /// Only in the line table.
    Positions(String),
}

/// Pairs a code object with its counterpart, and those within them in their order.
pub(super) fn pairs(ours: &Arc<Code>, theirs: &Arc<Code>) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut todo = vec![(Arc::clone(ours), Arc::clone(theirs))];
    while let Some((ours, theirs)) = todo.pop() {
        let (inner, their_inner) = (children(&ours), children(&theirs));
        let same_children = inner.len() == their_inner.len();
        for (index, child) in their_inner.into_iter().enumerate() {
            let in_place = inner.get(index).filter(|_| same_children);
            let partner = in_place
                .or_else(|| {
                    inner
                        .iter()
                        .find(|code| code.qualname == child.qualname && code.firstlineno == child.firstlineno)
                })
                .or_else(|| inner.iter().find(|code| code.qualname == child.qualname));
            if let Some(partner) = partner {
                todo.push((Arc::clone(partner), child));
            }
        }
        found.push(Pair { ours, theirs, same_children });
    }
    found
}

fn children(code: &Code) -> Vec<Arc<Code>> {
    super::nested(code).cloned().collect()
}

impl Pair {
    pub(super) fn difference(&self) -> Option<Difference> {
        let (ours, theirs) = (&*self.ours, &*self.theirs);
        if let Some(cause) = self.instructions() {
            return Some(Difference::Code(cause));
        }
        let fields = [
            ("the code objects within", self.same_children),
            ("name", ours.name == theirs.name),
            ("qualname", ours.qualname == theirs.qualname),
            ("argcount", ours.argcount == theirs.argcount),
            ("posonlyargcount", ours.posonlyargcount == theirs.posonlyargcount),
            ("kwonlyargcount", ours.kwonlyargcount == theirs.kwonlyargcount),
            ("firstlineno", ours.firstlineno == theirs.firstlineno),
            ("consts", same_consts(&ours.consts, &theirs.consts)),
            ("names", ours.names == theirs.names),
            ("fast locals", ours.localsplusnames == theirs.localsplusnames),
            ("kinds of fast locals", ours.localspluskinds == theirs.localspluskinds),
            ("exception table", ours.exceptiontable == theirs.exceptiontable),
            ("code bytes", ours.code == theirs.code),
        ];
        if let Some((field, _)) = fields.into_iter().find(|(_, same)| !same) {
            return Some(Difference::Code(field.to_owned()));
        }
        if ours.flags != theirs.flags {
            let (a, b) = (theirs.flags.0, ours.flags.0);
            return Some(Difference::Code(format!("flags: +{:#x} -{:#x}", b & !a, a & !b)));
        }
        if ours.stacksize != theirs.stacksize {
            let delta = i64::from(ours.stacksize) - i64::from(theirs.stacksize);
            return Some(Difference::Code(format!("stacksize: {delta:+}")));
        }
        (ours.linetable != theirs.linetable).then(|| Difference::Positions(self.positions()))
    }

    fn instructions(&self) -> Option<String> {
        let ours: Vec<Instruction> = instructions(&self.ours.code).collect();
        let theirs: Vec<Instruction> = instructions(&self.theirs.code).collect();
        let name = |instr: Option<&Instruction>| instr.map_or("the end", |instr| instr.op.name());
        for index in 0..ours.len().max(theirs.len()) {
            let (a, b) = (theirs.get(index), ours.get(index));
            if a.map(|instr| instr.op) != b.map(|instr| instr.op) {
                return Some(format!("op: {} is {}", name(a), name(b)));
            }
        }
        let differing = theirs.iter().zip(&ours).find(|(a, b)| a.arg != b.arg);
        differing.map(|(a, _)| format!("argument of {}", a.op.name()))
    }

    fn positions(&self) -> String {
        let table = |code: &Code| {
            kaa_bytecode::line_table::positions(&code.linetable, code.firstlineno).collect::<Vec<_>>()
        };
        let (ours, theirs) = (table(&self.ours), table(&self.theirs));
        for instr in instructions(&self.theirs.code) {
            let at = instr.offset / 2;
            let (Some(a), Some(b)) = (theirs.get(at), ours.get(at)) else { break };
            if a != b {
                let what = match () {
                    () if a.line != b.line => "line",
                    () if a.end_line != b.end_line => "end line",
                    () if a.col != b.col => "column",
                    () => "end column",
                };
                return format!("{what} of {}", instr.op.name());
            }
        }
        "line table bytes".to_owned()
    }
}

/// Code objects among the constants count as equal: they are compared by themselves.
fn same_consts(a: &[Const], b: &[Const]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| match (a, b) {
            (Const::Code(_), Const::Code(_)) => true,
            (a, b) => a == b,
        })
}

//! What the stack looks like before each instruction: by walking all ways through the code with a stack of [`Kind`]s.
//!
//! Two ask: who sets `f_lineno` needs to know whether two places have the same stack, and code that no compiler made has to be
//! checked before it runs. What is checked: every instruction that can be reached is known, its argument lies in range, jumps
//! lead to instructions, the stack has the same depth on all ways to a place and is never deeper than `co_stacksize`, nothing
//! reads a null, handlers lie inside the code. What values *are* is checked when the code runs.

mod effect;
mod operands;

use crate::code::{Code, CodeFlags};
use crate::exception_table::{self, Entry};
use crate::instructions::Instruction;
use crate::opcode::Op;
use std::collections::HashMap;

/// What is known of a value on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any value.
    Object,
    /// `PUSH_NULL`'s.
    Null,
    /// A value or a null.
    MaybeNull,
    /// The iterator of a loop.
    Iterator,
    /// An exception that is handled, or the one handled before.
    Except,
    /// The offset that a handler got.
    Lasti,
}

impl Kind {
    /// Is it surely a value?
    fn is_value(self) -> bool {
        !matches!(self, Kind::Null | Kind::MaybeNull)
    }

    fn joined(self, other: Kind) -> Kind {
        if self == other {
            self
        } else if self.is_value() && other.is_value() {
            Kind::Object
        } else {
            Kind::MaybeNull
        }
    }
}

/// Why code cannot be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The offset of the instruction.
    pub offset: usize,
    /// What is wrong.
    pub what: &'static str,
}

/// The stack before each instruction that can be reached, by the offset at which it starts.
pub type Stacks = HashMap<usize, Vec<Kind>>;

/// What a walk through code found.
pub struct Analysis {
    /// See [`Stacks`].
    pub stacks: Stacks,
    /// The instructions that can be reached, in the order of their places.
    pub instructions: Vec<Instruction>,
}

/// Walks the code.
pub fn analyse(code: &Code) -> Result<Analysis, Fault> {
    let mut walk = Walk {
        code,
        handlers: exception_table::decode(&code.exceptiontable).collect(),
        stacks: HashMap::new(),
        due: Vec::new(),
    };
    walk.check_frame()?;
    walk.flow(0, Vec::new(), 0)?;
    while let Some(start) = walk.due.pop() {
        walk.visit(start)?;
    }
    let instructions = walk.reached()?;
    Ok(Analysis { stacks: walk.stacks, instructions })
}

struct Walk<'c> {
    code: &'c Code,
    handlers: Vec<Entry>,
    stacks: Stacks,
    due: Vec<usize>,
}

/// Registers are numbers of 16 bits; what a compiler makes has far fewer.
const MOST_SLOTS: usize = 32_000;

impl Walk<'_> {
    fn check_frame(&self) -> Result<(), Fault> {
        let c = self.code;
        let fault = |what| Err(Fault { offset: 0, what });
        let slots = c.localsplusnames.len().saturating_add(c.stacksize as usize);
        if slots > MOST_SLOTS {
            return fault("the frame is too large");
        }
        if c.localspluskinds.len() != c.localsplusnames.len() || c.total_args() > c.localsplusnames.len() {
            return fault("the parameters do not fit the variables");
        }
        if !c.code.len().is_multiple_of(2) {
            return fault("cut-off instruction");
        }
        for h in &self.handlers {
            if h.start >= h.end || h.end as usize > c.code.len() || h.target as usize >= c.code.len() {
                return fault("exception table out of range");
            }
        }
        Ok(())
    }

    /// The instruction that starts at an offset.
    fn decode(&self, start: usize) -> Result<Instruction, Fault> {
        let fault = |what| Fault { offset: start, what };
        let (mut at, mut arg) = (start, 0u32);
        loop {
            let Some(unit) = self.code.code.get(at..at + 2) else {
                return Err(fault("control leaves the code"));
            };
            let op = Op::from_number(u16::from(unit[0])).ok_or_else(|| fault("unknown opcode"))?;
            if arg >> 24 != 0 {
                return Err(fault("argument out of range"));
            }
            arg = arg << 8 | u32::from(unit[1]);
            if op == Op::EXTENDED_ARG {
                at += 2;
                continue;
            }
            let i = Instruction { offset: at, start, op, arg };
            return if i.end() > self.code.code.len() { Err(fault("cut-off instruction")) } else { Ok(i) };
        }
    }

    /// The instructions that were reached; none may begin inside another.
    fn reached(&self) -> Result<Vec<Instruction>, Fault> {
        let mut starts: Vec<usize> = self.stacks.keys().copied().collect();
        starts.sort_unstable();
        let mut all: Vec<Instruction> = Vec::with_capacity(starts.len());
        for start in starts {
            if all.last().is_some_and(|before| before.end() > start) {
                return Err(Fault { offset: start, what: "jump into an instruction" });
            }
            all.push(self.decode(start)?);
        }
        Ok(all)
    }

    fn visit(&mut self, start: usize) -> Result<(), Fault> {
        let i = self.decode(start)?;
        let fault = |what| Fault { offset: i.offset, what };
        operands::check(self.code, i).map_err(fault)?;
        let before = self.stacks[&start].clone();
        self.flow_to_handlers(i, &before)?;
        let mut stack = before;
        if matches!(i.op, Op::YIELD_VALUE | Op::SEND | Op::RETURN_GENERATOR) {
            self.check_generator(i, &stack)?;
        }
        effect::apply(i.op, i.arg, &mut stack).map_err(fault)?;
        if stack.len() > self.code.stacksize as usize {
            return Err(fault("stack deeper than co_stacksize"));
        }
        if let Some(target) = i.jump_target().filter(|_| i.op != Op::END_ASYNC_FOR) {
            let mut taken = stack.clone();
            let target = if i.op == Op::FOR_ITER {
                // The item is not there; END_FOR is passed over.
                taken.pop();
                target + 2
            } else {
                target
            };
            if target <= start && i.op != Op::JUMP_BACKWARD && i.op != Op::JUMP_BACKWARD_NO_INTERRUPT {
                return Err(fault("jump out of range"));
            }
            self.flow(target, taken, i.offset)?;
        }
        if !i.op.is_terminator() {
            self.flow(i.end(), stack, i.offset)?;
        }
        Ok(())
    }

    /// Only code that makes a generator first may suspend.
    fn check_generator(&self, i: Instruction, stack: &[Kind]) -> Result<(), Fault> {
        let fault = |what| Err(Fault { offset: i.offset, what });
        if !self.code.flags.has(CodeFlags::ANY_GENERATOR) || self.generator_at().is_none() {
            return fault("only a generator can suspend");
        }
        if i.op == Op::SEND {
            // A throw looks for the yield behind it.
            return match self.decode(i.end()) {
                Ok(next) if next.op == Op::YIELD_VALUE && next.start == next.offset => Ok(()),
                _ => fault("SEND without YIELD_VALUE"),
            };
        }
        match i.op == Op::RETURN_GENERATOR {
            true if !stack.is_empty() => fault("the stack is not empty"),
            true if self.generator_at() != Some(i.start) => fault("RETURN_GENERATOR must come first"),
            _ => Ok(()),
        }
    }

    /// Where the code makes its generator, with nothing but cells before it.
    fn generator_at(&self) -> Option<usize> {
        let mut at = 0;
        while let Ok(i) = self.decode(at) {
            match i.op {
                Op::RETURN_GENERATOR => return Some(i.start),
                Op::COPY_FREE_VARS | Op::MAKE_CELL | Op::NOP => at = i.end(),
                _ => return None,
            }
        }
        None
    }

    /// Control may come to an offset with this stack.
    fn flow(&mut self, to: usize, stack: Vec<Kind>, from: usize) -> Result<(), Fault> {
        let fault = |what| Err(Fault { offset: from, what });
        if to >= self.code.code.len() {
            return fault("control leaves the code");
        }
        if to < from && self.comes_before_generator(to) {
            return fault("jump to before RETURN_GENERATOR");
        }
        let Some(known) = self.stacks.get_mut(&to) else {
            self.stacks.insert(to, stack);
            self.due.push(to);
            return Ok(());
        };
        if known.len() != stack.len() {
            return fault("stack depth differs between two ways");
        }
        let mut changed = false;
        for (k, s) in known.iter_mut().zip(stack) {
            let joined = k.joined(s);
            changed |= joined != *k;
            *k = joined;
        }
        if changed {
            self.due.push(to);
        }
        Ok(())
    }

    fn comes_before_generator(&self, to: usize) -> bool {
        self.code.flags.has(CodeFlags::ANY_GENERATOR) && self.generator_at().is_some_and(|at| to <= at)
    }

    /// The instruction may raise: what it takes is gone then.
    fn flow_to_handlers(&mut self, i: Instruction, before: &[Kind]) -> Result<(), Fault> {
        let at = i.offset as u32;
        let Some(h) = self.handlers.iter().find(|h| (h.start..h.end).contains(&at)).copied() else {
            return Ok(());
        };
        let depth = h.depth as usize;
        if before.len() < depth {
            return Err(Fault { offset: i.offset, what: "the handler needs a deeper stack" });
        }
        let mut stack = before[..depth].to_vec();
        let taken = effect::consumed(i.op, i.arg).min(before.len());
        for k in stack.iter_mut().skip(before.len() - taken) {
            *k = Kind::MaybeNull;
        }
        if h.lasti {
            stack.push(Kind::Lasti);
        }
        stack.push(Kind::Except);
        if stack.len() > self.code.stacksize as usize {
            return Err(Fault { offset: i.offset, what: "stack deeper than co_stacksize" });
        }
        if i.op == Op::RETURN_GENERATOR || self.comes_before_generator(h.target as usize) {
            return Err(Fault { offset: i.offset, what: "handler before RETURN_GENERATOR" });
        }
        self.flow(h.target as usize, stack, 0)
    }
}

//! Lowering: bytecode to register code, by walking it once with a symbolic stack.
//!
//! An entry of the symbolic stack is a temporary (always in the register of its position), a local read in place, a constant,
//! or the null that calls push. Entries become temporaries where a value must really be there: call arguments, a local that is
//! stored while an older value of it is still on the stack, jumps, labels, and below the depth of a handler. `ops.rs`
//! has an arm for each opcode, `control.rs` and `data.rs` those of their families. Knows nothing of running.

mod control;
mod data;
mod marks;
mod ops;

use super::instr::{Cache, IN_PLACE, Instr, QUIET, ROp, RegCode};
use crate::types::CodeObject;
use crate::vm::Vm;
use kaa_bytecode::CodeFlags;
use kaa_bytecode::exception_table::{self, Entry};
use kaa_bytecode::instructions::instructions;
use kaa_bytecode::stack::{self, Analysis};
use kaa_heap::Value;
use std::collections::HashMap;

/// One entry of the symbolic stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sym {
    /// In the register of its position.
    Temp,
    /// The local's own slot.
    Local(u32),
    /// A constant.
    Const(u32),
    /// `PUSH_NULL`'s nothing.
    Null,
}

/// An operand as encoded, and whether it is a temporary that dies with its reader.
#[derive(Clone, Copy)]
pub(super) struct Operand {
    pub(super) index: i16,
    pub(super) temp: bool,
}

pub(super) struct Lowering<'c> {
    pub(super) code: &'c CodeObject,
    pub(super) instrs: Vec<Instr>,
    pub(super) offsets: Vec<u32>,
    pub(super) stack: Vec<Sym>,
    pub(super) first_temp: u32,
    consts: Vec<u64>,
    small_ints: HashMap<i64, u32>,
    caches: usize,
    /// Stack depth at each label, once known.
    depth_at: HashMap<usize, usize>,
    labels: std::collections::HashSet<usize>,
    /// Bytecode offset to instruction index.
    pub(super) index_at: HashMap<usize, usize>,
    /// Instructions whose `imm` is still a bytecode offset.
    pub(super) fixups: Vec<usize>,
    handlers: Vec<Entry>,
    /// The bytecode offset being lowered.
    pub(super) offset: usize,
    /// No way leads here (after a return, raise or jump).
    pub(super) dead: bool,
    /// Index of the last instruction before which no label lies: it may be patched.
    barrier: usize,
    /// Where lines begin, for the traced form.
    lines: Option<marks::Lines>,
    /// For code that no compiler of ours made: what is known of it.
    foreign: Option<Analysis>,
}

/// Which register form to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The one that is run.
    Plain,
    /// With a `Trace` before each bytecode instruction.
    Traced,
}

/// Makes the register form of a code object.
pub fn lower(_vm: &Vm, code: &CodeObject, form: Form) -> RegCode {
    let c = &code.code;
    let analysis = if code.foreign { Some(stack::analyse(c)) } else { None };
    let malformed = matches!(analysis, Some(Err(_)));
    let nlocalsplus = c.localsplusnames.len() as u32;
    let handlers: Vec<Entry> =
        if malformed { Vec::new() } else { exception_table::decode(&c.exceptiontable).collect() };
    let mut l = Lowering {
        code,
        instrs: Vec::new(),
        offsets: Vec::new(),
        stack: Vec::new(),
        first_temp: nlocalsplus + 1,
        consts: code.consts.iter().map(Value::bits).collect(),
        small_ints: HashMap::new(),
        caches: 0,
        depth_at: HashMap::new(),
        labels: Default::default(),
        index_at: HashMap::new(),
        fixups: Vec::new(),
        handlers,
        offset: 0,
        dead: false,
        barrier: 0,
        lines: None,
        foreign: analysis.and_then(Result::ok),
    };
    if malformed {
        l.emit(ROp::Malformed, 0, 0, 0, 0, 0);
        return l.finish(nlocalsplus);
    }
    l.find_labels();
    if form == Form::Traced {
        l.lines = Some(marks::Lines::of(&l));
    }
    l.walk();
    l.finish(nlocalsplus)
}

impl Lowering<'_> {
    fn find_labels(&mut self) {
        for i in instructions(&self.code.code.code) {
            if let Some(t) = i.jump_target() {
                self.labels.insert(ops::label_of(i.op, t));
            }
        }
        for h in self.handlers.clone() {
            self.labels.insert(h.target as usize);
            self.depth_at.insert(h.target as usize, h.depth as usize + usize::from(h.lasti) + 1);
        }
    }

    fn walk(&mut self) {
        let all: Vec<_> = match &self.foreign {
            Some(known) => known.instructions.clone(),
            None => instructions(&self.code.code.code).collect(),
        };
        let mut i = 0;
        while i < all.len() {
            let ins = all[i];
            self.offset = ins.offset;
            let is_label = self.labels.contains(&ins.start) || self.labels.contains(&ins.offset);
            if self.foreign.is_some() {
                self.enter_foreign(ins.start, is_label);
            } else if is_label {
                let at = if self.labels.contains(&ins.start) { ins.start } else { ins.offset };
                self.enter_label(at);
            }
            self.index_at.insert(ins.start, self.instrs.len());
            self.index_at.insert(ins.offset, self.instrs.len());
            if self.dead {
                i += 1;
                continue;
            }
            self.protect(ins.start);
            self.mark(ins);
            // With marks in between, instructions do not fuse.
            let fused = all.get(i + 1).filter(|n| self.lines.is_none() && !self.labels.contains(&n.start));
            let next = fused.copied();
            let skipped = self.op(ins, next);
            if skipped && let Some(n) = next {
                self.index_at.insert(n.start, self.instrs.len());
                self.index_at.insert(n.offset, self.instrs.len());
                i += 1;
            }
            i += 1;
        }
        self.index_at.insert(self.code.code.code.len(), self.instrs.len());
    }

    /// Code that no compiler of ours made: all values lie where they belong before each instruction.
    fn enter_foreign(&mut self, start: usize, is_label: bool) {
        let Some(depth) = self.foreign.as_ref().and_then(|f| f.stacks.get(&start)).map(Vec::len) else {
            return;
        };
        if !self.dead {
            self.flush();
        }
        if self.dead || is_label {
            self.stack = vec![Sym::Temp; depth];
            self.barrier = self.instrs.len();
        }
        self.dead = false;
        debug_assert_eq!(self.stack.len(), depth);
    }

    fn enter_label(&mut self, at: usize) {
        if !self.dead {
            self.flush();
            self.depth_at.insert(at, self.stack.len());
        }
        if let Some(d) = self.depth_at.get(&at) {
            self.stack = vec![Sym::Temp; *d];
            self.dead = false;
        }
        self.barrier = self.instrs.len();
    }

    /// Makes sure that what a handler needs is in its registers.
    fn protect(&mut self, at: usize) {
        let at = at as u32;
        let Some(h) = self.handlers.iter().find(|h| (h.start..h.end).contains(&at)) else { return };
        for p in 0..(h.depth as usize).min(self.stack.len()) {
            self.materialise(p);
        }
    }

    /// Register of a stack position.
    pub(super) fn reg(&self, position: usize) -> u16 {
        (self.first_temp as usize + position) as u16
    }

    pub(super) fn emit(&mut self, op: ROp, dst: u16, a: i16, b: i16, imm: u32, flags: u8) -> usize {
        self.instrs.push(Instr { op, flags, dst, a, b, imm, cache: 0 });
        self.offsets.push(self.offset as u32);
        self.instrs.len() - 1
    }

    pub(super) fn with_cache(&mut self, at: usize) {
        self.instrs[at].cache = self.caches as u32;
        self.caches += 1;
    }

    /// The instruction jumps: `imm` is a bytecode offset for now, and that is a label with this depth.
    pub(super) fn jump_from(&mut self, at: usize, target: usize, depth: usize) {
        self.instrs[at].imm = target as u32;
        self.fixups.push(at);
        self.depth_at.entry(target).or_insert(depth);
    }

    /// Puts an entry into its register.
    pub(super) fn materialise(&mut self, position: usize) {
        let dst = self.reg(position);
        match self.stack[position] {
            Sym::Temp => return,
            Sym::Local(i) => {
                self.emit(ROp::Move, dst, i as i16, 0, 0, 0);
            }
            Sym::Const(k) => self.emit_const(dst, k),
            Sym::Null => {
                self.emit(ROp::PushNull, dst, 0, 0, 0, 0);
            }
        }
        self.stack[position] = Sym::Temp;
    }

    fn emit_const(&mut self, dst: u16, k: u32) {
        if k < 32_000 {
            self.emit(ROp::Move, dst, -1 - k as i16, 0, 0, 0);
        } else {
            self.emit(ROp::LoadConstWide, dst, 0, 0, k, 0);
        }
    }

    /// Puts all entries into their registers.
    pub(super) fn flush(&mut self) {
        for p in 0..self.stack.len() {
            self.materialise(p);
        }
    }

    /// Puts the top `n` entries into their registers; gives the first one's.
    pub(super) fn flush_top(&mut self, n: usize) -> u16 {
        let first = self.stack.len() - n.min(self.stack.len());
        for p in first..self.stack.len() {
            self.materialise(p);
        }
        self.reg(first)
    }

    pub(super) fn push(&mut self, s: Sym) {
        self.stack.push(s);
    }

    /// Pushes a result and gives its register.
    pub(super) fn push_temp(&mut self) -> u16 {
        self.stack.push(Sym::Temp);
        self.reg(self.stack.len() - 1)
    }

    /// Takes the top entry as an operand.
    pub(super) fn pop(&mut self) -> Operand {
        let position = self.stack.len().saturating_sub(1);
        let o = self.peek(position);
        self.stack.pop();
        Operand { temp: o.index >= self.first_temp as i16, ..o }
    }

    /// The entry at a position as an operand that stays.
    pub(super) fn peek(&mut self, position: usize) -> Operand {
        if matches!(self.stack.get(position), Some(Sym::Const(32_000..) | Sym::Null)) {
            self.materialise(position);
        }
        let index = match self.stack.get(position) {
            Some(Sym::Local(i)) => *i as i16,
            Some(Sym::Const(k)) => -1 - *k as i16,
            _ => self.reg(position) as i16,
        };
        Operand { index, temp: false }
    }

    /// Pops `n` entries.
    pub(super) fn drop_entries(&mut self, n: usize) {
        let left = self.stack.len().saturating_sub(n);
        self.stack.truncate(left);
    }

    /// Index of a small int among the constants.
    pub(super) fn small_int(&mut self, i: i64) -> u32 {
        if let Some(k) = self.small_ints.get(&i) {
            return *k;
        }
        let k = self.consts.len() as u32;
        self.consts.push(Value::small_int_unchecked(i).bits());
        self.small_ints.insert(i, k);
        k
    }

    /// A local is about to change: older reads of it that wait on the stack become temporaries.
    pub(super) fn local_changes(&mut self, local: u32) {
        for p in 0..self.stack.len() {
            if self.stack[p] == Sym::Local(local) {
                self.materialise(p);
            }
        }
    }

    /// `STORE_FAST`: straight from the instruction that made the value when that was the last one.
    pub(super) fn store_local(&mut self, local: u32) {
        let top = self.stack.len().saturating_sub(1);
        let is_temp = self.stack.get(top) == Some(&Sym::Temp);
        let waits = self.stack[..top].contains(&Sym::Local(local));
        let reg = self.reg(top);
        let protected = self.offset_handler(self.offset as u32);
        if is_temp
            && !waits
            && self.instrs.len() > self.barrier
            && let Some(last) = self.instrs.last()
            && last.dst == reg
            && ops::may_forward(last.op)
            && !(last.op == ROp::Move && last.flags & IN_PLACE != 0)
            && self.offset_handler(self.offsets[self.offsets.len() - 1]) == protected
        {
            let at = self.instrs.len() - 1;
            self.instrs[at].dst = local as u16;
            self.stack.pop();
            return;
        }
        let value = self.pop();
        self.local_changes(local);
        if value.index == local as i16 {
            return;
        }
        self.emit(ROp::Move, local as u16, value.index, 0, 0, u8::from(value.temp));
    }

    pub(super) fn offset_handler(&self, offset: u32) -> Option<u32> {
        self.handlers.iter().find(|h| (h.start..h.end).contains(&offset)).map(|h| h.target)
    }

    /// The place of a bytecode offset, or of the next instruction behind it.
    fn index_of(&self, offset: usize) -> u32 {
        let exact = self.index_at.get(&offset).copied();
        let next = || self.index_at.iter().filter(|(o, _)| **o >= offset).map(|(_, i)| *i).min();
        exact.or_else(next).unwrap_or(self.instrs.len()) as u32
    }

    /// Notes at each `yield` whether closing the generator there has anything to do.
    fn note_quiet_yields(&mut self, handlers: &[Entry]) {
        for at in 0..self.instrs.len() {
            if self.instrs[at].op != ROp::Yield {
                continue;
            }
            let handler = handlers.iter().find(|h| (h.start..h.end).contains(&(at as u32)));
            let first =
                handler.and_then(|h| self.instrs[h.target as usize..].iter().find(|i| i.op != ROp::Trace));
            // Intrinsic 3 makes a RuntimeError of a StopIteration.
            if first.is_none_or(|i| i.op == ROp::Intrinsic1 && i.imm == 3) {
                self.instrs[at].flags |= QUIET;
            }
        }
    }

    fn finish(mut self, nlocalsplus: u32) -> RegCode {
        for at in std::mem::take(&mut self.fixups) {
            let target = self.instrs[at].imm as usize;
            let index = self.index_at.get(&target).copied().unwrap_or(self.instrs.len());
            self.instrs[at].imm = (index as u32).wrapping_sub(at as u32);
        }
        let index = |offset: u32| self.index_of(offset as usize);
        let handlers: Vec<Entry> = self
            .handlers
            .iter()
            .map(|h| Entry { start: index(h.start), end: index(h.end), target: index(h.target), ..*h })
            .collect();
        self.note_quiet_yields(&handlers);
        let c = &self.code.code;
        let malformed = self.instrs.first().is_some_and(|i| i.op == ROp::Malformed);
        // What is not fit to run makes no generator either.
        let flags = if malformed { c.flags.0 & !CodeFlags::ANY_GENERATOR } else { c.flags.0 };
        self.consts.reverse();
        let simple = flags & (CodeFlags::VARARGS | CodeFlags::VARKEYWORDS) == 0 && c.kwonlyargcount == 0;
        // A jump may name a register that it does not use, one beyond the deepest stack.
        let used = self
            .instrs
            .iter()
            .filter(|i| i.op != ROp::Trace)
            .flat_map(|i| [i32::from(i.dst), i32::from(i.a), i32::from(i.b)])
            .max();
        let stacksize = if malformed { 0 } else { c.stacksize };
        let slots = (nlocalsplus + 1 + stacksize).max(used.map_or(0, |u| u as u32 + 1));
        let makes = simple && self.instrs.first().is_some_and(|i| i.op == ROp::ReturnGenerator);
        RegCode {
            owner: self.code,
            instrs: self.instrs,
            offsets: self.offsets,
            consts_end: self.consts.as_ptr_range().end.cast(),
            consts: self.consts,
            caches: std::cell::UnsafeCell::new(vec![Cache::default(); self.caches.max(1)]),
            handlers,
            slot_count: slots,
            first_temp: self.first_temp,
            namespace: nlocalsplus,
            argcount: c.argcount,
            kwonly: c.kwonlyargcount,
            flags,
            simple,
            makes,
            direct: simple && flags & CodeFlags::ANY_GENERATOR == 0,
            hidden: self.code.hidden,
            traced: self.lines.is_some(),
        }
    }
}

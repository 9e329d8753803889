//! `match` statements (PEP 634): cases, captures, alternatives, `as`.
//!
//! A pattern consumes the subject on top of the stack, and jumps to a failure block when it does not match. What a
//! pattern captures is kept on the stack, below everything else that it needs, until the whole pattern has matched;
//! only then names are bound. [`Context`] counts what lies on the stack, so that failing pops the right number.

use super::Codegen;
use crate::errors::Res;
use crate::sequence::Label;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{
    CmpOp, Expr, MatchCase, Pattern, PatternMatchAs, PatternMatchOr, PatternMatchValue, Singleton, StmtMatch,
};
use ruff_text_size::{Ranged, TextRange};

/// The state of matching one pattern.
#[derive(Default)]
pub(super) struct Context {
    /// Names captured so far; their values are on the stack in this order.
    pub(super) stores: Vec<String>,
    /// A pattern that always matches is allowed here.
    pub(super) allow_irrefutable: bool,
    /// Jumping to the n-th pops n values.
    fail_pop: Vec<Label>,
    /// Values above the captures that are needed and popped on failure.
    pub(super) on_top: usize,
}

impl<'a> Codegen<'a> {
    pub(super) fn match_stmt(&mut self, stmt: &'a StmtMatch) -> Res {
        self.expr(&stmt.subject)?;
        let end = self.new_label();
        let Some((last, first)) = stmt.cases.split_last() else { return Ok(()) };
        let default = (is_wildcard(&last.pattern) && !first.is_empty()).then_some(last);
        let tested = if default.is_some() { first } else { &*stmt.cases };
        for (at, case) in tested.iter().enumerate() {
            let keep_subject = at + 1 < tested.len();
            let last_case = at + 1 == stmt.cases.len();
            self.case(case, keep_subject, last_case, end)?;
        }
        if let Some(case) = default {
            // The line shows, though there is nothing to test.
            self.op(Op::NOP, self.loc(case.pattern.range()));
            if let Some(guard) = &case.guard {
                self.jump_if(guard, end, false)?;
            }
            self.stmts(&case.body)?;
        }
        self.place(end);
        Ok(())
    }

    fn case(&mut self, case: &'a MatchCase, keep_subject: bool, last_case: bool, end: Label) -> Res {
        let loc = self.loc(case.pattern.range());
        if keep_subject {
            self.op_arg(Op::COPY, 1, loc);
        }
        let mut context =
            Context { allow_irrefutable: case.guard.is_some() || last_case, ..Context::default() };
        self.pattern(&case.pattern, &mut context)?;
        for name in &context.stores {
            self.store_name(name, loc)?;
        }
        if let Some(guard) = &case.guard {
            self.ensure_fail_pop(&mut context, 0);
            self.jump_if(guard, context.fail_pop[0], false)?;
        }
        if keep_subject {
            self.op(Op::POP_TOP, Location::NEXT);
        }
        self.stmts(&case.body)?;
        self.jump(Op::JUMP, end, Location::NONE);
        // Failing belongs to the pattern, not to the last line of the body.
        self.emit_fail_pop(&mut context, loc);
        Ok(())
    }

    pub(super) fn pattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Res {
        self.depth.enter(pattern.range())?;
        match pattern {
            Pattern::MatchValue(p) => self.value_pattern(p, context)?,
            Pattern::MatchSingleton(p) => {
                let loc = self.loc(p.range);
                let value = match p.value {
                    Singleton::None => Const::None,
                    Singleton::True => Const::True,
                    Singleton::False => Const::False,
                };
                self.load_const(value, loc);
                self.compare_op(CmpOp::Is, loc);
                self.jump_to_fail(Op::POP_JUMP_IF_FALSE, context, loc);
            }
            Pattern::MatchSequence(p) => self.sequence_pattern(p, context)?,
            Pattern::MatchMapping(p) => self.mapping_pattern(p, context)?,
            Pattern::MatchClass(p) => self.class_pattern(p, context)?,
            Pattern::MatchStar(p) => self.capture(p.name.as_deref(), context, p.range)?,
            Pattern::MatchAs(p) => self.as_pattern(p, context)?,
            Pattern::MatchOr(p) => self.or_pattern(p, context)?,
        }
        self.depth.leave();
        Ok(())
    }

    /// A pattern inside another one: it may always match.
    pub(super) fn subpattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Res {
        let outer = std::mem::replace(&mut context.allow_irrefutable, true);
        self.pattern(pattern, context)?;
        context.allow_irrefutable = outer;
        Ok(())
    }

    fn value_pattern(&mut self, p: &'a PatternMatchValue, context: &mut Context) -> Res {
        let loc = self.loc(p.range);
        self.pattern_expr(&p.value, p.range)?;
        self.compare_op(CmpOp::Eq, loc);
        self.op(Op::TO_BOOL, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, context, loc);
        Ok(())
    }

    /// A literal or a dotted name.
    pub(super) fn pattern_expr(&mut self, expr: &'a Expr, pattern: TextRange) -> Res {
        if let Some(value) = self.pattern_constant(expr)? {
            self.load_const(value, self.expr_loc(expr));
            return Ok(());
        }
        match expr {
            Expr::Attribute(_) => self.expr(expr),
            _ => self.fail("patterns may only match literals and attribute lookups", pattern),
        }
    }

    fn as_pattern(&mut self, p: &'a PatternMatchAs, context: &mut Context) -> Res {
        let name = p.name.as_deref();
        let Some(inner) = &p.pattern else {
            if !context.allow_irrefutable {
                let message = match name {
                    Some(name) => format!("name capture '{name}' makes remaining patterns unreachable"),
                    None => "wildcard makes remaining patterns unreachable".to_owned(),
                };
                return self.fail(message, p.range);
            }
            return self.capture(name, context, p.range);
        };
        context.on_top += 1;
        self.op_arg(Op::COPY, 1, self.loc(p.range));
        self.pattern(inner, context)?;
        context.on_top -= 1;
        self.capture(name, context, p.range)
    }

    /// Keeps the value on top for a name, or drops it.
    pub(super) fn capture(&mut self, name: Option<&str>, context: &mut Context, range: TextRange) -> Res {
        let loc = self.loc(range);
        let Some(name) = name else {
            self.op(Op::POP_TOP, loc);
            return Ok(());
        };
        if context.stores.iter().any(|store| store == name) {
            return self.duplicate_store(name, range);
        }
        self.rotate(context.on_top + context.stores.len() + 1, loc);
        context.stores.push(name.to_owned());
        Ok(())
    }

    fn duplicate_store(&mut self, name: &str, range: TextRange) -> Res {
        self.fail(format!("multiple assignments to name '{name}' in pattern"), range)
    }

    /// Moves the value on top below `count - 1` others.
    fn rotate(&mut self, count: usize, loc: Location) {
        for depth in (2..=count).rev() {
            self.op_arg(Op::SWAP, depth as u32, loc);
        }
    }

    fn ensure_fail_pop(&mut self, context: &mut Context, count: usize) {
        while context.fail_pop.len() <= count {
            let label = self.new_label();
            context.fail_pop.push(label);
        }
    }

    /// Jumps to where everything that the pattern has put on the stack is dropped.
    pub(super) fn jump_to_fail(&mut self, op: Op, context: &mut Context, loc: Location) {
        let pops = context.on_top + context.stores.len();
        self.ensure_fail_pop(context, pops);
        self.jump(op, context.fail_pop[pops], loc);
    }

    /// Places the failure blocks, each falling into the next.
    fn emit_fail_pop(&mut self, context: &mut Context, loc: Location) {
        let labels = std::mem::take(&mut context.fail_pop);
        for (at, label) in labels.into_iter().enumerate().rev() {
            self.place(label);
            if at > 0 {
                self.op(Op::POP_TOP, loc);
            }
        }
    }

    fn or_pattern(&mut self, p: &'a PatternMatchOr, context: &mut Context) -> Res {
        let loc = self.loc(p.range);
        let end = self.new_label();
        // What the first alternative captures, in its order: the others must agree.
        let mut control: Option<Vec<String>> = None;
        for (at, alternative) in p.patterns.iter().enumerate() {
            let alt_loc = self.loc(alternative.range());
            let last = at + 1 == p.patterns.len();
            let mut own =
                Context { allow_irrefutable: last && context.allow_irrefutable, ..Context::default() };
            self.op_arg(Op::COPY, 1, alt_loc);
            self.pattern(alternative, &mut own)?;
            match &control {
                None => control = Some(own.stores.clone()),
                Some(control) => self.reorder(control, &mut own, alt_loc, p.range)?,
            }
            self.jump(Op::JUMP, end, alt_loc);
            self.emit_fail_pop(&mut own, alt_loc);
        }
        let control = control.unwrap_or_default();
        self.op(Op::POP_TOP, loc);
        self.jump_to_fail(Op::JUMP, context, loc);
        self.place(end);
        // Between the captures and their place lie the other captures and the copy of the subject.
        let depth = control.len() + 1 + context.on_top + context.stores.len();
        for name in control {
            self.rotate(depth, loc);
            if context.stores.contains(&name) {
                return self.duplicate_store(&name, p.range);
            }
            context.stores.push(name);
        }
        self.op(Op::POP_TOP, loc);
        Ok(())
    }

    /// Brings the captures of an alternative into the order of the first one.
    fn reorder(&mut self, control: &[String], own: &mut Context, loc: Location, range: TextRange) -> Res {
        let differ = "alternative patterns bind different names";
        if own.stores.len() != control.len() {
            return self.fail(differ, range);
        }
        for at in (0..control.len()).rev() {
            let Some(found) = own.stores.iter().position(|name| *name == control[at]) else {
                return self.fail(differ, range);
            };
            if found == at {
                continue;
            }
            let rotations = found + 1;
            let rotated: Vec<String> = own.stores.drain(..rotations).collect();
            let to = at - found;
            own.stores.splice(to..to, rotated);
            for _ in 0..rotations {
                self.rotate(at + 1, loc);
            }
        }
        Ok(())
    }
}

/// `_`
pub(super) fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::MatchAs(PatternMatchAs { pattern: None, name: None, .. }))
}

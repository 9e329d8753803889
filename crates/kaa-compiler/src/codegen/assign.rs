//! Augmented and annotated assignment, subscripts and slices.

use super::Codegen;
use super::names::AttrLoad;
use super::unit::ScopeType;
use crate::ast;
use crate::errors::Res;
use kaa_bytecode::operand::binary;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{Expr, ExprContext, ExprSlice, ExprSubscript, StmtAnnAssign, StmtAugAssign};

/// `a:b` that is not constant: there are instructions for it that make no slice object.
fn two_part_slice(slice: &Expr) -> Option<&ExprSlice> {
    slice.as_slice_expr().filter(|slice| slice.step.is_none() && !is_constant_slice(slice))
}

fn is_constant_slice(slice: &ExprSlice) -> bool {
    [&slice.lower, &slice.upper, &slice.step].into_iter().flatten().all(|part| ast::is_constant(part))
}

impl<'a> Codegen<'a> {
    pub(super) fn aug_assign(&mut self, stmt: &'a StmtAugAssign) -> Res {
        let loc = self.expr_loc(&stmt.target);
        match &*stmt.target {
            Expr::Attribute(target) => {
                self.expr(&target.value)?;
                self.op_arg(Op::COPY, 1, loc);
                self.load_attr(AttrLoad::Plain, &target.attr, self.attr_loc(loc, target));
            }
            Expr::Subscript(target) => {
                self.expr(&target.value)?;
                if let Some(slice) = two_part_slice(&target.slice) {
                    self.slice_parts(slice)?;
                    for _ in 0..3 {
                        self.op_arg(Op::COPY, 3, loc);
                    }
                    self.op(Op::BINARY_SLICE, loc);
                } else {
                    self.expr(&target.slice)?;
                    self.op_arg(Op::COPY, 2, loc);
                    self.op_arg(Op::COPY, 2, loc);
                    self.op_arg(Op::BINARY_OP, binary::SUBSCR, loc);
                }
            }
            Expr::Name(target) => self.load_name(&target.id, loc)?,
            _ => {}
        }
        self.expr(&stmt.value)?;
        self.inplace_op(stmt.op, self.loc(stmt.range));
        match &*stmt.target {
            Expr::Attribute(target) => {
                let loc = self.attr_loc(loc, target);
                self.op_arg(Op::SWAP, 2, loc);
                self.op_name(Op::STORE_ATTR, &target.attr, loc);
            }
            Expr::Subscript(target) => {
                let (depth, store) = match two_part_slice(&target.slice) {
                    Some(_) => (4, Op::STORE_SLICE),
                    None => (3, Op::STORE_SUBSCR),
                };
                for depth in (2..=depth).rev() {
                    self.op_arg(Op::SWAP, depth, loc);
                }
                self.op(store, loc);
            }
            Expr::Name(target) => self.store_name(&target.id, loc)?,
            _ => {}
        }
        Ok(())
    }

    pub(super) fn ann_assign(&mut self, stmt: &'a StmtAnnAssign) -> Res {
        if let Some(value) = &stmt.value {
            self.expr(value)?;
            self.expr(&stmt.target)?;
        }
        match &*stmt.target {
            Expr::Name(name) if stmt.simple && self.in_namespace() => self.annotate_name(stmt, &name.id)?,
            Expr::Attribute(target) if stmt.value.is_none() => self.check_annotation(&target.value)?,
            Expr::Subscript(target) if stmt.value.is_none() => {
                self.check_annotation(&target.value)?;
                self.check_subscript(&target.slice)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// In a module or class, where annotations are kept.
    fn in_namespace(&mut self) -> bool {
        matches!(self.unit().kind, ScopeType::Module | ScopeType::Class)
    }

    fn annotate_name(&mut self, stmt: &'a StmtAnnAssign, name: &str) -> Res {
        let loc = self.loc(stmt.range);
        if self.settings.future_annotations {
            self.annotation_text(&stmt.annotation);
            self.op_name(Op::LOAD_NAME, "__annotations__", loc);
            let mangled = self.mangled(name);
            self.load_str(&mangled, loc);
            self.op(Op::STORE_SUBSCR, loc);
            return Ok(());
        }
        let module = self.unit().kind == ScopeType::Module;
        let conditional = module || self.unit().in_conditional_block > 0;
        let index = conditional.then(|| {
            let unit = self.unit();
            unit.next_conditional += 1;
            unit.next_conditional - 1
        });
        self.unit().deferred.push((stmt, index));
        if let Some(index) = index {
            let arg = self.unit().cellvars.index("__conditional_annotations__");
            self.op_arg(if module { Op::LOAD_NAME } else { Op::LOAD_DEREF }, arg, loc);
            self.load_const(Const::Int(index.into()), loc);
            self.op_arg(Op::SET_ADD, 1, loc);
            self.op(Op::POP_TOP, loc);
        }
        Ok(())
    }

    /// Parts of a target that is only annotated are evaluated.
    fn check_annotation(&mut self, expr: &'a Expr) -> Res {
        self.expr(expr)?;
        self.op(Op::POP_TOP, self.expr_loc(expr));
        Ok(())
    }

    fn check_subscript(&mut self, expr: &'a Expr) -> Res {
        match expr {
            Expr::Slice(slice) => {
                let parts = [&slice.lower, &slice.upper, &slice.step];
                parts.into_iter().flatten().try_for_each(|part| self.check_annotation(part))
            }
            Expr::Tuple(tuple) => tuple.elts.iter().try_for_each(|elt| self.check_subscript(elt)),
            _ => self.check_annotation(expr),
        }
    }

    pub(super) fn subscript(&mut self, e: &'a ExprSubscript) -> Res {
        let loc = self.loc(e.range);
        if e.ctx == ExprContext::Load {
            self.check_subscripter(&e.value);
            self.check_index(&e.value, &e.slice);
        }
        self.expr(&e.value)?;
        if e.ctx != ExprContext::Del
            && let Some(slice) = two_part_slice(&e.slice)
        {
            self.slice_parts(slice)?;
            self.op(if e.ctx == ExprContext::Load { Op::BINARY_SLICE } else { Op::STORE_SLICE }, loc);
            return Ok(());
        }
        self.expr(&e.slice)?;
        match e.ctx {
            ExprContext::Store => self.op(Op::STORE_SUBSCR, loc),
            ExprContext::Del => self.op(Op::DELETE_SUBSCR, loc),
            _ => self.op_arg(Op::BINARY_OP, binary::SUBSCR, loc),
        }
        Ok(())
    }

    fn slice_parts(&mut self, slice: &'a ExprSlice) -> Res {
        for part in [&slice.lower, &slice.upper] {
            match part {
                Some(part) => self.expr(part)?,
                None => self.load_const(Const::None, self.loc(slice.range)),
            }
        }
        Ok(())
    }

    pub(super) fn slice(&mut self, slice: &'a ExprSlice) -> Res {
        let loc = self.loc(slice.range);
        if is_constant_slice(slice) {
            let mut parts = [Const::None, Const::None, Const::None];
            for (value, part) in parts.iter_mut().zip([&slice.lower, &slice.upper, &slice.step]) {
                if let Some(part) = part {
                    *value = self.constant(part)?.unwrap_or(Const::None);
                }
            }
            self.load_const(Const::Slice(parts.into()), loc);
            return Ok(());
        }
        self.slice_parts(slice)?;
        let mut count = 2;
        if let Some(step) = &slice.step {
            count += 1;
            self.expr(step)?;
        }
        self.op_arg(Op::BUILD_SLICE, count, loc);
        Ok(())
    }
}

//! Expressions: dispatch by kind, and the simple ones.

use super::Codegen;
use super::names::{Access, AttrLoad};
use super::unit::ScopeType;
use crate::ast;
use crate::errors::Res;
use kaa_bytecode::operand::intrinsic;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{Expr, ExprAttribute, ExprBinOp, ExprContext, ExprName, ExprUnaryOp, UnaryOp};
use ruff_text_size::{Ranged, TextRange};

impl<'a> Codegen<'a> {
    pub(super) fn expr(&mut self, expr: &'a Expr) -> Res {
        self.depth.enter(expr.range())?;
        let loc = self.loc(expr.range());
        match expr {
            Expr::Named(e) => {
                self.expr(&e.value)?;
                self.op_arg(Op::COPY, 1, loc);
                self.expr(&e.target)?;
            }
            Expr::BoolOp(e) => self.bool_op(e)?,
            Expr::BinOp(e) => self.bin_op(e)?,
            Expr::UnaryOp(e) => self.unary_op(e)?,
            Expr::Lambda(e) => self.lambda(e)?,
            Expr::If(e) => self.if_expr(e)?,
            Expr::Dict(e) => self.dict(e)?,
            Expr::Set(e) => self.set(e)?,
            Expr::List(e) => self.list(e)?,
            Expr::Tuple(e) => self.tuple(e)?,
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(expr)?;
            }
            Expr::Await(e) => {
                self.expr(&e.value)?;
                self.await_top(0, loc);
            }
            Expr::Yield(e) => self.yield_expr(e.value.as_deref(), e.range)?,
            Expr::YieldFrom(e) => {
                if !self.scope().is_function_like() {
                    return self.fail("'yield from' outside function", e.range);
                }
                if self.unit().kind == ScopeType::AsyncFunction {
                    return self.fail("'yield from' inside async function", e.range);
                }
                self.yield_from_expr(&e.value, loc)?;
            }
            Expr::Compare(e) => self.compare(e)?,
            Expr::Call(e) => self.call(e)?,
            Expr::FString(e) => self.f_string(e)?,
            Expr::TString(e) => self.t_string(e)?,
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => {
                let value = self.constant(expr)?.unwrap_or(Const::None);
                self.load_const(value, loc);
            }
            Expr::Attribute(e) => self.attribute(e)?,
            Expr::Subscript(e) => self.subscript(e)?,
            Expr::Starred(e) => {
                let message = match e.ctx {
                    ExprContext::Store => "starred assignment target must be in a list or tuple",
                    _ => "can't use starred expression here",
                };
                return self.fail(message, e.range);
            }
            Expr::Slice(e) => self.slice(e)?,
            Expr::Name(e) => self.name(e)?,
            Expr::IpyEscapeCommand(_) => {}
        }
        self.depth.leave();
        Ok(())
    }

    fn name(&mut self, e: &'a ExprName) -> Res {
        let loc = self.loc(e.range);
        if ast::is_debug(e) {
            let value = Const::bool(self.settings.optimize == 0);
            self.load_const(value, loc);
            return Ok(());
        }
        self.name_op(&e.id, Access::of(e.ctx), loc)
    }

    fn bin_op(&mut self, e: &'a ExprBinOp) -> Res {
        if self.percent_format(e)? {
            return Ok(());
        }
        self.expr(&e.left)?;
        self.expr(&e.right)?;
        self.binary_op(e.op, self.loc(e.range));
        Ok(())
    }

    fn unary_op(&mut self, e: &'a ExprUnaryOp) -> Res {
        let loc = self.loc(e.range);
        self.expr(&e.operand)?;
        match e.op {
            UnaryOp::UAdd => self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::UNARY_POSITIVE, loc),
            UnaryOp::Not => {
                self.op(Op::TO_BOOL, loc);
                self.op(Op::UNARY_NOT, loc);
            }
            UnaryOp::Invert => self.op(Op::UNARY_INVERT, loc),
            UnaryOp::USub => self.op(Op::UNARY_NEGATIVE, loc),
        }
        Ok(())
    }

    fn yield_expr(&mut self, value: Option<&'a Expr>, range: TextRange) -> Res {
        let loc = self.loc(range);
        if !self.scope().is_function_like() {
            return self.fail("'yield' outside function", range);
        }
        match value {
            Some(value) => self.expr(value)?,
            None => self.load_const(Const::None, loc),
        }
        self.yield_value(loc);
        Ok(())
    }

    fn attribute(&mut self, e: &'a ExprAttribute) -> Res {
        let loc = self.loc(e.range);
        if e.ctx == ExprContext::Load
            && let Some(call) = self.super_call(e)
        {
            self.super_args(call)?;
            let how = match call.arguments.args.is_empty() {
                true => AttrLoad::ZeroSuperAttr,
                false => AttrLoad::SuperAttr,
            };
            self.load_attr(how, &e.attr, loc);
            self.op(Op::NOP, self.attr_loc(loc, e));
            return Ok(());
        }
        self.note_static_attribute(e);
        self.expr(&e.value)?;
        let loc = self.attr_loc(loc, e);
        match e.ctx {
            ExprContext::Store => self.op_name(Op::STORE_ATTR, &e.attr, loc),
            ExprContext::Del => self.op_name(Op::DELETE_ATTR, &e.attr, loc),
            _ => self.load_attr(AttrLoad::Plain, &e.attr, loc),
        }
        Ok(())
    }
}

//! Type parameters and `type` statements (PEP 695, 696).

use super::names::function_attr;
use super::unit::{Args, ScopeType};
use super::{Codegen, Enter};
use crate::errors::Res;
use crate::symtable::ScopeKey;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{Expr, StmtTypeAlias, TypeParam, TypeParams};
use ruff_text_size::Ranged;

impl<'a> Codegen<'a> {
    /// Makes the parameters, binds each, and pushes a tuple of them.
    pub(super) fn type_params(&mut self, params: &'a TypeParams) -> Res {
        let mut seen_default = false;
        for param in &params.type_params {
            self.type_param(param, &mut seen_default)?;
        }
        if let Some(first) = params.type_params.first() {
            self.op_arg(Op::BUILD_TUPLE, params.type_params.len() as u32, self.loc(first.range()));
        }
        Ok(())
    }

    fn type_param(&mut self, param: &'a TypeParam, seen_default: &mut bool) -> Res {
        let loc = self.loc(param.range());
        let name = param.name().as_str();
        self.load_str(name, loc);
        match param {
            TypeParam::TypeVar(var) => match &var.bound {
                Some(bound) => {
                    self.lazy_expr(bound, name, ScopeKey::bound(param))?;
                    let how = match **bound {
                        Expr::Tuple(_) => intrinsic::TYPEVAR_WITH_CONSTRAINTS,
                        _ => intrinsic::TYPEVAR_WITH_BOUND,
                    };
                    self.op_arg(Op::CALL_INTRINSIC_2, how, loc);
                }
                None => self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::TYPEVAR, loc),
            },
            TypeParam::TypeVarTuple(_) => self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::TYPEVARTUPLE, loc),
            TypeParam::ParamSpec(_) => self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::PARAMSPEC, loc),
        }
        if let Some(default) = param.default() {
            *seen_default = true;
            self.lazy_expr(default, name, ScopeKey::default(param))?;
            self.op_arg(Op::CALL_INTRINSIC_2, intrinsic::SET_TYPEPARAM_DEFAULT, loc);
        } else if *seen_default {
            let message = format!("non-default type parameter '{name}' follows default type parameter");
            return self.fail(message, param.range());
        }
        self.op_arg(Op::COPY, 1, loc);
        self.store_name(name, loc)
    }

    /// Pushes a function that evaluates a bound or default when it is asked for.
    fn lazy_expr(&mut self, expr: &'a Expr, name: &str, key: ScopeKey) -> Res {
        let loc = self.expr_loc(expr);
        self.load_const(Const::tuple([Const::Int(1)]), loc);
        let scope = self.scope_for(key)?;
        self.enter_annotations(name, scope, loc);
        self.maybe_starred(expr, loc)?;
        self.op(Op::RETURN_VALUE, loc);
        let code = self.leave_unit(true)?;
        self.make_closure(code, function_attr::DEFAULTS, loc)
    }

    pub(super) fn type_alias(&mut self, alias: &'a StmtTypeAlias) -> Res {
        let loc = self.loc(alias.range);
        let Expr::Name(name) = &*alias.name else { return Ok(()) };
        let name = name.id.as_str();
        match &alias.type_params {
            None => {
                self.load_str(name, loc);
                self.load_const(Const::None, loc);
                self.type_alias_value(alias, name, loc)?;
            }
            Some(params) => {
                let unit_name = format!("<generic parameters of {name}>");
                let scope = self.scope_for(ScopeKey::type_params(&**params))?;
                let enter = Enter { name: &unit_name, kind: ScopeType::Annotations, scope, line: loc.line };
                self.enter_unit(enter, None, Args::default());
                self.load_str(name, loc);
                self.type_params(params)?;
                self.type_alias_value(alias, name, loc)?;
                let code = self.leave_unit(false)?;
                self.make_closure(code, 0, loc)?;
                self.op(Op::PUSH_NULL, loc);
                self.op_arg(Op::CALL, 0, loc);
            }
        }
        self.store_name(name, loc)
    }

    fn type_alias_value(&mut self, alias: &'a StmtTypeAlias, name: &str, loc: Location) -> Res {
        self.load_const(Const::tuple([Const::Int(1)]), loc);
        let scope = self.scope_for(ScopeKey::body(alias))?;
        self.enter_annotations(name, scope, loc);
        self.expr(&alias.value)?;
        self.op(Op::RETURN_VALUE, loc);
        let code = self.leave_unit(false)?;
        self.make_closure(code, function_attr::DEFAULTS, loc)?;
        self.op_arg(Op::BUILD_TUPLE, 3, loc);
        self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::TYPEALIAS, loc);
        Ok(())
    }
}

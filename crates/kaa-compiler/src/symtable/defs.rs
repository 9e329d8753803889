//! First pass, definitions: functions, lambdas, classes, type aliases and type parameters.

use super::build::{Builder, check_name};
use super::names::NameSet;
use super::scope::{BlockKind, Flags, ScopeKey};
use crate::ast;
use crate::errors::{Failure, Res};
use ruff_python_ast::{
    Expr, ExprContext, ExprLambda, Keyword, Parameters, StmtClassDef, StmtFunctionDef, StmtTypeAlias,
    TypeParam, TypeParams,
};
use ruff_text_size::{Ranged, TextRange};
use std::cell::RefCell;
use std::rc::Rc;

/// What a block of type parameters belongs to.
enum Generic<'a> {
    Function(&'a Parameters),
    Class,
    Alias,
}

impl Builder<'_> {
    pub(super) fn function(&mut self, def: &StmtFunctionDef) -> Res {
        let range = ast::function_range(self.tree, def);
        self.add(&def.name, Flags::LOCAL, range)?;
        self.defaults(&def.parameters)?;
        for decorator in &def.decorator_list {
            self.expr(&decorator.expression)?;
        }
        if let Some(params) = &def.type_params {
            self.enter_type_params(params, &Generic::Function(&def.parameters), range)?;
            self.cur().name = Some(def.name.as_str().into());
            self.type_params(params)?;
        }
        let id = self.new_scope(BlockKind::Function, Some(ScopeKey::body(def)), range);
        self.table[id].name = Some(def.name.as_str().into());
        self.table[id].has_docstring = !self.settings.drop_docstrings && ast::docstring(&def.body).is_some();
        self.parameter_annotations(def, range)?;
        self.enter_existing(id);
        self.cur().coroutine = def.is_async;
        self.parameters(&def.parameters)?;
        self.stmts(ast::body(&def.body, self.settings.drop_docstrings))?;
        self.leave();
        if def.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    pub(super) fn lambda(&mut self, lambda: &ExprLambda) -> Res {
        if let Some(parameters) = &lambda.parameters {
            self.defaults(parameters)?;
        }
        self.enter(BlockKind::Function, Some(ScopeKey::body(lambda)), lambda.range)?;
        if let Some(parameters) = &lambda.parameters {
            self.parameters(parameters)?;
        }
        self.expr(&lambda.body)?;
        self.leave();
        Ok(())
    }

    fn defaults(&mut self, parameters: &Parameters) -> Res {
        for default in ast::positional_defaults(parameters) {
            self.expr(default)?;
        }
        for param in &parameters.kwonlyargs {
            self.opt_expr(param.default.as_deref())?;
        }
        Ok(())
    }

    fn parameters(&mut self, parameters: &Parameters) -> Res {
        let plain = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        for param in plain {
            self.add(&param.parameter.name, Flags::PARAM, param.parameter.range)?;
        }
        if let Some(param) = &parameters.vararg {
            self.add(&param.name, Flags::PARAM, ast::star_parameter_range(param))?;
            self.cur().varargs = true;
        }
        if let Some(param) = &parameters.kwarg {
            self.add(&param.name, Flags::PARAM, ast::star_parameter_range(param))?;
            self.cur().varkeywords = true;
        }
        Ok(())
    }

    pub(super) fn class(&mut self, def: &StmtClassDef) -> Res {
        let range = ast::class_range(self.tree, def);
        self.add(&def.name, Flags::LOCAL, range)?;
        for decorator in &def.decorator_list {
            self.expr(&decorator.expression)?;
        }
        let outer_private = self.private.clone();
        if let Some(params) = &def.type_params {
            self.enter_type_params(params, &Generic::Class, range)?;
            self.cur().name = Some(def.name.as_str().into());
            self.private = Some(def.name.as_str().into());
            self.cur().mangled_names = Some(Rc::new(RefCell::new(NameSet::new())));
            self.type_params(params)?;
        }
        self.exprs(def.bases())?;
        self.keywords(def.keywords())?;
        self.enter(BlockKind::Class, Some(ScopeKey::body(def)), range)?;
        self.cur().name = Some(def.name.as_str().into());
        self.private = Some(def.name.as_str().into());
        if def.type_params.is_some() {
            self.add("__type_params__", Flags::LOCAL, range)?;
            self.add(".type_params", Flags::USE, range)?;
        }
        self.cur().has_docstring = !self.settings.drop_docstrings && ast::docstring(&def.body).is_some();
        self.stmts(ast::body(&def.body, self.settings.drop_docstrings))?;
        self.leave();
        if def.type_params.is_some() {
            self.leave();
        }
        self.private = outer_private;
        Ok(())
    }

    pub(super) fn keywords(&mut self, keywords: &[Keyword]) -> Res {
        for keyword in keywords {
            if let Some(arg) = &keyword.arg {
                check_name(arg, keyword.range, ExprContext::Store)?;
            }
        }
        keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))
    }

    pub(super) fn type_alias(&mut self, alias: &StmtTypeAlias) -> Res {
        self.expr(&alias.name)?;
        let in_class = self.kind() == BlockKind::Class;
        if let Some(params) = &alias.type_params {
            self.enter_type_params(params, &Generic::Alias, alias.range)?;
            self.cur().name = alias.name.as_name_expr().map(|n| n.id.as_str().into());
            self.type_params(params)?;
        }
        self.enter(BlockKind::TypeAlias, Some(ScopeKey::body(alias)), alias.range)?;
        self.cur().name = alias.name.as_name_expr().map(|n| n.id.as_str().into());
        if in_class {
            self.see_class(alias.value.range())?;
        }
        self.expr(&alias.value)?;
        self.leave();
        if alias.type_params.is_some() {
            self.leave();
        }
        Ok(())
    }

    /// Makes names of the class around reachable through `__classdict__`.
    pub(super) fn see_class(&mut self, range: TextRange) -> Res {
        self.cur().can_see_class_scope = true;
        self.add("__classdict__", Flags::USE, range)
    }

    fn enter_type_params(&mut self, params: &TypeParams, generic: &Generic<'_>, range: TextRange) -> Res {
        let in_class = self.kind() == BlockKind::Class;
        self.enter(BlockKind::TypeParameters, Some(ScopeKey::type_params(params)), range)?;
        if in_class {
            self.see_class(range)?;
        }
        match generic {
            Generic::Class => {
                for name in [".type_params", ".generic_base"] {
                    self.add(name, Flags::LOCAL, range)?;
                    self.add(name, Flags::USE, range)?;
                }
            }
            Generic::Function(parameters) => {
                // This one is there whether a parameter has a default or not.
                self.add(".defaults", Flags::PARAM, range)?;
                if parameters.kwonlyargs.iter().any(|param| param.default.is_some()) {
                    self.add(".kwdefaults", Flags::PARAM, range)?;
                }
            }
            Generic::Alias => {}
        }
        Ok(())
    }

    fn type_params(&mut self, params: &TypeParams) -> Res {
        params.iter().try_for_each(|param| self.type_param(param))
    }

    fn type_param(&mut self, param: &TypeParam) -> Res {
        let range = param.range();
        let name = param.name().as_str();
        self.add(name, Flags::TYPE_PARAM | Flags::LOCAL, range)?;
        let default_of = match param {
            TypeParam::TypeVar(var) => {
                let info = match var.bound.as_deref() {
                    Some(Expr::Tuple(_)) => "a TypeVar constraint",
                    _ => "a TypeVar bound",
                };
                self.type_variable(var.bound.as_deref(), ScopeKey::bound(param), param, info)?;
                "a TypeVar default"
            }
            TypeParam::TypeVarTuple(_) => "a TypeVarTuple default",
            TypeParam::ParamSpec(_) => "a ParamSpec default",
        };
        self.type_variable(param.default(), ScopeKey::default(param), param, default_of)
    }

    fn type_variable(
        &mut self,
        expr: Option<&Expr>,
        key: ScopeKey,
        param: &TypeParam,
        info: &'static str,
    ) -> Res {
        let name = param.name().as_str();
        if name == "__classdict__" {
            let message = format!("reserved name '{name}' cannot be used for type parameter");
            return Err(Failure::syntax(message, param.range()));
        }
        let Some(expr) = expr else { return Ok(()) };
        let in_class = self.cur().can_see_class_scope;
        self.enter(BlockKind::TypeVariable, Some(key), expr.range())?;
        self.cur().name = Some(name.into());
        if in_class {
            self.see_class(expr.range())?;
        }
        self.cur().scope_info = Some(info);
        self.expr(expr)?;
        self.leave();
        Ok(())
    }
}

//! Functions and lambdas: decorators, defaults, annotations, body.

use super::names::function_attr;
use super::unit::{Args, BlockKind, ScopeType};
use super::{Codegen, Enter, docstring};
use crate::ast;
use crate::errors::{ErrorKind, Failure, Res};
use crate::symtable::{ScopeId, ScopeKey};
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use kaa_bytecode::{Code, Const, Op};
use ruff_python_ast::{Decorator, ExprLambda, Parameters, Stmt, StmtFunctionDef};
use ruff_text_size::Ranged;
use std::sync::Arc;

fn count_args(parameters: &Parameters) -> Args {
    Args {
        positional_only: parameters.posonlyargs.len() as u32,
        positional: parameters.args.len() as u32,
        keyword_only: parameters.kwonlyargs.len() as u32,
    }
}

impl<'a> Codegen<'a> {
    /// The scope that the symbol table made for a node.
    pub(super) fn scope_for(&self, key: ScopeKey) -> Res<ScopeId> {
        let missing = || Failure::without_place(ErrorKind::Overflow, "unknown symbol table entry");
        self.table.lookup(key).ok_or_else(missing)
    }

    pub(super) fn decorators(&mut self, decorators: &'a [Decorator]) -> Res {
        decorators.iter().try_for_each(|decorator| self.expr(&decorator.expression))
    }

    pub(super) fn apply_decorators(&mut self, decorators: &'a [Decorator]) {
        for decorator in decorators.iter().rev() {
            self.op_arg(Op::CALL, 0, self.expr_loc(&decorator.expression));
        }
    }

    /// The line a definition starts in: that of its first decorator, if it has one.
    pub(super) fn first_line(&self, decorators: &[Decorator], loc: Location) -> i32 {
        decorators.first().map_or(loc.line, |first| self.line(first.expression.start()))
    }

    pub(super) fn function(&mut self, def: &'a StmtFunctionDef) -> Res {
        self.decorators(&def.decorator_list)?;
        let loc = self.loc(ast::function_range(self.tree, def));
        let line = self.first_line(&def.decorator_list, loc);
        let attrs = self.default_arguments(&def.parameters, loc)?;
        match &def.type_params {
            None => self.function_object(def, attrs, line, loc)?,
            Some(params) => {
                let defaults = u32::from(attrs & function_attr::DEFAULTS != 0);
                let given = defaults + u32::from(attrs & function_attr::KWDEFAULTS != 0);
                if given == 2 {
                    self.op_arg(Op::SWAP, 2, loc);
                }
                let name = format!("<generic parameters of {}>", def.name);
                let scope = self.scope_for(ScopeKey::type_params(&**params))?;
                let enter = Enter { name: &name, kind: ScopeType::Annotations, scope, line };
                self.enter_unit(enter, None, Args { positional: given, ..Args::default() });
                self.type_params(params)?;
                for at in 0..given {
                    self.op_arg(Op::LOAD_FAST, at, loc);
                }
                self.function_object(def, attrs, line, loc)?;
                self.op_arg(Op::SWAP, 2, loc);
                self.op_arg(Op::CALL_INTRINSIC_2, intrinsic::SET_FUNCTION_TYPE_PARAMS, loc);
                let code = self.leave_unit(false)?;
                self.make_closure(code, 0, loc)?;
                if given > 0 {
                    self.op_arg(Op::SWAP, given + 1, loc);
                    self.op_arg(Op::CALL, given - 1, loc);
                } else {
                    self.op(Op::PUSH_NULL, loc);
                    self.op_arg(Op::CALL, 0, loc);
                }
            }
        }
        self.apply_decorators(&def.decorator_list);
        self.store_name(&def.name, loc)
    }

    /// Makes the function itself; its defaults are on the stack.
    fn function_object(&mut self, def: &'a StmtFunctionDef, attrs: u32, line: i32, loc: Location) -> Res {
        let annotate = self.function_annotations(def, loc)?;
        let code = self.function_code(def, line)?;
        self.make_closure(code, attrs | annotate, loc)
    }

    fn function_code(&mut self, def: &'a StmtFunctionDef, line: i32) -> Res<Arc<Code>> {
        let kind = if def.is_async { ScopeType::AsyncFunction } else { ScopeType::Function };
        let scope = self.scope_for(ScopeKey::body(def))?;
        let enter = Enter { name: &def.name, kind, scope, line };
        self.enter_unit(enter, None, count_args(&def.parameters));
        let mut body: &'a [Stmt] = &def.body;
        if let Some(doc) = ast::docstring(body) {
            if self.scope().has_docstring {
                body = &body[1..];
                let text = docstring::clean(&self.string(doc)?);
                self.unit().consts.add(Const::Str(text));
            } else if self.settings.optimize >= 2 {
                body = self.dropped_docstring(doc, &body[1..])?;
            }
        }
        let suspends = self.scope().coroutine || self.scope().generator;
        if suspends {
            self.push_block(BlockKind::StopIteration, Location::NONE)?;
        }
        self.stmts(body)?;
        if suspends {
            self.wrap_in_stopiteration_handler();
            self.pop_block();
        }
        self.leave_unit(true)
    }

    /// A StopIteration that leaves a generator or coroutine becomes a RuntimeError (PEP 479).
    pub(super) fn wrap_in_stopiteration_handler(&mut self) {
        let handler = self.new_label();
        self.unit().seq.insert_first(Op::SETUP_CLEANUP, handler, Location::NONE);
        self.load_const(Const::None, Location::NONE);
        self.op(Op::RETURN_VALUE, Location::NONE);
        self.place(handler);
        self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::STOPITERATION_ERROR, Location::NONE);
        self.op_arg(Op::RERAISE, 1, Location::NONE);
    }

    /// Pushes a tuple and a dict of defaults, as far as there are any; returns what was pushed.
    fn default_arguments(&mut self, parameters: &'a Parameters, loc: Location) -> Res<u32> {
        let mut attrs = 0;
        let defaults = ast::positional_defaults(parameters).count() as u32;
        if defaults > 0 {
            self.exprs(ast::positional_defaults(parameters))?;
            self.op_arg(Op::BUILD_TUPLE, defaults, loc);
            attrs |= function_attr::DEFAULTS;
        }
        let mut keywords = 0;
        for param in &parameters.kwonlyargs {
            if let Some(default) = &param.default {
                let name = self.mangled(&param.parameter.name);
                self.load_str(&name, loc);
                self.expr(default)?;
                keywords += 1;
            }
        }
        if keywords > 0 {
            self.op_arg(Op::BUILD_MAP, keywords, loc);
            attrs |= function_attr::KWDEFAULTS;
        }
        Ok(attrs)
    }

    pub(super) fn lambda(&mut self, lambda: &'a ExprLambda) -> Res {
        let loc = self.loc(lambda.range);
        let (attrs, args) = match &lambda.parameters {
            Some(parameters) => (self.default_arguments(parameters, loc)?, count_args(parameters)),
            None => (0, Args::default()),
        };
        let scope = self.scope_for(ScopeKey::body(lambda))?;
        let enter = Enter { name: "<lambda>", kind: ScopeType::Lambda, scope, line: loc.line };
        self.enter_unit(enter, None, args);
        self.expr(&lambda.body)?;
        let code = if self.scope().generator {
            self.leave_unit(false)?
        } else {
            self.op(Op::RETURN_VALUE, self.expr_loc(&lambda.body));
            self.leave_unit(true)?
        };
        self.make_closure(code, attrs, loc)
    }
}

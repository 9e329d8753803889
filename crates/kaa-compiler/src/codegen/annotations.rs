//! Annotations (PEP 649, 749): the `__annotate__` functions of functions, classes and modules.

use super::names::function_attr;
use super::unit::{Args, ScopeType};
use super::{Codegen, Enter};
use crate::errors::Res;
use crate::symtable::{ScopeId, ScopeKey};
use crate::unparse;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Code, Const, Op, Wtf8Buf};
use ruff_python_ast::{CmpOp, Expr, ParameterWithDefault, StmtAnnAssign, StmtFunctionDef};
use std::sync::Arc;

/// `annotationlib.Format.VALUE_WITH_FAKE_GLOBALS`, the highest format that compiled code understands.
const VALUE_WITH_FAKE_GLOBALS: i64 = 2;
/// `NotImplementedError` among the common constants.
const NOT_IMPLEMENTED_ERROR: u32 = 1;

impl<'a> Codegen<'a> {
    /// Enters a unit that takes a format and refuses those that it does not know.
    pub(super) fn enter_annotations(&mut self, name: &str, scope: ScopeId, loc: Location) {
        let enter = Enter { name, kind: ScopeType::Annotations, scope, line: loc.line };
        self.enter_unit(enter, None, Args { positional_only: 1, ..Args::default() });
        self.op_arg(Op::LOAD_FAST, 0, loc);
        self.load_const(Const::Int(VALUE_WITH_FAKE_GLOBALS), loc);
        self.compare_op(CmpOp::Gt, loc);
        let body = self.new_label();
        self.jump(Op::POP_JUMP_IF_FALSE, body, loc);
        self.op_arg(Op::LOAD_COMMON_CONSTANT, NOT_IMPLEMENTED_ERROR, loc);
        self.op_arg(Op::RAISE_VARARGS, 1, loc);
        self.place(body);
    }

    /// Ends an `__annotate__` unit and makes its function.
    fn leave_annotations(&mut self, loc: Location) -> Res {
        self.op(Op::RETURN_VALUE, loc);
        let mut code = self.leave_unit(true)?;
        // In the symbol table the parameter has a name that no annotation can mention.
        let code_mut: &mut Code = Arc::make_mut(&mut code);
        if let Some(first) = code_mut.localsplusnames.first_mut() {
            *first = Wtf8Buf::from("format");
        }
        self.make_closure(code, 0, loc)
    }

    /// `from __future__ import annotations`: an annotation is its own text.
    pub(super) fn annotation_text(&mut self, annotation: &'a Expr) {
        let text = unparse::expression(annotation, self.tree);
        self.load_const(Const::Str(text), self.expr_loc(annotation));
    }

    /// Pushes the `__annotate__` function of a function, if it has annotations.
    pub(super) fn function_annotations(&mut self, def: &'a StmtFunctionDef, loc: Location) -> Res<u32> {
        let parameters = &*def.parameters;
        let scope = self.scope_for(ScopeKey::annotations(parameters))?;
        if !self.table[scope].annotations_used {
            return Ok(0);
        }
        self.enter_annotations("__annotate__", scope, loc);
        let mut count = self.plain_annotations(&parameters.args, loc)?;
        count += self.plain_annotations(&parameters.posonlyargs, loc)?;
        if let Some(param) = &parameters.vararg {
            count += self.one_annotation(&param.name, param.annotation.as_deref(), loc)?;
        }
        count += self.plain_annotations(&parameters.kwonlyargs, loc)?;
        if let Some(param) = &parameters.kwarg {
            count += self.one_annotation(&param.name, param.annotation.as_deref(), loc)?;
        }
        count += self.one_annotation("return", def.returns.as_deref(), loc)?;
        self.op_arg(Op::BUILD_MAP, count, loc);
        self.leave_annotations(loc)?;
        Ok(function_attr::ANNOTATE)
    }

    fn plain_annotations(&mut self, params: &'a [ParameterWithDefault], loc: Location) -> Res<u32> {
        let mut count = 0;
        for param in params {
            let param = &param.parameter;
            count += self.one_annotation(&param.name, param.annotation.as_deref(), loc)?;
        }
        Ok(count)
    }

    fn one_annotation(&mut self, name: &str, annotation: Option<&'a Expr>, loc: Location) -> Res<u32> {
        let Some(annotation) = annotation else { return Ok(0) };
        let name = self.mangled(name);
        self.load_str(&name, loc);
        if self.settings.future_annotations {
            self.annotation_text(annotation);
        } else {
            self.maybe_starred(annotation, loc)?;
        }
        Ok(1)
    }

    /// `*args: *Ts` and `[*Ts = …]`: the one element of unpacking `Ts`.
    pub(super) fn maybe_starred(&mut self, expr: &'a Expr, loc: Location) -> Res {
        match expr {
            Expr::Starred(starred) => {
                self.expr(&starred.value)?;
                self.op_arg(Op::UNPACK_SEQUENCE, 1, loc);
                Ok(())
            }
            _ => self.expr(expr),
        }
    }

    /// The `__annotate__` function of a module or class, when all its statements are known.
    pub(super) fn deferred_annotations(&mut self, loc: Location) -> Res {
        let deferred = std::mem::take(&mut self.unit().deferred);
        let Some(block) = self.scope().annotation_block.filter(|_| !deferred.is_empty()) else {
            return Ok(());
        };
        let module = self.unit().kind == ScopeType::Module;
        // A module's `__annotate__` is made before its first statement.
        if module {
            let unit = self.unit();
            unit.stashed = Some(std::mem::take(&mut unit.seq));
        }
        self.enter_annotations("__annotate__", block, loc);
        self.op_arg(Op::BUILD_MAP, 0, loc);
        for (stmt, index) in deferred {
            self.deferred_annotation(stmt, index, module, loc)?;
        }
        self.leave_annotations(loc)?;
        self.store_name(if module { "__annotate__" } else { "__annotate_func__" }, loc)?;
        if module {
            let unit = self.unit();
            let annotations = std::mem::take(&mut unit.seq);
            unit.seq = unit.stashed.take().unwrap_or_default();
            unit.seq.annotations = Some(Box::new(annotations));
        }
        Ok(())
    }

    fn deferred_annotation(
        &mut self,
        stmt: &'a StmtAnnAssign,
        index: Option<u32>,
        module: bool,
        body: Location,
    ) -> Res {
        let loc = self.loc(stmt.range);
        let not_set = self.new_label();
        if let Some(index) = index {
            self.load_const(Const::Int(index.into()), loc);
            if module {
                let arg = self.unit().names.index("__conditional_annotations__");
                self.op_arg(Op::LOAD_GLOBAL, arg << 1, loc);
            } else {
                let arg = self.free_index("__conditional_annotations__");
                self.op_arg(Op::LOAD_DEREF, arg, loc);
            }
            self.op_arg(Op::CONTAINS_OP, 0, loc);
            self.jump(Op::POP_JUMP_IF_FALSE, not_set, loc);
        }
        self.expr(&stmt.annotation)?;
        self.op_arg(Op::COPY, 2, loc);
        if let Expr::Name(name) = &*stmt.target {
            let private = self.units.last().and_then(|unit| unit.private.clone());
            self.load_str(&crate::symtable::mangle(private.as_ref(), &name.id), loc);
        }
        self.op(Op::STORE_SUBSCR, body);
        self.place(not_set);
        Ok(())
    }
}

//! First pass, expressions: uses, assignment expressions, comprehensions, `yield` and `await`.

use super::build::{Builder, check_name};
use super::scope::{BlockKind, Comprehension as Comp, Flags, ScopeKey};
use crate::ast;
use crate::errors::{Failure, Res};
use ruff_python_ast::{Comprehension, Expr, ExprContext, ExprName, ExprNamed, InterpolatedStringElement};
use ruff_text_size::{Ranged, TextRange};

impl Builder<'_> {
    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Res {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    pub(super) fn opt_expr(&mut self, expr: Option<&Expr>) -> Res {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Res {
        self.depth.enter(expr.range())?;
        match expr {
            Expr::Named(e) => self.named(e)?,
            Expr::BoolOp(e) => self.exprs(&e.values)?,
            Expr::BinOp(e) => {
                self.expr(&e.left)?;
                self.expr(&e.right)?;
            }
            Expr::UnaryOp(e) => self.expr(&e.operand)?,
            Expr::Lambda(e) => self.lambda(e)?,
            Expr::If(e) => {
                self.expr(&e.test)?;
                self.expr(&e.body)?;
                self.expr(&e.orelse)?;
            }
            Expr::Dict(e) => {
                e.items.iter().try_for_each(|item| self.opt_expr(item.key.as_ref()))?;
                e.items.iter().try_for_each(|item| self.expr(&item.value))?;
            }
            Expr::Set(e) => self.exprs(&e.elts)?,
            Expr::List(e) => self.exprs(&e.elts)?,
            Expr::Tuple(e) => self.exprs(&e.elts)?,
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comp(expr)?
            }
            Expr::Await(e) => self.await_expr(&e.value, e.range)?,
            Expr::Yield(e) => self.yield_expr(e.value.as_deref(), e.range)?,
            Expr::YieldFrom(e) => self.yield_expr(Some(&e.value), e.range)?,
            Expr::Compare(e) => {
                self.expr(&e.left)?;
                self.exprs(&e.comparators)?;
            }
            Expr::Call(e) => {
                self.expr(&e.func)?;
                self.exprs(&e.arguments.args)?;
                self.keywords(&e.arguments.keywords)?;
            }
            Expr::FString(_) | Expr::TString(_) => self.interpolated_string(expr)?,
            Expr::Attribute(e) => {
                check_name(&e.attr, e.range, e.ctx)?;
                self.expr(&e.value)?;
            }
            Expr::Subscript(e) => {
                self.expr(&e.value)?;
                self.expr(&e.slice)?;
            }
            Expr::Starred(e) => self.expr(&e.value)?,
            Expr::Slice(e) => {
                self.opt_expr(e.lower.as_deref())?;
                self.opt_expr(e.upper.as_deref())?;
                self.opt_expr(e.step.as_deref())?;
            }
            Expr::Name(e) => self.name(e)?,
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => {}
        }
        self.depth.leave();
        Ok(())
    }

    fn interpolated_string(&mut self, expr: &Expr) -> Res {
        match expr {
            Expr::FString(e) => e.value.f_strings().try_for_each(|part| self.interpolated(&part.elements)),
            Expr::TString(e) => e.value.iter().try_for_each(|part| self.interpolated(&part.elements)),
            _ => Ok(()),
        }
    }

    fn interpolated(&mut self, elements: &[InterpolatedStringElement]) -> Res {
        for element in elements {
            if let InterpolatedStringElement::Interpolation(field) = element {
                self.expr(&field.expression)?;
                if let Some(spec) = &field.format_spec {
                    self.interpolated(&spec.elements)?;
                }
            }
        }
        Ok(())
    }

    fn name(&mut self, e: &ExprName) -> Res {
        if self.cur().in_unevaluated_annotation {
            return Ok(());
        }
        let load = e.ctx == ExprContext::Load;
        // `__debug__` is a constant by now.
        if load && &*e.id == "__debug__" {
            return Ok(());
        }
        let flag = if load { Flags::USE } else { Flags::LOCAL };
        self.add_ctx(&e.id, flag, e.range, e.ctx)?;
        // `super()` needs the class cell.
        if load && &*e.id == "super" && self.cur().is_function_like() {
            self.add("__class__", Flags::USE, e.range)?;
        }
        Ok(())
    }

    fn named(&mut self, e: &ExprNamed) -> Res {
        self.not_in_annotation("named expression", e.range)?;
        if self.cur().comp_iter_expr > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(Failure::syntax(message, e.range));
        }
        if self.cur().comprehension != Comp::No
            && let Expr::Name(target) = &*e.target
        {
            self.bind_outside(target)?;
        }
        self.expr(&e.value)?;
        self.expr(&e.target)
    }

    /// An assignment expression in a comprehension binds in the block around it (PEP 572).
    fn bind_outside(&mut self, target: &ExprName) -> Res {
        let (name, range) = (&target.id, target.range);
        for id in self.stack.clone().into_iter().rev() {
            let scope = &self.table[id];
            if scope.comprehension != Comp::No {
                let flags = self.lookup_in(id, name);
                if flags.has(Flags::COMP_ITER) && flags.has(Flags::LOCAL) {
                    let message = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{name}'"
                    );
                    return Err(Failure::syntax(message, range));
                }
                continue;
            }
            let within = match scope.kind {
                BlockKind::Function => {
                    let global = self.lookup_in(id, name).has(Flags::GLOBAL);
                    let flag = if global { Flags::GLOBAL } else { Flags::NONLOCAL };
                    self.add(name, flag, range)?;
                    self.record_directive(name, range);
                    return self.add_to(id, name, Flags::LOCAL, range);
                }
                BlockKind::Module => {
                    self.add(name, Flags::GLOBAL, range)?;
                    self.record_directive(name, range);
                    return self.add_to(id, name, Flags::GLOBAL, range);
                }
                BlockKind::Class => "a class body",
                BlockKind::TypeParameters => "the definition of a generic",
                BlockKind::TypeAlias => "a type alias",
                BlockKind::TypeVariable => "a TypeVar bound",
                BlockKind::Annotation => continue,
            };
            let preposition = if scope.kind == BlockKind::TypeParameters { "within" } else { "in" };
            let message =
                format!("assignment expression within a comprehension cannot be used {preposition} {within}");
            return Err(Failure::syntax(message, range));
        }
        Ok(())
    }

    fn yield_expr(&mut self, value: Option<&Expr>, range: TextRange) -> Res {
        self.not_in_annotation("yield expression", range)?;
        self.opt_expr(value)?;
        self.cur().generator = true;
        let inside = match self.cur().comprehension {
            Comp::No => return Ok(()),
            Comp::List => "list comprehension",
            Comp::Set => "set comprehension",
            Comp::Dict => "dict comprehension",
            Comp::Generator => "generator expression",
        };
        Err(Failure::syntax(format!("'yield' inside {inside}"), range))
    }

    fn await_expr(&mut self, value: &Expr, range: TextRange) -> Res {
        self.not_in_annotation("await expression", range)?;
        if !self.top_level_await() {
            if !self.cur().is_function_like() {
                return Err(Failure::syntax("'await' outside function", range));
            }
            if !self.in_async_def() && self.cur().comprehension == Comp::No {
                return Err(Failure::syntax("'await' outside async function", range));
            }
        }
        self.expr(value)?;
        self.cur().coroutine = true;
        Ok(())
    }

    fn in_async_def(&mut self) -> bool {
        self.kind() == BlockKind::Function && self.cur().coroutine
    }

    /// Some expressions make no sense where types are described.
    fn not_in_annotation(&mut self, what: &str, range: TextRange) -> Res {
        let message = match self.kind() {
            BlockKind::Annotation => format!("{what} cannot be used within an annotation"),
            BlockKind::TypeVariable => {
                format!("{what} cannot be used within {}", self.cur().scope_info.unwrap_or("a TypeVar bound"))
            }
            BlockKind::TypeAlias => format!("{what} cannot be used within a type alias"),
            BlockKind::TypeParameters => format!("{what} cannot be used within the definition of a generic"),
            _ => return Ok(()),
        };
        Err(Failure::syntax(message, range))
    }

    fn comp(&mut self, expr: &Expr) -> Res {
        let (key, kind, generators, elt, value) = match expr {
            Expr::ListComp(e) => (ScopeKey::body(e), Comp::List, &e.generators, Some(&*e.elt), None),
            Expr::SetComp(e) => (ScopeKey::body(e), Comp::Set, &e.generators, Some(&*e.elt), None),
            Expr::DictComp(e) => {
                (ScopeKey::body(e), Comp::Dict, &e.generators, e.key.as_deref(), Some(&*e.value))
            }
            Expr::Generator(e) => (ScopeKey::body(e), Comp::Generator, &e.generators, Some(&*e.elt), None),
            _ => return Ok(()),
        };
        let Some((outermost, rest)) = generators.split_first() else { return Ok(()) };
        // The outermost iterable is evaluated outside.
        self.cur().comp_iter_expr += 1;
        self.expr(&outermost.iter)?;
        self.cur().comp_iter_expr -= 1;
        let range = ast::expr_range(self.tree, expr);
        self.enter(BlockKind::Function, Some(key), range)?;
        self.cur().comprehension = kind;
        self.cur().coroutine |= outermost.is_async;
        self.add(".0", Flags::PARAM, expr.range())?;
        self.comp_target(&outermost.target)?;
        self.exprs(&outermost.ifs)?;
        rest.iter().try_for_each(|generator| self.generator(generator))?;
        self.opt_expr(value)?;
        self.opt_expr(elt)?;
        self.cur().generator = kind == Comp::Generator;
        let is_async = self.cur().coroutine && kind != Comp::Generator;
        self.leave();
        if is_async {
            if !self.in_async_def() && self.cur().comprehension == Comp::No && !self.top_level_await() {
                let message = "asynchronous comprehension outside of an asynchronous function";
                return Err(Failure::syntax(message, expr.range()));
            }
            self.cur().coroutine = true;
        }
        Ok(())
    }

    fn comp_target(&mut self, target: &Expr) -> Res {
        self.cur().comp_iter_target = true;
        self.expr(target)?;
        self.cur().comp_iter_target = false;
        Ok(())
    }

    fn generator(&mut self, generator: &Comprehension) -> Res {
        self.comp_target(&generator.target)?;
        self.cur().comp_iter_expr += 1;
        self.expr(&generator.iter)?;
        self.cur().comp_iter_expr -= 1;
        self.exprs(&generator.ifs)?;
        self.cur().coroutine |= generator.is_async;
        Ok(())
    }
}

//! Statements, and what functions and classes are declared with.

use super::{Item, Nodes, name, node, optional_name};
use crate::ast;
use crate::errors::Res;
use ruff_python_ast::{
    ElifElseClause, ExceptHandler, Expr, Parameter, ParameterWithDefault, Parameters, Stmt, StmtClassDef,
    StmtFunctionDef, StmtIf, StmtTry, TypeParam, TypeParams, WithItem,
};
use ruff_text_size::{Ranged, TextRange};

/// The class, and the fields besides.
type Parts = (&'static str, Vec<(&'static str, Item)>);

impl Nodes<'_> {
    pub(super) fn body(&mut self, body: &[Stmt]) -> Res<Item> {
        self.list(body, Self::stmt)
    }

    fn stmt(&mut self, stmt: &Stmt) -> Res<Item> {
        self.depth.enter(stmt.range())?;
        let (class, fields) = self.stmt_parts(stmt)?;
        self.depth.leave();
        Ok(node(class, self.place(ast::stmt_range(self.tree, stmt)), fields))
    }

    fn stmt_parts(&mut self, stmt: &Stmt) -> Res<Parts> {
        Ok(match stmt {
            Stmt::FunctionDef(s) => self.function(s)?,
            Stmt::ClassDef(s) => self.class(s)?,
            Stmt::Return(s) => ("Return", vec![("value", self.optional(s.value.as_deref())?)]),
            Stmt::Delete(s) => ("Delete", vec![("targets", self.exprs(&s.targets)?)]),
            Stmt::TypeAlias(s) => {
                let fields = vec![
                    ("name", self.expr(&s.name)?),
                    ("type_params", self.type_params(s.type_params.as_deref())?),
                    ("value", self.expr(&s.value)?),
                ];
                ("TypeAlias", fields)
            }
            Stmt::Assign(s) => {
                let targets = self.exprs(&s.targets)?;
                (
                    "Assign",
                    vec![("targets", targets), ("value", self.expr(&s.value)?), ("type_comment", Item::None)],
                )
            }
            Stmt::AugAssign(s) => {
                let target = self.expr(&s.target)?;
                let op = super::plain(super::expr::operator(s.op));
                ("AugAssign", vec![("target", target), ("op", op), ("value", self.expr(&s.value)?)])
            }
            Stmt::AnnAssign(s) => {
                let fields = vec![
                    ("target", self.expr(&s.target)?),
                    ("annotation", self.expr(&s.annotation)?),
                    ("value", self.optional(s.value.as_deref())?),
                    ("simple", Item::Number(i64::from(s.simple))),
                ];
                ("AnnAssign", fields)
            }
            Stmt::For(_) | Stmt::While(_) | Stmt::If(_) | Stmt::With(_) | Stmt::Match(_) | Stmt::Try(_) => {
                self.compound(stmt)?
            }
            Stmt::Raise(s) => {
                let exc = self.optional(s.exc.as_deref())?;
                ("Raise", vec![("exc", exc), ("cause", self.optional(s.cause.as_deref())?)])
            }
            Stmt::Assert(s) => {
                let test = self.expr(&s.test)?;
                ("Assert", vec![("test", test), ("msg", self.optional(s.msg.as_deref())?)])
            }
            Stmt::Import(s) => ("Import", vec![("names", self.aliases(&s.names))]),
            Stmt::ImportFrom(s) => {
                let fields = vec![
                    ("module", optional_name(s.module.as_ref())),
                    ("names", self.aliases(&s.names)),
                    ("level", Item::Number(i64::from(s.level))),
                ];
                ("ImportFrom", fields)
            }
            Stmt::Global(s) => ("Global", vec![("names", self.names(&s.names))]),
            Stmt::Nonlocal(s) => ("Nonlocal", vec![("names", self.names(&s.names))]),
            Stmt::Expr(s) => ("Expr", vec![("value", self.expr(&s.value)?)]),
            Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => ("Pass", Vec::new()),
            Stmt::Break(_) => ("Break", Vec::new()),
            Stmt::Continue(_) => ("Continue", Vec::new()),
        })
    }

    fn compound(&mut self, stmt: &Stmt) -> Res<Parts> {
        Ok(match stmt {
            Stmt::For(s) => {
                let fields = vec![
                    ("target", self.expr(&s.target)?),
                    ("iter", self.expr(&s.iter)?),
                    ("body", self.body(&s.body)?),
                    ("orelse", self.body(&s.orelse)?),
                    ("type_comment", Item::None),
                ];
                (if s.is_async { "AsyncFor" } else { "For" }, fields)
            }
            Stmt::While(s) => {
                let fields = vec![
                    ("test", self.expr(&s.test)?),
                    ("body", self.body(&s.body)?),
                    ("orelse", self.body(&s.orelse)?),
                ];
                ("While", fields)
            }
            Stmt::If(s) => self.if_stmt(s)?,
            Stmt::With(s) => {
                let items = self.list(&s.items, Self::with_item)?;
                let fields =
                    vec![("items", items), ("body", self.body(&s.body)?), ("type_comment", Item::None)];
                (if s.is_async { "AsyncWith" } else { "With" }, fields)
            }
            Stmt::Match(s) => {
                let subject = self.expr(&s.subject)?;
                ("Match", vec![("subject", subject), ("cases", self.list(&s.cases, Self::case)?)])
            }
            Stmt::Try(s) => self.try_stmt(s)?,
            _ => ("Pass", Vec::new()),
        })
    }

    fn if_stmt(&mut self, s: &StmtIf) -> Res<Parts> {
        let end = self.tree.with_semicolon(s.range).end();
        let test = self.expr(&s.test)?;
        let body = self.body(&s.body)?;
        let orelse = self.clauses(&s.elif_else_clauses, end)?;
        Ok(("If", vec![("test", test), ("body", body), ("orelse", orelse)]))
    }

    /// What follows `if`: `elif` is another `if` inside `else`, as far as the whole statement goes.
    fn clauses(&mut self, clauses: &[ElifElseClause], end: ruff_text_size::TextSize) -> Res<Item> {
        let mut orelse = Item::List(Vec::new());
        for clause in clauses.iter().rev() {
            let body = self.body(&clause.body)?;
            orelse = match &clause.test {
                None => body,
                Some(test) => {
                    let place = self.place(TextRange::new(clause.range.start(), end));
                    let fields = vec![("test", self.expr(test)?), ("body", body), ("orelse", orelse)];
                    Item::List(vec![node("If", place, fields)])
                }
            };
        }
        Ok(orelse)
    }

    fn try_stmt(&mut self, s: &StmtTry) -> Res<Parts> {
        let fields = vec![
            ("body", self.body(&s.body)?),
            ("handlers", self.list(&s.handlers, Self::handler)?),
            ("orelse", self.body(&s.orelse)?),
            ("finalbody", self.body(&s.finalbody)?),
        ];
        Ok((if s.is_star { "TryStar" } else { "Try" }, fields))
    }

    fn handler(&mut self, handler: &ExceptHandler) -> Res<Item> {
        let ExceptHandler::ExceptHandler(h) = handler;
        let fields = vec![
            ("type", self.optional(h.type_.as_deref())?),
            ("name", optional_name(h.name.as_ref())),
            ("body", self.body(&h.body)?),
        ];
        Ok(node("ExceptHandler", self.place(self.tree.with_semicolon(h.range)), fields))
    }

    fn with_item(&mut self, item: &WithItem) -> Res<Item> {
        let context = self.expr(&item.context_expr)?;
        let vars = self.optional(item.optional_vars.as_deref())?;
        Ok(node("withitem", None, vec![("context_expr", context), ("optional_vars", vars)]))
    }

    fn aliases(&self, aliases: &[ruff_python_ast::Alias]) -> Item {
        let one = |a: &ruff_python_ast::Alias| {
            let fields = vec![("name", name(&a.name.id)), ("asname", optional_name(a.asname.as_ref()))];
            node("alias", self.place(a.range), fields)
        };
        Item::List(aliases.iter().map(one).collect())
    }

    fn function(&mut self, s: &StmtFunctionDef) -> Res<Parts> {
        let fields = vec![
            ("name", name(&s.name.id)),
            ("args", self.parameters(&s.parameters)?),
            ("body", self.body(&s.body)?),
            ("decorator_list", self.list(&s.decorator_list, |me, d| me.expr(&d.expression))?),
            ("returns", self.optional(s.returns.as_deref())?),
            ("type_comment", Item::None),
            ("type_params", self.type_params(s.type_params.as_deref())?),
        ];
        Ok((if s.is_async { "AsyncFunctionDef" } else { "FunctionDef" }, fields))
    }

    fn class(&mut self, s: &StmtClassDef) -> Res<Parts> {
        let arguments = s.arguments.as_deref();
        let bases = arguments.map_or(&[][..], |a| &a.args);
        let keywords = arguments.map_or(&[][..], |a| &a.keywords);
        let fields = vec![
            ("name", name(&s.name.id)),
            ("bases", self.exprs(bases)?),
            ("keywords", self.keywords(keywords)?),
            ("body", self.body(&s.body)?),
            ("decorator_list", self.list(&s.decorator_list, |me, d| me.expr(&d.expression))?),
            ("type_params", self.type_params(s.type_params.as_deref())?),
        ];
        Ok(("ClassDef", fields))
    }

    fn type_params(&mut self, params: Option<&TypeParams>) -> Res<Item> {
        self.list(params.map_or(&[][..], |p| &p.type_params), Self::type_param)
    }

    fn type_param(&mut self, param: &TypeParam) -> Res<Item> {
        let default = |me: &mut Self, e: &Option<Box<Expr>>| me.optional(e.as_deref());
        let (class, fields) = match param {
            TypeParam::TypeVar(p) => {
                let bound = self.optional(p.bound.as_deref())?;
                let default = default(self, &p.default)?;
                ("TypeVar", vec![("name", name(&p.name.id)), ("bound", bound), ("default_value", default)])
            }
            TypeParam::ParamSpec(p) => {
                ("ParamSpec", vec![("name", name(&p.name.id)), ("default_value", default(self, &p.default)?)])
            }
            TypeParam::TypeVarTuple(p) => (
                "TypeVarTuple",
                vec![("name", name(&p.name.id)), ("default_value", default(self, &p.default)?)],
            ),
        };
        Ok(node(class, self.place(param.range()), fields))
    }

    pub(super) fn parameters(&mut self, p: &Parameters) -> Res<Item> {
        let one = |me: &mut Self, p: &ParameterWithDefault| me.parameter(&p.parameter, p.parameter.range);
        let star = |me: &mut Self, p: &Option<Box<Parameter>>| match p {
            Some(p) => me.parameter(p, ast::star_parameter_range(p)),
            None => Ok(Item::None),
        };
        let fields = vec![
            ("posonlyargs", self.list(&p.posonlyargs, one)?),
            ("args", self.list(&p.args, one)?),
            ("vararg", star(self, &p.vararg)?),
            ("kwonlyargs", self.list(&p.kwonlyargs, one)?),
            ("kw_defaults", self.list(&p.kwonlyargs, |me, p| me.optional(p.default.as_deref()))?),
            ("kwarg", star(self, &p.kwarg)?),
            ("defaults", self.list(ast::positional_defaults(p), Self::expr)?),
        ];
        Ok(node("arguments", None, fields))
    }

    fn parameter(&mut self, p: &Parameter, range: TextRange) -> Res<Item> {
        let annotation = self.optional(p.annotation.as_deref())?;
        let fields =
            vec![("arg", name(&p.name.id)), ("annotation", annotation), ("type_comment", Item::None)];
        Ok(node("arg", self.place(range), fields))
    }
}

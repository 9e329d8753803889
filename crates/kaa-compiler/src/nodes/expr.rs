//! Expressions.

use super::{Item, Nodes, name, node, plain};
use crate::ast;
use crate::codegen::number;
use crate::errors::Res;
use crate::literals;
use kaa_bytecode::Const;
use ruff_python_ast::{
    BoolOp, CmpOp, Comprehension, Expr, ExprContext, ExprDictComp, ExprLambda, ExprSlice, ExprStringLiteral,
    Keyword, Operator, Parameters, UnaryOp, str_prefix::StringLiteralPrefix,
};
use ruff_text_size::Ranged;

type Parts = (&'static str, Vec<(&'static str, Item)>);

pub(super) fn operator(op: Operator) -> &'static str {
    match op {
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Mult => "Mult",
        Operator::MatMult => "MatMult",
        Operator::Div => "Div",
        Operator::Mod => "Mod",
        Operator::Pow => "Pow",
        Operator::LShift => "LShift",
        Operator::RShift => "RShift",
        Operator::BitOr => "BitOr",
        Operator::BitXor => "BitXor",
        Operator::BitAnd => "BitAnd",
        Operator::FloorDiv => "FloorDiv",
    }
}

fn comparison(op: CmpOp) -> Item {
    plain(match op {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    })
}

fn unary(op: UnaryOp) -> Item {
    plain(match op {
        UnaryOp::Invert => "Invert",
        UnaryOp::Not => "Not",
        UnaryOp::UAdd => "UAdd",
        UnaryOp::USub => "USub",
    })
}

fn context(ctx: ExprContext) -> (&'static str, Item) {
    let class = match ctx {
        ExprContext::Store => "Store",
        ExprContext::Del => "Del",
        ExprContext::Load | ExprContext::Invalid => "Load",
    };
    ("ctx", plain(class))
}

pub(super) fn constant(value: Const) -> Parts {
    ("Constant", vec![("value", Item::Constant(value)), ("kind", Item::None)])
}

impl Nodes<'_> {
    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Res<Item> {
        self.list(exprs, Self::expr)
    }

    pub(super) fn optional(&mut self, expr: Option<&Expr>) -> Res<Item> {
        expr.map_or(Ok(Item::None), |e| self.expr(e))
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Res<Item> {
        self.depth.enter(expr.range())?;
        let (class, fields) = self.expr_parts(expr)?;
        self.depth.leave();
        Ok(node(class, self.place(ast::expr_range(self.tree, expr)), fields))
    }

    fn expr_parts(&mut self, expr: &Expr) -> Res<Parts> {
        Ok(match expr {
            Expr::BoolOp(e) => {
                let op = plain(if e.op == BoolOp::And { "And" } else { "Or" });
                ("BoolOp", vec![("op", op), ("values", self.exprs(&e.values)?)])
            }
            Expr::Named(e) => {
                let target = self.expr(&e.target)?;
                ("NamedExpr", vec![("target", target), ("value", self.expr(&e.value)?)])
            }
            Expr::BinOp(e) => {
                let (left, op) = (self.expr(&e.left)?, plain(operator(e.op)));
                ("BinOp", vec![("left", left), ("op", op), ("right", self.expr(&e.right)?)])
            }
            Expr::UnaryOp(e) => ("UnaryOp", vec![("op", unary(e.op)), ("operand", self.expr(&e.operand)?)]),
            Expr::Lambda(e) => self.lambda(e)?,
            Expr::If(e) => {
                let (test, body) = (self.expr(&e.test)?, self.expr(&e.body)?);
                ("IfExp", vec![("test", test), ("body", body), ("orelse", self.expr(&e.orelse)?)])
            }
            Expr::Compare(e) => {
                let left = self.expr(&e.left)?;
                let ops = Item::List(e.ops.iter().map(|op| comparison(*op)).collect());
                ("Compare", vec![("left", left), ("ops", ops), ("comparators", self.exprs(&e.comparators)?)])
            }
            Expr::Await(e) => ("Await", vec![("value", self.expr(&e.value)?)]),
            Expr::Yield(e) => ("Yield", vec![("value", self.optional(e.value.as_deref())?)]),
            Expr::YieldFrom(e) => ("YieldFrom", vec![("value", self.expr(&e.value)?)]),
            Expr::FString(e) => self.f_string(e)?,
            Expr::TString(e) => self.t_string(e)?,
            Expr::StringLiteral(e) => self.string(e),
            Expr::BytesLiteral(e) => constant(Const::Bytes(e.value.bytes().collect::<Vec<u8>>().into())),
            Expr::NumberLiteral(e) => constant(number(e, self.tree)?),
            Expr::BooleanLiteral(e) => constant(Const::bool(e.value)),
            Expr::NoneLiteral(_) | Expr::IpyEscapeCommand(_) => constant(Const::None),
            Expr::EllipsisLiteral(_) => constant(Const::Ellipsis),
            Expr::Name(e) => ("Name", vec![("id", name(&e.id)), context(e.ctx)]),
            Expr::Attribute(e) => {
                let value = self.expr(&e.value)?;
                ("Attribute", vec![("value", value), ("attr", name(&e.attr.id)), context(e.ctx)])
            }
            Expr::Subscript(e) => {
                let value = self.expr(&e.value)?;
                ("Subscript", vec![("value", value), ("slice", self.expr(&e.slice)?), context(e.ctx)])
            }
            Expr::Starred(e) => ("Starred", vec![("value", self.expr(&e.value)?), context(e.ctx)]),
            Expr::List(e) => ("List", vec![("elts", self.exprs(&e.elts)?), context(e.ctx)]),
            Expr::Tuple(e) => ("Tuple", vec![("elts", self.exprs(&e.elts)?), context(e.ctx)]),
            Expr::Slice(e) => self.slice(e)?,
            Expr::Call(e) => {
                let func = self.expr(&e.func)?;
                let args = self.exprs(&e.arguments.args)?;
                let keywords = self.keywords(&e.arguments.keywords)?;
                ("Call", vec![("func", func), ("args", args), ("keywords", keywords)])
            }
            Expr::Dict(e) => {
                let keys = self.list(&e.items, |me, i| me.optional(i.key.as_ref()))?;
                ("Dict", vec![("keys", keys), ("values", self.list(&e.items, |me, i| me.expr(&i.value))?)])
            }
            Expr::Set(e) => ("Set", vec![("elts", self.exprs(&e.elts)?)]),
            Expr::ListComp(e) => self.comprehension("ListComp", &e.elt, &e.generators)?,
            Expr::SetComp(e) => self.comprehension("SetComp", &e.elt, &e.generators)?,
            Expr::Generator(e) => self.comprehension("GeneratorExp", &e.elt, &e.generators)?,
            Expr::DictComp(e) => self.dict_comprehension(e)?,
        })
    }

    fn string(&self, e: &ExprStringLiteral) -> Parts {
        let (class, mut fields) = constant(Const::Str(literals::string(&e.value, self.tree)));
        let first = e.value.as_slice().first();
        if first.is_some_and(|p| p.flags.prefix() == StringLiteralPrefix::Unicode) {
            fields[1].1 = name("u");
        }
        (class, fields)
    }

    fn lambda(&mut self, e: &ExprLambda) -> Res<Parts> {
        let args = match &e.parameters {
            Some(p) => self.parameters(p)?,
            None => self.parameters(&Parameters::default())?,
        };
        Ok(("Lambda", vec![("args", args), ("body", self.expr(&e.body)?)]))
    }

    fn slice(&mut self, e: &ExprSlice) -> Res<Parts> {
        let lower = self.optional(e.lower.as_deref())?;
        let upper = self.optional(e.upper.as_deref())?;
        Ok(("Slice", vec![("lower", lower), ("upper", upper), ("step", self.optional(e.step.as_deref())?)]))
    }

    pub(super) fn keywords(&mut self, keywords: &[Keyword]) -> Res<Item> {
        self.list(keywords, |me, k| {
            let value = me.expr(&k.value)?;
            let fields = vec![("arg", super::optional_name(k.arg.as_ref())), ("value", value)];
            Ok(node("keyword", me.place(k.range), fields))
        })
    }

    fn comprehension(&mut self, class: &'static str, elt: &Expr, generators: &[Comprehension]) -> Res<Parts> {
        let elt = self.expr(elt)?;
        Ok((class, vec![("elt", elt), ("generators", self.list(generators, Self::generator)?)]))
    }

    fn dict_comprehension(&mut self, e: &ExprDictComp) -> Res<Parts> {
        let (key, value) = (self.optional(e.key.as_deref())?, self.expr(&e.value)?);
        let generators = self.list(&e.generators, Self::generator)?;
        Ok(("DictComp", vec![("key", key), ("value", value), ("generators", generators)]))
    }

    fn generator(&mut self, c: &Comprehension) -> Res<Item> {
        let fields = vec![
            ("target", self.expr(&c.target)?),
            ("iter", self.expr(&c.iter)?),
            ("ifs", self.exprs(&c.ifs)?),
            ("is_async", Item::Number(i64::from(c.is_async))),
        ];
        Ok(node("comprehension", None, fields))
    }
}

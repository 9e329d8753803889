//! Writing the parts of an expression, each with the parentheses that its surroundings ask for.

use super::repr;
use crate::literals;
use crate::source::Tree;
use kaa_bytecode::Wtf8Buf;
use num_bigint::BigInt;
use ruff_python_ast::{
    BoolOp, Comprehension, ConversionFlag, Expr, ExprCall, ExprLambda, ExprNumberLiteral, ExprUnaryOp,
    FStringPart, InterpolatedStringElement, Number, Operator, Parameter, ParameterWithDefault, Parameters,
    UnaryOp,
};

/// How tightly the surroundings bind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    fn next(self) -> Self {
        const ORDER: [Level; 16] = [
            Level::Tuple,
            Level::Test,
            Level::Or,
            Level::And,
            Level::Not,
            Level::Compare,
            Level::BitOr,
            Level::BitXor,
            Level::BitAnd,
            Level::Shift,
            Level::Arith,
            Level::Term,
            Level::Factor,
            Level::Power,
            Level::Await,
            Level::Atom,
        ];
        ORDER.get(self as usize + 1).copied().unwrap_or(Self::Atom)
    }
}

/// The text so far.
pub(super) struct Writer<'a> {
    pub(super) out: Vec<u8>,
    tree: &'a Tree<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(tree: &'a Tree<'a>) -> Self {
        Self { out: Vec::new(), tree }
    }

    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn wrapped(&mut self, parentheses: bool, write: impl FnOnce(&mut Self)) {
        if parentheses {
            self.put("(");
        }
        write(self);
        if parentheses {
            self.put(")");
        }
    }

    fn list(&mut self, elts: &[Expr], level: Level) {
        for (at, elt) in elts.iter().enumerate() {
            if at > 0 {
                self.put(", ");
            }
            self.expr(elt, level);
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr, level: Level) {
        match expr {
            Expr::BoolOp(e) => {
                let (own, word) = match e.op {
                    BoolOp::And => (Level::And, " and "),
                    BoolOp::Or => (Level::Or, " or "),
                };
                self.wrapped(level > own, |w| {
                    for (at, value) in e.values.iter().enumerate() {
                        if at > 0 {
                            w.put(word);
                        }
                        w.expr(value, own.next());
                    }
                });
            }
            Expr::BinOp(e) => {
                let own = binary_level(e.op);
                let (left, right) = match e.op {
                    Operator::Pow => (own.next(), own),
                    _ => (own, own.next()),
                };
                self.wrapped(level > own, |w| {
                    w.expr(&e.left, left);
                    w.put(&format!(" {} ", e.op.as_str()));
                    w.expr(&e.right, right);
                });
            }
            Expr::UnaryOp(e) => self.unary(e, level),
            Expr::Lambda(e) => self.wrapped(level > Level::Test, |w| w.lambda(e)),
            Expr::If(e) => self.wrapped(level > Level::Test, |w| {
                w.expr(&e.body, Level::Or);
                w.put(" if ");
                w.expr(&e.test, Level::Or);
                w.put(" else ");
                w.expr(&e.orelse, Level::Test);
            }),
            Expr::Named(e) => self.wrapped(level > Level::Tuple, |w| {
                w.expr(&e.target, Level::Atom);
                w.put(" := ");
                w.expr(&e.value, Level::Atom);
            }),
            Expr::Compare(e) => self.wrapped(level > Level::Compare, |w| {
                w.expr(&e.left, Level::BitOr);
                for (op, right) in e.ops.iter().zip(&e.comparators) {
                    w.put(&format!(" {} ", op.as_str()));
                    w.expr(right, Level::BitOr);
                }
            }),
            Expr::Await(e) => self.wrapped(level > Level::Await, |w| {
                w.put("await ");
                w.expr(&e.value, Level::Atom);
            }),
            Expr::Tuple(e) => match &*e.elts {
                [] => self.put("()"),
                elts => self.wrapped(level > Level::Tuple, |w| {
                    w.list(elts, Level::Test);
                    if elts.len() == 1 {
                        w.put(",");
                    }
                }),
            },
            _ => self.atom(expr),
        }
    }

    fn unary(&mut self, e: &ExprUnaryOp, level: Level) {
        let (own, sign) = match e.op {
            UnaryOp::Not => (Level::Not, "not "),
            UnaryOp::Invert => (Level::Factor, "~"),
            UnaryOp::UAdd => (Level::Factor, "+"),
            UnaryOp::USub => (Level::Factor, "-"),
        };
        self.wrapped(level > own, |w| {
            w.put(sign);
            w.expr(&e.operand, own);
        });
    }

    /// What never needs parentheses.
    fn atom(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(e) => self.put(&e.id),
            Expr::NoneLiteral(_) => self.put("None"),
            Expr::BooleanLiteral(e) => self.put(if e.value { "True" } else { "False" }),
            Expr::EllipsisLiteral(_) => self.put("..."),
            Expr::NumberLiteral(e) => self.number(e),
            Expr::StringLiteral(e) => {
                if e.value.is_unicode() {
                    self.put("u");
                }
                let text = literals::string(&e.value, self.tree);
                self.put(&repr::string(&text));
            }
            Expr::BytesLiteral(e) => {
                let bytes: Vec<u8> = e.value.bytes().collect();
                self.put(&repr::bytes(&bytes));
            }
            Expr::FString(e) => {
                let mut body = Writer::new(self.tree);
                for part in &e.value {
                    match part {
                        FStringPart::Literal(part) => body.f_text(&part.value),
                        FStringPart::FString(part) => body.f_elements(&part.elements),
                    }
                }
                self.put("f");
                let text = Wtf8Buf::from_bytes(&body.out).unwrap_or_default();
                self.put(&repr::string(&text));
            }
            Expr::TString(e) => {
                let mut body = Writer::new(self.tree);
                e.value.iter().for_each(|part| body.f_elements(&part.elements));
                self.put("t");
                let text = Wtf8Buf::from_bytes(&body.out).unwrap_or_default();
                self.put(&repr::string(&text));
            }
            Expr::Attribute(e) => {
                self.expr(&e.value, Level::Atom);
                let int = matches!(&*e.value, Expr::NumberLiteral(n) if n.value.is_int());
                self.put(if int { " ." } else { "." });
                self.put(&e.attr);
            }
            Expr::Subscript(e) => {
                self.expr(&e.value, Level::Atom);
                self.put("[");
                self.expr(&e.slice, Level::Tuple);
                self.put("]");
            }
            Expr::Starred(e) => {
                self.put("*");
                self.expr(&e.value, Level::BitOr);
            }
            Expr::Call(e) => self.call(e),
            _ => self.display(expr),
        }
    }

    fn display(&mut self, expr: &Expr) {
        match expr {
            Expr::List(e) => {
                self.put("[");
                self.list(&e.elts, Level::Test);
                self.put("]");
            }
            Expr::Set(e) => {
                self.put("{");
                self.list(&e.elts, Level::Test);
                self.put("}");
            }
            Expr::Dict(e) => {
                self.put("{");
                for (at, item) in e.items.iter().enumerate() {
                    if at > 0 {
                        self.put(", ");
                    }
                    match &item.key {
                        Some(key) => {
                            self.expr(key, Level::Test);
                            self.put(": ");
                            self.expr(&item.value, Level::Test);
                        }
                        None => {
                            self.put("**");
                            self.expr(&item.value, Level::BitOr);
                        }
                    }
                }
                self.put("}");
            }
            Expr::ListComp(e) => self.comp(["[", "]"], None, &e.elt, &e.generators),
            Expr::SetComp(e) => self.comp(["{", "}"], None, &e.elt, &e.generators),
            Expr::DictComp(e) => self.comp(["{", "}"], e.key.as_deref(), &e.value, &e.generators),
            Expr::Generator(e) => self.comp(["(", ")"], None, &e.elt, &e.generators),
            Expr::Slice(e) => {
                if let Some(lower) = &e.lower {
                    self.expr(lower, Level::Test);
                }
                self.put(":");
                if let Some(upper) = &e.upper {
                    self.expr(upper, Level::Test);
                }
                if let Some(step) = &e.step {
                    self.put(":");
                    self.expr(step, Level::Test);
                }
            }
            Expr::Yield(e) => {
                self.put("(yield");
                if let Some(value) = &e.value {
                    self.put(" ");
                    self.expr(value, Level::Test);
                }
                self.put(")");
            }
            Expr::YieldFrom(e) => {
                self.put("(yield from ");
                self.expr(&e.value, Level::Test);
                self.put(")");
            }
            _ => {}
        }
    }

    fn number(&mut self, e: &ExprNumberLiteral) {
        let text = match &e.value {
            Number::Int(value) => match value.as_i64() {
                Some(value) => value.to_string(),
                None => big_int(self.tree.slice(e.range)),
            },
            Number::Float(value) => repr::float(*value),
            Number::Complex { real, imag } => repr::constant(&kaa_bytecode::Const::Complex(*real, *imag)),
        };
        self.put(&text.replace("inf", "1e309"));
    }

    fn comp(
        &mut self,
        [open, close]: [&str; 2],
        key: Option<&Expr>,
        elt: &Expr,
        generators: &[Comprehension],
    ) {
        self.put(open);
        if let Some(key) = key {
            self.expr(key, Level::Test);
            self.put(": ");
        }
        self.expr(elt, Level::Test);
        for generator in generators {
            self.put(if generator.is_async { " async for " } else { " for " });
            self.expr(&generator.target, Level::Tuple);
            self.put(" in ");
            self.expr(&generator.iter, Level::Or);
            for test in &generator.ifs {
                self.put(" if ");
                self.expr(test, Level::Or);
            }
        }
        self.put(close);
    }

    fn call(&mut self, e: &ExprCall) {
        self.expr(&e.func, Level::Atom);
        if let ([only @ Expr::Generator(_)], []) = (&*e.arguments.args, &*e.arguments.keywords) {
            return self.expr(only, Level::Atom);
        }
        self.put("(");
        self.list(&e.arguments.args, Level::Test);
        for (at, keyword) in e.arguments.keywords.iter().enumerate() {
            if at > 0 || !e.arguments.args.is_empty() {
                self.put(", ");
            }
            match &keyword.arg {
                Some(name) => self.put(&format!("{name}=")),
                None => self.put("**"),
            }
            self.expr(&keyword.value, Level::Test);
        }
        self.put(")");
    }

    fn lambda(&mut self, e: &ExprLambda) {
        self.put("lambda");
        if let Some(parameters) = &e.parameters
            && !parameters.is_empty()
        {
            self.put(" ");
            self.parameters(parameters);
        }
        self.put(": ");
        self.expr(&e.body, Level::Test);
    }

    fn parameters(&mut self, p: &Parameters) {
        let mut first = true;
        for param in &p.posonlyargs {
            self.parameter(param, &mut first);
        }
        if !p.posonlyargs.is_empty() {
            self.put(", /");
        }
        for param in &p.args {
            self.parameter(param, &mut first);
        }
        if p.vararg.is_some() || !p.kwonlyargs.is_empty() {
            self.comma(&mut first);
            self.put("*");
            if let Some(Parameter { name, .. }) = p.vararg.as_deref() {
                self.put(name);
            }
        }
        for param in &p.kwonlyargs {
            self.parameter(param, &mut first);
        }
        if let Some(param) = &p.kwarg {
            self.comma(&mut first);
            self.put("**");
            self.put(&param.name);
        }
    }

    fn comma(&mut self, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.put(", ");
        }
    }

    fn parameter(&mut self, param: &ParameterWithDefault, first: &mut bool) {
        self.comma(first);
        self.put(&param.parameter.name);
        if let Some(default) = &param.default {
            self.put("=");
            self.expr(default, Level::Test);
        }
    }

    fn f_text(&mut self, text: &str) {
        let text = text.replace('{', "{{").replace('}', "}}");
        self.put(&text);
    }

    fn f_elements(&mut self, elements: &[InterpolatedStringElement]) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(text) => self.f_text(&text.value),
                InterpolatedStringElement::Interpolation(field) => {
                    if let Some(debug) = &field.debug_text {
                        self.f_text(debug.as_str());
                    }
                    let mut inner = Writer::new(self.tree);
                    inner.expr(&field.expression, Level::Or);
                    self.put(if inner.out.first() == Some(&b'{') { "{ " } else { "{" });
                    self.out.extend_from_slice(&inner.out);
                    match field.conversion {
                        ConversionFlag::Str => self.put("!s"),
                        ConversionFlag::Repr => self.put("!r"),
                        ConversionFlag::Ascii => self.put("!a"),
                        ConversionFlag::None if field.debug_text.is_some() && field.format_spec.is_none() => {
                            self.put("!r");
                        }
                        ConversionFlag::None => {}
                    }
                    if let Some(spec) = &field.format_spec {
                        self.put(":");
                        self.f_elements(&spec.elements);
                    }
                    self.put("}");
                }
            }
        }
    }
}

fn binary_level(op: Operator) -> Level {
    match op {
        Operator::Add | Operator::Sub => Level::Arith,
        Operator::Mult | Operator::MatMult | Operator::Div | Operator::Mod | Operator::FloorDiv => {
            Level::Term
        }
        Operator::LShift | Operator::RShift => Level::Shift,
        Operator::BitOr => Level::BitOr,
        Operator::BitXor => Level::BitXor,
        Operator::BitAnd => Level::BitAnd,
        Operator::Pow => Level::Power,
    }
}

/// An int literal in decimal.
fn big_int(literal: &str) -> String {
    let digits = literal.replace('_', "").to_ascii_lowercase();
    let (digits, radix) = match digits.get(..2) {
        Some("0x") => (&digits[2..], 16),
        Some("0o") => (&digits[2..], 8),
        Some("0b") => (&digits[2..], 2),
        _ => (&*digits, 10),
    };
    BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default().to_string()
}

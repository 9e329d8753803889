//! Literals: the constants that they stand for.

use super::Codegen;
use crate::ast;
use crate::errors::{ErrorKind, Failure, Res};
use crate::literals;
use crate::source::Tree;
use kaa_bytecode::{Const, Wtf8Buf};
use num_bigint::BigInt;
use ruff_python_ast::{Expr, ExprBinOp, ExprNumberLiteral, ExprStringLiteral, Number, Operator, UnaryOp};

/// The most decimal digits of an int in source text.
const MAX_DIGITS: usize = 4300;

impl<'a> Codegen<'a> {
    /// The value of a constant expression.
    pub(super) fn constant(&mut self, expr: &Expr) -> Res<Option<Const>> {
        Ok(Some(match expr {
            Expr::StringLiteral(e) => Const::Str(self.string(e)?),
            Expr::BytesLiteral(e) => {
                let bytes: Vec<u8> = e.value.bytes().collect();
                Const::Bytes(bytes.into())
            }
            Expr::NumberLiteral(e) => number(e, self.tree)?,
            Expr::BooleanLiteral(e) => Const::bool(e.value),
            Expr::NoneLiteral(_) => Const::None,
            Expr::EllipsisLiteral(_) => Const::Ellipsis,
            Expr::Name(e) if ast::is_debug(e) => Const::bool(self.settings.optimize == 0),
            _ => return Ok(None),
        }))
    }

    pub(super) fn string(&self, e: &ExprStringLiteral) -> Res<Wtf8Buf> {
        Ok(literals::string(&e.value, self.tree))
    }

    /// The value of a literal in a pattern: also `-1` and `1 + 2j`.
    pub(super) fn pattern_constant(&mut self, expr: &Expr) -> Res<Option<Const>> {
        match expr {
            Expr::UnaryOp(e) if e.op == UnaryOp::USub => {
                Ok(self.constant(&e.operand)?.and_then(|value| negated(&value)))
            }
            Expr::BinOp(e) => self.complex_pattern(e),
            _ => self.constant(expr),
        }
    }

    fn complex_pattern(&mut self, e: &ExprBinOp) -> Res<Option<Const>> {
        let (Some(left), Some(right)) = (self.pattern_constant(&e.left)?, self.constant(&e.right)?) else {
            return Ok(None);
        };
        let real = match &left {
            Const::Float(real) => *real,
            other => match other.as_int() {
                Some(int) => num_traits::ToPrimitive::to_f64(&int).unwrap_or(f64::INFINITY),
                None => return Ok(None),
            },
        };
        // An int or float and a complex number: only the real parts meet.
        Ok(match (right, e.op) {
            (Const::Complex(re, im), Operator::Add) => Some(Const::Complex(real + re, im)),
            (Const::Complex(re, im), Operator::Sub) => Some(Const::Complex(real - re, -im)),
            _ => None,
        })
    }
}

fn negated(value: &Const) -> Option<Const> {
    match value {
        Const::Float(float) => Some(Const::Float(-float)),
        Const::Complex(re, im) => Some(Const::Complex(-re, -im)),
        Const::Int(_) | Const::BigInt(_) => Some(Const::int(-value.as_int()?)),
        _ => None,
    }
}

/// The value of a number.
pub(crate) fn number(e: &ExprNumberLiteral, tree: &Tree<'_>) -> Res<Const> {
    match &e.value {
        Number::Int(value) => match value.as_i64() {
            Some(small) => Ok(Const::Int(small)),
            None => big_int(e, tree),
        },
        Number::Float(value) => Ok(Const::Float(*value)),
        Number::Complex { real, imag } => Ok(Const::Complex(*real, *imag)),
    }
}

fn big_int(e: &ExprNumberLiteral, tree: &Tree<'_>) -> Res<Const> {
    let digits = tree.slice(e.range).replace('_', "").to_ascii_lowercase();
    let (digits, radix) = match digits.get(..2) {
        Some("0x") => (&digits[2..], 16),
        Some("0o") => (&digits[2..], 8),
        Some("0b") => (&digits[2..], 2),
        _ => (&*digits, 10),
    };
    if radix == 10 && digits.len() > MAX_DIGITS {
        let message = format!(
            "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {} digits; use \
             sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals \
             to avoid decimal conversion limits.",
            digits.len()
        );
        return Err(Failure::parser(ErrorKind::Syntax, message, e.range));
    }
    Ok(Const::int(BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default()))
}

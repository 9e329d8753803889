//! Patterns with parts: sequences, mappings and classes.

use super::Codegen;
use super::pattern::{Context, is_wildcard};
use crate::errors::Res;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::binary;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{
    CmpOp, Expr, Operator, Pattern, PatternMatchClass, PatternMatchMapping, PatternMatchSequence,
};
use ruff_text_size::{Ranged, TextRange};

impl<'a> Codegen<'a> {
    pub(super) fn sequence_pattern(&mut self, p: &'a PatternMatchSequence, context: &mut Context) -> Res {
        let loc = self.loc(p.range);
        let size = p.patterns.len();
        let mut stars = (0..size).filter(|at| p.patterns[*at].is_match_star());
        let star = stars.next();
        if stars.next().is_some() {
            return self.fail("multiple starred names in sequence pattern", p.range);
        }
        let only_wildcards = p.patterns.iter().all(|part| is_wildcard(part) || is_star_wildcard(part));
        let star_wildcard = star.is_some_and(|at| is_star_wildcard(&p.patterns[at]));
        context.on_top += 1;
        self.op(Op::MATCH_SEQUENCE, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, context, loc);
        match star {
            None => self.check_length(size, CmpOp::Eq, context, loc),
            Some(_) if size > 1 => self.check_length(size - 1, CmpOp::GtE, context, loc),
            Some(_) => {}
        }
        context.on_top -= 1;
        match star {
            _ if only_wildcards => {
                self.op(Op::POP_TOP, loc);
                Ok(())
            }
            Some(star) if star_wildcard => self.items_by_index(p, star, context, loc),
            _ => self.items_by_unpacking(p, context, loc),
        }
    }

    fn check_length(&mut self, size: usize, op: CmpOp, context: &mut Context, loc: Location) {
        self.op(Op::GET_LEN, loc);
        self.load_const(Const::Int(size as i64), loc);
        self.compare_op(op, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, context, loc);
    }

    /// With a `*_` most items are not needed: the others are fetched by index.
    fn items_by_index(
        &mut self,
        p: &'a PatternMatchSequence,
        star: usize,
        context: &mut Context,
        loc: Location,
    ) -> Res {
        context.on_top += 1;
        let size = p.patterns.len();
        for (at, pattern) in p.patterns.iter().enumerate() {
            if is_wildcard(pattern) || at == star {
                continue;
            }
            self.op_arg(Op::COPY, 1, loc);
            if at < star {
                self.load_const(Const::Int(at as i64), loc);
            } else {
                // The subject may not know negative indices.
                self.op(Op::GET_LEN, loc);
                self.load_const(Const::Int((size - at) as i64), loc);
                self.binary_op(Operator::Sub, loc);
            }
            self.op_arg(Op::BINARY_OP, binary::SUBSCR, loc);
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 1;
        self.op(Op::POP_TOP, loc);
        Ok(())
    }

    fn items_by_unpacking(
        &mut self,
        p: &'a PatternMatchSequence,
        context: &mut Context,
        loc: Location,
    ) -> Res {
        let size = p.patterns.len();
        match p.patterns.iter().position(Pattern::is_match_star) {
            None => self.op_arg(Op::UNPACK_SEQUENCE, size as u32, loc),
            Some(star) => {
                let after = size - star - 1;
                if star >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
                    return self.fail("too many expressions in star-unpacking sequence pattern", p.range);
                }
                self.op_arg(Op::UNPACK_EX, (star + (after << 8)) as u32, loc);
            }
        }
        context.on_top += size;
        for pattern in &p.patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        Ok(())
    }

    pub(super) fn mapping_pattern(&mut self, p: &'a PatternMatchMapping, context: &mut Context) -> Res {
        let loc = self.loc(p.range);
        let size = p.keys.len();
        context.on_top += 1;
        self.op(Op::MATCH_MAPPING, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, context, loc);
        if size == 0 && p.rest.is_none() {
            context.on_top -= 1;
            self.op(Op::POP_TOP, loc);
            return Ok(());
        }
        if size > 0 {
            self.check_length(size, CmpOp::GtE, context, loc);
        }
        self.mapping_keys(&p.keys, p.range)?;
        self.op_arg(Op::BUILD_TUPLE, size as u32, loc);
        self.op(Op::MATCH_KEYS, loc);
        // A tuple of keys and one of values, or None.
        context.on_top += 2;
        self.check_not_none(context, loc);
        self.op_arg(Op::UNPACK_SEQUENCE, size as u32, loc);
        context.on_top = context.on_top + size - 1;
        for pattern in &p.patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 2;
        match &p.rest {
            Some(rest) => {
                self.rest_of_mapping(size as u32, loc);
                self.capture(Some(rest), context, p.range)
            }
            None => {
                self.op(Op::POP_TOP, loc);
                self.op(Op::POP_TOP, loc);
                Ok(())
            }
        }
    }

    fn mapping_keys(&mut self, keys: &'a [Expr], range: TextRange) -> Res {
        let mut seen: Vec<Const> = Vec::new();
        for key in keys {
            match self.pattern_constant(key)? {
                Some(value) => {
                    if seen.iter().any(|other| same_key(other, &value)) {
                        let text = crate::unparse::constant(&value);
                        return self.fail(format!("mapping pattern checks duplicate key ({text})"), range);
                    }
                    self.load_const(value.clone(), self.expr_loc(key));
                    seen.push(value);
                }
                None if key.is_attribute_expr() => self.expr(key)?,
                None => {
                    let message = "mapping pattern keys may only match literals and attribute lookups";
                    return self.fail(message, range);
                }
            }
        }
        Ok(())
    }

    fn check_not_none(&mut self, context: &mut Context, loc: Location) {
        self.op_arg(Op::COPY, 1, loc);
        self.load_const(Const::None, loc);
        self.op_arg(Op::IS_OP, 1, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, context, loc);
    }

    /// Subject and keys become a dict of what the keys leave.
    fn rest_of_mapping(&mut self, size: u32, loc: Location) {
        self.op_arg(Op::BUILD_MAP, 0, loc);
        self.op_arg(Op::SWAP, 3, loc);
        self.op_arg(Op::DICT_UPDATE, 2, loc);
        self.op_arg(Op::UNPACK_SEQUENCE, size, loc);
        for left in (1..=size).rev() {
            self.op_arg(Op::COPY, 1 + left, loc);
            self.op_arg(Op::SWAP, 2, loc);
            self.op(Op::DELETE_SUBSCR, loc);
        }
    }

    pub(super) fn class_pattern(&mut self, p: &'a PatternMatchClass, context: &mut Context) -> Res {
        let loc = self.loc(p.range);
        let (patterns, keywords) = (&p.arguments.patterns, &p.arguments.keywords);
        for (at, keyword) in keywords.iter().enumerate() {
            let name = &keyword.attr;
            if let Some(other) = keywords[at + 1..].iter().find(|other| other.attr.id == name.id) {
                let message = format!("attribute name repeated in class pattern: {name}");
                return self.fail(message, other.pattern.range());
            }
        }
        self.expr(&p.cls)?;
        let names: Vec<Const> = keywords.iter().map(|keyword| Const::str(&keyword.attr)).collect();
        self.load_const(Const::tuple(names), loc);
        self.op_arg(Op::MATCH_CLASS, patterns.len() as u32, loc);
        context.on_top += 1;
        self.check_not_none(context, loc);
        let count = patterns.len() + keywords.len();
        self.op_arg(Op::UNPACK_SEQUENCE, count as u32, loc);
        context.on_top = context.on_top + count - 1;
        for pattern in patterns.iter().chain(keywords.iter().map(|keyword| &keyword.pattern)) {
            context.on_top -= 1;
            if is_wildcard(pattern) {
                self.op(Op::POP_TOP, loc);
            } else {
                self.subpattern(pattern, context)?;
            }
        }
        Ok(())
    }
}

/// Whether two keys are equal in Python, where `0`, `0.0`, `0j` and `False` are.
fn same_key(a: &Const, b: &Const) -> bool {
    match (complex_value(a), complex_value(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// A number as a complex one; ints that no float holds exactly are left alone.
fn complex_value(value: &Const) -> Option<(f64, f64)> {
    const EXACT: i64 = 1 << 53;
    match value {
        Const::Float(value) => Some((*value, 0.0)),
        Const::Complex(re, im) => Some((*re, *im)),
        Const::True => Some((1.0, 0.0)),
        Const::False => Some((0.0, 0.0)),
        Const::Int(value) if (-EXACT..=EXACT).contains(value) => Some((*value as f64, 0.0)),
        _ => None,
    }
}

/// `*_`
fn is_star_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::MatchStar(star) if star.name.is_none())
}

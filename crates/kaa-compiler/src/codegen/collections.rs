//! Displays of lists, tuples, sets and dicts, unpacking into them and out of them.

use super::Codegen;
use crate::errors::Res;
use kaa_bytecode::Op;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use ruff_python_ast::{DictItem, Expr, ExprContext, ExprDict, ExprList, ExprSet, ExprTuple};
use ruff_text_size::TextRange;

/// Displays with more items than this are built piece by piece, so that the stack stays small.
pub(super) const STACK_GUIDELINE: usize = 30;

/// The instructions that build a collection.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    build: Op,
    add: Op,
    extend: Op,
    tuple: bool,
}

impl Builder {
    const LIST: Self =
        Self { build: Op::BUILD_LIST, add: Op::LIST_APPEND, extend: Op::LIST_EXTEND, tuple: false };
    pub(super) const TUPLE: Self = Self { tuple: true, ..Self::LIST };
    const SET: Self = Self { build: Op::BUILD_SET, add: Op::SET_ADD, extend: Op::SET_UPDATE, tuple: false };
}

/// What is built besides the items themselves.
#[derive(Clone, Copy, Default)]
pub(super) struct Around<'n> {
    /// Values already on the stack that come first.
    pub(super) pushed: u32,
    /// A name whose value comes last.
    pub(super) injected: Option<&'n str>,
}

impl<'a> Codegen<'a> {
    pub(super) fn list(&mut self, e: &'a ExprList) -> Res {
        self.sequence(&e.elts, e.ctx, Builder::LIST, e.range)
    }

    pub(super) fn tuple(&mut self, e: &'a ExprTuple) -> Res {
        self.sequence(&e.elts, e.ctx, Builder::TUPLE, e.range)
    }

    pub(super) fn set(&mut self, e: &'a ExprSet) -> Res {
        self.build(&e.elts, Around::default(), Builder::SET, self.loc(e.range))
    }

    fn sequence(&mut self, elts: &'a [Expr], ctx: ExprContext, how: Builder, range: TextRange) -> Res {
        match ctx {
            ExprContext::Store => self.unpack(elts, range),
            ExprContext::Del => self.exprs(elts),
            _ => self.build(elts, Around::default(), how, self.loc(range)),
        }
    }

    /// Builds a collection of expressions, some of them perhaps starred.
    pub(super) fn build(&mut self, elts: &'a [Expr], around: Around<'_>, how: Builder, loc: Location) -> Res {
        let pushed = around.pushed;
        let total = elts.len() + pushed as usize + usize::from(around.injected.is_some());
        let big = total > STACK_GUIDELINE;
        let starred = elts.iter().any(Expr::is_starred_expr);
        if !big && !starred {
            self.exprs(elts)?;
            if let Some(name) = around.injected {
                self.load_name(name, loc)?;
            }
            let build = if how.tuple { Op::BUILD_TUPLE } else { how.build };
            self.op_arg(build, total as u32, loc);
            return Ok(());
        }
        let mut built = big;
        if big {
            self.op_arg(how.build, pushed, loc);
        }
        for (at, elt) in elts.iter().enumerate() {
            if let Expr::Starred(starred) = elt {
                if !built {
                    self.op_arg(how.build, at as u32 + pushed, loc);
                    built = true;
                }
                self.expr(&starred.value)?;
                self.op_arg(how.extend, 1, loc);
            } else {
                self.expr(elt)?;
                if built {
                    self.op_arg(how.add, 1, loc);
                }
            }
        }
        if let Some(name) = around.injected {
            self.load_name(name, loc)?;
            self.op_arg(how.add, 1, loc);
        }
        if how.tuple {
            self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::LIST_TO_TUPLE, loc);
        }
        Ok(())
    }

    /// Assignment to a list or tuple of targets.
    fn unpack(&mut self, elts: &'a [Expr], range: TextRange) -> Res {
        let loc = self.loc(range);
        let mut stars = elts.iter().enumerate().filter(|(_, elt)| elt.is_starred_expr());
        match stars.next() {
            None => self.op_arg(Op::UNPACK_SEQUENCE, elts.len() as u32, loc),
            Some((at, _)) => {
                let after = elts.len() - at - 1;
                if at >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
                    return self.fail("too many expressions in star-unpacking assignment", range);
                }
                if stars.next().is_some() {
                    return self.fail("multiple starred expressions in assignment", range);
                }
                self.op_arg(Op::UNPACK_EX, (at + (after << 8)) as u32, loc);
            }
        }
        for elt in elts {
            match elt {
                Expr::Starred(starred) => self.expr(&starred.value)?,
                _ => self.expr(elt)?,
            }
        }
        Ok(())
    }

    pub(super) fn dict(&mut self, e: &'a ExprDict) -> Res {
        let loc = self.loc(e.range);
        let mut have_dict = false;
        // Plain items since the last one that was built into a dict.
        let mut plain = 0;
        for (at, item) in e.items.iter().enumerate() {
            if item.key.is_none() {
                if plain > 0 {
                    self.sub_dict(&e.items[at - plain..at], &mut have_dict, loc)?;
                    plain = 0;
                }
                if !have_dict {
                    self.op_arg(Op::BUILD_MAP, 0, loc);
                    have_dict = true;
                }
                self.expr(&item.value)?;
                self.op_arg(Op::DICT_UPDATE, 1, loc);
            } else if plain * 2 > STACK_GUIDELINE {
                self.sub_dict(&e.items[at - plain..=at], &mut have_dict, loc)?;
                plain = 0;
            } else {
                plain += 1;
            }
        }
        if plain > 0 {
            self.sub_dict(&e.items[e.items.len() - plain..], &mut have_dict, loc)?;
        }
        if !have_dict {
            self.op_arg(Op::BUILD_MAP, 0, loc);
        }
        Ok(())
    }

    /// Makes a dict of plain items, and merges it into the one below if there is one.
    fn sub_dict(&mut self, items: &'a [DictItem], have_dict: &mut bool, loc: Location) -> Res {
        let big = items.len() * 2 > STACK_GUIDELINE;
        if big {
            self.op_arg(Op::BUILD_MAP, 0, loc);
        }
        for item in items {
            if let Some(key) = &item.key {
                self.expr(key)?;
            }
            self.expr(&item.value)?;
            if big {
                self.op_arg(Op::MAP_ADD, 1, loc);
            }
        }
        if !big {
            self.op_arg(Op::BUILD_MAP, items.len() as u32, loc);
        }
        if *have_dict {
            self.op_arg(Op::DICT_UPDATE, 1, loc);
        }
        *have_dict = true;
        Ok(())
    }
}

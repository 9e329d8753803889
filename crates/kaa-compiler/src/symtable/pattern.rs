//! First pass, `match` statements.

use super::build::{Builder, check_name};
use super::scope::Flags;
use crate::errors::Res;
use ruff_python_ast::{ExprContext, Pattern, StmtMatch};
use ruff_text_size::Ranged;

impl Builder<'_> {
    pub(super) fn match_stmt(&mut self, stmt: &StmtMatch) -> Res {
        self.expr(&stmt.subject)?;
        self.conditional(|this| {
            for case in &stmt.cases {
                this.pattern(&case.pattern)?;
                this.opt_expr(case.guard.as_deref())?;
                this.stmts(&case.body)?;
            }
            Ok(())
        })
    }

    fn patterns(&mut self, patterns: &[Pattern]) -> Res {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern))
    }

    fn pattern(&mut self, pattern: &Pattern) -> Res {
        self.depth.enter(pattern.range())?;
        match pattern {
            Pattern::MatchValue(p) => self.expr(&p.value)?,
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(p) => self.patterns(&p.patterns)?,
            Pattern::MatchStar(p) => {
                if let Some(name) = &p.name {
                    self.add(name, Flags::LOCAL, p.range)?;
                }
            }
            Pattern::MatchMapping(p) => {
                self.exprs(&p.keys)?;
                self.patterns(&p.patterns)?;
                if let Some(name) = &p.rest {
                    self.add(name, Flags::LOCAL, p.range)?;
                }
            }
            Pattern::MatchClass(p) => {
                self.expr(&p.cls)?;
                self.patterns(&p.arguments.patterns)?;
                for keyword in &p.arguments.keywords {
                    check_name(&keyword.attr, keyword.pattern.range(), ExprContext::Store)?;
                }
                p.arguments.keywords.iter().try_for_each(|keyword| self.pattern(&keyword.pattern))?;
            }
            Pattern::MatchAs(p) => {
                if let Some(inner) = &p.pattern {
                    self.pattern(inner)?;
                }
                if let Some(name) = &p.name {
                    self.add(name, Flags::LOCAL, p.range)?;
                }
            }
            Pattern::MatchOr(p) => self.patterns(&p.patterns)?,
        }
        self.depth.leave();
        Ok(())
    }
}

//! What stands in `case`.

use super::{Item, Nodes, name, node, optional_name};
use crate::errors::Res;
use kaa_bytecode::Const;
use ruff_python_ast::{MatchCase, Pattern, Singleton};
use ruff_text_size::Ranged;

impl Nodes<'_> {
    pub(super) fn case(&mut self, case: &MatchCase) -> Res<Item> {
        let fields = vec![
            ("pattern", self.pattern(&case.pattern)?),
            ("guard", self.optional(case.guard.as_deref())?),
            ("body", self.body(&case.body)?),
        ];
        Ok(node("match_case", None, fields))
    }

    fn patterns(&mut self, patterns: &[Pattern]) -> Res<Item> {
        self.list(patterns, Self::pattern)
    }

    fn pattern(&mut self, pattern: &Pattern) -> Res<Item> {
        self.depth.enter(pattern.range())?;
        let (class, fields) = match pattern {
            Pattern::MatchValue(p) => ("MatchValue", vec![("value", self.expr(&p.value)?)]),
            Pattern::MatchSingleton(p) => {
                let value = match p.value {
                    Singleton::None => Const::None,
                    Singleton::True => Const::True,
                    Singleton::False => Const::False,
                };
                ("MatchSingleton", vec![("value", Item::Constant(value))])
            }
            Pattern::MatchSequence(p) => ("MatchSequence", vec![("patterns", self.patterns(&p.patterns)?)]),
            Pattern::MatchMapping(p) => {
                let keys = self.exprs(&p.keys)?;
                let patterns = self.patterns(&p.patterns)?;
                let rest = optional_name(p.rest.as_ref());
                ("MatchMapping", vec![("keys", keys), ("patterns", patterns), ("rest", rest)])
            }
            Pattern::MatchClass(p) => {
                let keywords = &p.arguments.keywords;
                let names = keywords.iter().map(|k| name(&k.attr.id)).collect();
                let fields = vec![
                    ("cls", self.expr(&p.cls)?),
                    ("patterns", self.patterns(&p.arguments.patterns)?),
                    ("kwd_attrs", Item::List(names)),
                    ("kwd_patterns", self.list(keywords, |me, k| me.pattern(&k.pattern))?),
                ];
                ("MatchClass", fields)
            }
            Pattern::MatchStar(p) => ("MatchStar", vec![("name", optional_name(p.name.as_ref()))]),
            Pattern::MatchAs(p) => {
                let inner = match &p.pattern {
                    Some(inner) => self.pattern(inner)?,
                    None => Item::None,
                };
                ("MatchAs", vec![("pattern", inner), ("name", optional_name(p.name.as_ref()))])
            }
            Pattern::MatchOr(p) => ("MatchOr", vec![("patterns", self.patterns(&p.patterns)?)]),
        };
        self.depth.leave();
        Ok(node(class, self.place(pattern.range()), fields))
    }
}

//! Matches the rules of a [`Grammar`] against tokens: every rule at every place at most once.
//!
//! Order matters as in CPython's parser: how far the tokens have been looked at is where "invalid syntax" is, and the
//! first mistake that matches is the one reported. What mistakes mean is in [`super::actions`].

use super::notation::{Alternative, Grammar, Outcome, Part};
use crate::errors::tokens::{Kind, Problem, Token, Tokens};
use std::collections::HashMap;
use std::rc::Rc;

/// How deep rules may be nested before the explanation is given up.
const MAX_LEVEL: u32 = 12_000;

/// What has been matched.
pub(super) struct Node {
    pub(super) kind: &'static str,
    /// The first token and the one after the last.
    pub(super) first: usize,
    pub(super) after: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kids: Vec<Rc<Node>>,
}

/// Why matching ends early.
pub(super) enum Stop {
    /// An error is found.
    Found(Box<Problem>),
    /// Nested too deeply to say.
    GiveUp,
}

/// A node and the token after it, if there is a match.
pub(super) type Match = Result<Option<Rc<Node>>, Stop>;

type Key = (usize, usize, bool);

/// The state of matching.
pub(super) struct Engine<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    /// The last token that has been looked at.
    pub(super) furthest: usize,
    grammar: &'static Grammar,
    explaining: bool,
    memo: HashMap<Key, Option<Rc<Node>>>,
    level: u32,
    statements: u32,
}

impl<'a> Engine<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a Tokens, explaining: bool) -> Self {
        let (grammar, memo) = (Grammar::get(), HashMap::new());
        Self { text, tokens, furthest: 0, grammar, explaining, memo, level: 0, statements: 0 }
    }

    /// Matches the rule with this name from the start.
    pub(super) fn start(&mut self, name: &str) -> Match {
        match self.grammar.rule(name) {
            Some(rule) => self.rule(rule, 0),
            None => Err(Stop::GiveUp),
        }
    }

    pub(super) fn token(&mut self, at: usize) -> Result<Token, Stop> {
        match (self.tokens.tokens.get(at), &self.tokens.problem) {
            (Some(token), _) => {
                self.furthest = self.furthest.max(at);
                Ok(*token)
            }
            (None, Some(problem)) => Err(Stop::Found(Box::new(problem.clone()))),
            (None, None) => Err(Stop::GiveUp),
        }
    }

    pub(super) fn token_text(&self, token: Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    pub(super) fn node(
        &self,
        kind: &'static str,
        first: usize,
        after: usize,
        kids: Vec<Rc<Node>>,
    ) -> Rc<Node> {
        let tokens = &self.tokens.tokens;
        let start = tokens.get(first).map_or(self.text.len(), |token| token.start);
        let last = after.checked_sub(1).filter(|last| *last >= first).and_then(|last| tokens.get(last));
        let end = last.map_or(start, |token| token.end);
        Rc::new(Node { kind, first, after, start, end, kids })
    }

    fn rule(&mut self, rule: usize, at: usize) -> Match {
        let grammar = self.grammar;
        let definition = &grammar.rules[rule];
        let key = (rule, at, self.explaining || definition.shared);
        if let Some(known) = self.memo.get(&key) {
            return Ok(known.clone());
        }
        self.level += 1;
        if self.level > MAX_LEVEL {
            return Err(Stop::GiveUp);
        }
        let statement = definition.name == "statement";
        self.statements += u32::from(statement);
        let found = match definition.left {
            true => self.growing(key, &definition.alternatives, at),
            false => self.alternatives(&definition.alternatives, at),
        }?;
        self.level -= 1;
        self.statements -= u32::from(statement);
        if statement && self.statements == 0 {
            // Nothing goes back behind a whole statement.
            self.memo.clear();
        }
        self.memo.insert(key, found.clone());
        Ok(found)
    }

    /// A rule that begins with itself: grows from the shortest match.
    fn growing(&mut self, key: Key, alternatives: &'static [Alternative], at: usize) -> Match {
        let mut best: Option<Rc<Node>> = None;
        loop {
            self.memo.insert(key, best.clone());
            let next = self.alternatives(alternatives, at)?;
            match next {
                Some(node) if best.as_ref().is_none_or(|best| node.after > best.after) => best = Some(node),
                _ => return Ok(best),
            }
        }
    }

    fn alternatives(&mut self, alternatives: &'static [Alternative], at: usize) -> Match {
        for alternative in alternatives {
            let mut kids = Vec::new();
            let mut cut = false;
            match self.sequence(&alternative.parts, at, &mut kids, &mut cut)? {
                Some(after) => return self.outcome(&alternative.outcome, at, after, kids),
                None if cut => return Ok(None),
                None => {}
            }
        }
        Ok(None)
    }

    fn sequence(
        &mut self,
        parts: &'static [Part],
        at: usize,
        kids: &mut Vec<Rc<Node>>,
        cut: &mut bool,
    ) -> Result<Option<usize>, Stop> {
        let mut place = at;
        for part in parts {
            match part {
                Part::Cut => *cut = true,
                Part::Ahead(part) => {
                    if self.part(part, place)?.is_none() {
                        return Ok(None);
                    }
                }
                Part::NotAhead(part) => {
                    if self.part(part, place)?.is_some() {
                        return Ok(None);
                    }
                }
                part => match self.part(part, place)? {
                    Some(node) => {
                        place = node.after;
                        kids.push(node);
                    }
                    None => return Ok(None),
                },
            }
        }
        Ok(Some(place))
    }

    fn outcome(
        &mut self,
        outcome: &'static Outcome,
        at: usize,
        after: usize,
        mut kids: Vec<Rc<Node>>,
    ) -> Match {
        Ok(Some(match outcome {
            Outcome::Plain if kids.len() == 1 => kids.remove(0),
            Outcome::Plain => self.node("group", at, after, kids),
            Outcome::Part(part) => match kids.get(*part) {
                // The part stands for the whole, but what comes next is after the whole.
                Some(kid) => Rc::new(Node { after, kids: kid.kids.clone(), ..**kid }),
                None => return Ok(None),
            },
            Outcome::Node(kind) => self.node(kind, at, after, kids),
            Outcome::Error { verb, numbers, text } => {
                let whole = self.node("group", at, after, kids);
                return self.mistake(verb, *numbers, text, whole);
            }
        }))
    }

    fn part(&mut self, part: &'static Part, at: usize) -> Match {
        match part {
            Part::Word(word) => {
                self.leaf(at, |token, text| matches!(token.kind, Kind::Op | Kind::Keyword) && text == *word)
            }
            Part::Soft(word) => self.leaf(at, |token, text| token.kind == Kind::Name && text == *word),
            Part::Kind(kind) => self.leaf(at, |token, text| is_kind(kind, token, text)),
            Part::Rule(rule) => self.rule(*rule, at),
            Part::Mistake(rule) if self.explaining => self.rule(*rule, at),
            Part::Quiet(rule) => {
                let explaining = std::mem::replace(&mut self.explaining, false);
                let found = self.rule(*rule, at);
                self.explaining = explaining;
                found
            }
            Part::Group(alternatives) => self.alternatives(alternatives, at),
            Part::Optional(part) => {
                let found = self.part(part, at)?;
                Ok(Some(found.unwrap_or_else(|| self.node("empty", at, at, Vec::new()))))
            }
            Part::Repeat(part, least) => self.repeat(None, part, *least, at),
            Part::List(separator, part) => self.repeat(Some(separator), part, 1, at),
            Part::Forced(word) if !self.explaining => self.part_word(word, at),
            Part::Forced(word) => {
                let found = self.part_word(word, at)?;
                match found {
                    Some(node) => Ok(Some(node)),
                    None => {
                        let token = self.token(at)?;
                        let place = super::actions::place_of(token);
                        Err(Stop::Found(Box::new(Problem::of_grammar(format!("expected '{word}'"), place))))
                    }
                }
            }
            Part::Ahead(_) | Part::NotAhead(_) | Part::Cut | Part::Mistake(_) | Part::Nothing => Ok(None),
        }
    }

    fn part_word(&mut self, word: &str, at: usize) -> Match {
        self.leaf(at, |token, text| token.kind == Kind::Op && text == word)
    }

    fn leaf(&mut self, at: usize, test: impl Fn(Token, &str) -> bool) -> Match {
        let token = self.token(at)?;
        Ok(test(token, self.token_text(token)).then(|| self.node("token", at, at + 1, Vec::new())))
    }

    fn repeat(
        &mut self,
        separator: Option<&'static Part>,
        part: &'static Part,
        least: usize,
        at: usize,
    ) -> Match {
        let (mut kids, mut place) = (Vec::new(), at);
        loop {
            let mut next = place;
            if let (Some(separator), false) = (separator, kids.is_empty()) {
                match self.part(separator, place)? {
                    Some(node) => next = node.after,
                    None => break,
                }
            }
            match self.part(part, next)? {
                // What is empty would match for ever.
                Some(node) if node.after > place => {
                    place = node.after;
                    kids.push(node);
                }
                _ => break,
            }
        }
        Ok((kids.len() >= least).then(|| self.node("many", at, place, kids)))
    }
}

fn is_kind(kind: &str, token: Token, text: &str) -> bool {
    match kind {
        "NAME" => token.kind == Kind::Name,
        "NUMBER" => token.kind == Kind::Number,
        "STRING" => token.kind == Kind::String,
        "FSTART" => token.kind == Kind::FStart,
        "TSTART" => token.kind == Kind::TStart,
        "FMIDDLE" => token.kind == Kind::FMiddle,
        "FEND" => token.kind == Kind::FEnd,
        "NEWLINE" => token.kind == Kind::Newline,
        "INDENT" => token.kind == Kind::Indent,
        "DEDENT" => token.kind == Kind::Dedent,
        "END" => token.kind == Kind::End,
        "SOFT" => token.kind == Kind::Name && matches!(text, "_" | "case" | "match" | "type"),
        _ => false,
    }
}

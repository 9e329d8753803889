//! Reads the notation of [`super::rules`] into [`Grammar`].
//!
//! The rules are ours and always well formed; whatever is not becomes a part that matches nothing.

use super::rules;
use std::collections::HashMap;
use std::sync::LazyLock;

/// All rules, with references between them resolved.
pub(super) struct Grammar {
    pub(super) rules: Vec<Rule>,
    names: HashMap<&'static str, usize>,
}

/// One rule.
pub(super) struct Rule {
    pub(super) name: &'static str,
    /// Begins with itself.
    pub(super) left: bool,
    /// Results are shared between the two ways of parsing.
    pub(super) shared: bool,
    pub(super) alternatives: Vec<Alternative>,
}

/// One way to match a rule or a group.
pub(super) struct Alternative {
    pub(super) parts: Vec<Part>,
    pub(super) outcome: Outcome,
}

/// What a match means.
pub(super) enum Outcome {
    /// The only part, or all of them.
    Plain,
    /// The n-th part.
    Part(usize),
    /// A node of this kind.
    Node(&'static str),
    /// An error: a verb with its numbers, and a message or a name.
    Error { verb: &'static str, numbers: [usize; 2], text: &'static str },
}

/// A part of an alternative.
pub(super) enum Part {
    /// An operator or keyword.
    Word(&'static str),
    /// A name with a meaning here.
    Soft(&'static str),
    /// A kind of token.
    Kind(&'static str),
    Rule(usize),
    /// A rule for mistakes: only when explaining.
    Mistake(usize),
    /// A rule that is matched without rules for mistakes.
    Quiet(usize),
    Group(Vec<Alternative>),
    Optional(Box<Part>),
    /// Repeated, at least so many times.
    Repeat(Box<Part>, usize),
    /// Repeated with a separator.
    List(Box<Part>, Box<Part>),
    Ahead(Box<Part>),
    NotAhead(Box<Part>),
    /// A word that must be there.
    Forced(&'static str),
    Cut,
    /// The parts of an empty group.
    Nothing,
}

impl Grammar {
    /// The grammar, read once.
    pub(super) fn get() -> &'static Self {
        static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::read);
        &GRAMMAR
    }

    pub(super) fn rule(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    fn read() -> Self {
        let lines = || rules::STATEMENTS.lines().chain(rules::EXPRESSIONS.lines());
        let headers = lines().filter(|line| is_header(line));
        let names = headers.enumerate().map(|(at, line)| (rule_name(line), at)).collect();
        let mut grammar = Self { rules: Vec::new(), names };
        for line in lines() {
            if is_header(line) {
                grammar.rules.push(Rule {
                    name: rule_name(line),
                    left: line.ends_with("%:"),
                    shared: line.ends_with("*:") || line.ends_with("%:"),
                    alternatives: Vec::new(),
                });
            } else if let Some(text) = line.strip_prefix(" | ") {
                let alternative = Reader { rest: text, names: &grammar.names }.top();
                if let Some(rule) = grammar.rules.last_mut() {
                    rule.alternatives.push(alternative);
                }
            }
        }
        grammar
    }
}

fn is_header(line: &str) -> bool {
    !line.starts_with(' ') && line.ends_with(':')
}

fn rule_name(line: &'static str) -> &'static str {
    line.trim_end_matches([':', '*', '%'])
}

struct Reader<'a> {
    rest: &'static str,
    names: &'a HashMap<&'static str, usize>,
}

impl Reader<'_> {
    fn top(&mut self) -> Alternative {
        let (parts, outcome) = self.rest.split_once(" => ").unwrap_or((self.rest, ""));
        self.rest = parts;
        Alternative { parts: self.parts(), outcome: read_outcome(outcome) }
    }

    /// The parts up to `|` or a closing bracket.
    fn parts(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with(['|', ')', ']']) {
                return parts;
            }
            let part = self.part();
            parts.push(part);
        }
    }

    fn part(&mut self) -> Part {
        let part = self.single();
        if self.eat("+") {
            Part::Repeat(Box::new(part), 1)
        } else if self.eat("*") {
            Part::Repeat(Box::new(part), 0)
        } else if self.eat(".") {
            let item = self.single();
            self.eat("+");
            Part::List(Box::new(part), Box::new(item))
        } else {
            part
        }
    }

    fn single(&mut self) -> Part {
        if self.eat("&&") {
            self.eat("'");
            return Part::Forced(self.until('\''));
        }
        let bytes = self.rest.as_bytes();
        match bytes.first() {
            Some(b'&') => self.prefixed(Part::Ahead),
            Some(b'!') => self.prefixed(Part::NotAhead),
            Some(b'~') => {
                self.eat("~");
                Part::Cut
            }
            Some(b'\'') => {
                self.eat("'");
                Part::Word(self.until('\''))
            }
            Some(b'"') => {
                self.eat("\"");
                Part::Soft(self.until('"'))
            }
            Some(b'(') => {
                self.eat("(");
                let group = Part::Group(self.alternatives());
                self.eat(")");
                group
            }
            Some(b'[') => {
                self.eat("[");
                let group = Part::Group(self.alternatives());
                self.eat("]");
                Part::Optional(Box::new(group))
            }
            _ => self.named(),
        }
    }

    fn prefixed(&mut self, make: fn(Box<Part>) -> Part) -> Part {
        self.rest = self.rest.get(1..).unwrap_or_default();
        make(Box::new(self.single()))
    }

    fn alternatives(&mut self) -> Vec<Alternative> {
        let mut alternatives = Vec::new();
        loop {
            alternatives.push(Alternative { parts: self.parts(), outcome: Outcome::Plain });
            if !self.eat("|") {
                return alternatives;
            }
        }
    }

    fn named(&mut self) -> Part {
        let mistake = self.eat("?");
        let quiet = self.eat("-");
        let len = self.rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let (name, rest) = self.rest.split_at(len);
        // Something that is no name must not stop the reader.
        self.rest = if len == 0 { rest.get(1..).unwrap_or_default() } else { rest };
        match self.names.get(name) {
            Some(rule) if mistake => Part::Mistake(*rule),
            Some(rule) if quiet => Part::Quiet(*rule),
            Some(rule) => Part::Rule(*rule),
            None if len == 0 => Part::Nothing,
            None => Part::Kind(name),
        }
    }

    fn until(&mut self, end: char) -> &'static str {
        let (text, rest) = self.rest.split_once(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

fn read_outcome(text: &'static str) -> Outcome {
    if text.is_empty() {
        return Outcome::Plain;
    }
    if let Some(part) = text.strip_prefix('$') {
        return Outcome::Part(part.parse().unwrap_or_default());
    }
    let (head, message) = match text.split_once(": ") {
        Some(pair) => pair,
        None if text.starts_with("call ") || text.starts_with("target ") => (text, ""),
        None => return Outcome::Node(text),
    };
    let mut words = head.split(' ');
    let verb = words.next().unwrap_or_default();
    let mut numbers = [0; 2];
    let mut name = message;
    let mut filled = 0;
    for word in words {
        match word.parse() {
            Ok(number) if filled < 2 => {
                numbers[filled] = number;
                filled += 1;
            }
            _ => name = word,
        }
    }
    Outcome::Error { verb, numbers, text: name }
}

//! What the rules for mistakes report.
//!
//! An action either stops with the error, or says that its rule has not matched after all.

use super::engine::{Engine, Match, Node, Stop};
use crate::errors::ErrorKind;
use crate::errors::tokens::{Kind, Place, Problem, Token};
use std::rc::Rc;

/// The place of a token: blocks and the end of the text have a column but no width.
pub(super) fn place_of(token: Token) -> Place {
    match token.kind {
        Kind::Indent | Kind::Dedent | Kind::End => Place::Column(token.end, -1),
        Kind::Newline if token.start == token.end => Place::Column(token.end, -1),
        _ => Place::Range(token.start, token.end),
    }
}

/// What an expression is called in messages.
fn expression_name(node: &Node, text: &str) -> &'static str {
    match node.kind {
        "Attribute" => "attribute",
        "Subscript" => "subscript",
        "Starred" => "starred",
        "Name" => "name",
        "List" => "list",
        "Tuple" => "tuple",
        "Lambda" => "lambda",
        "Call" => "function call",
        "BoolOp" | "BinOp" | "UnaryOp" => "expression",
        "Generator" => "generator expression",
        "Yield" => "yield expression",
        "Await" => "await expression",
        "ListComp" => "list comprehension",
        "SetComp" => "set comprehension",
        "DictComp" => "dict comprehension",
        "Dict" => "dict literal",
        "Set" => "set display",
        "FString" => "f-string expression",
        "TString" => "t-string expression",
        "Compare" => "comparison",
        "IfExp" => "conditional expression",
        "NamedExpr" => "named expression",
        "True" => "True",
        "False" => "False",
        "None" => "None",
        "Ellipsis" => "ellipsis",
        "token" => match text {
            "True" => "True",
            "False" => "False",
            "None" => "None",
            _ => "name",
        },
        _ => "literal",
    }
}

fn found<T>(message: impl Into<String>, place: Place) -> Result<T, Stop> {
    Err(Stop::Found(Box::new(Problem::of_grammar(message, place))))
}

fn range(from: &Node, to: &Node) -> Place {
    Place::Range(from.start, to.end)
}

impl Engine<'_> {
    /// Reports the mistake that `whole` is, or finds that it is none.
    pub(super) fn mistake(
        &mut self,
        verb: &str,
        numbers: [usize; 2],
        text: &'static str,
        whole: Rc<Node>,
    ) -> Match {
        let Some(first) = whole.kids.get(numbers[0]) else { return Ok(None) };
        let message = self.fill(text, first, whole.after);
        match verb {
            "at" => found(message, range(first, first)),
            "range" => match whole.kids.get(numbers[1]) {
                Some(last) => found(message, range(first, last)),
                None => Ok(None),
            },
            "from" => found(message, self.up_to_here(first)),
            "last" => found(message, self.here()),
            "next" => {
                let token = self.token(whole.after)?;
                found(message, place_of(token))
            }
            "indent" => self.block_missing(message),
            "block" => {
                let line =
                    self.text.as_bytes()[..first.start].iter().filter(|byte| **byte == b'\n').count() + 1;
                self.block_missing(format!("expected an indented block after {text} on line {line}"))
            }
            "target" => {
                let node = whole.kids.get(numbers[0]);
                node.map_or(Ok(None), |node| self.target(text, node))
            }
            _ => self.special(text, &whole),
        }
    }

    /// The message with what the expression is called, and the letter of the string around.
    fn fill(&self, text: &str, node: &Node, after: usize) -> String {
        let source = self.text.get(node.start..node.end).unwrap_or_default();
        let text = text.replace("{}", expression_name(node, source));
        match text.contains("{f}") {
            true => text.replace("{f}", self.letter(after)),
            false => text,
        }
    }

    /// Whether the innermost string open before a token is an f-string or a t-string.
    pub(super) fn letter(&self, before: usize) -> &'static str {
        match self.string_around(before).map(|token| token.kind) {
            Some(Kind::TStart) => "t",
            _ => "f",
        }
    }

    /// The start of the innermost f-string or t-string open before a token.
    pub(super) fn string_around(&self, before: usize) -> Option<Token> {
        let mut closed = 0;
        for token in self.tokens.tokens.iter().take(before).rev() {
            match token.kind {
                Kind::FEnd => closed += 1,
                Kind::FStart | Kind::TStart if closed > 0 => closed -= 1,
                Kind::FStart | Kind::TStart => return Some(*token),
                _ => {}
            }
        }
        None
    }

    /// The place of the last token that has been looked at.
    pub(super) fn here(&self) -> Place {
        self.tokens.tokens.get(self.furthest).map_or(Place::Before(0), |token| place_of(*token))
    }

    fn up_to_here(&self, node: &Node) -> Place {
        let end = self.tokens.tokens.get(self.furthest).map_or(node.end, |token| token.end);
        Place::UpTo(node.start, end)
    }

    fn block_missing(&self, message: String) -> Match {
        let mut problem = Problem::of_grammar(message, self.here());
        problem.kind = ErrorKind::Indentation;
        Err(Stop::Found(Box::new(problem)))
    }

    /// The part of `node` that cannot be a target.
    fn target(&self, verb: &str, node: &Rc<Node>) -> Match {
        let Some(culprit) = self.culprit(verb, node) else { return Ok(None) };
        let text = self.text.get(culprit.start..culprit.end).unwrap_or_default();
        let name = expression_name(&culprit, text);
        let verb = if verb == "del" { "delete" } else { "assign to" };
        found(format!("cannot {verb} {name}"), range(&culprit, &culprit))
    }

    fn culprit(&self, verb: &str, node: &Rc<Node>) -> Option<Rc<Node>> {
        match node.kind {
            "List" | "Tuple" | "group" | "many" => node.kids.iter().find_map(|kid| self.culprit(verb, kid)),
            "Starred" if verb == "del" => Some(Rc::clone(node)),
            "Starred" => node.kids.get(1).and_then(|kid| self.culprit(verb, kid)),
            "Compare" if verb == "for" => {
                let operator =
                    node.kids.get(1).and_then(|operators| self.tokens.tokens.get(operators.first))?;
                match self.token_text(*operator) {
                    "in" => node.kids.first().and_then(|kid| self.culprit(verb, kid)),
                    _ => None,
                }
            }
            "Name" | "Subscript" | "Attribute" | "empty" | "token" => None,
            _ => Some(Rc::clone(node)),
        }
    }

    fn special(&mut self, name: &str, whole: &Rc<Node>) -> Match {
        let kid = |at: usize| whole.kids.get(at).cloned().unwrap_or_else(|| Rc::clone(whole));
        match name {
            "missing_comma" => self.missing_comma(&kid(0), &kid(1), whole.after),
            "lambda_in_string" => {
                let letter = self.letter(whole.after);
                let message =
                    format!("{letter}-string: lambda expressions are not allowed without parentheses");
                found(message, range(&kid(0), &kid(2)))
            }
            "legacy" => {
                let text = self.text.get(kid(0).start..kid(0).end).unwrap_or_default();
                if !matches!(text, "print" | "exec") {
                    return Ok(None);
                }
                let message = format!("Missing parentheses in call to '{text}'. Did you mean {text}(...)?");
                found(message, range(&kid(0), &kid(1)))
            }
            "type_var_tuple" | "param_spec" => {
                let what = if name == "param_spec" { "ParamSpec" } else { "TypeVarTuple" };
                let how = if kid(3).kind == "Tuple" { "constraints" } else { "bound" };
                found(format!("cannot use {how} with {what}"), self.up_to_here(&kid(2)))
            }
            "assign_constant" => {
                let text = self.text.get(kid(0).start..kid(0).end).unwrap_or_default();
                found(format!("cannot assign to {text}"), range(&kid(0), &kid(1)))
            }
            "missing_value" => {
                let end = kid(0).end.saturating_sub(1);
                found("':' expected after dictionary key", Place::Column(end + 1, 0))
            }
            "parenthesized_target" => {
                let last = kid(3);
                let items = last.kids.first().and_then(|items| items.kids.last().cloned());
                let message = "did you forget parentheses around the comprehension target?";
                found(message, range(&kid(1), &items.unwrap_or(last)))
            }
            "star_after_unpacking" => {
                let message = "iterable argument unpacking follows keyword argument unpacking";
                found(message, self.order_place(whole))
            }
            "bare_generator" => self.bare_generator(&kid(0), &kid(1)),
            "argument_order" => self.argument_order(&kid(0)),
            _ => self.literal(name, whole),
        }
    }

    fn order_place(&self, whole: &Node) -> Place {
        let comma = whole.kids.get(1).map_or(whole.start, |comma| comma.start);
        self.tokens
            .tokens
            .get(self.furthest)
            .map_or(Place::Before(comma), |last| Place::UpTo(comma, last.end))
    }

    /// Two expressions in a row, inside brackets.
    fn missing_comma(&self, left: &Node, right: &Node, after: usize) -> Match {
        let name = self.text.get(left.start..left.end).unwrap_or_default();
        let legacy = left.kind == "Name" && matches!(name, "print" | "exec");
        let last = after.checked_sub(1).and_then(|last| self.tokens.tokens.get(last));
        if legacy || last.is_none_or(|last| last.level == 0) {
            return Ok(None);
        }
        found("invalid syntax. Perhaps you forgot a comma?", range(left, right))
    }

    /// The arguments of a call, in order.
    fn arguments(node: &Rc<Node>, out: &mut Vec<Rc<Node>>) {
        match node.kind {
            "args" | "group" | "many" => node.kids.iter().for_each(|kid| Self::arguments(kid, out)),
            "empty" | "token" => {}
            _ => out.push(Rc::clone(node)),
        }
    }

    fn bare_generator(&self, args: &Rc<Node>, clauses: &Node) -> Match {
        let mut arguments = Vec::new();
        Self::arguments(args, &mut arguments);
        // Unpackings and keywords with a name come after the others in the tree.
        let count = arguments.len();
        arguments.retain(|argument| !matches!(argument.kind, "keyword" | "unpacking"));
        match arguments.last() {
            Some(last) if count > 1 => {
                found("Generator expression must be parenthesized", range(last, clauses))
            }
            _ => Ok(None),
        }
    }

    fn argument_order(&self, args: &Rc<Node>) -> Match {
        let mut arguments = Vec::new();
        Self::arguments(args, &mut arguments);
        let unpacking = arguments.iter().any(|argument| argument.kind == "unpacking");
        let message = match unpacking {
            true => "positional argument follows keyword argument unpacking",
            false => "positional argument follows keyword argument",
        };
        found(message, self.here())
    }
}

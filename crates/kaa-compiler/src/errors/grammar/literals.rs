//! Literals that the grammar takes apart: strings in a row, conversions, numbers in patterns.

use super::engine::{Engine, Match, Node, Stop};
use super::escapes;
use crate::errors::tokens::{Kind, Place, Problem, Token};
use std::rc::Rc;

fn found(message: impl Into<String>, place: Place) -> Match {
    Err(Stop::Found(Box::new(Problem::of_grammar(message, place))))
}

impl Engine<'_> {
    /// The actions that make a node if all is well.
    pub(super) fn literal(&mut self, name: &str, whole: &Rc<Node>) -> Match {
        let text = self.text.get(whole.start..whole.end).unwrap_or_default();
        match name {
            "strings" => self.strings(whole),
            "string" => self.string(whole),
            "conversion" => self.conversion(whole),
            "formatted" => self.formatted(whole, "FString"),
            "template" => self.formatted(whole, "TString"),
            "format_text" => {
                self.text_of_format(whole.first)?;
                Ok(Some(Rc::clone(whole)))
            }
            "real_number" if text.ends_with(['j', 'J']) => {
                found("real number required in complex literal", Place::Range(whole.start, whole.end))
            }
            "imaginary_number" if !text.ends_with(['j', 'J']) => {
                found("imaginary number required in complex literal", Place::Range(whole.start, whole.end))
            }
            _ => Ok(Some(Rc::clone(whole))),
        }
    }

    fn strings(&mut self, whole: &Rc<Node>) -> Match {
        let (mut bytes, mut texts, mut formatted) = (false, false, false);
        for at in whole.first..whole.after {
            let Some(token) = self.tokens.tokens.get(at).copied() else { continue };
            match token.kind {
                Kind::String if self.prefix(token).contains(['b', 'B']) => bytes = true,
                Kind::String => texts = true,
                kind => formatted |= kind == Kind::FStart,
            }
        }
        if bytes && (texts || formatted) {
            return found("cannot mix bytes and nonbytes literals", self.here());
        }
        let kind = if formatted { "FString" } else { "Literal" };
        Ok(Some(self.node(kind, whole.first, whole.after, Vec::new())))
    }

    fn prefix(&self, token: Token) -> &str {
        self.token_text(token).split(['\'', '"']).next().unwrap_or_default()
    }

    /// One string: it must be possible to decode.
    fn string(&mut self, whole: &Rc<Node>) -> Match {
        let Some(token) = self.tokens.tokens.get(whole.first).copied() else { return Ok(None) };
        let (source, prefix) = (self.token_text(token), self.prefix(token));
        let bytes = prefix.contains(['b', 'B']);
        let place = Place::Range(token.start, token.end);
        if bytes && !source.is_ascii() {
            return found("bytes can only contain ASCII literal characters", place);
        }
        let text = source.get(prefix.len()..).unwrap_or_default();
        let triple = text.starts_with("'''") || text.starts_with("\"\"\"");
        let quotes = if triple { 3 } else { 1 };
        let body = text.get(quotes..text.len().saturating_sub(quotes)).unwrap_or_default();
        match escapes::problem(body, bytes).filter(|_| !prefix.contains(['r', 'R'])) {
            Some(message) => found(message, place),
            None => Ok(Some(self.node("Literal", whole.first, whole.after, Vec::new()))),
        }
    }

    /// An f-string or t-string: its texts are decoded once it is read.
    fn formatted(&mut self, whole: &Rc<Node>, kind: &'static str) -> Match {
        if let Some(parts) = whole.kids.get(1) {
            for part in parts.kids.iter().filter(|part| part.after == part.first + 1) {
                self.text_of_format(part.first)?;
            }
        }
        Ok(Some(self.node(kind, whole.first, whole.after, Vec::new())))
    }

    /// Complains about a text of an f-string that cannot be decoded.
    fn text_of_format(&self, at: usize) -> Result<(), Stop> {
        let tokens = &self.tokens.tokens;
        let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::FMiddle) else { return Ok(()) };
        let start = self.string_around(at);
        if start.is_some_and(|start| self.prefix(start).contains(['r', 'R'])) {
            return Ok(());
        }
        match escapes::problem(self.token_text(*token), false) {
            Some(message) => Err(Stop::Found(Box::new(Problem::of_grammar(message, self.here())))),
            None => Ok(()),
        }
    }

    fn conversion(&mut self, whole: &Rc<Node>) -> Match {
        let [mark, name] = &*whole.kids else { return Ok(None) };
        let letter = self.letter(whole.after);
        if mark.end != name.start {
            let message =
                format!("{letter}-string: conversion type must come right after the exclamation mark");
            return found(message, Place::Range(mark.start, name.end));
        }
        let text = self.text.get(name.start..name.end).unwrap_or_default();
        if !matches!(text, "s" | "r" | "a") {
            let message =
                format!("{letter}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
            return found(message, Place::Range(name.start, name.end));
        }
        Ok(Some(Rc::clone(whole)))
    }
}

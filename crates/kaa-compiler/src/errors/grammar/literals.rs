//! Literals that the grammar takes apart: strings in a row, conversions, numbers in patterns.

use super::engine::{Engine, Match, Node, Stop};
use super::escapes;
use crate::errors::tokens::{Kind, Place, Problem};
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
            "conversion" => self.conversion(whole),
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
        let mut bad = None;
        for at in whole.first..whole.after {
            let Some(token) = self.tokens.tokens.get(at).copied() else { continue };
            if token.kind != Kind::String {
                formatted |= token.kind == Kind::FStart;
                continue;
            }
            let source = self.token_text(token);
            let prefix = source.split(['\'', '"']).next().unwrap_or_default();
            let is_bytes = prefix.contains(['b', 'B']);
            if is_bytes && !source.is_ascii() {
                let message = "bytes can only contain ASCII literal characters";
                return found(message, Place::Range(token.start, token.end));
            }
            let quotes = if source
                .get(prefix.len()..)
                .is_some_and(|text| text.starts_with("'''") || text.starts_with("\"\"\""))
            {
                3
            } else {
                1
            };
            let body =
                source.get(prefix.len() + quotes..source.len().saturating_sub(quotes)).unwrap_or_default();
            if !prefix.contains(['r', 'R']) {
                bad = bad.or_else(|| Some((escapes::problem(body, is_bytes)?, token)));
            }
            bytes |= is_bytes;
            texts |= !is_bytes;
        }
        if bytes && (texts || formatted) {
            return found("cannot mix bytes and nonbytes literals", self.here());
        }
        if let Some((message, token)) = bad {
            return found(message, Place::Range(token.start, token.end));
        }
        let kind = if formatted { "FString" } else { "Literal" };
        Ok(Some(self.node(kind, whole.first, whole.after, Vec::new())))
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

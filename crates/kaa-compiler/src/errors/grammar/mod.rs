//! What is wrong with a program that does not parse, found by parsing it once more with a grammar of mistakes.
//!
//! The parser proper is fast and recovers from errors its own way. For the words and places of CPython the tokens
//! ([`super::tokens`]) are matched ([`engine`]) against rules ([`rules`], read by [`notation`]): once with those of the
//! language, to see how far that gets, and once more with those for usual mistakes ([`actions`], [`literals`], [`escapes`]). Runs only
//! after an error, so it need not be fast.

mod actions;
mod engine;
mod escapes;
mod literals;
mod notation;
mod rules;

use super::ErrorKind;
use super::tokens::{Kind, Place, Problem, Tokens};
use engine::{Engine, Match, Stop};

/// What explaining a text comes to.
pub(super) enum Verdict {
    /// There is no error: the grammar matches up to this token.
    Fine(usize),
    /// It is nested too deeply to say.
    TooDeep,
    /// The error.
    Wrong(Problem),
}

/// The error of a text that ends with a line end. With `incomplete`, errors at the end of the text are those of a program
/// that goes on.
pub(super) fn explain(text: &str, tokens: &Tokens, start: &str, incomplete: bool) -> Verdict {
    let mut first = Engine::new(text, tokens, false);
    let outcome = first.start(start);
    if incomplete && let Some(place) = end_met(text, tokens, &first, &outcome) {
        let problem =
            Problem { kind: ErrorKind::Incomplete, ..Problem::of_grammar("incomplete input", place) };
        return Verdict::Wrong(reached(problem, tokens, first.furthest));
    }
    match outcome {
        Ok(Some(node)) => Verdict::Fine(node.after),
        Err(Stop::GiveUp) => Verdict::TooDeep,
        outcome => search(text, tokens, start, &first, outcome).map_or(Verdict::TooDeep, Verdict::Wrong),
    }
}

/// The place of the error, if reading the furthest token has met the end of the text.
fn end_met(text: &str, tokens: &Tokens, first: &Engine<'_>, outcome: &Match) -> Option<Place> {
    let end = if tokens.added { text.len() - 1 } else { text.len() };
    match (outcome, &tokens.problem) {
        (Ok(Some(_)) | Err(Stop::GiveUp), _) => None,
        (Err(Stop::Found(_)), Some(problem)) => problem.at_end.then_some(match problem.place {
            Place::Before(at) => Place::Column(at, -1),
            _ => Place::Column(end, -1),
        }),
        _ => {
            let token = tokens.tokens.get(first.furthest)?;
            let met =
                token.end >= end && (tokens.added || token.kind != Kind::Newline || token.start == token.end);
            met.then(|| first.here())
        }
    }
}

fn search(text: &str, tokens: &Tokens, start: &str, first: &Engine<'_>, outcome: Match) -> Option<Problem> {
    match outcome {
        Ok(Some(_)) | Err(Stop::GiveUp) => return None,
        Err(Stop::Found(problem)) => {
            let problem = reached(*problem, tokens, first.furthest);
            return Some(override_by_tokens(problem, text, tokens, first.furthest));
        }
        Ok(None) => {}
    }
    let last = first.furthest;
    let mut second = Engine::new(text, tokens, true);
    let outcome = second.start(start);
    let read = last.max(second.furthest);
    match outcome {
        Err(Stop::Found(problem)) => {
            Some(override_by_tokens(reached(*problem, tokens, read), text, tokens, second.furthest))
        }
        Err(Stop::GiveUp) => None,
        Ok(_) => {
            let place = first.here();
            let kind = tokens.tokens.get(last).map(|token| token.kind);
            let indentation =
                |message| Problem { kind: ErrorKind::Indentation, ..Problem::of_grammar(message, place) };
            let indentation = |message| reached(indentation(message), tokens, read);
            match kind {
                Some(Kind::Indent) => Some(indentation("unexpected indent")),
                Some(Kind::Dedent) => Some(indentation("unexpected unindent")),
                _ => {
                    // The end of the text has no column.
                    let place = match place {
                        Place::Column(at, -1) => Place::Column(line_start(text, at), 0),
                        place => place,
                    };
                    let problem = reached(Problem::of_grammar("invalid syntax", place), tokens, read);
                    Some(override_by_tokens(problem, text, tokens, second.furthest))
                }
            }
        }
    }
}

/// Where the line of an offset starts; the end of the text is on the last line.
fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at.min(text.len().saturating_sub(1))).unwrap_or_default();
    before.rfind('\n').map_or(0, |end| end + 1)
}

/// An error of the grammar, found when the tokens up to `token` had been read.
fn reached(problem: Problem, tokens: &Tokens, token: usize) -> Problem {
    let end = tokens.tokens.get(token).map_or(usize::MAX, |token| token.end.max(token.start + 1));
    Problem { reached: problem.reached.map(|reached| reached.max(end)), ..problem }
}

/// Errors in later tokens matter more than errors of the grammar.
fn override_by_tokens(problem: Problem, text: &str, tokens: &Tokens, reached: usize) -> Problem {
    let Some(later) = &tokens.problem else { return problem };
    if later.eager {
        return later.clone();
    }
    let line = |at: usize| text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
    let reached = tokens.tokens.get(reached).map_or(0, |token| line(token.start));
    match tokens.open.last() {
        Some((bracket, at)) if reached > line(*at) => {
            let message = format!("'{}' was never closed", char::from(*bracket));
            let problem = Problem::of_grammar(message, Place::Column(*at + 1, 0));
            Problem { reached: Some(text.len()), ..problem }
        }
        _ => problem,
    }
}

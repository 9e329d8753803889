//! How deep a text is nested, before it is parsed: the parser goes down by recursion, so this must be known first.
//!
//! What opens a level: brackets, prefix operators, `lambda`, `else` and `**`; only the end of a part closes it.

use super::{Kind, Tokens};

/// Levels open within one pair of brackets.
#[derive(Clone, Copy, Default)]
struct Open {
    levels: usize,
    lambdas: usize,
}

/// Everything in a text that could open a level, wherever it stands: never less than the nesting.
pub(super) fn most(text: &str) -> usize {
    let signs =
        text.bytes().filter(|byte| matches!(byte, b'(' | b'[' | b'{' | b'-' | b'+' | b'~' | b'*')).count();
    let words = ["lambda", "not", "await", "else", "yield", "from"];
    signs + words.iter().map(|word| text.matches(word).count()).sum::<usize>()
}

/// The nesting of the tokens.
pub(super) fn of_tokens(text: &str, tokens: &Tokens) -> usize {
    let (mut outer, mut here) = (Vec::<Open>::new(), Open::default());
    let (mut sum, mut deepest) = (0, 0);
    // Does an operand stand before this place?
    let mut operand = false;
    for token in &tokens.tokens {
        let word = text.get(token.start..token.end).unwrap_or_default();
        match (token.kind, word) {
            (Kind::Newline, _) if outer.is_empty() => (here, operand) = (Open::default(), false),
            (Kind::FStart | Kind::TStart, _) | (Kind::Op, "(" | "[" | "{") => {
                sum += here.levels + 1;
                outer.push(std::mem::take(&mut here));
                operand = false;
            }
            (Kind::FEnd, _) | (Kind::Op, ")" | "]" | "}") => {
                here = outer.pop().unwrap_or_default();
                sum = sum.saturating_sub(here.levels + 1);
                operand = true;
            }
            (Kind::Op, "," | ";") => {
                here.levels = here.lambdas;
                operand = false;
            }
            (Kind::Op, ":") => {
                here.lambdas = here.lambdas.saturating_sub(1);
                operand = false;
            }
            (Kind::Op, "-" | "+" | "~") => {
                here.levels += usize::from(!operand);
                operand = false;
            }
            (Kind::Op, "**") | (Kind::Keyword, "lambda" | "not" | "await" | "else" | "yield" | "from") => {
                here.levels += 1;
                here.lambdas += usize::from(word == "lambda");
                operand = false;
            }
            (Kind::Op | Kind::Newline, _) => operand = false,
            _ => operand = true,
        }
        deepest = deepest.max(sum + here.levels);
    }
    deepest
}

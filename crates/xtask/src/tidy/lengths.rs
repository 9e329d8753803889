//! Files of at most 600 lines, functions of at most 70: whatever is longer wants to be two things.
use std::collections::BTreeMap;

use super::Source;
use super::config::Config;
use super::lexer::lex;

const FILE: usize = 600;
const FUNCTION: usize = 70;

/// Something with a length.
struct Measured {
    /// `path` or `path::name`.
    key: String,
    /// Where it starts.
    line: usize,
    lines: usize,
}

pub(super) fn problems(sources: &[Source], config: &Config) -> Vec<String> {
    let mut problems = compare(&files(sources), &config.files, FILE, "file");
    problems.extend(compare(&functions(sources), &config.functions, FUNCTION, "function"));
    problems
}

/// Lowers limits to what is there and removes those that nobody needs; counts them.
pub(super) fn shrink(sources: &[Source], config: &mut Config) -> usize {
    lower(&files(sources), &mut config.files, FILE)
        + lower(&functions(sources), &mut config.functions, FUNCTION)
}

fn lower(measured: &[Measured], limits: &mut BTreeMap<String, usize>, most: usize) -> usize {
    let mut changed = 0;
    limits.retain(|key, limit| {
        let lines = longest(measured, key);
        changed += usize::from(lines < *limit);
        *limit = lines.min(*limit);
        *limit > most
    });
    changed
}

fn longest(measured: &[Measured], key: &str) -> usize {
    measured.iter().filter(|item| item.key == key).map(|item| item.lines).max().unwrap_or(0)
}

fn compare(measured: &[Measured], limits: &BTreeMap<String, usize>, most: usize, what: &str) -> Vec<String> {
    let too_long = measured.iter().filter(|item| item.lines > *limits.get(&item.key).unwrap_or(&most));
    let describe = |item: &Measured| {
        let limit = limits.get(&item.key).unwrap_or(&most);
        let place = item.key.split("::").next().unwrap_or_default();
        let name = item.key.rsplit("::").next().unwrap_or_default();
        format!("{place}:{}: {what} {name} has {} lines, {limit} are allowed", item.line, item.lines)
    };
    let mut problems: Vec<String> = too_long.map(describe).collect();
    let obsolete = limits.keys().filter(|key| longest(measured, key) <= most);
    problems
        .extend(obsolete.map(|key| format!("tidy.toml: {key} needs no exception any more: tidy --shrink")));
    problems
}

fn files(sources: &[Source]) -> Vec<Measured> {
    let wanted = sources.iter().filter(|source| source.is_rust() && !source.is_generated());
    wanted
        .map(|source| Measured { key: source.path.clone(), line: 1, lines: source.text.lines().count() })
        .collect()
}

fn functions(sources: &[Source]) -> Vec<Measured> {
    let wanted = sources.iter().filter(|source| source.is_rust() && !source.is_generated());
    wanted.flat_map(functions_of).collect()
}

/// A function that is being read: its name, where it starts, and the bracket depth at which its body opened.
struct Open {
    name: String,
    line: usize,
    body: Option<usize>,
}

fn functions_of(source: &Source) -> Vec<Measured> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut depth = 0_usize;
    for (index, code) in lex(&source.text).code.iter().enumerate() {
        let mut after_fn = false;
        for token in tokens(code) {
            if std::mem::take(&mut after_fn)
                && token.starts_with(|char: char| char.is_alphabetic() || "_$".contains(char))
            {
                open.push(Open { name: token.to_owned(), line: index + 1, body: None });
            }
            match token {
                "fn" => after_fn = true,
                "{" | "(" | "[" => {
                    if let Some(function) =
                        open.last_mut().filter(|function| token == "{" && function.body.is_none())
                    {
                        function.body = Some(depth);
                    }
                    depth += 1;
                }
                "}" | ")" | "]" => {
                    depth = depth.saturating_sub(1);
                    if let Some(function) =
                        open.pop_if(|function| token == "}" && function.body == Some(depth))
                    {
                        let key = format!("{}::{}", source.path, function.name);
                        found.push(Measured { key, line: function.line, lines: index + 2 - function.line });
                    }
                }
                // A declaration without a body; a `;` inside an array type stands between brackets, where the body
                // has not opened either, but such a function is always followed by its `{`.
                ";" if open.last().is_some_and(|function| function.body.is_none()) && !in_brackets(code) => {
                    open.pop();
                }
                _ => {}
            }
        }
    }
    found
}

/// Whether this line ends inside square brackets or has `;` only within them, as `fn f(x: [u8; 4])` does.
fn in_brackets(code: &str) -> bool {
    !code.trim_end().ends_with(';')
}

/// Words (with a leading `$`) and single marks.
fn tokens(code: &str) -> impl Iterator<Item = &str> {
    let mut rest = code;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let is_word = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
        let length = if is_word(first) {
            rest.find(|char| !is_word(char)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, tail) = rest.split_at(length);
        rest = tail;
        Some(token)
    })
}

#[cfg(test)]
mod tests {
    use super::{Source, functions_of};

    #[test]
    fn functions_are_measured_from_signature_to_brace() {
        let text = "trait T {\n    fn a(&self);\n    fn b(x: [u8; 4]) -> u8 {\n        // }\n        '}' as u8\n    }\n}\nfn c() { fn d() {\n} }\n";
        let source = Source { path: "x.rs".to_owned(), text: text.to_owned() };
        let found: Vec<_> =
            functions_of(&source).into_iter().map(|item| (item.key, item.line, item.lines)).collect();
        let expected = [("x.rs::b", 3, 4), ("x.rs::d", 8, 2), ("x.rs::c", 8, 2)];
        assert_eq!(found, expected.map(|(key, line, lines)| (key.to_owned(), line, lines)));
    }
}

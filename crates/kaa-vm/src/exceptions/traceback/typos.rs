//! "Did you mean 'while'?": a misspelt keyword on the line of a syntax error. A keyword is suggested when the line compiles
//! with it, or would with more lines.

use super::super::suggest::closest_name;
use crate::vm::{CompileRequest, Vm};

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// `PyCF_ALLOW_INCOMPLETE_INPUT`
const INCOMPLETE: u32 = 0x4000;
/// Names of a line that are looked at.
const MOST_NAMES: usize = 10;
/// Keywords that are tried for a name.
const MOST_MATCHES: usize = 3;
/// Longer lines are not looked at.
const LONGEST: usize = 1024;

/// A name that should be a keyword.
pub(super) struct Typo {
    /// Where it stands in the line, in characters.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) keyword: &'static str,
}

/// The first name of a line that a keyword can replace.
pub(super) fn find(vm: &Vm, line: &str) -> Option<Typo> {
    if line.chars().count() > LONGEST {
        return None;
    }
    let all: Vec<String> = KEYWORDS.iter().map(|k| (*k).to_owned()).collect();
    let chars: Vec<char> = line.chars().collect();
    for (start, end) in names(&chars).into_iter().filter(|n| !is_keyword(&chars[n.0..n.1])).take(MOST_NAMES) {
        let wrong: String = chars[start..end].iter().collect();
        let nearest = closest_name(&wrong, &all).and_then(|n| KEYWORDS.iter().find(|k| **k == n));
        let similar = similar(&chars[start..end]);
        for keyword in nearest.into_iter().chain(similar).take(MOST_MATCHES) {
            let mut fixed: Vec<char> = chars[..start].to_vec();
            fixed.extend(keyword.chars());
            fixed.extend(&chars[end..]);
            let fixed: String = fixed.iter().collect();
            if compiles(vm, &fixed) {
                return Some(Typo { start, end, keyword });
            }
        }
    }
    None
}

fn is_keyword(name: &[char]) -> bool {
    KEYWORDS.iter().any(|k| k.chars().eq(name.iter().copied()))
}

/// Names outside texts and comments.
fn names(line: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let c = line[at];
        let from = at;
        if c.is_alphabetic() || c == '_' {
            while at < line.len() && (line[at].is_alphanumeric() || line[at] == '_') {
                at += 1;
            }
            if line.get(at).is_none_or(|c| !matches!(c, '\'' | '"')) {
                found.push((from, at));
            }
        } else if c.is_ascii_digit() {
            while at < line.len() && (line[at].is_alphanumeric() || line[at] == '_') {
                at += 1;
            }
        } else if matches!(c, '\'' | '"') {
            at += 1;
            while at < line.len() && line[at] != c {
                at += if line[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
        } else if c == '#' {
            break;
        } else {
            at += 1;
        }
    }
    found
}

/// The line alone, or the beginning of something. What is indented may stand in a function.
fn compiles(vm: &Vm, line: &str) -> bool {
    let source = match line.starts_with([' ', '\t']) {
        true => format!("def f():\n{line}\n"),
        false => format!("{line}\n"),
    };
    let request = CompileRequest {
        source: source.as_bytes(),
        is_text: true,
        filename: "<typo>",
        mode: "exec",
        flags: INCOMPLETE,
        optimize: -1,
    };
    match vm.compile(request) {
        Ok(_) => true,
        Err(e) => vm.matches(&e, &vm.exceptions.incomplete_input_error),
    }
}

/// Keywords that share at least half of their letters with a name, the most similar first.
fn similar(wrong: &[char]) -> Vec<&'static &'static str> {
    let mut scored: Vec<(usize, usize, &&str)> = Vec::new();
    for keyword in KEYWORDS {
        let letters: Vec<char> = keyword.chars().collect();
        let (same, all) = (matching(&letters, wrong), letters.len() + wrong.len());
        if 4 * same >= all {
            scored.push((same, all, keyword));
        }
    }
    // Ratios as fractions; equal ones by name, backwards.
    scored.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)).then_with(|| b.2.cmp(a.2)));
    scored.into_iter().take(MOST_MATCHES).map(|s| s.2).collect()
}

/// How many letters lie in common runs: the longest run, then those on both sides of it.
fn matching(a: &[char], b: &[char]) -> usize {
    let (mut best, mut place) = (0, (0, 0));
    for i in 0..a.len() {
        for j in 0..b.len() {
            let run = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            if run > best {
                (best, place) = (run, (i, j));
            }
        }
    }
    if best == 0 {
        return 0;
    }
    let (i, j) = place;
    matching(&a[..i], &b[..j]) + best + matching(&a[i + best..], &b[j + best..])
}

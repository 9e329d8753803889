//! Unsafe code stands in listed files only, and each block says above itself why it is sound.
use super::Source;
use super::config::Config;
use super::lexer::{Lexed, lex};

/// How far above an unsafe block its reason may begin.
const REACH: usize = 10;

pub(super) fn problems(sources: &[Source], config: &Config) -> Vec<String> {
    let mut problems = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        let lexed = lex(&source.text);
        let listed = config.unsafe_files.iter().any(|place| covers(place, &source.path));
        for line in (0..lexed.code.len()).filter(|line| has_word(&lexed.code[*line], "unsafe")) {
            if !listed {
                problems.push(format!(
                    "{}:{}: unsafe code in a file that tidy.toml does not list",
                    source.path,
                    line + 1
                ));
            } else if needs_reason(&lexed.code[line]) && !has_reason(&lexed, line) {
                problems.push(format!("{}:{}: unsafe without a SAFETY comment", source.path, line + 1));
            }
        }
    }
    let unused = |place: &&String| !sources.iter().any(|source| covers(place, &source.path));
    problems.extend(
        config.unsafe_files.iter().filter(unused).map(|place| format!("tidy.toml: {place} does not exist")),
    );
    problems
}

fn covers(place: &str, path: &str) -> bool {
    place == path || place.ends_with('/') && path.starts_with(place)
}

/// A whole word outside attributes, where `unsafe_code` and the like are names of lints.
fn has_word(code: &str, word: &str) -> bool {
    code.split(|char: char| !char.is_alphanumeric() && char != '_').any(|part| part == word)
}

/// Blocks and impls do; what an `unsafe fn` asks of its callers stands in its documentation, which clippy wants.
fn needs_reason(code: &str) -> bool {
    code.contains("unsafe {") || code.contains("unsafe impl")
}

fn has_reason(lexed: &Lexed, line: usize) -> bool {
    lexed.comments[line.saturating_sub(REACH)..=line].iter().any(|comment| comment.contains("SAFETY"))
}

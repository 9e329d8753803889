//! Words that must not land: notes of unfinished work, and lint exceptions without a reason. The words are put together
//! here from halves, so that this file does not accuse itself.
use super::Source;
use super::lexer::lex;

const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME")];
const CODE: &[(&str, &str)] = &[
    (concat!("to", "do!"), "unfinished code"),
    (concat!("unimple", "mented!"), "unfinished code"),
    (concat!("#[al", "low("), "use #[expect(…, reason = …)]"),
    (concat!("#![al", "low("), "use #![expect(…, reason = …)]"),
];

pub(super) fn problems(sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            let words = line.split(|char: char| !char.is_alphanumeric() && char != '_');
            problems.extend(
                words
                    .filter(|word| NOTES.contains(word))
                    .map(|word| complain(source, index, word, "a note of unfinished work")),
            );
        }
        if source.is_rust() {
            for (index, line) in lex(&source.text).code.iter().enumerate() {
                let found = CODE.iter().filter(|(text, _)| line.contains(text));
                problems.extend(found.map(|(text, why)| complain(source, index, text, why)));
            }
        }
    }
    problems
}

fn complain(source: &Source, index: usize, word: &str, why: &str) -> String {
    format!("{}:{}: {word}: {why}", source.path, index + 1)
}

//! Splits a Rust file into code and comments, line by line: enough of a lexer to count and search without being fooled
//! by texts inside strings. Knows no grammar.

/// A file with comments and literals taken out of its code. Both vectors have one entry for each line.
pub(super) struct Lexed {
    /// The code; literals are reduced to their quotes.
    pub(super) code: Vec<String>,
    /// What stood in comments.
    pub(super) comments: Vec<String>,
}

#[derive(Clone, Copy)]
enum Inside {
    Code,
    LineComment,
    BlockComment(usize),
    Text,
    RawText(usize),
}

/// Takes a file apart.
pub(super) fn lex(text: &str) -> Lexed {
    let chars: Vec<char> = text.chars().collect();
    let mut lexed = Lexed { code: vec![String::new()], comments: vec![String::new()] };
    let mut inside = Inside::Code;
    let mut at = 0;
    while let Some(&char) = chars.get(at) {
        if char == '\n' {
            lexed.code.push(String::new());
            lexed.comments.push(String::new());
            if matches!(inside, Inside::LineComment) {
                inside = Inside::Code;
            }
            at += 1;
            continue;
        }
        let rest = &chars[at..];
        let (length, next) = step(inside, rest);
        match (inside, next) {
            (Inside::Code, Inside::Code) => push(&mut lexed.code, literal_or_code(rest, length)),
            (Inside::LineComment, _) | (Inside::BlockComment(_), Inside::BlockComment(_)) => {
                push(&mut lexed.comments, rest[..1].iter().collect())
            }
            _ => {}
        }
        inside = next;
        at += length;
    }
    lexed
}

fn push(lines: &mut [String], text: String) {
    if let Some(line) = lines.last_mut() {
        line.push_str(&text);
    }
}

/// A character literal says nothing about structure.
fn literal_or_code(rest: &[char], length: usize) -> String {
    if rest[0] == '\'' && length > 1 { "''".to_owned() } else { rest[..length].iter().collect() }
}

/// How many characters belong together here, and what comes after them. Never steps over a line end in code.
fn step(inside: Inside, rest: &[char]) -> (usize, Inside) {
    let next = rest.get(1).copied();
    match (inside, rest[0]) {
        (Inside::LineComment, _) => (1, Inside::LineComment),
        (Inside::BlockComment(depth), '*') if next == Some('/') && depth == 1 => (2, Inside::Code),
        (Inside::BlockComment(depth), '*') if next == Some('/') => (2, Inside::BlockComment(depth - 1)),
        (Inside::BlockComment(depth), '/') if next == Some('*') => (2, Inside::BlockComment(depth + 1)),
        (Inside::Text, '\\') if next.is_some_and(|char| char != '\n') => (2, Inside::Text),
        (Inside::Text, '"') => (1, Inside::Code),
        (Inside::RawText(hashes), '"')
            if rest.iter().skip(1).take_while(|char| **char == '#').count() >= hashes =>
        {
            (1 + hashes, Inside::Code)
        }
        (Inside::Code, '/') if next == Some('/') => (2, Inside::LineComment),
        (Inside::Code, '/') if next == Some('*') => (2, Inside::BlockComment(1)),
        (Inside::Code, '"') => (1, Inside::Text),
        (Inside::Code, 'r') => raw(rest, 1).unwrap_or_else(|| word(rest)),
        (Inside::Code, 'b') if next == Some('r') => raw(rest, 2).unwrap_or_else(|| word(rest)),
        (Inside::Code, 'b') if next == Some('\'') => (1, Inside::Code),
        (Inside::Code, 'b' | 'c') if next == Some('"') => (2, Inside::Text),
        (Inside::Code, '\'') => (character(rest), Inside::Code),
        (Inside::Code, char) if char.is_alphanumeric() || char == '_' => word(rest),
        (inside, _) => (1, inside),
    }
}

/// A whole word, so that the `r` at the end of one does not begin a raw string.
fn word(rest: &[char]) -> (usize, Inside) {
    let length = rest.iter().take_while(|char| char.is_alphanumeric() || **char == '_').count();
    (length.max(1), Inside::Code)
}

/// The beginning of a raw string whose prefix has this length.
fn raw(rest: &[char], prefix: usize) -> Option<(usize, Inside)> {
    let hashes = rest.get(prefix..)?.iter().take_while(|char| **char == '#').count();
    (rest.get(prefix + hashes) == Some(&'"')).then_some((prefix + hashes + 1, Inside::RawText(hashes)))
}

/// The length of a character literal, or 1 for the quote of a lifetime.
fn character(rest: &[char]) -> usize {
    match (rest.get(1), rest.get(2)) {
        (Some('\\'), _) => rest.iter().skip(3).position(|char| *char == '\'').map_or(1, |end| end + 4),
        (Some(_), Some('\'')) => 3,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::lex;

    fn code(text: &str) -> String {
        lex(text).code.join("\n")
    }

    #[test]
    fn comments_and_texts_leave_the_code() {
        assert_eq!(code("a // unsafe {\nb /* { /* } */ */ c"), "a \nb  c");
        assert_eq!(
            code("f(\"{ \\\" }\", r#\"{\"}\"#, b\"{\", '{', '\\'', '\\u{7b}')"),
            "f(, , , '', '', '')"
        );
        assert_eq!(code("fn f<'a>(x: &'a str) -> char { 'x' }"), "fn f<'a>(x: &'a str) -> char { '' }");
    }

    #[test]
    fn comments_are_kept_by_line() {
        assert_eq!(lex("x // one\n/* two\nthree */").comments, [" one", " two", "three "]);
    }
}

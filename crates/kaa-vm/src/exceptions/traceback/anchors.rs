//! What to mark inside an expression: the operator of a binary operation, the brackets of a call or subscript.
//!
//! The machine has no parser, so this reads the expression's tokens and finds the operator that binds least. The text
//! comes from the positions of an instruction: it is a whole expression or a statement. Whatever is not understood has no anchors.

/// The part to mark: from `left` up to `right` (line in the segment, character in the line).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Anchors {
    pub(super) left: (usize, usize),
    pub(super) right: (usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Keyword,
    Number,
    Text,
    Operator,
    Open,
    Close,
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    text: String,
    /// Line and character of its beginning.
    at: (usize, usize),
    /// Index of the partner of a bracket.
    partner: usize,
}

const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield", "await",
];

const OPERATORS: &[&str] = &[
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", ":=", "+=",
    "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
];

/// The anchors of an expression given as lines.
pub(super) fn find(lines: &[Vec<char>]) -> Option<Anchors> {
    let tokens = tokenize(lines)?;
    let end = (lines.len() - 1, lines.last()?.len());
    let all = inner(&tokens, 0..tokens.len());
    match shape(&tokens, all.clone())? {
        Shape::Binary(op) => Some(operator_anchor(lines, &tokens, op, all.end)),
        Shape::Call(open) | Shape::Subscript(open) => {
            let close = tokens[tokens[open].partner].at;
            let right = if all.end == tokens.len() { end } else { (close.0, close.1 + 1) };
            Some(Anchors { left: tokens[open].at, right })
        }
    }
}

/// Is the statement nothing but `return f(…)` or `name = f(…)`, of which the call is marked from end to end?
pub(super) fn is_plain_call(segment: &[Vec<char>], before: &[char], after: &[char]) -> bool {
    let rest: String = after.iter().collect();
    if !rest.trim_start().is_empty() && !rest.trim_start().starts_with(['#', ';']) {
        return false;
    }
    let before: String = before.iter().collect();
    let Some(tokens) = tokenize(segment) else { return false };
    let Some(Shape::Call(open)) = shape(&tokens, 0..tokens.len()) else { return false };
    if before.trim_end() == "return" {
        return open == 1 && tokens[0].kind == Kind::Word;
    }
    let Some(name) = before.trim_end().strip_suffix('=') else { return false };
    let name = name.trim_end();
    let identifier =
        name.chars().enumerate().all(|(i, c)| c == '_' || c.is_alphabetic() || i > 0 && c.is_alphanumeric());
    !name.is_empty() && identifier
}

/// The expression inside brackets that only group.
fn inner(tokens: &[Token], range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut r = range;
    while r.len() > 2 && tokens[r.start].text == "(" && tokens[r.start].partner == r.end - 1 {
        let content = r.start + 1..r.end - 1;
        let mut i = content.start;
        while i < content.end {
            let t = &tokens[i];
            if t.text == ","
                || t.kind == Kind::Keyword && matches!(t.text.as_str(), "for" | "yield" | "async")
            {
                return r;
            }
            i = if t.kind == Kind::Open { t.partner + 1 } else { i + 1 };
        }
        r = content;
    }
    r
}

enum Shape {
    /// Index of the operator.
    Binary(usize),
    /// Index of the opening bracket.
    Call(usize),
    Subscript(usize),
}

/// How tightly a binary operator binds.
fn strength(op: &str) -> Option<u8> {
    Some(match op {
        "|" => 1,
        "^" => 2,
        "&" => 3,
        "<<" | ">>" => 4,
        "+" | "-" => 5,
        "*" | "/" | "//" | "%" | "@" => 6,
        "**" => 8,
        _ => return None,
    })
}

/// What kind of expression the tokens are, if it is one of the three that have anchors.
fn shape(tokens: &[Token], range: std::ops::Range<usize>) -> Option<Shape> {
    let mut weakest: Option<(u8, usize)> = None;
    let mut trailer = None;
    let (mut want_operand, mut prefixed, mut awaited) = (true, false, false);
    let mut i = range.start;
    while i < range.end {
        let t = &tokens[i];
        let mut next = i + 1;
        match t.kind {
            Kind::Keyword if t.text == "await" && want_operand => awaited = true,
            Kind::Keyword => return None,
            Kind::Text if !want_operand && i > range.start && tokens[i - 1].kind == Kind::Text => {}
            Kind::Word | Kind::Number | Kind::Text if want_operand => {
                want_operand = false;
                trailer = None;
            }
            Kind::Open => {
                trailer = (!want_operand && t.text != "{").then_some(i);
                if !want_operand && t.text == "{" {
                    return None;
                }
                want_operand = false;
                next = t.partner + 1;
            }
            Kind::Operator if t.text == "." && !want_operand => {
                // An attribute is part of the operand.
                if tokens.get(next).is_none_or(|n| n.kind != Kind::Word && n.kind != Kind::Keyword) {
                    return None;
                }
                trailer = None;
                next += 1;
            }
            Kind::Operator if t.text == "..." && want_operand => want_operand = false,
            Kind::Operator if want_operand => {
                if !matches!(t.text.as_str(), "+" | "-" | "~") {
                    return None;
                }
                prefixed |= i == range.start;
            }
            Kind::Operator => {
                let s = strength(&t.text)?;
                // Equally strong ones group from the left, except `**`.
                if weakest.is_none_or(|(w, _)| s < w || s == w && s != 8) {
                    weakest = Some((s, i));
                }
                (want_operand, trailer) = (true, None);
                awaited = false;
            }
            _ => return None,
        }
        i = next;
    }
    if want_operand {
        return None;
    }
    match weakest {
        Some((8, _)) if prefixed => None,
        Some((_, op)) => Some(Shape::Binary(op)),
        None if prefixed || awaited => None,
        None => trailer
            .map(|open| if tokens[open].text == "(" { Shape::Call(open) } else { Shape::Subscript(open) }),
    }
}

/// One or two characters of an operator: the second only if it is not a blank and not part of the right operand.
fn operator_anchor(lines: &[Vec<char>], tokens: &[Token], op: usize, end: usize) -> Anchors {
    let (line, col) = tokens[op].at;
    let right = tokens[inner(tokens, op + 1..end).start].at;
    let second = lines[line].get(col + 1).copied();
    let belongs = right.0 > line || col + 1 < right.1;
    let two = belongs && second.is_some_and(|c| !c.is_whitespace() && c != '\\' && c != '#');
    Anchors { left: (line, col), right: (line, col + 1 + usize::from(two)) }
}

/// Splits lines into tokens; `None` when brackets or quotes do not match.
fn tokenize(lines: &[Vec<char>]) -> Option<Vec<Token>> {
    let mut scanner = Scanner { lines, line: 0, col: 0 };
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    while let Some(c) = scanner.skip_blanks() {
        let at = (scanner.line, scanner.col);
        let (kind, text) = scanner.token(c)?;
        let mut partner = 0;
        match kind {
            Kind::Open => open.push(tokens.len()),
            Kind::Close => {
                partner = open.pop()?;
                let pair = format!("{}{text}", tokens[partner].text);
                if !matches!(pair.as_str(), "()" | "[]" | "{}") {
                    return None;
                }
                tokens[partner].partner = tokens.len();
            }
            _ => {}
        }
        tokens.push(Token { kind, text, at, partner });
    }
    (open.is_empty() && !tokens.is_empty()).then_some(tokens)
}

struct Scanner<'a> {
    lines: &'a [Vec<char>],
    line: usize,
    col: usize,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.lines.get(self.line)?.get(self.col + ahead).copied()
    }

    /// The next character that matters, on whatever line.
    fn skip_blanks(&mut self) -> Option<char> {
        while self.line < self.lines.len() {
            match self.peek(0) {
                None | Some('#') => {
                    self.line += 1;
                    self.col = 0;
                }
                Some(c) if c.is_whitespace() || c == '\\' => self.col += 1,
                Some(c) => return Some(c),
            }
        }
        None
    }

    fn token(&mut self, c: char) -> Option<(Kind, String)> {
        if c == '"' || c == '\'' {
            self.string(false, 0)?;
            return Some((Kind::Text, String::new()));
        }
        if c == '_' || c.is_alphabetic() {
            return self.word();
        }
        if c.is_ascii_digit() || c == '.' && self.peek(1).is_some_and(|d| d.is_ascii_digit()) {
            return Some((Kind::Number, self.number()));
        }
        let kind = match c {
            '(' | '[' | '{' => Kind::Open,
            ')' | ']' | '}' => Kind::Close,
            _ => Kind::Operator,
        };
        let rest: String = self.lines[self.line][self.col..].iter().take(3).collect();
        let text = OPERATORS
            .iter()
            .find(|o| rest.starts_with(**o))
            .map_or_else(|| c.to_string(), |o| (*o).to_string());
        self.col += text.chars().count();
        Some((kind, text))
    }

    fn word(&mut self) -> Option<(Kind, String)> {
        let mut text = String::new();
        while let Some(c) = self.peek(0).filter(|c| *c == '_' || c.is_alphanumeric()) {
            text.push(c);
            self.col += 1;
        }
        if matches!(self.peek(0), Some('"' | '\'')) && text.len() <= 2 {
            let lower = text.to_ascii_lowercase();
            if lower.chars().all(|c| "rbuft".contains(c)) {
                self.string(lower.contains(['f', 't']), 0)?;
                return Some((Kind::Text, String::new()));
            }
        }
        let kind = if KEYWORDS.contains(&text.as_str()) { Kind::Keyword } else { Kind::Word };
        Some((kind, text))
    }

    fn number(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek(0) {
            let exponent_sign =
                (c == '+' || c == '-') && text.ends_with(['e', 'E']) && !text.starts_with("0x");
            if !(c == '.' || c == '_' || c.is_ascii_alphanumeric() || exponent_sign) {
                break;
            }
            text.push(c);
            self.col += 1;
        }
        text
    }

    /// Skips a string literal. In an f-string, text between braces may hold strings with the same quotes.
    fn string(&mut self, formatted: bool, depth: usize) -> Option<()> {
        if depth > 20 {
            return None;
        }
        let quote = self.peek(0)?;
        let triple = self.peek(1) == Some(quote) && self.peek(2) == Some(quote);
        self.col += if triple { 3 } else { 1 };
        let mut braces = 0;
        loop {
            let Some(c) = self.peek(0) else {
                // Only triple quotes and replacement fields go on in the next line.
                if self.line + 1 >= self.lines.len() || !triple && braces == 0 {
                    return None;
                }
                self.line += 1;
                self.col = 0;
                continue;
            };
            match c {
                '\\' if braces == 0 => self.col += 1,
                '{' if formatted && braces == 0 && self.peek(1) == Some('{') => self.col += 1,
                '{' if formatted => braces += 1,
                '}' if formatted && braces > 0 => braces -= 1,
                '"' | '\'' if braces > 0 => {
                    self.string(false, depth + 1)?;
                    continue;
                }
                _ if c == quote && braces == 0 => {
                    if !triple {
                        self.col += 1;
                        return Some(());
                    }
                    if self.peek(1) == Some(quote) && self.peek(2) == Some(quote) {
                        self.col += 3;
                        return Some(());
                    }
                }
                _ => {}
            }
            self.col += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    /// The text that the anchors cover in a one-line expression.
    fn marked(text: &str) -> String {
        let line: Vec<char> = text.chars().collect();
        match find(std::slice::from_ref(&line)) {
            Some(a) => line[a.left.1..a.right.1].iter().collect(),
            None => String::new(),
        }
    }

    #[test]
    fn finds_what_binds_least() {
        let cases = [
            ("a + b * c", "+"),
            ("a * b + c", "+"),
            ("a - b - c", "-"),
            ("f(1) // g(2)", "//"),
            ("a ** b ** c", "**"),
            ("-a ** b", ""),
            ("-a * b", "*"),
            ("f(x)[1]", "[1]"),
            ("f(x)(y, z)", "(y, z)"),
            ("a.b.c", ""),
            ("a < b", ""),
            ("not a", ""),
            ("x if y else z", ""),
            ("a+(b)", "+("),
            ("a+-b", "+"),
            ("(a + b)", "+"),
            ("f'{a[\"k\"]}' + x", "+"),
            ("raise ValueError(1)", ""),
            ("1 / 0", "/"),
            ("await f(x)", ""),
            ("lambda: 1", ""),
            ("a[", ""),
        ];
        for (text, want) in cases {
            assert_eq!(marked(text), want, "{text}");
        }
    }
}

//! Random sources: noise, heaps of tokens, damaged programs, deep nestings.
use crate::fuzz::rng::Rng;
use crate::project;

const TOKENS: &[&str] = &[
    "def",
    "class",
    "async",
    "await",
    "yield",
    "yield from",
    "return",
    "if",
    "elif",
    "else",
    "for",
    "in",
    "while",
    "try",
    "except",
    "except*",
    "finally",
    "with",
    "as",
    "lambda",
    "match",
    "case",
    "type",
    "import",
    "from",
    "global",
    "nonlocal",
    "del",
    "assert",
    "raise",
    "pass",
    "break",
    "continue",
    "and",
    "or",
    "not",
    "is",
    "None",
    "True",
    "_",
    "__debug__",
    "x",
    "y",
    "f",
    "print",
    "0",
    "1",
    "1.5",
    "2j",
    "0x_f",
    "1__0",
    "1e999",
    "'s'",
    "b'b'",
    "f'{x}'",
    "f'{",
    "f'{x!r:>{y}}'",
    "t'{x}'",
    "'''",
    "\"\"\"",
    "r'\\'",
    "'\\N{DASH}'",
    "'\\x'",
    "u'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ":=",
    "=",
    "==",
    "!=",
    "<>",
    "->",
    "...",
    ".",
    ",",
    ";",
    "@",
    "*",
    "**",
    "/",
    "//",
    "+",
    "-",
    "~",
    "%",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    "+=",
    "**=",
    "\\",
    "#",
    "$",
    "?",
    "!",
    "\n",
    "\n",
    "\n ",
    "\n    ",
    "\n\t",
    "\n        ",
    "\r\n",
    "\r",
    "\u{c}",
    "\u{a0}",
    "é",
    "\u{1d4d0}",
    "\0",
    "# coding: latin-1\n",
    "\u{feff}",
];

/// What can be repeated: opened many times, filled, and closed as many times.
const NESTS: &[(&str, &str, &str)] = &[
    ("(", "x", ")"),
    ("[", "x", "]"),
    ("{", "x", "}"),
    ("{x:", "x", "}"),
    ("f(", "x", ")"),
    ("x[", "x", "]"),
    ("-", "x", ""),
    ("not ", "x", ""),
    ("await ", "x", ""),
    ("*", "x", ""),
    ("lambda:", "x", ""),
    ("lambda x=", "x", ":x"),
    ("x.", "x", ""),
    ("x=", "x", ""),
    ("x+", "x", ""),
    ("x**", "x", ""),
    ("x<", "x", ""),
    ("x and ", "x", ""),
    ("x if x else ", "x", ""),
    ("x,", "x", ""),
    ("(x:=", "x", ")"),
    ("(yield ", "x", ")"),
    ("[x for x in ", "x", "]"),
    ("f'{", "x", "}'"),
    ("f'{x:{", "x", "}}'"),
    ("'a' ", "'b'", ""),
    ("@x\n", "def f(): 0", ""),
    ("if x: 0\nel", "if x: 0", ""),
    ("x()", "", ""),
    ("x;", "x", ""),
    ("\\\n", "x", ""),
    ("\n", "x", ""),
];

const HEADS: &[&str] = &[
    "if x:",
    "for x in x:",
    "while x:",
    "try:",
    "with x:",
    "def f():",
    "class A:",
    "async def f():",
    "match x:",
    "case x:",
    "else:",
    "def f[T](x: T) -> T:",
    "async with x:",
    "class A[T](f(x)):",
];

/// Programs to damage: those of this repository.
pub(super) fn texts() -> Vec<String> {
    let folders = ["tests/golden", "examples", "benches"].map(|folder| project::root().join(folder));
    let paths = folders.iter().flat_map(|folder| project::files_below(folder));
    let programs = paths.filter(|path| path.extension().is_some_and(|ending| ending == "py"));
    let mut texts: Vec<String> = programs.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    // So that there is always one.
    texts.push(include_str!("../generators/prelude.py").to_owned());
    texts
}

/// One source.
pub(super) fn source(rng: &mut Rng, texts: &[String]) -> Vec<u8> {
    match rng.weighted(&[10, 30, 40, 20]) {
        0 => noise(rng),
        1 => heap(rng).into_bytes(),
        2 => damaged(rng, texts),
        _ => nested(rng).into_bytes(),
    }
}

fn noise(rng: &mut Rng) -> Vec<u8> {
    let printable = rng.percent(60);
    let byte = |rng: &mut Rng| {
        let (low, count) = if printable { (32, 95) } else { (0, 256) };
        u8::try_from(low + rng.below(count)).unwrap_or(b'?')
    };
    (0..rng.below(120)).map(|_| byte(rng)).collect()
}

fn heap(rng: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..rng.between(1, 40) {
        text.push_str(rng.pick::<&str>(TOKENS));
        if rng.percent(80) {
            text.push(' ');
        }
    }
    text
}

fn damaged(rng: &mut Rng, texts: &[String]) -> Vec<u8> {
    let lines: Vec<&str> = rng.pick(texts).split_inclusive('\n').collect();
    let start = rng.below(lines.len());
    let count = rng.between(1, 40);
    let mut text: Vec<u8> = lines.iter().skip(start).take(count).flat_map(|line| line.bytes()).collect();
    for _ in 0..rng.between(0, 5) {
        damage(rng, &mut text);
    }
    text
}

fn damage(rng: &mut Rng, text: &mut Vec<u8>) {
    let start = rng.below(text.len() + 1);
    let end = (start + rng.between(1, 12)).min(text.len());
    match rng.below(6) {
        0 => drop(text.drain(start..end)),
        1 => {
            let piece = text[start..end].to_vec();
            let at = rng.below(text.len() + 1);
            text.splice(at..at, piece);
        }
        2 | 3 => drop(text.splice(start..start, rng.pick::<&str>(TOKENS).bytes())),
        4 => text.truncate(start),
        _ => text.splice(start..end, [u8::try_from(rng.below(256)).unwrap_or(b'?')]).for_each(drop),
    }
}

fn nested(rng: &mut Rng) -> String {
    let depth = match rng.weighted(&[50, 40, 10]) {
        0 => rng.between(1, 150),
        1 => rng.between(150, 3000),
        _ => rng.between(3000, 100_000),
    };
    if rng.percent(30) {
        return blocks(rng, depth.min(500));
    }
    let (open, middle, close) = *rng.pick(NESTS);
    let closed = if rng.percent(80) { depth } else { rng.below(depth + 1) };
    let mut text = if rng.percent(20) { "async def f():\n ".to_owned() } else { String::new() };
    if rng.percent(15) {
        // Two kinds in turn.
        let (other_open, _, other_close) = *rng.pick(NESTS);
        text.push_str(&[open, other_open].concat().repeat(depth / 2));
        text.push_str(middle);
        text.push_str(&[other_close, close].concat().repeat(depth / 2));
        return text;
    }
    text.push_str(&open.repeat(depth));
    text.push_str(middle);
    text.push_str(&close.repeat(closed));
    text
}

fn blocks(rng: &mut Rng, depth: usize) -> String {
    let mut text = String::new();
    let same = if rng.percent(50) { Some(*rng.pick(HEADS)) } else { None };
    for indent in 0..depth {
        text.push_str(&" ".repeat(indent));
        text.push_str(same.unwrap_or_else(|| *rng.pick(HEADS)));
        text.push('\n');
    }
    text.push_str(&" ".repeat(depth));
    text.push_str("x\n");
    text
}

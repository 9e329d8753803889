//! Source lines for tracebacks: from files, or from texts that were remembered (`-c`, the REPL).

use kaa_bytecode::{Code, Const};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

thread_local! {
    static REMEMBERED: RefCell<HashMap<Key, Rc<Vec<String>>>> = RefCell::default();
}

/// Qualified name, file name and first line tell code objects apart.
type Key = (Vec<u8>, Vec<u8>, i32);

fn key_of(code: &Code) -> Key {
    (code.qualname.as_bytes().to_vec(), code.filename.as_bytes().to_vec(), code.firstlineno)
}

/// Keeps the source of code that is in no file, for this code object and those inside it.
pub fn remember_code(code: &Code, text: &str) {
    let lines = Rc::new(split(text));
    REMEMBERED.with(|r| {
        let mut codes = vec![code];
        while let Some(code) = codes.pop() {
            r.borrow_mut().insert(key_of(code), lines.clone());
            codes.extend(code.consts.iter().filter_map(|c| match c {
                Const::Code(inner) => Some(&**inner),
                _ => None,
            }));
        }
    });
}

/// The lines of a source that was kept.
pub(super) struct Lines(Rc<Vec<String>>);

impl Lines {
    /// A line (from 1) without trailing blanks; empty when there is none.
    pub(super) fn line(&self, number: i32) -> String {
        nth(&self.0, number)
    }
}

/// The kept source of a code object.
pub(super) fn remembered(code: &Code) -> Option<Lines> {
    REMEMBERED.with(|r| {
        let r = r.borrow();
        if r.is_empty() { None } else { r.get(&key_of(code)).cloned().map(Lines) }
    })
}

fn nth(lines: &[String], number: i32) -> String {
    let found = usize::try_from(number).ok().and_then(|n| n.checked_sub(1)).and_then(|n| lines.get(n));
    found.map_or(String::new(), |l| l.trim_end().to_string())
}

/// One line of a file, or of a remembered source, without trailing blanks.
pub fn source_line(filename: &str, number: usize) -> Option<String> {
    let line = Sources::default().line(filename, i32::try_from(number).ok()?);
    (!line.is_empty()).then_some(line)
}

fn split(text: &str) -> Vec<String> {
    let mut lines: Vec<String> =
        text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_string).collect();
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Reads files once for one printing.
#[derive(Default)]
pub(super) struct Sources {
    files: HashMap<String, Rc<Vec<String>>>,
}

impl Sources {
    /// A line of a file (from 1) without trailing blanks; empty when there is none.
    pub(super) fn line(&mut self, filename: &str, number: i32) -> String {
        nth(&self.lines(filename), number)
    }

    fn lines(&mut self, filename: &str) -> Rc<Vec<String>> {
        if let Some(lines) = self.files.get(filename) {
            return lines.clone();
        }
        // Names in angle brackets are not files.
        let bytes = if filename.starts_with('<') && filename.ends_with('>') {
            Vec::new()
        } else {
            std::fs::read(filename).unwrap_or_default()
        };
        let text = String::from_utf8_lossy(&bytes);
        let lines = Rc::new(split(text.strip_prefix('\u{feff}').unwrap_or(&text)));
        self.files.insert(filename.to_string(), lines.clone());
        lines
    }
}

/// Takes the blanks that all lines have in common from their beginnings; lines of blanks become empty.
pub(super) fn dedent(lines: &[String]) -> Vec<String> {
    let mut margin: Option<&str> = None;
    for line in lines.iter().filter(|l| !l.trim().is_empty()) {
        let blanks = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => blanks,
            Some(m) => {
                let common = m.bytes().zip(blanks.bytes()).take_while(|(a, b)| a == b).count();
                &m[..common]
            }
        });
    }
    let cut = margin.map_or(0, str::len);
    lines.iter().map(|l| if l.trim().is_empty() { String::new() } else { l[cut..].to_string() }).collect()
}

/// Columns that text takes on a terminal: wide characters take two.
pub(super) fn display_width(text: impl Iterator<Item = char>) -> usize {
    text.map(|c| if is_wide(c as u32) { 2 } else { 1 }).sum()
}

fn is_wide(c: u32) -> bool {
    const WIDE: &[(u32, u32)] = &[
        (0x1100, 0x115f),
        (0x231a, 0x231b),
        (0x2329, 0x232a),
        (0x23e9, 0x23ec),
        (0x25fd, 0x25fe),
        (0x2614, 0x2615),
        (0x2648, 0x2653),
        (0x26a1, 0x26a1),
        (0x26bd, 0x26be),
        (0x2705, 0x2705),
        (0x270a, 0x270b),
        (0x2728, 0x2728),
        (0x274c, 0x274e),
        (0x2753, 0x2757),
        (0x2795, 0x2797),
        (0x2b1b, 0x2b1c),
        (0x2b50, 0x2b55),
        (0x2e80, 0x303e),
        (0x3041, 0x33ff),
        (0x3400, 0x4dbf),
        (0x4e00, 0xa4cf),
        (0xa960, 0xa97c),
        (0xac00, 0xd7a3),
        (0xf900, 0xfaff),
        (0xfe10, 0xfe19),
        (0xfe30, 0xfe6b),
        (0xff01, 0xff60),
        (0xffe0, 0xffe6),
        (0x16fe0, 0x18d08),
        (0x1b000, 0x1b2fb),
        (0x1f300, 0x1f64f),
        (0x1f680, 0x1f6ff),
        (0x1f7e0, 0x1f7eb),
        (0x1f90c, 0x1f9ff),
        (0x1fa70, 0x1faff),
        (0x20000, 0x3fffd),
    ];
    c >= 0x1100 && WIDE.iter().any(|(from, to)| (*from..=*to).contains(&c))
}

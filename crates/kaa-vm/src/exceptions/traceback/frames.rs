//! The stack part of a traceback: one entry for each frame, with the source lines and the markers below them.

use super::anchors::{self, Anchors};
use super::source::{Lines, Sources, dedent, display_width, remembered};
use super::theme::Theme;
use crate::types::frame_object::FrameObject;
use crate::types::int::as_i64;
use crate::types::traceback::Traceback;
use crate::vm::Vm;
use kaa_bytecode::line_table::{Location, location_at};
use kaa_heap::Value;
use std::collections::BTreeSet;

/// The same line is shown this often before its repetitions are counted.
const REPEATED: usize = 3;

/// One frame of a stack.
pub(super) struct Entry {
    filename: String,
    name: String,
    line: i32,
    location: Location,
    /// The source, when it is kept for this very code.
    source: Option<Lines>,
}

/// The entries of a traceback, outermost first, `sys.tracebacklimit` respected.
pub(super) fn entries(vm: &Vm, traceback: Option<&Value>) -> Vec<Entry> {
    let limit = vm.sys.get_text(vm, "tracebacklimit").as_ref().and_then(as_i64);
    let limit = limit.map_or(usize::MAX, |l| usize::try_from(l).unwrap_or(0));
    let mut found = Vec::new();
    let mut at = traceback.cloned();
    while let Some(v) = at {
        let Some(tb) = v.payload::<Traceback>() else { break };
        found.extend(entry(tb));
        let next = tb.next.borrow().clone();
        at = next;
    }
    // The innermost ones are shown.
    let left_out = found.len().saturating_sub(limit);
    found.drain(..left_out);
    found
}

fn entry(tb: &Traceback) -> Option<Entry> {
    let function = tb.frame.payload::<FrameObject>()?.function.clone();
    let object = function.code.borrow().clone();
    if object.hidden {
        return None;
    }
    let code = &object.code;
    let offset = usize::try_from(tb.lasti).ok();
    let found = offset.and_then(|o| location_at(&code.linetable, code.firstlineno, o));
    let location = found.unwrap_or(Location::NONE);
    let line = match (location.line, tb.lineno.get()) {
        (l, _) if l >= 0 => l,
        (_, l) if l >= 0 => l,
        _ => code.firstlineno,
    };
    let text = |s: &crate::types::Str| super::last::printable(s.as_bytes());
    let source = remembered(code);
    Some(Entry { filename: text(&object.filename), name: text(&object.name), line, location, source })
}

/// The text of each entry; repetitions of a line are summed up.
pub(super) fn format(entries: &[Entry], theme: &Theme) -> Vec<String> {
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let mut count = 0;
    for (i, e) in entries.iter().enumerate() {
        let repeats = i > 0 && {
            let p = &entries[i - 1];
            p.line == e.line && p.filename == e.filename && p.name == e.name
        };
        if !repeats {
            out.extend(repetition(count));
            count = 0;
        }
        count += 1;
        if count <= REPEATED {
            out.push(format_entry(e, &mut sources, theme));
        }
    }
    out.extend(repetition(count));
    out
}

fn repetition(count: usize) -> Option<String> {
    let more = count.checked_sub(REPEATED).filter(|m| *m > 0)?;
    Some(format!("  [Previous line repeated {more} more time{}]\n", if more > 1 { "s" } else { "" }))
}

fn format_entry(e: &Entry, sources: &mut Sources, theme: &Theme) -> String {
    let (on, off) = (theme.place, theme.reset);
    // What was typed at a prompt is numbered, which is not shown.
    let typed = e.filename.starts_with("<stdin-") && e.filename.ends_with('>');
    let filename = if typed { "<stdin>" } else { &e.filename };
    let mut out =
        format!("  File {on}\"{filename}\"{off}, line {on}{}{off}, in {on}{}{off}\n", e.line, e.name);
    let l = e.location;
    let end_line = if l.end_line >= e.line { l.end_line } else { e.line };
    if theme.bare {
        let line = sources.line(&e.filename, e.line);
        if !line.trim().is_empty() {
            out.push_str(&format!("    {}\n", line.trim()));
        }
        return out;
    }
    let original: Vec<String> = match &e.source {
        Some(lines) => (e.line..=end_line).map(|n| lines.line(n)).collect(),
        None => (e.line..=end_line).map(|n| sources.line(&e.filename, n)).collect(),
    };
    if original.iter().all(|line| line.trim().is_empty()) {
        return out;
    }
    if l.line < 0 || l.col < 0 || l.end_col < 0 {
        out.push_str(&format!("    {}\n", original[0].trim()));
        return out;
    }
    for line in Marked::new(&original, l, theme).lines() {
        out.push_str("    ");
        out.push_str(if line.trim().is_empty() { "" } else { &line });
        out.push('\n');
    }
    out
}

/// Character index of a byte offset.
fn char_index(line: &str, offset: i32) -> usize {
    let offset = usize::try_from(offset).unwrap_or(0).min(line.len());
    String::from_utf8_lossy(&line.as_bytes()[..offset]).chars().count()
}

/// The lines of one instruction, with what to mark in them.
struct Marked<'a> {
    theme: &'a Theme,
    lines: Vec<Vec<char>>,
    /// Character index where the marked part begins in the first line, and ends in the last.
    start: usize,
    end: usize,
    anchors: Option<Anchors>,
    show: bool,
}

impl Marked<'_> {
    fn new<'a>(original: &[String], l: Location, theme: &'a Theme) -> Marked<'a> {
        let last = original.len() - 1;
        let (start, end) = (char_index(&original[0], l.col), char_index(&original[last], l.end_col));
        let dedented = dedent(original);
        let lines: Vec<Vec<char>> = dedented.iter().map(|l| l.chars().collect()).collect();
        let cut = original[0].chars().count() - lines[0].len();
        let start = start.saturating_sub(cut).min(lines[0].len());
        let end = end.saturating_sub(cut).min(lines[last].len());
        let segment: Vec<Vec<char>> = lines
            .iter()
            .enumerate()
            .map(|(i, line)| {
                let to = if i == last { end } else { line.len() };
                let from = if i == 0 { start.min(to) } else { 0 };
                line[from..to].to_vec()
            })
            .collect();
        let anchors = anchors::find(&segment);
        let plain = anchors::is_plain_call(&segment, &lines[0][..start], &lines[last][end..]);
        let blank = |cs: &[char]| cs.iter().all(|c| c.is_whitespace());
        let show = !plain && (anchors.is_some() || !blank(&lines[0][..start]) || !blank(&lines[last][end..]));
        Marked { theme, lines, start, end, anchors, show }
    }

    /// First and last line and those around the anchors; gaps of more than one line are abbreviated.
    fn lines(&self) -> Vec<String> {
        let n = self.lines.len();
        let mut significant = BTreeSet::from([0, n - 1]);
        if let Some(a) = &self.anchors {
            for at in [a.left.0, a.right.0] {
                significant.extend(at.saturating_sub(1)..(at + 2).min(n));
            }
        }
        let mut out = Vec::new();
        let mut previous: Option<usize> = None;
        for line in significant {
            if let Some(p) = previous {
                match line - p {
                    0 | 1 => {}
                    2 => self.output(line - 1, &mut out),
                    gap => out.push(format!("...<{} lines>...", gap - 1)),
                }
            }
            self.output(line, &mut out);
            previous = Some(line);
        }
        out
    }

    fn output(&self, at: usize, out: &mut Vec<String>) {
        let line: String = self.lines[at].iter().collect();
        if !self.show {
            out.push(line);
            return;
        }
        let carets = self.carets(at);
        if self.theme.reset.is_empty() {
            out.extend([line, carets]);
        } else {
            out.extend(self.coloured(&line, &carets));
        }
    }

    /// A line and its carets with colours around the marked parts.
    fn coloured(&self, line: &str, carets: &str) -> [String; 2] {
        let (mut shown, mut marks) = (String::new(), String::new());
        let (mut chars, mut columns) = (line.chars().peekable(), carets.chars().peekable());
        while chars.peek().is_some() || columns.peek().is_some() {
            let mark = columns.peek().copied();
            let colour = match mark {
                Some('^') => self.theme.highlight,
                Some('~') => self.theme.range,
                _ => "",
            };
            shown.push_str(colour);
            marks.push_str(colour);
            while (chars.peek().is_some() || columns.peek().is_some()) && columns.peek().copied() == mark {
                shown.extend(chars.next());
                marks.extend(columns.next());
            }
            if !colour.is_empty() {
                shown.push_str(self.theme.reset);
                marks.push_str(self.theme.reset);
            }
        }
        [shown, marks]
    }

    fn width(&self, at: usize, to: usize) -> usize {
        let line = &self.lines[at];
        display_width(line[..to.min(line.len())].iter().copied())
    }

    fn carets(&self, at: usize) -> String {
        let line = &self.lines[at];
        let last = at + 1 == self.lines.len();
        let blanks = line.iter().take_while(|c| c.is_whitespace()).count();
        let count = self.width(at, if last { self.end } else { line.len() });
        let start = if at == 0 { self.width(0, self.start) } else { 0 };
        let anchors = self.anchors.as_ref().map(|a| (self.anchor(a.left), self.anchor(a.right)));
        let mark = |col: usize| {
            if col < blanks || col < start {
                return ' ';
            }
            match anchors {
                None => '^',
                Some((left, right)) if (at, col) >= left && (at, col) < right => '^',
                Some(_) => '~',
            }
        };
        (0..count).map(mark).collect()
    }

    /// An anchor's place, from the segment's columns to those of the display.
    fn anchor(&self, (line, col): (usize, usize)) -> (usize, usize) {
        let col = if line == 0 { col + self.start } else { col };
        (line, self.width(line, col))
    }
}

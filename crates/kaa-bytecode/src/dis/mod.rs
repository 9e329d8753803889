//! Code objects as text, line for line as Python's `dis.dis` prints them.
//!
//! Works without a runtime and without Python's library. How constants read is in `repr`.

mod operand_text;
mod repr;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use crate::code::Code;
use crate::constant::Const;
use crate::exception_table::{self, Entry};
use crate::line_table;
use crate::opcode::Op;
use crate::operand::ArgKind;

pub use repr::const_repr;

/// The width of the column of opcode names.
const NAME_WIDTH: usize = 20;
/// The width of the column of arguments.
const ARG_WIDTH: usize = 5;
/// What stands in the column of lines for instructions that have none.
const NO_LINE: &str = "  --";

/// What to print.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Offsets of the instructions.
    pub show_offsets: bool,
    /// How many levels of code objects among the constants to print; `None` for all.
    pub depth: Option<usize>,
}

/// The text of a code object and of those among its constants.
pub fn disassemble(code: &Arc<Code>, options: &Options) -> String {
    let mut out = String::new();
    let mut todo = vec![(code, options.depth)];
    let mut is_first = true;
    while let Some((code, depth)) = todo.pop() {
        if !std::mem::take(&mut is_first) {
            push_line(&mut out, "");
            push_line(&mut out, &format!("Disassembly of {}:", const_repr(&Const::Code(Arc::clone(code)))));
        }
        disassemble_one(&mut out, code, options);
        if depth == Some(0) {
            continue;
        }
        let depth = depth.map(|depth| depth - 1);
        let children = code.consts.iter().filter_map(|value| match value {
            Const::Code(code) => Some((code, depth)),
            _ => None,
        });
        let children: Vec<_> = children.collect();
        todo.extend(children.into_iter().rev());
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// A code unit that is printed: `EXTENDED_ARG` has a line of its own.
struct Unit {
    offset: usize,
    op: Op,
    arg: u32,
}

impl Unit {
    fn end(&self) -> usize {
        self.offset + 2 + 2 * self.op.caches()
    }

    fn target(&self) -> Option<usize> {
        let distance = (self.arg as usize).checked_mul(2)?;
        match self.op.arg_kind() {
            ArgKind::Jump => self.end().checked_add(distance),
            ArgKind::JumpBack => self.end().checked_sub(distance),
            _ => None,
        }
    }
}

fn units(code: &[u8]) -> Vec<Unit> {
    let mut units = Vec::new();
    let (mut at, mut upper) = (0, 0u32);
    while let Some(&[number, low]) = code.get(at..).and_then(|rest| rest.first_chunk()) {
        let Some(op) = Op::from_number(u16::from(number)) else { break };
        let unit = Unit { offset: at, op, arg: upper | u32::from(low) };
        upper = if op == Op::EXTENDED_ARG { unit.arg << 8 } else { 0 };
        at = unit.end();
        units.push(unit);
    }
    units
}

/// The places that have labels, in the order of their numbers.
struct Labels(Vec<usize>);

impl Labels {
    fn new(units: &[Unit], handlers: &[Entry]) -> Labels {
        let mut places: BTreeSet<usize> = units.iter().filter_map(Unit::target).collect();
        for entry in handlers {
            places.extend([entry.start, entry.end, entry.target].map(|offset| offset as usize));
        }
        Labels(places.into_iter().collect())
    }

    /// The number of the label at an offset.
    fn at(&self, offset: usize) -> Option<usize> {
        self.0.binary_search(&offset).ok().map(|index| index + 1)
    }
}

/// The widths of the columns; 0 leaves one out.
struct Columns {
    line: usize,
    label: usize,
    offset: usize,
}

fn disassemble_one(out: &mut String, code: &Code, options: &Options) {
    let units = units(&code.code);
    let handlers: Vec<Entry> = exception_table::decode(&code.exceptiontable).collect();
    let labels = Labels::new(&units, &handlers);
    let line_starts: Vec<line_table::LineRun> =
        line_table::lines(&code.linetable, code.firstlineno).filter(|run| run.start < run.end).collect();
    let offset_width = (code.code.len().saturating_sub(2)).max(9999).to_string().len();
    let columns = Columns {
        line: line_width(&line_starts),
        label: 4 + labels.0.len().to_string().len(),
        offset: if options.show_offsets { offset_width } else { 0 },
    };
    for unit in &units {
        let started = line_starts.binary_search_by_key(&unit.offset, |run| run.start).ok();
        let line = started.map(|index| line_starts[index].line);
        if columns.line > 0 && line.is_some() && unit.offset > 0 {
            push_line(out, "");
        }
        push_line(out, &unit_text(code, unit, &labels, &columns, line));
    }
    if !handlers.is_empty() {
        push_line(out, "ExceptionTable:");
    }
    for entry in handlers {
        let label = |offset: u32| labels.at(offset as usize).unwrap_or(0);
        let lasti = if entry.lasti { " lasti" } else { "" };
        let (start, end, target) = (label(entry.start), label(entry.end), label(entry.target));
        push_line(out, &format!("  L{start} to L{end} -> L{target} [{}]{lasti}", entry.depth));
    }
}

/// Wide enough for the highest line; 0 when there are no lines.
fn line_width(runs: &[line_table::LineRun]) -> usize {
    let highest = runs.iter().filter_map(|run| run.line).max().unwrap_or(0);
    if highest <= 0 {
        return 0;
    }
    let width = highest.to_string().len().max(3);
    if runs.iter().any(|run| run.line.is_none()) { width.max(NO_LINE.len()) } else { width }
}

/// One line of the listing. `line` is given when a source line starts here.
fn unit_text(
    code: &Code,
    unit: &Unit,
    labels: &Labels,
    columns: &Columns,
    line: Option<Option<i32>>,
) -> String {
    let mut text = String::new();
    if columns.line > 0 {
        let line = line.map(|line| line.map_or(NO_LINE.to_owned(), |line| line.to_string()));
        text.push_str(&format!("{:>width$} ", line.unwrap_or_default(), width = columns.line));
    }
    let label = labels.at(unit.offset).map(|number| format!("L{number}:"));
    text.push_str(&format!("{:>width$} ", label.unwrap_or_default(), width = columns.label));
    if columns.offset > 0 {
        text.push_str(&format!("{:>width$}   ", unit.offset, width = columns.offset));
    }
    // Writing to a string cannot fail.
    let _ = write!(text, "    {:<NAME_WIDTH$}", unit.op.name());
    if unit.op.has_arg() {
        // A long name takes its room from the argument.
        let excess = unit.op.name().len().saturating_sub(NAME_WIDTH);
        let _ = write!(text, " {:>width$}", unit.arg, width = ARG_WIDTH.saturating_sub(excess));
        let meaning = operand_text::meaning(code, unit, labels);
        if !meaning.is_empty() {
            let _ = write!(text, " ({meaning})");
        }
    }
    text
}

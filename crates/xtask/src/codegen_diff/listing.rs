//! A code object as lines of text, and where two of them differ.
use kaa_bytecode::instructions::instructions;
use kaa_bytecode::{ArgKind, Code, Const, exception_table, line_table};

/// How many equal lines are shown around differences.
const AROUND: usize = 4;

/// The differing parts of two listings.
pub(super) fn side_by_side(theirs: &Code, ours: &Code) -> String {
    let (theirs, ours) = (lines(theirs), lines(ours));
    let merged = merge(&theirs, &ours);
    let near = |index: usize| {
        let range = index.saturating_sub(AROUND)..(index + AROUND + 1).min(merged.len());
        merged[range].iter().any(|(mark, _)| *mark != ' ')
    };
    let shown = merged.iter().enumerate().filter(|(index, _)| near(*index));
    shown.map(|(_, (mark, line))| format!("  {mark} {line}\n")).collect()
}

/// The longest common subsequence, with what is only on one side between.
fn merge<'a>(theirs: &'a [String], ours: &'a [String]) -> Vec<(char, &'a str)> {
    let (rows, columns) = (theirs.len(), ours.len());
    let mut common = vec![vec![0u32; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            common[row][column] = if theirs[row] == ours[column] {
                common[row + 1][column + 1] + 1
            } else {
                common[row + 1][column].max(common[row][column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut merged = Vec::new();
    while row < rows || column < columns {
        if row < rows && column < columns && theirs[row] == ours[column] {
            merged.push((' ', &*theirs[row]));
            (row, column) = (row + 1, column + 1);
        } else if row < rows && (column == columns || common[row + 1][column] >= common[row][column + 1]) {
            merged.push(('-', &*theirs[row]));
            row += 1;
        } else {
            merged.push(('+', &*ours[column]));
            column += 1;
        }
    }
    merged
}

fn lines(code: &Code) -> Vec<String> {
    let mut lines = vec![format!(
        "flags {:#x} stacksize {} firstlineno {}",
        code.flags.0, code.stacksize, code.firstlineno
    )];
    lines.push(format!("locals {:?} kinds {:x?}", code.localsplusnames, code.localspluskinds));
    let positions: Vec<_> = line_table::positions(&code.linetable, code.firstlineno).collect();
    for instr in instructions(&code.code) {
        let place = positions
            .get(instr.offset / 2)
            .map_or(String::new(), |at| format!("{}:{}-{}:{}", at.line, at.col, at.end_line, at.end_col));
        let target = instr.jump_target().map_or(String::new(), |target| format!("-> {target}"));
        lines.push(format!(
            "{:4} {:20} {} {} {}{target}",
            instr.offset,
            place,
            instr.op.name(),
            instr.arg,
            meaning(code, instr.op.arg_kind(), instr.arg)
        ));
    }
    lines.extend(exception_table::decode(&code.exceptiontable).map(|entry| format!("{entry:?}")));
    lines.extend(code.consts.iter().enumerate().map(|(at, value)| format!("const {at} {}", short(value))));
    lines.push(format!("names {:?}", code.names));
    lines
}

fn meaning(code: &Code, kind: ArgKind, arg: u32) -> String {
    let name = |index: u32| code.names.get(index as usize).map(|name| format!("({name})"));
    let local = |index: u32| code.localsplusnames.get(index as usize).map(|name| format!("({name})"));
    let text = match kind {
        ArgKind::Const => code.consts.get(arg as usize).map(short),
        ArgKind::Name => name(arg),
        ArgKind::Attr | ArgKind::Global => name(arg >> 1),
        ArgKind::SuperAttr => name(arg >> 2),
        ArgKind::Local | ArgKind::Free => local(arg),
        _ => None,
    };
    text.unwrap_or_default()
}

fn short(value: &Const) -> String {
    match value {
        Const::Code(code) => format!("<code {}:{}>", code.qualname, code.firstlineno),
        other => format!("{other:?}").chars().take(300).collect(),
    }
}

//! The line table: the source position of every instruction.
//!
//! Packed as entries of one head byte (a form and a length in code units) and the numbers that the form needs, with
//! lines relative to the entry before. Knows nothing of source text.

/// A place in the source. Lines count from 1, columns from 0 in UTF-8 bytes; negative numbers mean "not known".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The first line.
    pub line: i32,
    /// The last line.
    pub end_line: i32,
    /// The column of the first character.
    pub col: i32,
    /// The column behind the last character.
    pub end_col: i32,
}

impl Location {
    /// No place: instructions that the source does not show.
    pub const NONE: Location = Location { line: -1, end_line: -1, col: -1, end_col: -1 };
    /// The place of the instruction that follows.
    pub const NEXT: Location = Location { line: -2, end_line: -2, col: -2, end_col: -2 };

    /// A place.
    pub const fn new(line: i32, end_line: i32, col: i32, end_col: i32) -> Location {
        Location { line, end_line, col, end_col }
    }

    /// A whole line, no columns known.
    pub const fn line_only(line: i32) -> Location {
        Location { line, end_line: line, col: -1, end_col: -1 }
    }
}

const ONE_LINE: u8 = 10;
const NO_COLUMNS: u8 = 13;
const LONG: u8 = 14;
const NO_LOCATION: u8 = 15;
/// The most code units that one entry covers.
const LONGEST: usize = 8;

/// Packs locations one run of instructions after the other.
pub struct Encoder {
    table: Vec<u8>,
    line: i32,
}

impl Encoder {
    /// A table for code that starts at this line.
    pub fn new(firstlineno: i32) -> Encoder {
        Encoder { table: Vec::new(), line: firstlineno }
    }

    /// The next `units` code units lie at `location`.
    pub fn push(&mut self, location: Location, mut units: usize) {
        while units > 0 {
            let run = units.min(LONGEST);
            self.push_entry(location, run);
            units -= run;
        }
    }

    /// The packed table.
    pub fn finish(self) -> Vec<u8> {
        self.table
    }

    fn push_entry(&mut self, location: Location, units: usize) {
        let Location { line, end_line, col, end_col } = location;
        if line < 0 {
            return self.push_head(NO_LOCATION, units);
        }
        let delta = line.wrapping_sub(self.line);
        let one_line = end_line == line;
        if col < 0 || end_col < 0 {
            if one_line || end_line < 0 {
                self.push_head(NO_COLUMNS, units);
                push_signed(&mut self.table, delta);
                self.line = line;
                return;
            }
        } else if one_line {
            if delta == 0 && col < 80 && (0..16).contains(&(end_col - col)) {
                self.push_head((col >> 3) as u8, units);
                self.table.push((col as u8 & 7) << 4 | (end_col - col) as u8);
                return;
            }
            if (0..3).contains(&delta) && col < 128 && end_col < 128 {
                self.push_head(ONE_LINE + delta as u8, units);
                self.table.extend([col as u8, end_col as u8]);
                self.line = line;
                return;
            }
        }
        self.push_head(LONG, units);
        push_signed(&mut self.table, delta);
        push_number(&mut self.table, end_line.wrapping_sub(line) as u32);
        push_number(&mut self.table, col.wrapping_add(1) as u32);
        push_number(&mut self.table, end_col.wrapping_add(1) as u32);
        self.line = line;
    }

    fn push_head(&mut self, form: u8, units: usize) {
        self.table.push(0x80 | form << 3 | (units - 1) as u8);
    }
}

/// An entry of the table: code units that lie at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The byte offset of the first instruction.
    pub start: usize,
    /// The byte offset behind the last one.
    pub end: usize,
    /// Where they lie; `Location::NONE` when nowhere.
    pub location: Location,
}

/// The entries of a packed table. What follows cut-off bytes is left out.
pub fn decode(table: &[u8], firstlineno: i32) -> impl Iterator<Item = Span> + '_ {
    let mut bytes = table.iter().copied();
    let mut line = firstlineno;
    let mut at = 0;
    std::iter::from_fn(move || {
        let head = bytes.next()?;
        let start = at;
        at += 2 * (usize::from(head & 7) + 1);
        let location = read_location(&mut bytes, head >> 3 & 15, &mut line)?;
        Some(Span { start, end: at, location })
    })
}

fn read_location(bytes: &mut impl Iterator<Item = u8>, form: u8, line: &mut i32) -> Option<Location> {
    let (end_line, col, end_col) = match form {
        0..ONE_LINE => {
            let second = bytes.next()?;
            let col = i32::from(form) << 3 | i32::from(second >> 4 & 7);
            (*line, col, col + i32::from(second & 15))
        }
        ONE_LINE..NO_COLUMNS => {
            *line = line.wrapping_add(i32::from(form - ONE_LINE));
            (*line, i32::from(bytes.next()?), i32::from(bytes.next()?))
        }
        NO_COLUMNS => {
            *line = line.wrapping_add(read_signed(bytes)?);
            (*line, -1, -1)
        }
        LONG => {
            *line = line.wrapping_add(read_signed(bytes)?);
            let end_line = line.wrapping_add(read_number(bytes)? as i32);
            let col = (read_number(bytes)? as i32).wrapping_sub(1);
            (end_line, col, (read_number(bytes)? as i32).wrapping_sub(1))
        }
        _ => return Some(Location::NONE),
    };
    Some(Location { line: *line, end_line, col, end_col })
}

/// A run of instructions of one line, as `co_lines` gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRun {
    /// The byte offset of the first instruction.
    pub start: usize,
    /// The byte offset behind the last one.
    pub end: usize,
    /// The line, if there is one.
    pub line: Option<i32>,
}

/// What `co_lines` gives: neighbouring entries of one line are joined.
pub fn lines(table: &[u8], firstlineno: i32) -> impl Iterator<Item = LineRun> + '_ {
    let mut spans = decode(table, firstlineno).peekable();
    std::iter::from_fn(move || {
        let first = spans.next()?;
        let mut end = first.end;
        while let Some(next) = spans.next_if(|span| span.location.line == first.location.line) {
            end = next.end;
        }
        let line = (first.location.line >= 0).then_some(first.location.line);
        Some(LineRun { start: first.start, end, line })
    })
}

/// What `co_positions` gives: one location per code unit.
pub fn positions(table: &[u8], firstlineno: i32) -> impl Iterator<Item = Location> + '_ {
    decode(table, firstlineno).flat_map(|span| (span.start..span.end).step_by(2).map(move |_| span.location))
}

/// The location of the instruction at a byte offset.
pub fn location_at(table: &[u8], firstlineno: i32, offset: usize) -> Option<Location> {
    decode(table, firstlineno).find(|span| offset < span.end).map(|span| span.location)
}

/// Groups of six bits, the lowest first; bit 6 says that more follow.
fn push_number(table: &mut Vec<u8>, mut value: u32) {
    while value >= 64 {
        table.push(0x40 | (value & 0x3f) as u8);
        value >>= 6;
    }
    table.push(value as u8);
}

/// The sign in the lowest bit.
fn push_signed(table: &mut Vec<u8>, value: i32) {
    let magnitude = value.unsigned_abs() << 1;
    push_number(table, if value < 0 { magnitude | 1 } else { magnitude });
}

fn read_number(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut value = 0u32;
    let mut shift = 0;
    loop {
        let byte = bytes.next()?;
        value |= u32::from(byte & 0x3f).checked_shl(shift)?;
        if byte & 0x40 == 0 {
            return Some(value);
        }
        shift += 6;
    }
}

fn read_signed(bytes: &mut impl Iterator<Item = u8>) -> Option<i32> {
    let number = read_number(bytes)?;
    let magnitude = (number >> 1) as i32;
    Some(if number & 1 != 0 { -magnitude } else { magnitude })
}

//! The exception table: which handler protects which instructions.
//!
//! Offsets are byte offsets into [`crate::Code::code`], as everywhere outside the packed form. Knows nothing of blocks
//! or of how handlers were compiled.

/// A protected range and its handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The offset of the first instruction.
    pub start: u32,
    /// The offset behind the last one.
    pub end: u32,
    /// The offset of the handler.
    pub target: u32,
    /// The stack depth at which the handler starts.
    pub depth: u32,
    /// Whether the offset of the raising instruction is pushed before the exception.
    pub lasti: bool,
}

/// Packs one entry behind the others.
pub fn encode(table: &mut Vec<u8>, entry: &Entry) {
    push_number(table, entry.start / 2, 0x80);
    push_number(table, entry.end.saturating_sub(entry.start) / 2, 0);
    push_number(table, entry.target / 2, 0);
    push_number(table, entry.depth << 1 | u32::from(entry.lasti), 0);
}

/// Unpacks a table. What follows corrupt or cut-off bytes is left out.
pub fn decode(table: &[u8]) -> impl Iterator<Item = Entry> + '_ {
    let mut bytes = table.iter().copied();
    std::iter::from_fn(move || {
        let start = read_number(&mut bytes)?.checked_mul(2)?;
        let length = read_number(&mut bytes)?.checked_mul(2)?;
        let target = read_number(&mut bytes)?.checked_mul(2)?;
        let depth_lasti = read_number(&mut bytes)?;
        let (depth, lasti) = (depth_lasti >> 1, depth_lasti & 1 != 0);
        Some(Entry { start, end: start.checked_add(length)?, target, depth, lasti })
    })
}

/// The entry that protects the instruction at this offset.
pub fn find(table: &[u8], offset: u32) -> Option<Entry> {
    decode(table).find(|entry| (entry.start..entry.end).contains(&offset))
}

/// Groups of six bits, the highest first; bit 6 says that more follow. Bit 7 marks the start of an entry.
fn push_number(table: &mut Vec<u8>, value: u32, mut mark: u8) {
    for shift in [30, 24, 18, 12, 6] {
        if value >> shift != 0 {
            table.push((value >> shift & 0x3f) as u8 | 0x40 | mark);
            mark = 0;
        }
    }
    table.push((value & 0x3f) as u8 | mark);
}

fn read_number(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut value = 0u32;
    loop {
        let byte = bytes.next()?;
        value = value.checked_mul(64)? | u32::from(byte & 0x3f);
        if byte & 0x40 == 0 {
            return Some(value);
        }
    }
}

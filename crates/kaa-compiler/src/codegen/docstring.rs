//! Docstrings lose the indentation that they share, as `inspect.cleandoc` would remove it.

use kaa_bytecode::Wtf8Buf;

/// The docstring as it is stored.
pub(super) fn clean(doc: &Wtf8Buf) -> Wtf8Buf {
    let text = expand_tabs(doc.as_bytes());
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let indent = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
    let margins = lines[1..].iter().filter(|line| indent(line) < line.len()).map(|line| indent(line));
    let margin = margins.min().unwrap_or(0);
    let mut out = Vec::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push(b'\n');
        }
        let cut = if at == 0 { indent(line) } else { margin.min(indent(line)) };
        out.extend_from_slice(&line[cut..]);
    }
    Wtf8Buf::from_bytes(&out).unwrap_or_default()
}

/// Tabs up to columns that are multiples of eight.
fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let width = 8 - column % 8;
                out.resize(out.len() + width, b' ');
                column += width;
                continue;
            }
            b'\n' | b'\r' => column = 0,
            // Only the first byte of a character counts.
            _ if byte & 0xc0 != 0x80 => column += 1,
            _ => {}
        }
        out.push(byte);
    }
    out
}

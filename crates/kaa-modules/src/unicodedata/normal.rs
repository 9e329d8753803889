//! Normal forms.

use super::tables::Tables;

/// A normal form: composed or not, and whether compatible characters are replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) composed: bool,
    pub(super) compatible: bool,
}

impl Form {
    pub(super) fn named(name: &str) -> Option<Form> {
        let (composed, compatible) = match name {
            "NFC" => (true, false),
            "NFD" => (false, false),
            "NFKC" => (true, true),
            "NFKD" => (false, true),
            _ => return None,
        };
        Some(Form { composed, compatible })
    }
}

/// The normal form of a text.
pub(super) fn normalize(tables: &Tables, form: Form, text: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut out = Vec::new();
    for c in text {
        decompose(tables, form, c, &mut out);
    }
    order(tables, &mut out);
    if form.composed { compose(tables, &out) } else { out }
}

/// The letters of a Hangul syllable.
pub(super) fn syllable_parts(c: u32) -> Vec<u32> {
    let i = c - 0xac00;
    let mut parts = vec![0x1100 + i / 588, 0x1161 + i % 588 / 28];
    if i % 28 > 0 {
        parts.push(0x11a7 + i % 28);
    }
    parts
}

fn decompose(tables: &Tables, form: Form, c: u32, out: &mut Vec<u32>) {
    let mut stack = vec![c];
    while let Some(c) = stack.pop() {
        if (0xac00..0xd7a4).contains(&c) {
            out.extend(syllable_parts(c));
            continue;
        }
        let parts = match tables.decompositions.get(&c) {
            Some(d) if !d.starts_with('<') => *d,
            Some(d) if form.compatible => d.split_once(' ').map_or("", |(_, parts)| parts),
            _ => {
                out.push(c);
                continue;
            }
        };
        stack.extend(parts.split(' ').rev().filter_map(|p| u32::from_str_radix(p, 16).ok()));
    }
}

/// Sorts the combining characters that stand together.
fn order(tables: &Tables, text: &mut [u32]) {
    let class = |c: u32| tables.properties(c).combining;
    let mut start = 0;
    while start < text.len() {
        if class(text[start]) == 0 {
            start += 1;
            continue;
        }
        let end = text[start..].iter().position(|c| class(*c) == 0).map_or(text.len(), |n| start + n);
        text[start..end].sort_by_key(|c| class(*c));
        start = end;
    }
}

fn pair(tables: &Tables, a: u32, b: u32) -> Option<u32> {
    if (0x1100..0x1113).contains(&a) && (0x1161..0x1176).contains(&b) {
        return Some(0xac00 + (a - 0x1100) * 588 + (b - 0x1161) * 28);
    }
    if (0xac00..0xd7a4).contains(&a) && (a - 0xac00) % 28 == 0 && (0x11a8..0x11c3).contains(&b) {
        return Some(a + b - 0x11a7);
    }
    tables.compositions.get(&(a, b)).copied()
}

fn compose(tables: &Tables, text: &[u32]) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::with_capacity(text.len());
    let mut starter: Option<usize> = None;
    let mut last_class = 0;
    for &c in text {
        let class = tables.properties(c).combining;
        if let Some(s) = starter {
            let blocked = out.len() > s + 1 && (last_class >= class || last_class == 0);
            if !blocked && let Some(made) = pair(tables, out[s], c) {
                out[s] = made;
                continue;
            }
        }
        if class == 0 {
            starter = Some(out.len());
        }
        last_class = class;
        out.push(c);
    }
    out
}

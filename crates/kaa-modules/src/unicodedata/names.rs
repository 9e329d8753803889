//! Names of characters, and characters by name.

use super::tables::{Names, Tables};

const INITIALS: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI",
    "YU", "EU", "YI", "I",
];
const FINALS: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS",
    "S", "SS", "NG", "J", "C", "K", "T", "P", "H",
];
const HANGUL: &str = "HANGUL SYLLABLE ";

/// A character's name.
pub(super) fn name(c: u32, tables: &Tables) -> Option<String> {
    if tables.properties(c).category == "Cn" {
        return None;
    }
    if (0xac00..0xd7a4).contains(&c) {
        let i = (c - 0xac00) as usize;
        let [a, b, c] = [INITIALS[i / 588], VOWELS[i % 588 / 28], FINALS[i % 28]];
        return Some(format!("{HANGUL}{a}{b}{c}"));
    }
    let names = Names::get();
    if let Some(name) = names.by_number.get(&c) {
        return Some((*name).to_string());
    }
    let range = names.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&c));
    range.map(|(.., prefix)| format!("{prefix}{c:04X}"))
}

/// A character by name, in any case of letters.
pub(super) fn character(name: &str) -> Option<u32> {
    let name = name.to_ascii_uppercase();
    let names = Names::get();
    if let Some(c) = names.by_name.get(&*name) {
        return Some(*c);
    }
    if let Some(rest) = name.strip_prefix(HANGUL) {
        return syllable(rest);
    }
    names.ranges.iter().find_map(|(first, last, prefix)| {
        let digits = name.strip_prefix(prefix).filter(|d| matches!(d.len(), 4 | 5) && !d.starts_with('+'))?;
        u32::from_str_radix(digits, 16).ok().filter(|c| (*first..=*last).contains(c))
    })
}

/// The longest parts that fit, one after the other.
fn syllable(text: &str) -> Option<u32> {
    let longest = |table: &[&str], text: &str| {
        let fits = table.iter().enumerate().filter(|(_, p)| text.starts_with(**p));
        fits.max_by_key(|(_, p)| p.len()).map(|(i, p)| (i as u32, p.len()))
    };
    let (a, n) = longest(&INITIALS, text)?;
    let text = &text[n..];
    let (b, n) = longest(&VOWELS, text)?;
    let text = &text[n..];
    let (c, n) = longest(&FINALS, text)?;
    (n == text.len()).then_some(0xac00 + a * 588 + b * 28 + c)
}

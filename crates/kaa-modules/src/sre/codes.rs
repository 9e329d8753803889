//! The codes of compiled regular expressions, in the numbering of the library's `re._constants`; tests of one character.

use kaa_data::unicode;

/// The version of the numbering.
pub(super) const MAGIC: i64 = 20_230_612;

pub(super) mod op {
    pub(in super::super) const SUCCESS: u32 = 1;
    pub(in super::super) const ANY: u32 = 2;
    pub(in super::super) const ANY_ALL: u32 = 3;
    pub(in super::super) const ASSERT: u32 = 4;
    pub(in super::super) const ASSERT_NOT: u32 = 5;
    pub(in super::super) const AT: u32 = 6;
    pub(in super::super) const BRANCH: u32 = 7;
    pub(in super::super) const CATEGORY: u32 = 8;
    pub(in super::super) const CHARSET: u32 = 9;
    pub(in super::super) const BIGCHARSET: u32 = 10;
    pub(in super::super) const GROUPREF: u32 = 11;
    pub(in super::super) const GROUPREF_EXISTS: u32 = 12;
    pub(in super::super) const IN: u32 = 13;
    pub(in super::super) const INFO: u32 = 14;
    pub(in super::super) const JUMP: u32 = 15;
    pub(in super::super) const LITERAL: u32 = 16;
    pub(in super::super) const MARK: u32 = 17;
    pub(in super::super) const MAX_UNTIL: u32 = 18;
    pub(in super::super) const MIN_UNTIL: u32 = 19;
    pub(in super::super) const NOT_LITERAL: u32 = 20;
    pub(in super::super) const NEGATE: u32 = 21;
    pub(in super::super) const RANGE: u32 = 22;
    pub(in super::super) const REPEAT: u32 = 23;
    pub(in super::super) const REPEAT_ONE: u32 = 24;
    pub(in super::super) const MIN_REPEAT_ONE: u32 = 26;
    pub(in super::super) const ATOMIC_GROUP: u32 = 27;
    pub(in super::super) const POSSESSIVE_REPEAT: u32 = 28;
    pub(in super::super) const POSSESSIVE_REPEAT_ONE: u32 = 29;
    pub(in super::super) const GROUPREF_IGNORE: u32 = 30;
    pub(in super::super) const IN_IGNORE: u32 = 31;
    pub(in super::super) const LITERAL_IGNORE: u32 = 32;
    pub(in super::super) const NOT_LITERAL_IGNORE: u32 = 33;
    pub(in super::super) const GROUPREF_LOC_IGNORE: u32 = 34;
    pub(in super::super) const IN_LOC_IGNORE: u32 = 35;
    pub(in super::super) const LITERAL_LOC_IGNORE: u32 = 36;
    pub(in super::super) const NOT_LITERAL_LOC_IGNORE: u32 = 37;
    pub(in super::super) const GROUPREF_UNI_IGNORE: u32 = 38;
    pub(in super::super) const IN_UNI_IGNORE: u32 = 39;
    pub(in super::super) const LITERAL_UNI_IGNORE: u32 = 40;
    pub(in super::super) const NOT_LITERAL_UNI_IGNORE: u32 = 41;
    pub(in super::super) const RANGE_UNI_IGNORE: u32 = 42;
}

pub(super) fn ascii_lower(c: u32) -> u32 {
    if (65..=90).contains(&c) { c + 32 } else { c }
}

pub(super) fn unicode_lower(c: u32) -> u32 {
    if c < 128 { ascii_lower(c) } else { unicode::simple_lower(c) }
}

/// The upper case of one character; of several the first.
pub(super) fn unicode_upper(c: u32) -> u32 {
    if c < 128 {
        return if (97..=122).contains(&c) { c - 32 } else { c };
    }
    match unicode::map_case(c, unicode::Mapping::Upper) {
        unicode::Mapped::One(u) => u,
        unicode::Mapped::Many(text) => text.chars().next().map_or(c, u32::from),
    }
}

fn ascii(c: u32, test: impl Fn(u8) -> bool) -> bool {
    u8::try_from(c).is_ok_and(|b| b.is_ascii() && test(b))
}

fn is_word(c: u32) -> bool {
    ascii(c, |b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_unicode_word(c: u32) -> bool {
    if c < 128 { is_word(c) } else { unicode::is_alnum(c) }
}

/// Is the character of a category (by its number)?
pub(super) fn in_category(category: u32, c: u32) -> bool {
    let yes = match category & !1 {
        0 => ascii(c, |b| b.is_ascii_digit()),
        2 => ascii(c, |b| matches!(b, b' ' | 9..=13)),
        4 | 8 => is_word(c),
        6 => c == 10,
        10 => {
            if c < 128 {
                ascii(c, |b| b.is_ascii_digit())
            } else {
                unicode::decimal_value(c).is_some()
            }
        }
        12 => {
            if c < 128 {
                matches!(c, 32 | 9..=13 | 28..=31)
            } else {
                unicode::is_space(c)
            }
        }
        14 => is_unicode_word(c),
        _ => matches!(c, 10..=13 | 28..=30 | 0x85 | 0x2028 | 0x2029),
    };
    yes != (category & 1 == 1)
}

/// Is there a boundary of words between two characters, by a kind of assertion?
pub(super) fn is_boundary(unicode: bool, before: Option<u32>, after: Option<u32>) -> bool {
    let word = |c: Option<u32>| c.is_some_and(|c| if unicode { is_unicode_word(c) } else { is_word(c) });
    word(before) != word(after)
}

/// Is the character in the set that starts at a place of the code?
pub(super) fn in_set(code: &[u32], mut at: usize, c: u32) -> bool {
    let get = |i: usize| code.get(i).copied().unwrap_or(0);
    let mut ok = true;
    loop {
        match get(at) {
            op::LITERAL => {
                if c == get(at + 1) {
                    return ok;
                }
                at += 2;
            }
            op::CATEGORY => {
                if in_category(get(at + 1), c) {
                    return ok;
                }
                at += 2;
            }
            op::CHARSET => {
                if c < 256 && get(at + 1 + (c >> 5) as usize) & (1 << (c & 31)) != 0 {
                    return ok;
                }
                at += 9;
            }
            op::RANGE => {
                if (get(at + 1)..=get(at + 2)).contains(&c) {
                    return ok;
                }
                at += 3;
            }
            op::RANGE_UNI_IGNORE => {
                let range = get(at + 1)..=get(at + 2);
                if range.contains(&c) || range.contains(&unicode_upper(c)) {
                    return ok;
                }
                at += 3;
            }
            op::NEGATE => {
                ok = !ok;
                at += 1;
            }
            op::BIGCHARSET => {
                let blocks = get(at + 1) as usize;
                let first = at + 2;
                if c < 0x1_0000 {
                    let high = (c >> 8) as usize;
                    let block = (get(first + high / 4) >> (8 * (high % 4)) & 255) as usize;
                    let low = c & 255;
                    if get(first + 64 + block * 8 + (low >> 5) as usize) & (1 << (low & 31)) != 0 {
                        return ok;
                    }
                }
                at = first.saturating_add(64).saturating_add(blocks.saturating_mul(8));
            }
            _ => return !ok,
        }
    }
}

//! Properties and case mappings of code points, as `str` and `unicodedata` see them.
//!
//! Must not know: strings (that is `wtf8`). The tables are recorded from the behaviour to be matched by
//! `tools/gen_unicode.py`. Surrogates and unassigned code points have properties too: none of them panics.

mod tables;

use tables::{CATEGORIES, EXTENDED, NUMERIC_VALUES, RECORDS, SHIFT, STAGE1, STAGE2};

/// What a code point has; code points with equal properties share one record.
struct Record {
    flags: u16,
    upper: i32,
    lower: i32,
    title: i32,
    fold: i32,
    simple_lower: i32,
    digit: u8,
    category: u8,
}

fn record(c: u32) -> &'static Record {
    let block = STAGE1.get((c >> SHIFT) as usize).copied().unwrap_or(0);
    let index = STAGE2[((block as usize) << SHIFT) + (c & ((1 << SHIFT) - 1)) as usize];
    &RECORDS[index as usize]
}

fn has(c: u32, flag: u16) -> bool {
    record(c).flags & flag != 0
}

/// The version of the Unicode character database, as `unicodedata.unidata_version`.
pub fn version() -> &'static str {
    tables::UNICODE_VERSION
}

macro_rules! properties {
    ($($(#[$doc:meta])* $name:ident = $flag:ident;)*) => {
        $($(#[$doc])* pub fn $name(c: u32) -> bool { has(c, tables::$flag) })*
    };
}

properties! {
    /// A letter, as `str.isalpha`.
    is_alpha = ALPHA;
    /// A decimal digit, as `str.isdecimal`.
    is_decimal = DECIMAL;
    /// A digit, also superscript and the like, as `str.isdigit`.
    is_digit = DIGIT;
    /// Anything with a numeric value, as `str.isnumeric`.
    is_numeric = NUMERIC;
    /// White space, as `str.isspace`.
    is_space = SPACE;
    /// Shown unescaped by `repr`, as `str.isprintable`.
    is_printable = PRINTABLE;
    /// Has the property Uppercase.
    is_upper = UPPER;
    /// Has the property Lowercase.
    is_lower = LOWER;
    /// A title-case letter such as U+01C5.
    is_title = TITLE;
    /// Upper, lower or title case; what `str.title` looks at.
    is_cased = CASED;
    /// May start an identifier (`_` included).
    is_identifier_start = XID_START;
    /// May continue an identifier.
    is_identifier_continue = XID_CONTINUE;
    /// Ends a line for `str.splitlines`.
    is_line_break = LINE_BREAK;
}

/// A letter or any number, as `str.isalnum`.
pub fn is_alnum(c: u32) -> bool {
    has(c, tables::ALPHA | tables::DECIMAL | tables::DIGIT | tables::NUMERIC)
}

/// Cased for the final-sigma rule: not one that the rule skips.
pub(crate) fn is_sigma_cased(c: u32) -> bool {
    has(c, tables::CASED_BASE)
}

/// Skipped by the final-sigma rule.
pub(crate) fn is_case_ignorable(c: u32) -> bool {
    has(c, tables::CASE_IGNORABLE)
}

/// Which of the four case mappings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mapping {
    /// To upper case.
    Upper,
    /// To lower case, without the context rule for final sigma.
    Lower,
    /// To title case.
    Title,
    /// Case folding.
    Fold,
}

/// A mapped code point: one, or a short text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mapped {
    /// The mapping is this code point (perhaps the same one).
    One(u32),
    /// The mapping is several code points.
    Many(&'static str),
}

/// The full case mapping of one code point.
pub fn map_case(c: u32, mapping: Mapping) -> Mapped {
    let r = record(c);
    if r.flags & tables::EXTENDED_CASE != 0
        && let Ok(i) = EXTENDED.binary_search_by_key(&c, |row| row.0)
    {
        return Mapped::Many(EXTENDED[i].1[mapping as usize]);
    }
    let delta = match mapping {
        Mapping::Upper => r.upper,
        Mapping::Lower => r.lower,
        Mapping::Title => r.title,
        Mapping::Fold => r.fold,
    };
    Mapped::One(c.wrapping_add_signed(delta))
}

/// The one-to-one lower-case mapping, which regular expressions use.
pub fn simple_lower(c: u32) -> u32 {
    c.wrapping_add_signed(record(c).simple_lower)
}

/// The value of a decimal digit.
pub fn decimal_value(c: u32) -> Option<u8> {
    let r = record(c);
    (r.flags & tables::DECIMAL != 0).then_some(r.digit)
}

/// The value of a digit, superscripts and the like included.
pub fn digit_value(c: u32) -> Option<u8> {
    let digit = record(c).digit;
    (digit != 255).then_some(digit)
}

/// The numeric value, as `unicodedata.numeric`.
pub fn numeric_value(c: u32) -> Option<f64> {
    NUMERIC_VALUES.binary_search_by_key(&c, |row| row.0).ok().map(|i| NUMERIC_VALUES[i].1)
}

/// The general category, such as `"Lu"`.
pub fn category(c: u32) -> &'static str {
    CATEGORIES[record(c).category as usize]
}

/// The name of a code point, as `unicodedata.name`.
pub fn name(c: u32) -> Option<String> {
    unicode_names2::name(char::from_u32(c)?).map(|name| name.to_string())
}

/// The code point with this name or alias, in any case.
pub fn lookup(name: &str) -> Option<u32> {
    unicode_names2::character(name).map(u32::from)
}

/// White space among ASCII, as [`is_space`] sees it.
#[inline]
pub(crate) fn is_ascii_space(b: u8) -> bool {
    matches!(b, b'\t'..=b'\r' | 0x1c..=0x20)
}

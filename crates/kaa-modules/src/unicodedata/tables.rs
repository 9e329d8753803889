//! The tables, read at first use. They are text, compressed, in sections that an empty line ends: ranges with category,
//! direction, combining class, width and whether mirrored; decompositions; pairs that compose; numbers. `names.bin` has
//! names, and ranges of characters whose name is a prefix and their number. `generate.py` writes all of it.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Characters with the same properties.
pub(super) struct Range {
    pub(super) last: u32,
    pub(super) category: &'static str,
    pub(super) direction: &'static str,
    pub(super) combining: u8,
    pub(super) width: &'static str,
    pub(super) mirrored: bool,
}

/// Decimal, digit and numeric value; the first two are -1 where there is none.
pub(super) type Numbers = (i8, i8, f64);

/// A version of the database.
pub(super) struct Tables {
    ranges: Vec<Range>,
    pub(super) decompositions: HashMap<u32, &'static str>,
    pub(super) compositions: HashMap<(u32, u32), u32>,
    pub(super) numbers: HashMap<u32, Numbers>,
}

/// Names of characters.
pub(super) struct Names {
    pub(super) by_number: HashMap<u32, &'static str>,
    pub(super) by_name: HashMap<&'static str, u32>,
    /// First, last, prefix.
    pub(super) ranges: Vec<(u32, u32, &'static str)>,
}

fn unpacked(data: &[u8]) -> &'static str {
    let mut out = vec![0; 1 << 22];
    let (text, _) = zlib_rs::decompress_slice(&mut out, data, zlib_rs::InflateConfig::default());
    let n = text.len();
    out.truncate(n);
    String::leak(String::from_utf8(out).unwrap_or_default())
}

fn hex(text: &str) -> u32 {
    u32::from_str_radix(text, 16).unwrap_or(0)
}

fn sections(text: &'static str) -> impl Iterator<Item = std::str::Lines<'static>> {
    text.split("\n\n").map(str::lines)
}

fn range(line: &'static str) -> Option<Range> {
    let mut parts = line.split(' ').skip(1);
    let mut next = || parts.next();
    Some(Range {
        last: hex(next()?),
        category: next()?,
        direction: next().map(|d| if d == "-" { "" } else { d })?,
        combining: next()?.parse().ok()?,
        width: next()?,
        mirrored: next()? == "1",
    })
}

fn numbers(line: &str) -> Option<(u32, Numbers)> {
    let parts: Vec<&str> = line.split(' ').collect();
    let [number, decimal, digit, value] = parts[..] else { return None };
    Some((hex(number), (decimal.parse().unwrap_or(-1), digit.parse().unwrap_or(-1), value.parse().ok()?)))
}

impl Tables {
    /// The version of this Python.
    pub(super) fn current() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| Tables::read(include_bytes!("current.bin")))
    }

    /// Version 3.2.0, which names of hosts are prepared by.
    pub(super) fn old() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| Tables::read(include_bytes!("old.bin")))
    }

    fn read(data: &[u8]) -> Tables {
        let mut parts = sections(unpacked(data));
        let mut next = || parts.next().into_iter().flatten();
        Tables {
            ranges: next().filter_map(range).collect(),
            decompositions: next().filter_map(|l| l.split_once(' ')).map(|(n, d)| (hex(n), d)).collect(),
            compositions: next()
                .filter_map(|l| {
                    let (first, rest) = l.split_once(' ')?;
                    let (second, made) = rest.split_once(' ')?;
                    Some(((hex(first), hex(second)), hex(made)))
                })
                .collect(),
            numbers: next().filter_map(numbers).collect(),
        }
    }

    /// The properties of a character.
    pub(super) fn properties(&self, c: u32) -> &Range {
        let i = self.ranges.partition_point(|r| r.last < c);
        &self.ranges[i.min(self.ranges.len().saturating_sub(1))]
    }
}

impl Names {
    /// The names, which do not depend on the version.
    pub(super) fn get() -> &'static Names {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| {
            let mut parts = sections(unpacked(include_bytes!("names.bin")));
            let mut next = || parts.next().into_iter().flatten();
            let by_number: HashMap<u32, &str> =
                next().filter_map(|l| l.split_once(' ')).map(|(n, name)| (hex(n), name)).collect();
            let by_name = by_number.iter().map(|(n, name)| (*name, *n)).collect();
            let range = |l: &'static str| {
                let (first, rest) = l.split_once(' ')?;
                let (last, prefix) = rest.split_once(' ')?;
                Some((hex(first), hex(last), prefix))
            };
            Names { by_number, by_name, ranges: next().filter_map(range).collect() }
        })
    }
}

//! Hashes against recorded answers, for several seeds.

use crate::common::{Report, int, rows, text};
use kaa_data::hash::{self, HashKey};
use kaa_data::wtf8::Wtf8Buf;

#[test]
fn recorded() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/hashes.tsv")) {
        let mut check =
            |actual: i64, expected: &Wtf8Buf| report.check(&row, &actual.to_string().into(), expected);
        let (last, items) = row.split_last().expect("a row");
        match text(&row[0]) {
            "tuple" => check(hash::tuple(items[1..].iter().map(int)), last),
            "frozenset" => check(hash::frozenset(items[1..].iter().map(int)), last),
            seed => {
                let key = HashKey::from_seed(seed.parse().expect("a seed"));
                check(key.text(row[1].as_wtf8()), &row[2]);
                check(key.bytes(row[1].as_bytes()), &row[3]);
            }
        }
    }
    report.finish();
}

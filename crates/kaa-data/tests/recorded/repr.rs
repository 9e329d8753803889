//! `repr` and `ascii` against recorded answers.

use crate::common::{Report, rows, text};
use kaa_data::repr;
use kaa_data::wtf8::Wtf8Buf;

#[test]
fn recorded() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/text_repr.tsv")) {
        let s = row[1].as_wtf8();
        let actual = match text(&row[0]) {
            "repr" => repr::str_repr(s),
            "ascii" => repr::str_ascii(s),
            "bytes" => Wtf8Buf::from(repr::bytes_repr(s.as_bytes())),
            _ => Wtf8Buf::from(repr::bytearray_repr("bytearray", s.as_bytes())),
        };
        report.check(&row, &actual, &row[2]);
    }
    report.finish();
}

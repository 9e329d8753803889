//! Format specs, `str.format` texts and the `%` operator against recorded answers.

use crate::common::{Report, outcome, rows, text};
use kaa_data::format::percent::{self, Operand};
use kaa_data::format::template::{self, Key, Step};
use kaa_data::number::{Complex, Int};
use kaa_data::wtf8::{Wtf8, Wtf8Buf};
use kaa_data::{float_text, format, repr};
use num_bigint::BigInt;

const MAX_DIGITS: usize = 4300;

fn int(field: &Wtf8Buf) -> Int {
    Int::from(text(field).parse::<BigInt>().expect("an int"))
}

fn float(text: &str) -> f64 {
    float_text::from_hex(text).expect("a hexadecimal float")
}

#[test]
fn specs() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/formats.tsv")) {
        let (spec, value) = (row[1].as_wtf8(), &row[2]);
        let actual = match text(&row[0]) {
            "int" => format::format_int(&int(value), spec, "int", MAX_DIGITS),
            "float" => format::format_float(float(text(value)), spec, "float"),
            "str" => format::format_str(value.as_wtf8(), spec, "str"),
            _ => {
                let (re, im) = text(value).split_once(' ').expect("two parts");
                let z = Complex::new(re.parse().expect("a float"), im.parse().expect("a float"));
                format::format_complex(z, spec, "complex")
            }
        };
        report.check(&row, &outcome(actual), &row[3]);
    }
    report.finish();
}

fn lossless(parts: &[Wtf8Buf]) -> Wtf8Buf {
    Wtf8::from("~").join(parts.iter().map(Wtf8Buf::as_wtf8))
}

fn error(e: &kaa_data::Error) -> Wtf8Buf {
    Wtf8Buf::from(format!("!{}", e.message))
}

fn shown_pieces(source: Wtf8<'_>) -> Wtf8Buf {
    let parts: Vec<Wtf8Buf> = template::pieces(source)
        .map(|piece| match piece {
            Ok(piece) => {
                let mut out = piece.literal.to_owned();
                let Some(field) = piece.field else {
                    out.push_str("|None|None|None");
                    return out;
                };
                for part in [field.name, field.spec] {
                    out.push_str("|");
                    out.push_wtf8(part);
                }
                out.push_str("|");
                match field.conversion {
                    Some(c) => out.push(c),
                    None => out.push_str("None"),
                }
                out
            }
            Err(e) => error(&e),
        })
        .collect();
    lossless(&parts)
}

fn shown_key(key: Key<'_>) -> Wtf8Buf {
    match key {
        Key::Index(i) => Wtf8Buf::from(i.to_string()),
        Key::Name(name) => repr::str_repr(name),
    }
}

fn shown_name(source: Wtf8<'_>) -> Wtf8Buf {
    let (first, steps) = match template::split_field_name(source) {
        Ok(split) => split,
        Err(e) => return error(&e),
    };
    let mut parts = vec![shown_key(first)];
    parts.extend(steps.map(|step| {
        let (kind, key) = match step {
            Ok(Step::Attribute(name)) => ("True:", repr::str_repr(name)),
            Ok(Step::Item(key)) => ("False:", shown_key(key)),
            Err(e) => return error(&e),
        };
        let mut out = Wtf8Buf::from(kind);
        out.push_wtf8(key.as_wtf8());
        out
    }));
    lossless(&parts)
}

#[test]
fn templates() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/templates.tsv")) {
        let actual = if text(&row[0]) == "pieces" {
            shown_pieces(row[1].as_wtf8())
        } else {
            shown_name(row[1].as_wtf8())
        };
        report.check(&row, &actual, &row[2]);
    }
    report.finish();
}

/// Formats 16 with each directive, or the value with the only one.
fn percent(source: Wtf8<'_>, operand: Operand, value: &Wtf8Buf) -> kaa_data::Result<Wtf8Buf> {
    let mut out = Wtf8Buf::new();
    for piece in percent::pieces(source, operand) {
        let d = match piece? {
            percent::Piece::Literal(literal) => {
                out.push_wtf8(literal);
                continue;
            }
            percent::Piece::Directive(d) => d,
        };
        let layout = d.layout();
        let done = match char::from_u32(d.letter) {
            Some('d' | 'i' | 'u' | 'o' | 'x' | 'X') => {
                percent::format_int(&int(value), d.letter, layout, MAX_DIGITS)
            }
            Some('e' | 'E' | 'f' | 'F' | 'g' | 'G') => {
                percent::format_float(float(text(value)), d.letter, layout)
            }
            Some('s') => percent::format_text(value.as_wtf8(), layout),
            Some('r') => percent::format_text(repr::str_repr(value.as_wtf8()).as_wtf8(), layout),
            Some('a') => percent::format_text(repr::str_ascii(value.as_wtf8()).as_wtf8(), layout),
            Some('c') => percent::format_char(value.as_wtf8().get(0).expect("a character"), layout),
            _ => Err(percent::unsupported(&d)),
        };
        out.push_wtf8(done?.as_wtf8());
    }
    Ok(out)
}

#[test]
fn percents() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/percents.tsv")) {
        let source = row[1].as_wtf8();
        if text(&row[0]) == "value" {
            report.check(&row, &outcome(percent(source, Operand::Other, &row[2])), &row[3]);
            continue;
        }
        let sixteen = Wtf8Buf::from("16");
        let keyed = source.contains("(".into());
        if keyed && text(&row[2]) != "!KeyError: a" {
            let expected = if text(&row[1]) == "%(a(b)c)s" { Wtf8Buf::from("16") } else { row[2].clone() };
            report.check(&row, &outcome(percent(source, Operand::Mapping, &sixteen)), &expected);
        }
        report.check(&row, &outcome(percent(source, Operand::Other, &sixteen)), &row[3]);
    }
    report.finish();
}

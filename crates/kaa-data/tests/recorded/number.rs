//! Numbers and their texts against recorded answers.

use crate::common::{Report, int, outcome, rows, text};
use kaa_data::float_text::{self, Notation, Style};
use kaa_data::int_text::{self, ByteOrder, Signedness};
use kaa_data::number::{Complex, complex, convert, float, hash, int as ints};
use kaa_data::wtf8::Wtf8Buf;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

fn big(field: &Wtf8Buf) -> BigInt {
    text(field).parse().expect("an int")
}

fn real(field: &Wtf8Buf) -> f64 {
    text(field).parse().expect("a float")
}

fn shown<T: ToString>(result: kaa_data::Result<T>) -> Wtf8Buf {
    outcome(result.map(|value| value.to_string()))
}

fn real_shown(result: kaa_data::Result<f64>) -> Wtf8Buf {
    outcome(result.map(float_text::repr))
}

fn complex_shown(result: kaa_data::Result<Complex>) -> Wtf8Buf {
    outcome(result.map(float_text::complex_repr))
}

fn order(flags: i64) -> (ByteOrder, Signedness) {
    let order = if flags & 1 == 0 { ByteOrder::Little } else { ByteOrder::Big };
    (order, if flags & 2 == 0 { Signedness::Unsigned } else { Signedness::Signed })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|c| u8::from_str_radix(std::str::from_utf8(c).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn int_operations() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/int_ops.tsv")) {
        let (a, b) = (big(&row[1]), row[2].clone());
        let small = a.to_i64().zip(text(&b).parse::<i64>().ok());
        let mut also = None;
        let actual = match text(&row[0]) {
            "floordiv" => {
                also = small.map(|(a, b)| shown(ints::floor_div_small(a, b)));
                shown(ints::floor_div(&a, &big(&b)))
            }
            "mod" => {
                also = small.map(|(a, b)| shown(ints::modulo_small(a, b)));
                shown(ints::modulo(&a, &big(&b)))
            }
            "truediv" => {
                also = small.map(|(a, b)| real_shown(ints::true_div_small(a, b)));
                real_shown(ints::true_div(&a, &big(&b)))
            }
            "lshift" => {
                also = small.map(|(a, b)| shown(ints::shl_small(a, b)));
                shown(ints::shl(&a, &big(&b)))
            }
            "rshift" => {
                also = small.map(|(a, b)| shown(ints::shr_small(a, b)));
                shown(ints::shr(&a, &big(&b)))
            }
            "pow" => {
                also = small.map(|(a, b)| shown(ints::pow_small(a, b as u64)));
                shown(ints::pow(&a, &big(&b)))
            }
            "powmod" => shown(ints::pow_mod(&a, &big(&b), &big(&row[3]))),
            "round" => shown(Ok(ints::round_to_power_of_ten(&a, int(&b) as u64))),
            "bits" => {
                shown(Ok(format!("{} {} {}", ints::bit_length(&a), ints::bit_count(&a), hash::int(&a))))
            }
            "float" => real_shown(convert::int_to_float(&a)),
            "prefixed" => shown(Ok(int_text::to_prefixed(&a, int(&b) as u32))),
            "to_bytes" => {
                let (order, sign) = order(int(&b));
                let length = a.to_usize().expect("small");
                outcome(int_text::to_bytes(&big(&row[3]), length, order, sign).map(|bytes| hex(&bytes)))
            }
            "from_bytes" => {
                let (order, sign) = order(int(&row[1]));
                shown(Ok(int_text::from_bytes(&unhex(text(&b)), order, sign)))
            }
            other => panic!("{other}"),
        };
        report.check(&row, &actual, &row[row.len() - 1]);
        if let Some(also) = also {
            report.check(&row, &also, &row[row.len() - 1]);
        }
    }
    report.finish();
}

#[test]
fn int_parsing() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/int_parse.tsv")) {
        let parsed = int_text::parse(row[1].as_wtf8(), int(&row[0]), int_text::DEFAULT_MAX_STR_DIGITS);
        report.check(&row, &outcome(parsed.map(|i| hash::int(&i.to_big()).to_string())), &row[2]);
    }
    report.finish();
}

#[test]
fn float_operations() {
    let mut report = Report::default();
    let grid = rows(include_str!("tables/float_grid.tsv"));
    for row in rows(include_str!("tables/float_ops.tsv")).into_iter().chain(grid) {
        let b = real(&row[2]);
        let a = || real(&row[1]);
        let actual = match text(&row[0]) {
            "truediv" => real_shown(float::true_div(a(), b)),
            "floordiv" => real_shown(float::floor_div(a(), b)),
            "mod" => real_shown(float::modulo(a(), b)),
            "divmod" => outcome(
                float::div_mod(a(), b)
                    .map(|(q, r)| format!("({}, {})", float_text::repr(q), float_text::repr(r))),
            ),
            "pow" => match float::pow(a(), b) {
                Ok(float::Power::Real(x)) => real_shown(Ok(x)),
                Ok(float::Power::Complex(z)) => complex_shown(Ok(z)),
                Err(e) => shown::<i64>(Err(e)),
            },
            "compare" => {
                let order = convert::compare(&big(&row[1]), b);
                let word = |on: bool| if on { "True" } else { "False" };
                use std::cmp::Ordering::{Equal, Greater, Less};
                let [l, e, g] = [Less, Equal, Greater].map(|o| word(order == Some(o)));
                Wtf8Buf::from(format!("{l} {e} {g}"))
            }
            "round" => real_shown(float::round_digits(b, int(&row[1]))),
            "int" => shown(convert::float_to_int(b)),
            "round0" => shown(convert::round(b)),
            "ratio" => outcome(convert::as_integer_ratio(b).map(|(n, d)| format!("{n} {d}"))),
            "hash" => Wtf8Buf::from(hash::float(b).map_or("None".to_owned(), |h| h.to_string())),
            "hex" => Wtf8Buf::from(float_text::to_hex(b)),
            other => panic!("{other}"),
        };
        report.check(&row, &actual, &row[row.len() - 1]);
    }
    report.finish();
}

#[test]
fn float_texts() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/float_text.tsv")) {
        let x = || float_text::from_hex(text(&row[1])).expect("a hexadecimal float");
        let expected = &row[row.len() - 1];
        let actual = match text(&row[0]) {
            "repr" | "fromhex" => Wtf8Buf::from(float_text::repr(x())),
            "parse" => real_shown(float_text::parse(expected.as_wtf8())),
            "float" => real_shown(float_text::parse(row[1].as_wtf8())),
            "from_hex" => real_shown(float_text::from_hex(text(&row[1]))),
            "format" => {
                let code = text(&row[4]);
                let notation = match code {
                    "e" | "E" => Notation::Exponent,
                    "f" | "F" => Notation::Fixed,
                    _ => Notation::General,
                };
                let upper = code.chars().all(char::is_uppercase);
                let style = Style { alternate: text(&row[2]) == "#", upper, ..Style::default() };
                Wtf8Buf::from(float_text::format_code(x(), notation, int(&row[3]) as usize, style))
            }
            other => panic!("{other}"),
        };
        report.check(&row, &actual, expected);
    }
    report.finish();
}

#[test]
fn complex_operations() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/complex_ops.tsv")) {
        let name = text(&row[0]);
        if name == "parse" {
            report.check(&row, &complex_shown(float_text::parse_complex(row[1].as_wtf8())), &row[2]);
            continue;
        }
        let a = Complex::new(real(&row[1]), real(&row[2]));
        let b = Complex::new(real(&row[3]), real(&row[4]));
        let x = real(&row[5]);
        let actual = match name {
            "add" => Ok(complex::add(a, b)),
            "sub" => Ok(complex::sub(a, b)),
            "mul" => Ok(complex::mul(a, b)),
            "div" => complex::div(a, b),
            "pow" => complex::pow(a, b),
            "addr" => Ok(complex::add_real(a, x)),
            "subr" => Ok(complex::sub_real(a, x)),
            "rsub" => Ok(complex::real_sub(x, a)),
            "mulr" => Ok(complex::mul_real(a, x)),
            "divr" => complex::div_real(a, x),
            "rdiv" => complex::real_div(x, a),
            "neg" => Ok(complex::neg(a)),
            _ => {
                report.check(&row, &real_shown(complex::abs(a)), &row[6]);
                continue;
            }
        };
        report.check(&row, &complex_shown(actual), &row[6]);
    }
    report.finish();
}

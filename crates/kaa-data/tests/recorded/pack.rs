//! Packing single elements against recorded answers, and the sort against the one of the standard library.

use crate::common::{Report, outcome, rows, text};
use kaa_data::int_text::ByteOrder;
use kaa_data::number::Int;
use kaa_data::pack::{Code, Kind, Scalar, Sizes};
use kaa_data::{float_text, sort};
use num_bigint::BigInt;

fn shown(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Int(int) => int.to_string(),
        Scalar::Float(x) => float_text::repr(*x),
        Scalar::Bool(true) => "True".to_owned(),
        Scalar::Bool(false) => "False".to_owned(),
        Scalar::Char(b) => b.to_string(),
    }
}

#[test]
fn recorded() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/packs.tsv")) {
        let sizes = if text(&row[0]) == "@" { Sizes::Native } else { Sizes::Standard };
        let order = if text(&row[0]) == ">" { ByteOrder::Big } else { ByteOrder::Little };
        let code =
            Code::new(text(&row[1]).chars().next().expect("a letter"), sizes, order).expect("a known letter");
        let value = match code.kind {
            Kind::Float => Scalar::Float(text(&row[2]).parse().expect("a float")),
            Kind::Bool => Scalar::Bool(text(&row[2]) == "True"),
            _ => Scalar::Int(Int::from(text(&row[2]).parse::<BigInt>().expect("an int"))),
        };
        let packed = code.pack(&value).map_err(|e| code.struct_error(e));
        let hex =
            packed.clone().map(|b| b[..code.size].iter().map(|b| format!("{b:02x}")).collect::<String>());
        report.check(&row, &outcome(hex), &row[3]);
        if let Ok(bytes) = packed {
            let back = code.unpack(&bytes).expect("enough bytes");
            report.check(&row, &shown(&back).into(), &row[4]);
        }
    }
    report.finish();
}

#[test]
fn sorting_is_stable() {
    let mut state = 1_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for round in 0..300 {
        let len = random(if round % 10 == 0 { 5000 } else { 100 });
        let range = [2, 10, 1 << 20][round % 3];
        let mut items: Vec<(u64, u64)> = (0..len).map(|i| (random(range), i)).collect();
        if round % 4 == 1 {
            items.sort_by_key(|item| item.0 / 3);
        }
        if round % 4 == 2 {
            items.sort_by_key(|item| std::cmp::Reverse(item.0));
        }
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        sort::sort(&mut items, |a, b| Ok::<_, ()>(a.0 < b.0)).expect("no failure");
        assert_eq!(items, expected);
    }
}

#[test]
fn sorted_input_needs_few_comparisons() {
    let mut count = 0;
    let mut items: Vec<u32> = (0..10_000).collect();
    sort::sort(&mut items, |a, b| {
        count += 1;
        Ok::<_, ()>(a < b)
    })
    .expect("no failure");
    assert_eq!(count, 9_999);
}

#[test]
fn failure_keeps_the_items() {
    let mut items: Vec<u32> = (0..100).rev().map(|i| i * 7 % 100).collect();
    let before = items.clone();
    let mut left = 50;
    let result = sort::sort(&mut items, |a, b| {
        left -= 1;
        if left == 0 { Err(()) } else { Ok(a < b) }
    });
    assert_eq!((result, items), (Err(()), before));
}

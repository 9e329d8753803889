//! The methods of `str` against recorded answers.

use crate::common::{Report, int, rows, text};
use kaa_data::wtf8::{Side, Wtf8, Wtf8Buf};

fn join(parts: Vec<Wtf8<'_>>) -> Wtf8Buf {
    Wtf8::from("|").join(parts)
}

fn truth(b: bool) -> Wtf8Buf {
    Wtf8Buf::from(if b { "True" } else { "False" })
}

fn word(name: &str, s: Wtf8<'_>) -> Option<Wtf8Buf> {
    Some(match name {
        "upper" => s.to_upper(),
        "lower" => s.to_lower(),
        "title" => s.to_title(),
        "capitalize" => s.to_capitalized(),
        "swapcase" => s.to_swapcase(),
        "casefold" => s.to_casefold(),
        "isalpha" => truth(s.is_alpha()),
        "isalnum" => truth(s.is_alnum()),
        "isdecimal" => truth(s.is_decimal()),
        "isdigit" => truth(s.is_digit()),
        "isnumeric" => truth(s.is_numeric()),
        "isspace" => truth(s.is_space()),
        "isprintable" => truth(s.is_printable()),
        "isidentifier" => truth(s.is_identifier()),
        "isupper" => truth(s.is_upper()),
        "islower" => truth(s.is_lower()),
        "istitle" => truth(s.is_title()),
        "strip" => s.strip(Side::Both, None).to_owned(),
        "lstrip" => s.strip(Side::Left, None).to_owned(),
        "rstrip" => s.strip(Side::Right, None).to_owned(),
        "split" => join(s.split_whitespace(-1)),
        "rsplit" => join(s.rsplit_whitespace(-1)),
        "splitlines" => join(s.splitlines(false)),
        "splitlines_keep" => join(s.splitlines(true)),
        "expandtabs" => s.expandtabs(8).expect("small"),
        _ => return None,
    })
}

fn with_number(name: &str, n: i64, s: Wtf8<'_>) -> Wtf8Buf {
    let padded = match name {
        "split" => return join(s.split_whitespace(n)),
        "rsplit" => return join(s.rsplit_whitespace(n)),
        "expandtabs" => s.expandtabs(n),
        "zfill" => s.zfill(n),
        "center" => s.justify(Side::Both, n, 0xE9),
        "ljust" => s.justify(Side::Left, n, 32),
        "rjust" => s.justify(Side::Right, n, 42),
        other => panic!("{other}"),
    };
    padded.expect("small")
}

fn sliced(start: i64, step: isize, s: Wtf8<'_>) -> Wtf8Buf {
    let len = s.len() as i64;
    let from = if start < 0 { start + len } else { start };
    let from = if step > 0 { from.clamp(0, len) } else { from.clamp(-1, len - 1) };
    let count = if step > 0 {
        (len - from + step as i64 - 1) / step as i64
    } else {
        (from - step as i64) / -step as i64
    };
    s.slice_step(from.max(0) as usize, step, count as usize)
}

#[test]
fn unary() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/str_unary.tsv")) {
        let (expected, s) = (&row[row.len() - 1], row[row.len() - 2].as_wtf8());
        let name = text(&row[0]);
        let actual = if let Some(step) = name.strip_prefix("slice") {
            sliced(int(&row[1]), step.parse().expect("a step"), s)
        } else if let Some(result) = word(name, s) {
            result
        } else {
            let at = name.len() - 1;
            with_number(&name[..at], name[at..].parse().expect("a digit"), s)
        };
        report.check(&row, &actual, expected);
        assert_eq!(actual.len(), actual.as_wtf8().code_points().count(), "length of {row:?}");
    }
    report.finish();
}

#[test]
fn binary() {
    let mut report = Report::default();
    for row in rows(include_str!("tables/str_binary.tsv")) {
        let [name, lo, hi, s, n, expected] = &row[..] else { panic!("{row:?}") };
        let (lo, hi, s, n) = (int(lo), int(hi), s.as_wtf8(), n.as_wtf8());
        let index = |found: Option<usize>| Wtf8Buf::from(found.map_or("-1".to_owned(), |i| i.to_string()));
        let three = |found: Option<(Wtf8<'_>, Wtf8<'_>)>, none: [Wtf8<'_>; 3]| match found {
            Some((a, b)) => join(vec![a, n, b]),
            None => join(none.to_vec()),
        };
        let actual = match text(name) {
            "find" => index(s.find(n, lo, hi)),
            "rfind" => index(s.rfind(n, lo, hi)),
            "count" => Wtf8Buf::from(s.count(n, lo, hi).to_string()),
            "startswith" => truth(s.starts_with(n, lo, hi)),
            "endswith" => truth(s.ends_with(n, lo, hi)),
            "replace" => s.replace(n, "<é>".into(), lo).expect("small").unwrap_or_else(|| s.to_owned()),
            "split" => join(s.split(n, lo)),
            "rsplit" => join(s.rsplit(n, lo)),
            "partition" => three(s.partition(n), [s, Wtf8::EMPTY, Wtf8::EMPTY]),
            "rpartition" => three(s.rpartition(n), [Wtf8::EMPTY, Wtf8::EMPTY, s]),
            "removeprefix" => s.remove_prefix(n).to_owned(),
            "removesuffix" => s.remove_suffix(n).to_owned(),
            "strip" => s.strip(Side::Both, Some(n)).to_owned(),
            other => panic!("{other}"),
        };
        report.check(&row, &actual, expected);
        assert_eq!(actual.len(), actual.as_wtf8().code_points().count(), "length of {row:?}");
    }
    report.finish();
}

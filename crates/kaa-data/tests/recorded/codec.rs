//! Codecs with the built-in error handlers against recorded answers.

use crate::common::{Report, rows, text};
use kaa_data::codec::{self, Codec, CodecError, Decoded, EncodingMap, Failure, Handler, Input};
use kaa_data::wtf8::{Wtf8, Wtf8Buf};

fn unhex(text: &str) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).expect("a digit") as u8;
    text.as_bytes().chunks(2).map(|c| digit(c[0]) << 4 | digit(c[1])).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn failure(f: &Failure<kaa_data::Error>) -> Wtf8Buf {
    Wtf8Buf::from(match f {
        Failure::Strict(e) => format!("!{} {} {} {}", e.encoding, e.start, e.end, e.reason),
        Failure::Handler(e) => format!("!{e}"),
    })
}

fn decode(
    name: &str,
    handler: Handler,
    bytes: &[u8],
    input: Input,
    table: &[u32],
) -> Result<Decoded, Failure<kaa_data::Error>> {
    // The utf-8-sig codec is Python code that hands the rest to utf-8, whose positions then count from the mark.
    let bytes =
        if name == "utf-8-sig" { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
    let mut handle = |e: &CodecError| handler.decode(e, bytes);
    match Codec::from_name(name) {
        Some(Codec::Utf8Sig) => Codec::Utf8.decode(bytes, input, &mut handle),
        Some(codec) => codec.decode(bytes, input, &mut handle),
        None => codec::decode_charmap(bytes, table, &mut handle),
    }
}

fn encode(
    name: &str,
    handler: Handler,
    text: Wtf8<'_>,
    map: &EncodingMap,
) -> Result<Vec<u8>, Failure<kaa_data::Error>> {
    let mut handle = |e: &CodecError| handler.encode(e, text);
    match Codec::from_name(name) {
        Some(codec) => codec.encode(text, &mut handle),
        None => codec::encode_charmap(text, map, &mut handle),
    }
}

#[test]
fn recorded() {
    let mut report = Report::default();
    let cp1252 = &rows(include_str!("tables/codec_table.tsv"))[0][0];
    let points: Vec<u32> = cp1252.as_wtf8().code_points().collect();
    let map = EncodingMap::build(cp1252.as_wtf8());
    assert_eq!(points.len(), 256);
    for row in rows(include_str!("tables/codecs.tsv")) {
        let name = text(&row[1]);
        let handler = Handler::from_name(text(&row[2])).expect("a handler");
        let bytes = || unhex(text(&row[3]));
        let actual = match text(&row[0]) {
            "decode" => match decode(name, handler, &bytes(), Input::Final, &points) {
                Ok(decoded) => decoded.text,
                Err(f) => failure(&f),
            },
            "partial" => match decode(name, handler, &bytes(), Input::Partial, &points) {
                Ok(decoded) => {
                    let mut out = Wtf8Buf::from(format!("{} ", decoded.consumed));
                    out.push_wtf8(decoded.text.as_wtf8());
                    out
                }
                Err(f) => failure(&f),
            },
            _ => match encode(name, handler, row[3].as_wtf8(), &map) {
                Ok(bytes) => Wtf8Buf::from(hex(&bytes)),
                Err(f) => failure(&f),
            },
        };
        report.check(&row, &actual, &row[4]);
    }
    report.finish();
}

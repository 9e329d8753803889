//! Reading the recorded tables: a row is a line, fields are parted by tabs, odd characters are written `\{hex}`.
//!
//! Must not know: what the tables are about. `recorded/record.py` writes them.

use kaa_data::wtf8::Wtf8Buf;

/// A field: text that may hold surrogates.
pub(crate) fn unescape(field: &str) -> Wtf8Buf {
    let mut out = Wtf8Buf::new();
    let mut rest = field;
    while let Some(at) = rest.find("\\{") {
        out.push_str(&rest[..at]);
        let end = at + rest[at..].find('}').expect("a closed escape");
        out.push(u32::from_str_radix(&rest[at + 2..end], 16).expect("a hexadecimal escape"));
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// The rows of a table, unescaped.
pub(crate) fn rows(table: &str) -> Vec<Vec<Wtf8Buf>> {
    table.lines().map(|line| line.split('\t').map(unescape).collect()).collect()
}

/// A field that is plain text.
pub(crate) fn text(field: &Wtf8Buf) -> &str {
    field.as_wtf8().to_str().expect("a field without surrogates")
}

/// A field that is a number.
pub(crate) fn int(field: &Wtf8Buf) -> i64 {
    text(field).parse().expect("a number")
}

/// Compares and collects; `finish` reports all differences of a table at once.
#[derive(Default)]
pub(crate) struct Report {
    wrong: Vec<String>,
    count: usize,
}

impl Report {
    /// Notes a difference.
    pub(crate) fn check(&mut self, row: &[Wtf8Buf], actual: &Wtf8Buf, expected: &Wtf8Buf) {
        self.count += 1;
        if actual != expected {
            self.wrong.push(format!("{row:?}: got {actual:?}, expected {expected:?}"));
        }
    }

    /// Fails when there were differences.
    pub(crate) fn finish(self) {
        let shown = self.wrong.iter().take(40).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(self.wrong.is_empty(), "{} of {} differ:\n{shown}", self.wrong.len(), self.count);
        assert!(self.count > 0);
    }
}

/// What a table holds for a result: the text, or `!` and the error.
pub(crate) fn outcome<T: Into<Wtf8Buf>>(result: kaa_data::Result<T>) -> Wtf8Buf {
    match result {
        Ok(value) => value.into(),
        Err(error) => Wtf8Buf::from(format!("!{error}")),
    }
}

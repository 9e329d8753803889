//! `tests/conformance.toml`: which cases may fail, and why. Reads, judges and rewrites it; knows no processes.
//!
//! A table for each module; a key is a case's id or, with `*` at its end, the beginning of ids; the value is the reason
//! in one line. A reason that begins with `sometimes` allows a pass as well. Only this much of TOML is understood.
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::report::{Case, IMPORT, Outcome};
use crate::project;

const HEAD: &str = "\
# Cases of CPython's tests that Kaa does not pass, by module, each with the reason. A key ending in * stands for all ids
# with this beginning; (import) for a module that cannot be imported. A reason that begins with \"sometimes\" allows a
# pass, too. `cargo xtask conformance --renew MODULE` rewrites a module's table and keeps the reasons.
";

/// Expectations of one module: key and reason.
pub(super) type Table = BTreeMap<String, String>;

/// All expectations, by module.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Expected {
    /// The tables.
    pub(super) modules: BTreeMap<String, Table>,
}

/// What differs from the expectations.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Surprise {
    /// A case failed that should not.
    Failure(Case),
    /// A case passed that is listed.
    Pass(String),
    /// An entry that no case needs.
    Idle(String),
}

fn path() -> PathBuf {
    project::root().join("tests/conformance.toml")
}

/// Reads the file; an absent one expects nothing.
pub(super) fn read() -> Result<Expected, String> {
    match path().exists() {
        true => Expected::parse(&project::read(&path())?),
        false => Ok(Expected::default()),
    }
}

/// Writes the file.
pub(super) fn write(expected: &Expected) -> Result<(), String> {
    project::write(&path(), expected.text())
}

impl Expected {
    /// Reads the text of the file.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut expected = Expected::default();
        let mut module = None;
        for (number, line) in text.lines().enumerate() {
            let wrong = || format!("tests/conformance.toml:{}: {line:?}", number + 1);
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                let name = name.trim_matches('"').to_owned();
                expected.modules.entry(name.clone()).or_default();
                module = Some(name);
                continue;
            }
            let (key, rest) = quoted(line).ok_or_else(wrong)?;
            let rest = rest.trim_start().strip_prefix('=').ok_or_else(wrong)?;
            let (reason, rest) = quoted(rest.trim_start()).ok_or_else(wrong)?;
            let table = module.as_ref().and_then(|name| expected.modules.get_mut(name)).ok_or_else(wrong)?;
            let twice = table.insert(key, reason).is_some();
            if twice || !rest.trim().is_empty() {
                return Err(wrong());
            }
        }
        Ok(expected)
    }

    fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (module, table) in self.modules.iter().filter(|(_, table)| !table.is_empty()) {
            text.push_str(&format!("\n[{}]\n", quote(module)));
            for (key, reason) in table {
                text.push_str(&format!("{} = {}\n", quote(key), quote(reason)));
            }
        }
        text
    }

    /// The expectations of a module.
    pub(super) fn of(&self, module: &str) -> Table {
        self.modules.get(module).cloned().unwrap_or_default()
    }
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A quoted text at the beginning, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut chars = text.strip_prefix('"')?.char_indices();
    let mut value = String::new();
    while let Some((index, char)) = chars.next() {
        match char {
            '"' => return Some((value, &text[index + 2..])),
            '\\' => value.push(chars.next()?.1),
            _ => value.push(char),
        }
    }
    None
}

/// The entry that speaks of a case: its own, or the longest beginning.
fn entry<'a>(table: &'a Table, id: &str) -> Option<(&'a str, &'a str)> {
    let fits = |key: &str| key == id || key.strip_suffix('*').is_some_and(|start| id.starts_with(start));
    let fitting = table.iter().filter(|(key, _)| fits(key));
    let best = fitting.max_by_key(|(key, _)| (key.as_str() == id, key.len()))?;
    Some((best.0, best.1))
}

fn is_fickle(reason: &str) -> bool {
    reason.starts_with("sometimes")
}

/// Compares what happened with what was expected.
pub(super) fn judge(table: &Table, cases: &[Case]) -> Vec<Surprise> {
    let mut surprises = Vec::new();
    let mut used = Vec::new();
    for case in cases {
        let entry = entry(table, &case.id);
        used.extend(entry.map(|(key, _)| key));
        match (case.outcome, entry) {
            (Outcome::Failed, None) => surprises.push(Surprise::Failure(case.clone())),
            (Outcome::Passed, Some((_, reason))) if !is_fickle(reason) => {
                surprises.push(Surprise::Pass(case.id.clone()));
            }
            _ => {}
        }
    }
    // Of a module that cannot be imported nothing is known.
    if !cases.iter().any(|case| case.id == IMPORT) {
        let idle = table.iter().filter(|(key, reason)| !used.contains(&key.as_str()) && !is_fickle(reason));
        surprises.extend(idle.map(|(key, _)| Surprise::Idle(key.clone())));
    }
    surprises
}

/// The table that fits what happened: known reasons stay, also those of whole groups in which nothing passed.
pub(super) fn renewed(table: &Table, cases: &[Case]) -> Table {
    let mut new = Table::new();
    for case in cases {
        let Some((key, reason)) = entry(table, &case.id) else {
            if case.outcome == Outcome::Failed {
                new.insert(case.id.clone(), case.reason.clone());
            }
            continue;
        };
        let holds = is_fickle(reason) || !group_passes(table, key, cases);
        if holds && (is_fickle(reason) || case.outcome != Outcome::Passed) {
            new.insert(key.to_owned(), reason.to_owned());
        } else if case.outcome == Outcome::Failed {
            new.insert(case.id.clone(), reason.to_owned());
        }
    }
    new
}

/// Whether a case passed that this entry speaks of.
fn group_passes(table: &Table, key: &str, cases: &[Case]) -> bool {
    let mut passed = cases.iter().filter(|case| case.outcome == Outcome::Passed);
    passed.any(|case| entry(table, &case.id).is_some_and(|(other, _)| other == key))
}

#[cfg(test)]
mod tests {
    use super::super::report::{Case, Outcome};
    use super::{Expected, Surprise, Table, judge, renewed};

    const TEXT: &str = "# what it is\n[\"test_a\"]\n\"A.one\" = \"says \\\"no\\\"\"\n\"B.*\" = \"no _b\"\n";

    fn passed(id: &str) -> Case {
        Case { id: id.to_owned(), outcome: Outcome::Passed, reason: String::new() }
    }

    fn failed(id: &str) -> Case {
        Case::failed(id, "why".to_owned())
    }

    fn table() -> Table {
        Expected::parse(TEXT).unwrap_or_default().of("test_a")
    }

    fn pairs(table: &Table) -> Vec<(&str, &str)> {
        table.iter().map(|(key, reason)| (key.as_str(), reason.as_str())).collect()
    }

    #[test]
    fn the_file_is_read_and_written() {
        let expected = Expected::parse(TEXT).unwrap_or_default();
        assert_eq!(pairs(&expected.of("test_a")), [("A.one", "says \"no\""), ("B.*", "no _b")]);
        assert_eq!(Expected::parse(&expected.text()), Ok(expected));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in ["\"a\" = \"b\"", "[m]\na = b", "[m]\n\"a\" = \"b", "[m]\n\"a\" = \"b\"\n\"a\" = \"c\""] {
            assert!(Expected::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn as_expected() {
        assert_eq!(judge(&table(), &[failed("A.one"), failed("B.x"), passed("C")]), []);
    }

    #[test]
    fn surprises() {
        let found = judge(&table(), &[passed("A.one"), failed("C")]);
        let expected = [
            Surprise::Pass("A.one".to_owned()),
            Surprise::Failure(failed("C")),
            Surprise::Idle("B.*".to_owned()),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn fickle_cases_may_pass() {
        let table = Table::from([("A".to_owned(), "sometimes too slow".to_owned())]);
        assert_eq!(judge(&table, &[passed("A")]), []);
        assert_eq!(judge(&table, &[failed("A")]), []);
        assert_eq!(renewed(&table, &[passed("A")]), table);
    }

    #[test]
    fn renewing_keeps_reasons() {
        let new = renewed(&table(), &[passed("A.one"), failed("B.x"), failed("C")]);
        assert_eq!(pairs(&new), [("B.*", "no _b"), ("C", "why")]);
        let split = renewed(&table(), &[failed("A.one"), failed("B.x"), passed("B.y")]);
        assert_eq!(pairs(&split), [("A.one", "says \"no\""), ("B.x", "no _b")]);
    }
}

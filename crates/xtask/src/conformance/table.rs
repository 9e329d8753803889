//! `tests/conformance.tsv`: the last result of each module. Knows neither cases nor expectations.
use std::path::PathBuf;

use super::report::{Case, EXIT, IMPORT, Outcome};
use super::scope::Module;
use crate::project;

const HEAD: &str = "module\tcases\tpassed\tfailed\tskipped\tseconds\n";

/// A module's figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// The module; empty for totals.
    pub(super) module: String,
    /// Cases that there are.
    pub(super) cases: usize,
    /// Cases that passed.
    pub(super) passed: usize,
    /// Cases that failed or never ran.
    pub(super) failed: usize,
    /// Cases that CPython's decorators skipped.
    pub(super) skipped: usize,
    /// How long it took.
    pub(super) seconds: f64,
}

impl Row {
    /// Counts a run. Where a module could not be imported, skips itself or gave up, CPython's number of cases counts.
    pub(super) fn count(module: &Module, cases: &[Case], seconds: f64) -> Self {
        let count =
            |outcome| cases.iter().filter(|case| case.outcome == outcome && !is_pseudo(&case.id)).count();
        let broken = cases.iter().any(|case| is_pseudo(&case.id) && case.outcome == Outcome::Failed);
        let skips_all = cases.iter().any(|case| case.id == IMPORT && case.outcome == Outcome::Skipped);
        let (passed, mut skipped) = (count(Outcome::Passed), count(Outcome::Skipped));
        if skips_all {
            skipped = module.cases;
        }
        let failed = match broken {
            true => module.cases.saturating_sub(passed + skipped),
            false => count(Outcome::Failed),
        };
        let cases = passed + skipped + failed;
        Row { module: module.name.clone(), cases, passed, failed, skipped, seconds }
    }

    /// The sum of rows.
    pub(super) fn total(rows: &[Row]) -> Self {
        let mut total = Row::default();
        for row in rows {
            total.cases += row.cases;
            total.passed += row.passed;
            total.failed += row.failed;
            total.skipped += row.skipped;
            total.seconds += row.seconds;
        }
        total
    }

    fn line(&self) -> String {
        let Row { module, cases, passed, failed, skipped, seconds } = self;
        format!("{module}\t{cases}\t{passed}\t{failed}\t{skipped}\t{seconds:.1}\n")
    }

    fn parse(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [module, cases, passed, failed, skipped, seconds] = fields[..] else { return None };
        Some(Row {
            module: module.to_owned(),
            cases: cases.parse().ok()?,
            passed: passed.parse().ok()?,
            failed: failed.parse().ok()?,
            skipped: skipped.parse().ok()?,
            seconds: seconds.parse().ok()?,
        })
    }
}

fn is_pseudo(id: &str) -> bool {
    matches!(id, EXIT | IMPORT)
}

/// Puts new rows into the table, keeps the others, and gives the whole table back.
pub(super) fn renew(new: &[Row]) -> Result<Vec<Row>, String> {
    let old = std::fs::read_to_string(path()).unwrap_or_default();
    let rows = merged(&old, new);
    let text = rows.iter().map(Row::line).collect::<String>();
    project::write(&path(), format!("{HEAD}{text}"))?;
    Ok(rows)
}

fn path() -> PathBuf {
    project::root().join("tests/conformance.tsv")
}

fn merged(old: &str, new: &[Row]) -> Vec<Row> {
    let mut rows: Vec<Row> = old.lines().skip(1).filter_map(Row::parse).collect();
    rows.retain(|row| !new.iter().any(|other| other.module == row.module));
    rows.extend_from_slice(new);
    rows.sort_by(|a, b| a.module.cmp(&b.module));
    rows
}

#[cfg(test)]
mod tests {
    use super::super::report::{Case, EXIT, IMPORT, Outcome};
    use super::super::scope::Module;
    use super::{HEAD, Row, merged};

    fn module() -> Module {
        Module { name: "test_a".to_owned(), cases: 7, portable: 7 }
    }

    #[test]
    fn cases_that_never_ran_have_failed() {
        let failed = [Case::failed(IMPORT, String::new())];
        assert_eq!(Row::count(&module(), &failed, 0.0).failed, 7);
        let pass = Case { id: "b".to_owned(), outcome: Outcome::Passed, reason: String::new() };
        let row = Row::count(&module(), &[pass, Case::failed(EXIT, String::new())], 0.0);
        assert_eq!((row.passed, row.failed, row.cases), (1, 6, 7));
        let skipped = Case { outcome: Outcome::Skipped, ..Case::failed(IMPORT, String::new()) };
        assert_eq!(Row::count(&module(), &[skipped], 0.0).skipped, 7);
    }

    #[test]
    fn new_rows_replace_old_ones() {
        let old = format!("{HEAD}test_a\t7\t1\t6\t0\t0.5\ntest_b\t1\t1\t0\t0\t0.1\n");
        let new = Row { module: "test_a".to_owned(), cases: 7, passed: 7, ..Row::default() };
        let rows = merged(&old, &[new]);
        assert_eq!(rows.iter().map(|row| row.passed).collect::<Vec<_>>(), [7, 1]);
        assert_eq!(Row::total(&rows).cases, 8);
    }
}

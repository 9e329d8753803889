//! What `runner.py` tells: its lines, read into outcomes, also when they break off. Knows no processes.
use std::collections::BTreeSet;

/// The id under which a module counts that cannot be imported.
pub(super) const IMPORT: &str = "(import)";
/// The id under which a process counts that has run all cases and does not end well.
pub(super) const EXIT: &str = "(exit)";

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// As CPython has it, expected failures included.
    Passed,
    /// A failure or an error, also of a part of the case.
    Failed,
    /// By CPython's own decorators.
    Skipped,
}

impl Outcome {
    /// The runner's word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Skipped => "skipped",
        }
    }
}

/// A case that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    /// Its name as `unittest` has it.
    pub(super) id: String,
    /// How it ended.
    pub(super) outcome: Outcome,
    /// Why it failed or was skipped, in one line.
    pub(super) reason: String,
}

impl Case {
    /// A failed case.
    pub(super) fn failed(id: &str, reason: String) -> Self {
        Case { id: id.to_owned(), outcome: Outcome::Failed, reason }
    }
}

/// One process's report as far as it goes.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// The cases that ended, in their order.
    pub(super) ended: Vec<Case>,
    /// Whether the runner came to its end.
    pub(super) done: bool,
    waiting: Vec<String>,
    running: Option<String>,
}

impl Report {
    /// Reads the lines; a last line without its end is left out.
    pub(super) fn parse(text: &str) -> Self {
        let mut report = Report::default();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        for line in whole.lines() {
            let mut fields = line.splitn(3, '\t');
            let (word, id) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
            report.event(word, id, fields.next().unwrap_or(""));
        }
        report
    }

    fn event(&mut self, word: &str, id: &str, reason: &str) {
        let outcome = match word {
            "case" => return self.waiting.push(id.to_owned()),
            "start" => return self.running = Some(id.to_owned()),
            "done" => return self.done = true,
            "passed" => Outcome::Passed,
            "failed" => Outcome::Failed,
            "skipped" => Outcome::Skipped,
            _ => return,
        };
        if self.running.as_deref() == Some(id) {
            self.running = None;
        }
        self.ended.push(Case { id: id.to_owned(), outcome, reason: reason.to_owned() });
    }

    /// The case to blame for an early end of the process: the running one, or the next one (its class was being set
    /// up), or the import of the module.
    pub(super) fn blamed(&self) -> String {
        let ended: BTreeSet<&str> = self.ended.iter().map(|case| case.id.as_str()).collect();
        let next = || self.waiting.iter().find(|id| !ended.contains(id.as_str())).cloned();
        self.running.clone().or_else(next).unwrap_or_else(|| IMPORT.to_owned())
    }

    /// Whether cases wait besides the blamed one.
    pub(super) fn has_more(&self) -> bool {
        self.waiting.len() > self.ended.len() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, IMPORT, Outcome, Report};

    const BROKEN_OFF: &str = "case\ta\ncase\tb\ncase\tc\nstart\ta\nskipped\ta\tno network\nstart\tb\nfai";

    #[test]
    fn whole_lines_count() {
        let report = Report::parse(BROKEN_OFF);
        let skipped = Case { id: "a".to_owned(), outcome: Outcome::Skipped, reason: "no network".to_owned() };
        assert_eq!(report.ended, [skipped]);
        assert!(!report.done);
    }

    #[test]
    fn the_running_case_is_blamed_then_the_next_then_the_import() {
        assert_eq!(Report::parse(BROKEN_OFF).blamed(), "b");
        assert!(Report::parse(BROKEN_OFF).has_more());
        let between = Report::parse("case\ta\ncase\tb\nstart\ta\npassed\ta\t\n");
        assert_eq!(between.blamed(), "b");
        assert!(!between.has_more());
        assert_eq!(Report::parse("").blamed(), IMPORT);
    }

    #[test]
    fn the_end_is_seen() {
        assert!(Report::parse("case\ta\nstart\ta\npassed\ta\t\ndone\n").done);
    }
}

//! The same batch of cases on one or two interpreters. Knows how batches are written and read, not what is in them: a
//! case is the text of a Python expression, which the prelude's function `run(number, case)` gets.
use std::path::{Path, PathBuf};

use crate::child::{self, Ending, Limits};
use crate::{kaa, project};

/// Runs cases; an entry is what a case printed, or nothing when it did not get to its end.
pub trait Interpreter: Sync {
    /// Runs all of the cases; what stops one must not stop the others.
    fn run(&self, cases: &[String]) -> Result<Vec<Outcome>, String>;
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It ended and printed this.
    Printed(String),
    /// The process died or had to be killed while the case ran; the text says how.
    Broke(String),
}

impl Outcome {
    /// The text for people.
    pub fn text(&self) -> &str {
        let (Outcome::Printed(text) | Outcome::Broke(text)) = self;
        text
    }
}

/// A Python program that runs batches in files below a scratch folder.
pub struct Program {
    /// The interpreter.
    pub python: PathBuf,
    /// Where batches are written; not shared with another one.
    pub scratch: PathBuf,
    /// The text above the cases, which defines `run(number, case)`.
    pub prelude: &'static str,
}

impl Interpreter for Program {
    fn run(&self, cases: &[String]) -> Result<Vec<Outcome>, String> {
        let mut outcomes = self.batch(cases, Limits::seconds(30))?;
        if cases.len() > 1 {
            // What follows the case that broke has not run; and to be sure, that case runs again alone too.
            for (case, outcome) in cases.iter().zip(&mut outcomes) {
                if matches!(outcome, Outcome::Broke(_)) {
                    let alone = self.batch(std::slice::from_ref(case), Limits::seconds(10))?;
                    *outcome = alone.into_iter().next().unwrap_or_else(|| outcome.clone());
                }
            }
        }
        Ok(outcomes)
    }
}

impl Program {
    fn batch(&self, cases: &[String], mut limits: Limits) -> Result<Vec<Outcome>, String> {
        limits.memory_kib = Some(8 << 20);
        project::write(&self.scratch.join("batch.py"), file(self.prelude, cases))?;
        let mut command = kaa::python(&self.python, &limits, &self.scratch);
        command.env("PYTHONWARNINGS", "ignore").arg("batch.py");
        let finished = child::finish(command, limits.time)?;
        let broken = broken(finished.ending, &finished.stderr);
        Ok(read(&String::from_utf8_lossy(&finished.stdout), cases.len(), &broken))
    }
}

/// How the process ended and the last it had to say.
fn broken(ending: Ending, stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let tail = lines[lines.len().saturating_sub(12)..].join("\n");
    match ending {
        Ending::TimedOut => format!("!! ran too long\n{tail}\n"),
        Ending::Status(status) => format!("!! ended with status {status}\n{tail}\n"),
    }
}

/// A file that runs all of the cases.
pub fn file(prelude: &str, cases: &[String]) -> String {
    let mut text = prelude.to_owned();
    for (number, case) in cases.iter().enumerate() {
        text.push_str(&format!("run({number}, {case})\n"));
    }
    text
}

/// Takes the output of a batch apart. What stands between the marks of a case is its own.
fn read(output: &str, cases: usize, broken: &str) -> Vec<Outcome> {
    let of_case = |number: usize| {
        let (begin, end) = (format!("=== case {number}\n"), format!("=== done {number}\n"));
        let body = output.split_once(begin.as_str()).map(|(_, rest)| rest);
        match body.and_then(|rest| rest.split_once(end.as_str())) {
            Some((printed, _)) => Outcome::Printed(printed.to_owned()),
            None => Outcome::Broke(format!("{}{broken}", body.unwrap_or_default())),
        }
    };
    (0..cases).map(of_case).collect()
}

/// The outcomes of both, run at the same time.
pub fn both(
    left: &dyn Interpreter,
    right: &dyn Interpreter,
    cases: &[String],
) -> Result<(Vec<Outcome>, Vec<Outcome>), String> {
    std::thread::scope(|scope| {
        let other = scope.spawn(|| right.run(cases));
        let left = left.run(cases)?;
        let right = other.join().map_err(|_| "a thread of the fuzzer panicked".to_owned())??;
        Ok((left, right))
    })
}

/// A program's scratch folder below the build output.
pub fn scratch(fuzzer: &str, who: &str) -> PathBuf {
    Path::new(&project::target()).join(fuzzer).join("scratch").join(who)
}

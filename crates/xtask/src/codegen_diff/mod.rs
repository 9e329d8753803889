//! `cargo xtask codegen-diff`: compares Kaa's compiler with the oracle's on real source files.
//!
//! Every file is compiled by both, and the code objects are compared one by one: once without source positions, once
//! with them. `theirs` asks the oracle, `compare` finds differences, `listing` shows a code object as text.
mod compare;
mod listing;
mod theirs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kaa_bytecode::{Code, Const};
use kaa_compiler::{Mode, Options, Source};

use crate::{oracle, parallel, project};
use compare::{Difference, Pair};

/// What to compare and what to print, from the command line.
struct Request {
    /// Only files whose path contains this.
    pattern: Option<String>,
    /// Files or folders in place of the oracle's library.
    paths: Vec<PathBuf>,
    /// Show the code objects of this cause side by side, or of this qualified name.
    show: Option<String>,
    /// How many code objects to show, and how many causes to list.
    most: usize,
    /// `-O` is 1, `-OO` is 2.
    optimize: u8,
    /// Fail when fewer code objects are identical, in percent, without and with positions.
    least: Option<(f64, f64)>,
}

impl Request {
    fn parse(args: Vec<String>) -> Result<Self, lexopt::Error> {
        use lexopt::prelude::*;
        let mut request =
            Request { pattern: None, paths: Vec::new(), show: None, most: 40, optimize: 0, least: None };
        let mut parser = lexopt::Parser::from_args(args);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("path") => request.paths.push(parser.value()?.into()),
                Long("show") => request.show = Some(parser.value()?.string()?),
                Long("most") => request.most = parser.value()?.parse()?,
                Long("optimize") => request.optimize = parser.value()?.parse()?,
                Long("least") => {
                    request.least = Some((parser.value()?.parse()?, parser.value()?.parse()?));
                }
                Value(pattern) => request.pattern = Some(pattern.string()?),
                other => return Err(other.unexpected()),
            }
        }
        Ok(request)
    }

    fn files(&self) -> Result<Vec<PathBuf>, String> {
        let mut files = Vec::new();
        let folders = if self.paths.is_empty() { vec![oracle::library()?] } else { self.paths.clone() };
        for path in folders {
            files.extend(if path.is_file() { vec![path] } else { project::files_below(&path) });
        }
        files.retain(|file| file.extension().is_some_and(|extension| extension == "py"));
        if let Some(pattern) = &self.pattern {
            files.retain(|file| file.to_string_lossy().contains(pattern.as_str()));
        }
        Ok(files)
    }
}

/// What came of one file.
enum Outcome {
    Compared(Vec<Pair>),
    /// Both refuse it.
    Refused,
    /// One of the two refuses it.
    Disagree(String),
}

/// Runs the command with the arguments that follow its name.
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let request = Request::parse(args).map_err(|error| error.to_string())?;
    let files = request.files()?;
    let theirs = theirs::compile_all(&files, request.optimize)?;
    let work: Vec<(&PathBuf, &Option<Vec<u8>>)> = files.iter().zip(&theirs).collect();
    let outcomes =
        parallel::map(&work, |(file, theirs)| compare_file(file, theirs.as_deref(), request.optimize));
    let mut tally = Tally::default();
    for (file, outcome) in files.iter().zip(outcomes) {
        tally.add(file, outcome, &request);
    }
    print!("{}", tally.report(&request));
    Ok(ExitCode::from(u8::from(!tally.is_enough(&request))))
}

fn compare_file(file: &Path, theirs: Option<&[u8]>, optimize: u8) -> Outcome {
    let Ok(source) = std::fs::read(file) else { return Outcome::Refused };
    let name = file.to_string_lossy();
    let options = Options { optimize, ..Options::default() };
    let ours = kaa_compiler::compile(Source::Bytes(&source), &name, Mode::Exec, &options);
    let theirs = theirs.map(kaa_bytecode::marshal::load);
    match (ours, theirs) {
        (Ok(ours), Some(Ok(Const::Code(theirs)))) => Outcome::Compared(compare::pairs(&ours.code, &theirs)),
        (Err(_), None) => Outcome::Refused,
        (Err(error), Some(_)) => {
            Outcome::Disagree(format!("refused: {} (line {:?})", error.message, error.line))
        }
        (Ok(_), None) => Outcome::Disagree("the oracle refuses it".to_owned()),
        (Ok(_), Some(other)) => Outcome::Disagree(format!("the oracle's answer: {other:?}")),
    }
}

/// The sum over all files.
#[derive(Default)]
struct Tally {
    total: usize,
    same: usize,
    same_with_positions: usize,
    refused: usize,
    /// For each cause how often it comes first, and an example.
    causes: BTreeMap<String, (usize, String)>,
    disagreements: Vec<String>,
    shown: Vec<String>,
}

impl Tally {
    fn add(&mut self, file: &Path, outcome: Outcome, request: &Request) {
        let pairs = match outcome {
            Outcome::Compared(pairs) => pairs,
            Outcome::Refused => {
                self.refused += 1;
                return;
            }
            Outcome::Disagree(why) => {
                self.disagreements.push(format!("{}: {why}", file.display()));
                return;
            }
        };
        for pair in pairs {
            self.total += 1;
            let difference = pair.difference();
            self.same += usize::from(!matches!(difference, Some(Difference::Code(_))));
            self.same_with_positions += usize::from(difference.is_none());
            if let Some(Difference::Code(cause) | Difference::Positions(cause)) = difference {
                self.count(file, &pair, cause, request);
            }
        }
    }

    fn count(&mut self, file: &Path, pair: &Pair, cause: String, request: &Request) {
        let place = format!("{}:{} {}", file.display(), pair.theirs.firstlineno, pair.theirs.qualname);
        let wanted = |show: &String| cause.contains(show.as_str()) || pair.theirs.qualname == *show.as_str();
        if request.show.as_ref().is_some_and(wanted) && self.shown.len() < request.most {
            let both = listing::side_by_side(&pair.theirs, &pair.ours);
            self.shown.push(format!("=== {place}\n    {cause} (- oracle, + Kaa)\n{both}"));
        }
        self.causes.entry(cause).or_insert((0, place)).0 += 1;
    }

    fn share(&self, same: usize) -> f64 {
        if self.total == 0 { 100.0 } else { 100.0 * same as f64 / self.total as f64 }
    }

    fn is_enough(&self, request: &Request) -> bool {
        request.least.is_none_or(|(code, positions)| {
            self.share(self.same) >= code && self.share(self.same_with_positions) >= positions
        })
    }

    fn report(&self, request: &Request) -> String {
        let mut text = self.shown.concat();
        let mut causes: Vec<_> = self.causes.iter().collect();
        causes.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for (cause, (count, example)) in causes.into_iter().take(request.most) {
            text.push_str(&format!("{count:7}  {cause}    e.g. {example}\n"));
        }
        for line in self.disagreements.iter().take(request.most) {
            text.push_str(&format!("{line}\n"));
        }
        text.push_str(&format!(
            "{} code objects; identical without positions {:.2} %, with positions {:.2} %; {} files refused by both, \
             {} by one\n",
            self.total,
            self.share(self.same),
            self.share(self.same_with_positions),
            self.refused,
            self.disagreements.len(),
        ));
        text
    }
}

/// A code object among constants.
fn nested(code: &Code) -> impl Iterator<Item = &std::sync::Arc<Code>> {
    code.consts.iter().filter_map(|value| match value {
        Const::Code(code) => Some(code),
        _ => None,
    })
}

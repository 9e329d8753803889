//! Goldens: Python programs in `tests/golden/AREA/NAME.py` with what CPython prints beside them.
//!
//! `NAME.out` is standard output, `NAME.err` standard error (absent when empty), `NAME.code` the exit status (absent
//! when 0), `NAME.in` an optional standard input. Names that begin with `_` are material that other programs use.
//! The programs of `examples` are the area of that name; their records lie in `examples/expected`.
//! `bless.rs` records, `check.rs` compares, `harness.rs` makes one test of each area for `cargo test`.
pub mod bless;
pub mod check;
mod diff;
pub mod harness;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::kaa::{self, Build};
use crate::project;

/// A program with its recorded result.
#[derive(Clone, Debug)]
pub struct Golden {
    /// The folder's name.
    pub area: String,
    /// The file's name without its ending.
    pub name: String,
    /// The program.
    pub source: PathBuf,
    /// The records' path, all but the ending.
    records: PathBuf,
}

impl Golden {
    /// `area/name`, which patterns match.
    pub fn title(&self) -> String {
        format!("{}/{}", self.area, self.name)
    }

    /// The folder that the program runs in.
    pub fn folder(&self) -> &Path {
        self.source.parent().unwrap_or(Path::new("."))
    }

    /// A recorded file, by its ending.
    pub fn record(&self, ending: &str) -> PathBuf {
        self.records.with_extension(ending)
    }

    /// The text without the path of the program's folder, which differs from machine to machine: interpreters name the
    /// main program by its absolute path.
    pub fn portable(&self, text: &[u8]) -> Vec<u8> {
        let mut prefix = self.folder().as_os_str().as_encoded_bytes().to_vec();
        prefix.push(b'/');
        let mut kept = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some((first, tail)) = rest.split_first() {
            match rest.strip_prefix(prefix.as_slice()) {
                Some(after) => rest = after,
                None => {
                    kept.push(*first);
                    rest = tail;
                }
            }
        }
        kept
    }
}

/// All goldens whose title contains one of the patterns; no pattern means all.
pub fn discover(patterns: &[String]) -> Vec<Golden> {
    let mut found = Vec::new();
    for folder in project::entries(&project::root().join("tests/golden")) {
        found.extend(area(&folder, &folder));
    }
    let examples = project::root().join("examples");
    found.extend(area(&examples, &examples.join("expected")));
    found.retain(|golden| {
        patterns.is_empty() || patterns.iter().any(|part| golden.title().contains(part.as_str()))
    });
    found
}

/// The programs of one folder, whose records lie in another one or in the same.
fn area(folder: &Path, records: &Path) -> Vec<Golden> {
    let mut found = Vec::new();
    for source in project::entries(folder) {
        let name = text(source.file_stem());
        if source.extension().is_some_and(|ending| ending == "py") && !name.starts_with('_') {
            found.push(Golden { area: text(folder.file_name()), records: records.join(&name), name, source });
        }
    }
    found
}

/// Titles listed in `tests/golden/pending.txt`: programs that Kaa does not run right yet. `cargo test` leaves them out,
/// `cargo xtask golden` runs them. The list may only shrink.
pub fn pending() -> Vec<String> {
    let list = std::fs::read_to_string(project::root().join("tests/golden/pending.txt")).unwrap_or_default();
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

fn text(name: Option<&std::ffi::OsStr>) -> String {
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// `cargo xtask golden`
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let options = Options::parse(args).map_err(|error| error.to_string())?;
    let build = if options.check.asan { Build::Asan } else { Build::Conf };
    let program = kaa::program(options.program, build)?;
    let mut goldens = discover(&options.patterns);
    let pending = pending();
    if options.settled {
        goldens.retain(|golden| !pending.contains(&golden.title()));
    }
    if goldens.is_empty() {
        return Err("no golden matches".to_owned());
    }
    let failures = check::failures(&program, &goldens, &options.check);
    let (passed, failed) = (goldens.len() - failures.len(), failures.len());
    let passes = |title: &String| goldens.iter().any(|g| g.title() == *title) && !failures.contains(title);
    for title in pending.iter().filter(|title| passes(title)) {
        println!("PASSES {title}: take it out of pending.txt");
    }
    println!("{passed} passed, {failed} failed");
    Ok(ExitCode::from(u8::from(failed != 0)))
}

struct Options {
    patterns: Vec<String>,
    program: Option<PathBuf>,
    /// Leave out what is listed as pending.
    settled: bool,
    check: check::Options,
}

impl Options {
    fn parse(args: Vec<String>) -> Result<Self, lexopt::Error> {
        use lexopt::prelude::*;
        let mut options =
            Options { patterns: Vec::new(), program: None, settled: false, check: check::Options::default() };
        let mut parser = lexopt::Parser::from_args(args);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("bin") => options.program = Some(parser.value()?.into()),
                Long("stress") => options.check.stress = true,
                Long("asan") => options.check.asan = true,
                Long("seconds") => options.check.seconds = Some(parser.value()?.parse()?),
                Long("settled") => options.settled = true,
                Long("brief") => options.check.brief = true,
                Long("stack") => options.check.stack_kib = Some(parser.value()?.parse()?),
                Value(pattern) => options.patterns.push(pattern.string()?),
                other => return Err(other.unexpected()),
            }
        }
        Ok(options)
    }
}

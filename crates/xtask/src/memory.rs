//! `cargo xtask memory`: what suspended work weighs. `benches/memory/*.py` each make half a million objects and print by
//! how many bytes of resident memory one of them made the process grow.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::child::{self, Ending, Limits};
use crate::kaa::{self, Build};
use crate::table::{self, median};
use crate::{oracle, project};

const ROUNDS: usize = 3;

/// `cargo xtask memory [--bin PATH] [--cpython PATH]`
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let (kaa, cpython) = parse(args).map_err(|error| error.to_string())?;
    let interpreters = [kaa::program(kaa, Build::Release)?, cpython.map_or_else(oracle::python, Ok)?];
    let mut rows = Vec::new();
    for file in project::entries(&project::root().join("benches/memory")) {
        if file.extension().is_some_and(|ending| ending == "py") {
            let mut row = vec![file.file_stem().unwrap_or_default().to_string_lossy().into_owned()];
            for interpreter in &interpreters {
                row.push(weigh(interpreter, &file).unwrap_or_else(|message| message));
            }
            rows.push(row);
        }
    }
    let table = table::markdown(&["bytes for each suspended", "Kaa", "CPython"], &rows);
    print!("{table}");
    table::renew(&project::root().join("docs/performance.md"), "memory", &table)?;
    Ok(ExitCode::SUCCESS)
}

fn parse(args: Vec<String>) -> Result<(Option<PathBuf>, Option<PathBuf>), lexopt::Error> {
    use lexopt::prelude::*;
    let (mut kaa, mut cpython) = (None, None);
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("bin") => kaa = Some(parser.value()?.into()),
            Long("cpython") => cpython = Some(parser.value()?.into()),
            other => return Err(other.unexpected()),
        }
    }
    Ok((kaa, cpython))
}

/// The number that the program prints last, as the median of some runs.
fn weigh(interpreter: &Path, file: &Path) -> Result<String, String> {
    let limits = Limits::seconds(120);
    let mut figures = Vec::new();
    for _ in 0..ROUNDS {
        let mut command = kaa::python(interpreter, &limits, file.parent().unwrap_or(Path::new(".")));
        command.arg(file);
        let finished = child::finish(command, limits.time)?;
        let text = String::from_utf8_lossy(&finished.stdout).into_owned();
        let last = text.split_whitespace().filter_map(|word| word.parse::<f64>().ok()).next_back();
        match (finished.ending, last) {
            (Ending::Status(0), Some(figure)) => figures.push(figure),
            _ => return Err("failed".to_owned()),
        }
    }
    Ok(format!("{:.0}", median(figures)))
}

//! `cargo xtask micro [FILE…]`: nanoseconds for single operations, `benches/micro/*.py` on Kaa and CPython in turn.
//!
//! These say where time goes; what a program gains, `bench` says.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::child::{self, Ending, Limits};
use crate::kaa::{self, Build};
use crate::{oracle, project, table};

/// Runs the command with the arguments that follow its name.
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let (mut names, mut given, mut build, mut rounds) =
        (Vec::new(), None, Build::Release, "500000".to_owned());
    let mut parser = lexopt::Parser::from_args(args);
    let wrong = |error: lexopt::Error| error.to_string();
    while let Some(argument) = parser.next().map_err(wrong)? {
        use lexopt::prelude::*;
        match argument {
            Long("bin") => given = Some(PathBuf::from(parser.value().map_err(wrong)?)),
            Long("pgo") => build = Build::Pgo,
            Long("rounds") => {
                rounds = parser.value().and_then(|value| value.parse::<u64>()).map_err(wrong)?.to_string();
            }
            Value(name) => names.push(name.string().map_err(wrong)?),
            other => return Err(wrong(other.unexpected())),
        }
    }
    let (kaa, python) = (kaa::program(given, build)?, oracle::python()?);
    let mut rows = Vec::new();
    for file in project::entries(&project::root().join("benches/micro")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let wanted = names.is_empty() || names.contains(&name);
        if !wanted || name.starts_with('_') || file.extension().is_none_or(|ending| ending != "py") {
            continue;
        }
        let (ours, theirs) = (figures(&kaa, &file, &rounds)?, figures(&python, &file, &rounds)?);
        for (operation, nanoseconds) in ours {
            let other = theirs.get(&operation).copied().unwrap_or(f64::NAN);
            let ratio = other / nanoseconds.max(0.1);
            let title = format!("{name} {operation}");
            rows.push(vec![title, format!("{nanoseconds:.1}"), format!("{other:.1}"), format!("{ratio:.2}")]);
        }
    }
    print!("{}", table::markdown(&["operation", "Kaa ns", "CPython ns", "CPython / Kaa"], &rows));
    Ok(ExitCode::SUCCESS)
}

/// What a program prints: an operation's name and its nanoseconds in each line.
fn figures(program: &Path, file: &Path, rounds: &str) -> Result<BTreeMap<String, f64>, String> {
    let limits = Limits::seconds(300);
    let mut command = kaa::python(program, &limits, file.parent().unwrap_or(Path::new(".")));
    command.arg(file).arg(rounds);
    let finished = child::finish(command, limits.time)?;
    if finished.ending != Ending::Status(0) {
        return Err(format!("{}: {}", file.display(), String::from_utf8_lossy(&finished.stderr)));
    }
    let text = String::from_utf8_lossy(&finished.stdout).into_owned();
    let line =
        |line: &str| line.split_once(' ').and_then(|(name, ns)| Some((name.to_owned(), ns.parse().ok()?)));
    Ok(text.lines().filter_map(line).collect())
}

//! `cargo xtask bless [PATTERN]`: records what the oracle prints. A program with a line `# golden: by hand` keeps the
//! result that was written for it, because CPython itself cannot run it to the end.
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use super::Golden;
use crate::child::{self, Ending, Limits};
use crate::{kaa, oracle, parallel, project};

const BY_HAND: &str = "# golden: by hand";

/// Runs the command with the arguments that follow its name.
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let python = oracle::python()?;
    let goldens = super::discover(&args);
    if goldens.is_empty() {
        return Err("no golden matches".to_owned());
    }
    let mut changed = 0;
    let mut failed = 0;
    for (golden, result) in goldens.iter().zip(parallel::map(&goldens, |golden| record(&python, golden))) {
        match result {
            Ok(false) => {}
            Ok(true) => {
                changed += 1;
                println!("recorded {}", golden.title());
            }
            Err(message) => {
                failed += 1;
                println!("FAILED {}: {message}", golden.title());
            }
        }
    }
    println!("{changed} changed, {} as before, {failed} failed", goldens.len() - changed - failed);
    Ok(ExitCode::from(u8::from(failed != 0)))
}

/// Records one program's result; tells whether a file changed.
fn record(python: &Path, golden: &Golden) -> Result<bool, String> {
    if project::read(&golden.source)?.lines().any(|line| line.starts_with(BY_HAND)) {
        return Ok(false);
    }
    let limits = Limits { time: Duration::from_secs(120), memory_kib: Some(8 << 20), stack_kib: None };
    let mut command = kaa::python(python, &limits, golden.folder());
    command.args(["-X", "utf8"]).arg(format!("{}.py", golden.name));
    if let Ok(input) = File::open(golden.record("in")) {
        command.stdin(input);
    }
    let mut finished = child::finish(command, limits.time)?;
    finished.stdout = golden.portable(&finished.stdout);
    finished.stderr = golden.portable(&finished.stderr);
    let status = match finished.ending {
        Ending::TimedOut => return Err(format!("the oracle still runs after {} s", limits.time.as_secs())),
        Ending::Status(status) if status < 0 => {
            return Err(format!("the oracle crashed with status {status}"));
        }
        Ending::Status(status) => status,
    };
    let code = if status == 0 { String::new() } else { format!("{status}\n") };
    let out = put(&golden.record("out"), Some(&finished.stdout))?;
    let err = put(&golden.record("err"), Some(&finished.stderr).filter(|text| !text.is_empty()))?;
    let code = put(
        &golden.record("code"),
        Some(code.as_bytes()).filter(|text| !text.is_empty()).map(<[u8]>::to_vec).as_ref(),
    )?;
    Ok(out || err || code)
}

/// Makes the file hold this text, or be absent; tells whether that changed anything.
fn put(path: &Path, content: Option<&Vec<u8>>) -> Result<bool, String> {
    let before = std::fs::read(path).ok();
    if before.as_ref() == content {
        return Ok(false);
    }
    match content {
        Some(content) => project::write(path, content)?,
        None => std::fs::remove_file(path).map_err(|error| format!("{}: {error}", path.display()))?,
    }
    Ok(true)
}

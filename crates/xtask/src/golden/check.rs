//! Runs goldens on Kaa and compares byte for byte. Needs no oracle: what CPython prints lies recorded beside the programs.
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use super::{Golden, diff};
use crate::child::{self, Ending, Limits};
use crate::{kaa, parallel};

/// How goldens are run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Collect garbage at every allocation and suspend wherever that is allowed.
    pub stress: bool,
    /// The program is built with AddressSanitizer, which is slow and reserves much address space.
    pub asan: bool,
    /// Native stack in KiB.
    pub stack_kib: Option<u64>,
    /// Seconds that a program may take; 60 when not given.
    pub seconds: Option<u64>,
    /// One line for each failure instead of the difference.
    pub brief: bool,
}

impl Options {
    fn limits(&self) -> Limits {
        let slow = if self.stress || self.asan { 10 } else { 1 };
        Limits {
            time: Duration::from_secs(self.seconds.unwrap_or(60) * slow),
            memory_kib: if self.asan { None } else { Some(8 << 20) },
            stack_kib: self.stack_kib,
        }
    }
}

/// Runs all of them, prints what failed, and counts (passed, failed).
pub fn all(program: &Path, goldens: &[Golden], options: &Options) -> (usize, usize) {
    let failed = failures(program, goldens, options).len();
    (goldens.len() - failed, failed)
}

/// Runs all of them, prints what failed, and gives the titles of those.
pub fn failures(program: &Path, goldens: &[Golden], options: &Options) -> Vec<String> {
    let results = parallel::map(goldens, |golden| one(program, golden, options));
    let mut failed = Vec::new();
    for (golden, result) in goldens.iter().zip(results) {
        if let Err(difference) = result {
            let shown = if options.brief { first_line(&difference) } else { difference.as_str() };
            println!("FAILED {}: {shown}", golden.title());
            failed.push(golden.title());
        }
    }
    failed
}

/// Titles of those that pass. Who takes long does not.
pub fn passing(program: &Path, goldens: &[Golden]) -> Vec<String> {
    let options = Options { seconds: Some(20), ..Options::default() };
    let results = parallel::map(goldens, |golden| one(program, golden, &options).is_ok());
    goldens.iter().zip(results).filter(|(_, passed)| *passed).map(|(golden, _)| golden.title()).collect()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Runs one; the error says what differs.
pub fn one(program: &Path, golden: &Golden, options: &Options) -> Result<(), String> {
    let limits = options.limits();
    let mut command = kaa::python(program, &limits, golden.folder());
    command.arg(format!("{}.py", golden.name));
    if options.asan {
        // The runtime lives as long as its thread: what it still holds at the end is no leak.
        // A stack of its own for locals, as the sanitizer has it, would hide from Kaa how deep the native stack is.
        command.env("ASAN_OPTIONS", "detect_leaks=0:detect_stack_use_after_return=0");
    }
    if options.stress {
        command.env("KAA_STRESS", "1");
    }
    if let Ok(input) = File::open(golden.record("in")) {
        command.stdin(input);
    }
    let expected = Expected::read(golden)?;
    let mut finished = child::finish(command, limits.time)?;
    finished.stdout = golden.portable(&finished.stdout);
    finished.stderr = golden.portable(&finished.stderr);
    let status = match finished.ending {
        Ending::TimedOut => return Err(format!("still running after {} s", limits.time.as_secs())),
        Ending::Status(status) => status,
    };
    let error_text =
        || String::from_utf8_lossy(&finished.stderr[..finished.stderr.len().min(2000)]).into_owned();
    if finished.ending.is_crash() {
        return Err(format!("crashed with status {status}\n{}", error_text()));
    }
    if let Some(difference) = diff::first("stdout", &expected.out, &finished.stdout) {
        let tail = if finished.stderr == expected.err {
            String::new()
        } else {
            format!("stderr:\n{}", error_text())
        };
        return Err(format!("{difference}{tail}"));
    }
    if let Some(difference) = diff::first("stderr", &expected.err, &finished.stderr) {
        return Err(difference);
    }
    match status == expected.code {
        true => Ok(()),
        false => Err(format!("exit status is {status}, should be {}", expected.code)),
    }
}

struct Expected {
    out: Vec<u8>,
    err: Vec<u8>,
    code: i32,
}

impl Expected {
    fn read(golden: &Golden) -> Result<Self, String> {
        let out = std::fs::read(golden.record("out"));
        let out = out.map_err(|_| "nothing is recorded: `cargo xtask bless` does that".to_owned())?;
        let code = match std::fs::read_to_string(golden.record("code")) {
            Ok(text) => text.trim().parse().map_err(|_| format!("{}.code holds no number", golden.name))?,
            Err(_) => 0,
        };
        Ok(Expected { out, err: std::fs::read(golden.record("err")).unwrap_or_default(), code })
    }
}

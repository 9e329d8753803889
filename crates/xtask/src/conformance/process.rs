//! Runs one test module: a process for all of its cases, and another one for the rest whenever a case takes the process
//! with it. Knows the runner's files, not what the outcomes are worth.
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::report::{Case, EXIT, Report};
use crate::child::{self, Limits};
use crate::project;

/// Nothing new in the report for so long: the running case hangs.
const SILENCE: Duration = Duration::from_secs(100);
/// After its last case a process should end within this time.
const GOODBYE: Duration = Duration::from_secs(30);
/// Processes that one module may use up.
const MOST_DEATHS: usize = 12;
/// More output than this is a loop.
const MOST_LOG: u64 = 256 << 20;

/// What runs the modules, and with what.
pub(super) struct Setting {
    /// The interpreter.
    pub(super) program: PathBuf,
    /// The folder that holds CPython's package `test`.
    pub(super) tests: PathBuf,
    /// What a process may use.
    pub(super) limits: Limits,
    /// Only cases whose id contains this.
    pub(super) part: String,
}

/// Where the output of the cases goes.
pub(super) fn log(module: &str) -> PathBuf {
    folder().join(format!("{module}.log"))
}

fn folder() -> PathBuf {
    project::target().join("conformance")
}

/// Where the programs of ours lie that the interpreter runs.
fn source() -> PathBuf {
    project::root().join("crates/xtask/src/conformance")
}

/// Runs a module's cases.
pub(super) fn run(setting: &Setting, module: &str) -> Result<Vec<Case>, String> {
    let work = folder().join("work").join(module);
    clear(&work)?;
    project::write(&log(module), "")?;
    let mut cases: Vec<Case> = Vec::new();
    for death in 1.. {
        let (report, ending) = process(setting, module, &work, &cases)?;
        let (blamed, has_more) = (report.blamed(), report.has_more());
        cases.extend(report.ended);
        let Some(ending) = ending else { break };
        if report.done {
            cases.push(Case::failed(EXIT, ending));
            break;
        }
        cases.push(Case::failed(&blamed, ending));
        if !has_more {
            break;
        }
        if death == MOST_DEATHS {
            cases.push(Case::failed(EXIT, "too many cases end the process: the rest did not run".to_owned()));
            break;
        }
    }
    // Nothing of use is left in it; what cannot be removed does not matter.
    let _ = std::fs::remove_dir_all(&work);
    Ok(cases)
}

fn clear(work: &Path) -> Result<(), String> {
    if work.exists() {
        let _ = std::fs::remove_dir_all(work);
    }
    std::fs::create_dir_all(work).map_err(|error| format!("{}: {error}", work.display()))
}

/// One process over the cases that have not run. The text tells how it ended if it did not end well.
fn process(
    setting: &Setting,
    module: &str,
    work: &Path,
    ended: &[Case],
) -> Result<(Report, Option<String>), String> {
    let (path, done) = (work.join("report.tsv"), work.join("done.txt"));
    project::write(&path, "")?;
    project::write(&done, ended.iter().map(|case| format!("{}\n", case.id)).collect::<String>())?;
    let inner = work.join("cwd");
    clear(&inner)?;
    let log = OpenOptions::new().append(true).open(log(module)).map_err(|error| error.to_string())?;
    let mut command = command(setting, &inner, &log)?;
    command.arg(source().join("runner.py"));
    command.arg(module).arg(&path).arg(&done).arg(&setting.part);
    let mut child = command.spawn().map_err(|error| format!("{}: {error}", setting.program.display()))?;
    let ending = watch(&mut child, setting, &path, &log);
    // Also what the cases left running goes.
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    let _ = child.wait();
    let text = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((Report::parse(&String::from_utf8_lossy(&text)), ending?))
}

fn command(setting: &Setting, folder: &Path, log: &File) -> Result<Command, String> {
    use std::os::unix::process::CommandExt;
    let mut command = child::command(&setting.program, &setting.limits);
    command.current_dir(folder).process_group(0);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PYTHON") {
            command.env_remove(name);
        }
    }
    // Beside CPython's tests lie our stand-ins for what they take from CPython's insides.
    let support = source().join("support");
    let path = format!("{}:{}", setting.tests.display(), support.display());
    command.env("PYTHONPATH", path).env("PYTHONDONTWRITEBYTECODE", "1");
    command.env("PYTHONHASHSEED", "0").env("LC_ALL", "C.UTF-8").env("TMPDIR", folder);
    let copy = || log.try_clone().map_err(|error| error.to_string());
    command.stdout(copy()?).stderr(copy()?);
    Ok(command)
}

fn watch(child: &mut Child, setting: &Setting, report: &Path, log: &File) -> Result<Option<String>, String> {
    let started = Instant::now();
    let (mut size, mut last_news) = (0, started);
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            let text = std::fs::read_to_string(report).unwrap_or_default();
            let is_well = status.code().is_some_and(|code| code != 101) && text.ends_with("done\n");
            return Ok((!is_well).then(|| format!("the process died: {status}")));
        }
        let now = length(report);
        if now != size {
            (size, last_news) = (now, Instant::now());
        }
        if started.elapsed() > setting.limits.time || last_news.elapsed() > SILENCE {
            return Ok(Some("ran too long".to_owned()));
        }
        if last_news.elapsed() > GOODBYE && Report::parse(&read(report)).done {
            return Ok(Some("the process does not end".to_owned()));
        }
        if log.metadata().is_ok_and(|data| data.len() > MOST_LOG) {
            return Ok(Some("wrote too much".to_owned()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

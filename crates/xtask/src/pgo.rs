//! `cargo xtask pgo`: the program built with a profile of its own work, as CPython's distributors build theirs.
//!
//! Three steps in `target/pgo`: an instrumented build, a training run over the goldens, the examples and
//! `benches/micro` (the programs that `cargo xtask bench` measures take no part), and the build that uses what the
//! training found. Needs an `llvm-profdata` that reads what this toolchain's LLVM writes.
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::child::{self, Limits};
use crate::{kaa, parallel, project};

/// Runs the command; it takes no arguments.
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    if let Some(argument) = args.first() {
        return Err(format!("unexpected argument {argument:?}"));
    }
    println!("{}", program()?.display());
    Ok(ExitCode::SUCCESS)
}

/// Builds, trains, builds again; the path of the finished program.
pub fn program() -> Result<PathBuf, String> {
    let folder = project::target().join("pgo");
    let (raw, merged) = (folder.join("raw"), folder.join("kaa.profdata"));
    if raw.exists() {
        fs::remove_dir_all(&raw).map_err(|error| format!("{}: {error}", raw.display()))?;
    }
    // A profile that has lost its merger is worth no build: ask first.
    let mergers = mergers();
    if mergers.is_empty() {
        return Err(
            "no llvm-profdata here: install Debian's llvm-19 or newer, or name one in $LLVM_PROFDATA"
                .to_owned(),
        );
    }
    let instrumented = build(&folder, &format!("-Cprofile-generate={}", raw.display()))?;
    train(&instrumented, &raw)?;
    merge(&mergers, &raw, &merged)?;
    build(&folder, &format!("-Cprofile-use={}", merged.display()))
}

/// The settings are those of the profile `release`: with one unit for the whole program, loops came out slower.
fn build(folder: &Path, flags: &str) -> Result<PathBuf, String> {
    let mut cargo = kaa::cargo();
    cargo.args(["build", "--quiet", "--package", "kaa-cli", "--release", "--target-dir"]).arg(folder);
    cargo.env("RUSTFLAGS", flags);
    let status = cargo.status().map_err(|error| format!("cargo: {error}"))?;
    if status.success() { Ok(folder.join("release/kaa")) } else { Err("kaa does not build".to_owned()) }
}

/// Runs every training program. How it ends is the goldens' business; here only its counters matter.
fn train(program: &Path, raw: &Path) -> Result<(), String> {
    let root = project::root();
    let mut runs: Vec<(PathBuf, Option<&str>)> = Vec::new();
    for area in project::entries(&root.join("tests/golden")) {
        runs.extend(project::entries(&area).into_iter().map(|file| (file, None)));
    }
    runs.extend(project::entries(&root.join("examples")).into_iter().map(|file| (file, None)));
    runs.extend(project::entries(&root.join("benches/micro")).into_iter().map(|file| (file, Some(ROUNDS))));
    runs.retain(|(file, _)| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.ends_with(".py") && !name.starts_with('_')
    });
    let failures = parallel::map(&runs, |(file, rounds)| {
        let limits = Limits::seconds(60);
        let mut command = kaa::python(program, &limits, file.parent().unwrap_or(&root));
        // Two files for all processes, merged as each of them ends.
        command.env("LLVM_PROFILE_FILE", raw.join("%2m.profraw"));
        command.arg(file).args(*rounds);
        child::finish(command, limits.time).err()
    });
    match failures.into_iter().flatten().next() {
        Some(message) => Err(message),
        None => Ok(()),
    }
}

/// Rounds of each loop of `benches/micro`: enough to outweigh start-up, a quarter of a minute in all.
const ROUNDS: &str = "20000";

/// Programs named llvm-profdata, the likeliest first: the one that is asked for, the toolchain's own, those on the path.
fn mergers() -> Vec<OsString> {
    let mut candidates: Vec<OsString> = std::env::var_os("LLVM_PROFDATA").into_iter().collect();
    let sysroot = Command::new("rustc").args(["--print", "target-libdir"]).output();
    if let Ok(output) = sysroot {
        let libraries = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        candidates.push(libraries.with_file_name("bin").join("llvm-profdata").into());
    }
    candidates.extend((19..=40).rev().map(|version| format!("llvm-profdata-{version}").into()));
    candidates.push("llvm-profdata".into());
    candidates.retain(|candidate| {
        let mut command = Command::new(candidate);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    });
    candidates
}

/// One profile out of what the processes left, by the first merger that can read it.
fn merge(mergers: &[OsString], raw: &Path, merged: &Path) -> Result<(), String> {
    let mut said = String::new();
    for merger in mergers {
        let mut command = Command::new(merger);
        command.arg("merge").arg("--output").arg(merged).args(project::entries(raw));
        let output = command.output().map_err(|error| format!("{}: {error}", merger.display()))?;
        if output.status.success() {
            return Ok(());
        }
        said.push_str(&format!("{}: {}", merger.display(), String::from_utf8_lossy(&output.stderr)));
    }
    Err(format!("no llvm-profdata reads this toolchain's profiles\n{said}"))
}

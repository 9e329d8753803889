//! The program under test: how `kaa` is built and started. Goldens, fuzzers and benchmarks get it from here.
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::child::{self, Limits};
use crate::project;

/// Which build of `kaa` a command wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// Optimised with debug assertions: for tests.
    Conf,
    /// Optimised.
    Release,
    /// Optimised with a profile of its own work, as users have it: for measuring.
    Pgo,
    /// With AddressSanitizer.
    Asan,
}

/// Cargo itself, started in the root of the repository.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(project::root());
    cargo
}

/// The program: the given one, or a fresh build.
pub fn program(given: Option<PathBuf>, build: Build) -> Result<PathBuf, String> {
    if let Some(path) = given {
        return std::path::absolute(&path).map_err(|error| format!("{}: {error}", path.display()));
    }
    let mut cargo = cargo();
    cargo.args(["build", "--quiet", "--package", "kaa-cli"]);
    let built = match build {
        Build::Conf => {
            cargo.args(["--profile", "conf"]);
            project::target().join("conf/kaa")
        }
        Build::Release => {
            cargo.arg("--release");
            project::target().join("release/kaa")
        }
        Build::Pgo => return crate::pgo::program(),
        Build::Asan => asan(&mut cargo)?,
    };
    let status = cargo.status().map_err(|error| format!("cargo: {error}"))?;
    if status.success() { Ok(built) } else { Err("kaa does not build".to_owned()) }
}

/// AddressSanitizer is there on the stable toolchain too, behind a variable; it needs a target named explicitly.
fn asan(cargo: &mut Command) -> Result<PathBuf, String> {
    let output = Command::new("rustc").arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host =
        text.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?.to_owned();
    let target = project::target().join("asan");
    // With its own free lists the heap would hide what the sanitizer looks for.
    let flags = "-Zsanitizer=address --cfg feature=\"system-alloc\"";
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", flags);
    cargo.args(["--profile", "conf", "--target", &host]).arg("--target-dir").arg(&target);
    Ok(target.join(host).join("conf/kaa"))
}

/// A Python program on any interpreter, with the environment that makes its output the same every time.
pub fn python(interpreter: impl AsRef<OsStr>, limits: &Limits, folder: &Path) -> Command {
    let mut command = child::command(interpreter, limits);
    command.current_dir(folder);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PYTHON") || name.to_string_lossy().starts_with("KAA_STRESS") {
            command.env_remove(name);
        }
    }
    command.env("PYTHONHASHSEED", "0").env("PYTHONDONTWRITEBYTECODE", "1").env("NO_COLOR", "1");
    command.env("LC_ALL", "C.UTF-8").env("TZ", "UTC").env("TERM", "dumb").env("COLUMNS", "80");
    command.env_remove("FORCE_COLOR");
    command
}

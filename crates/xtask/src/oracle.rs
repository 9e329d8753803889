//! The oracle: real CPython 3.14 with its tests, and PyPy, in a folder of their own. Tests never need it; recording,
//! fuzzing and benchmarks do. Everything comes as packages of Debian's `testing` suite, unpacked without root and
//! without touching what the machine has installed.
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::project;

const LIBRARY: &str = "usr/lib/python3.14";

/// Where the oracle lives: `$KAA_ORACLE`, or a folder in the user's cache.
pub fn folder() -> Result<PathBuf, String> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = variable("KAA_ORACLE") {
        return Ok(folder);
    }
    let cache = variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")));
    cache.map(|cache| cache.join("kaa-oracle")).ok_or_else(|| "neither KAA_ORACLE nor HOME is set".to_owned())
}

/// The oracle's interpreter, which must be installed.
pub fn python() -> Result<PathBuf, String> {
    installed(folder()?.join("bin/python3.14"))
}

/// PyPy, which must be installed.
pub fn pypy() -> Result<PathBuf, String> {
    installed(folder()?.join("bin/pypy3"))
}

/// CPython's library folder, which must be installed.
pub fn library() -> Result<PathBuf, String> {
    installed(folder()?.join("rootfs").join(LIBRARY))
}

/// The folder that holds CPython's package `test`, which must be installed.
pub fn tests() -> Result<PathBuf, String> {
    let folder = folder()?.join("tests").join(LIBRARY);
    match folder.join("test/support/__init__.py").exists() {
        true => Ok(folder),
        false => Err("CPython's tests are missing: `cargo xtask oracle --tests` brings them".to_owned()),
    }
}

fn installed(path: PathBuf) -> Result<PathBuf, String> {
    match path.exists() {
        true => Ok(path),
        false => Err(format!("{} is missing: `cargo xtask oracle` installs it", path.display())),
    }
}

/// `cargo xtask oracle [--tests]`
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let only_tests = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--tests"] => true,
        _ => return Err("usage: cargo xtask oracle [--tests]".to_owned()),
    };
    let folder = folder()?;
    let packages = Packages { state: folder.join("apt") };
    install_tests(&folder, &packages)?;
    if !only_tests {
        install_interpreters(&folder, &packages)?;
    }
    println!("{}", folder.display());
    Ok(ExitCode::SUCCESS)
}

fn install_tests(folder: &Path, packages: &Packages) -> Result<(), String> {
    let tests = folder.join("tests").join(LIBRARY).join("test");
    if tests.join("support/__init__.py").exists() {
        return Ok(());
    }
    packages.refresh()?;
    packages.apt(&["download", "-qq", "libpython3.14-testsuite", "libpython3.14-stdlib"])?;
    let scratch = packages.state.join("stdlib");
    for package in packages.downloaded(&packages.state) {
        let is_testsuite = package.to_string_lossy().contains("testsuite");
        unpack(&package, if is_testsuite { folder.join("tests") } else { scratch.clone() })?;
        remove(&package)?;
    }
    // The test suite's support package is shipped with the library, not with the tests.
    let support = scratch.join(LIBRARY).join("test/.");
    shell(Command::new("cp").arg("-r").arg(support).arg(&tests))?;
    std::fs::remove_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))
}

fn install_interpreters(folder: &Path, packages: &Packages) -> Result<(), String> {
    if folder.join("bin/python3.14").exists() {
        return Ok(());
    }
    packages.refresh()?;
    let wanted = ["python3.14", "libpython3.14-testsuite", "pypy3"];
    packages.apt(&[&["install", "-qq", "-y", "--download-only"][..], &wanted].concat())?;
    let system = folder.join("rootfs");
    for package in packages.downloaded(&packages.state.join("cache/archives")) {
        unpack(&package, system.clone())?;
        remove(&package)?;
    }
    let home = format!("PYTHONHOME=\"{}\"", system.join("usr").display());
    starter(folder, "python3.14", &home)?;
    starter(folder, "pypy3", "")
}

/// Apt with lists, cache and state in our own folder, seeing only Debian testing.
struct Packages {
    state: PathBuf,
}

impl Packages {
    fn refresh(&self) -> Result<(), String> {
        for folder in ["lists/partial", "cache/archives/partial", "state"] {
            let path = self.state.join(folder);
            std::fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        project::write(&self.state.join("state/status"), "")?;
        let source = format!("deb [trusted=yes] {} testing main\n", mirror()?);
        project::write(&self.state.join("sources.list"), source)?;
        self.apt(&["update", "-qq"])
    }

    fn apt(&self, arguments: &[&str]) -> Result<(), String> {
        let at = |path: &str| self.state.join(path).display().to_string();
        let options = [
            format!("Dir::Etc::sourcelist={}", at("sources.list")),
            "Dir::Etc::sourceparts=-".to_owned(),
            format!("Dir::State={}", at("state")),
            format!("Dir::State::Lists={}", at("lists")),
            format!("Dir::Cache={}", at("cache")),
            format!("Dir::State::status={}", at("state/status")),
            "APT::Sandbox::User=root".to_owned(),
            "APT::Install-Recommends=false".to_owned(),
            "Debug::NoLocking=1".to_owned(),
        ];
        let mut command = Command::new("apt-get");
        command.current_dir(&self.state).args(options.iter().flat_map(|option| ["-o", option]));
        shell(command.args(arguments))
    }

    fn downloaded(&self, folder: &Path) -> Vec<PathBuf> {
        let mut found = project::entries(folder);
        found.retain(|path| path.extension().is_some_and(|extension| extension == "deb"));
        found
    }
}

/// The Debian archive that this machine's apt already uses.
fn mirror() -> Result<String, String> {
    let mut command = Command::new("apt-get");
    command.args(["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]);
    let output = command.output().map_err(|error| format!("apt-get: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let found = text.lines().find(|line| line.ends_with("/debian/"));
    found
        .map(str::to_owned)
        .ok_or_else(|| "apt knows no Debian archive here: run `apt-get update` first".to_owned())
}

/// A script `bin/NAME` that starts the unpacked program with the loader and libraries it was built for.
fn starter(folder: &Path, name: &str, environment: &str) -> Result<(), String> {
    let system = folder.join("rootfs");
    let libraries = system.join("usr/lib/x86_64-linux-gnu").display().to_string();
    let link = system.join("usr/bin").join(name);
    let program = std::fs::canonicalize(&link).map_err(|error| format!("{}: {error}", link.display()))?;
    let script = format!(
        "#!/bin/sh\nexec env {environment} \"{libraries}/ld-linux-x86-64.so.2\" --library-path \"{libraries}\" \"{}\" \"$@\"\n",
        program.display()
    );
    let path = folder.join("bin").join(name);
    project::write(&path, script)?;
    shell(Command::new("chmod").arg("+x").arg(path))
}

fn unpack(package: &Path, into: PathBuf) -> Result<(), String> {
    std::fs::create_dir_all(&into).map_err(|error| format!("{}: {error}", into.display()))?;
    shell(Command::new("dpkg").arg("-x").arg(package).arg(into))
}

fn remove(path: &Path) -> Result<(), String> {
    std::fs::remove_file(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn shell(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status =
        command.stdout(std::process::Stdio::null()).status().map_err(|error| format!("{name}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed ({status})")) }
}

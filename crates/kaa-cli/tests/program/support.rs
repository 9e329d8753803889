//! Runs the program `kaa` as a process, for the tests beside this folder.

use std::io::Write;
use std::process::{Command, Stdio};

/// How a process ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) out: String,
    pub(crate) err: String,
    /// Negative: the signal.
    pub(crate) status: i32,
}

/// The program with a clean environment.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaa"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PYTHON") {
            command.env_remove(name);
        }
    }
    command.args(args).env("NO_COLOR", "1").env("LC_ALL", "C.UTF-8");
    command
}

/// Runs it to its end.
pub(crate) fn run(args: &[&str], input: &str) -> Ended {
    finish(&mut command(args), input)
}

/// Runs a prepared command to its end.
pub(crate) fn finish(command: &mut Command, input: &str) -> Ended {
    use std::os::unix::process::ExitStatusExt;
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("kaa starts");
    if let Some(mut stdin) = child.stdin.take() {
        // It may end without reading.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().expect("kaa ends");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let status = output.status.code().unwrap_or_else(|| -output.status.signal().unwrap_or(0));
    Ended { out: text(output.stdout), err: text(output.stderr), status }
}

/// A folder of its own for a test, with files in it.
pub(crate) fn folder(name: &str, files: &[(&str, &str)]) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("kaa-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    for (file, text) in files {
        std::fs::write(folder.join(file), text).expect("a file");
    }
    folder
}

//! `cargo xtask codegen-diff`: compares Kaa's compiler with the oracle's on real source files.
use std::process::ExitCode;

/// Runs the command with the arguments that follow its name.
pub fn run(_args: Vec<String>) -> Result<ExitCode, String> {
    Err("codegen-diff: the comparison is not part of this build".to_owned())
}

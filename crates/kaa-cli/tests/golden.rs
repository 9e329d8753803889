//! Runs every program of `tests/golden` on `kaa`, one test for each folder; see `xtask::golden`.
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::golden::harness::main(Path::new(env!("CARGO_BIN_EXE_kaa")))
}

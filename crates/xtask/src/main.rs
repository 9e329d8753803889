//! The program behind `cargo xtask`. It only hands its arguments to the library, where `commands.rs` lists them.
use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::commands::main(std::env::args().skip(1).collect())
}

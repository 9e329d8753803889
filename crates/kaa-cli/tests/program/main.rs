//! The program `kaa` as a process: `command_line.rs` without a terminal, `prompt.rs` on one.

mod command_line;
mod prompt;
mod support;
mod terminal;

//! The program `kaa`: reads the command line and runs a [`Program`]. What the options mean is in `options.rs`.

mod options;

use kaa::{Program, Runtime, Start};
use options::{Action, Options};
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = match Options::from_command_line() {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            eprintln!("usage: kaa [option] ... [-c cmd | -m mod | file | -] [arg] ...");
            eprintln!("Try `kaa -h' for more information.");
            return ExitCode::from(2);
        }
    };
    match options.action {
        Action::Print(text) => {
            use std::io::Write;
            // A closed output is no reason to fail here.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Action::Run(start) => run(start, options.config),
    }
}

fn run(start: Start, config: kaa::Config) -> ExitCode {
    if let Start::File(path) = &start
        && let Err(e) = std::fs::File::open(path)
    {
        let message = e.to_string();
        let (number, text) = (e.raw_os_error().unwrap_or(0), strip_number(&message));
        eprintln!("kaa: can't open file '{}': [Errno {number}] {text}", absolute(path));
        return ExitCode::from(2);
    }
    let runtime = Runtime::new(config);
    let code = Program { start }.run(&runtime);
    // Objects that are still alive are the system's to free.
    std::process::exit(code)
}

fn absolute(path: &str) -> String {
    std::path::absolute(path).map(|p| p.to_string_lossy().into_owned()).unwrap_or_else(|_| path.to_owned())
}

/// Rust adds ` (os error 2)` to the system's text.
fn strip_number(text: &str) -> &str {
    text.split(" (os error").next().unwrap_or(text)
}

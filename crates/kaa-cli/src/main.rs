//! The program `kaa`: reads the command line, runs a [`Program`], and talks at a prompt. What the options mean is in
//! `options.rs`, the prompt is in `repl/`.

mod environment;
mod help;
mod options;
mod repl;

use kaa::{Exit, Program, Runtime, Start};
use options::{Action, Options};
use std::io::{IsTerminal, Write};

#[global_allocator]
static ALLOCATOR: kaa::Allocator = kaa::Allocator;

fn main() {
    let options = match Options::from_command_line() {
        Ok(options) => options,
        Err(message) => {
            complain(&message);
            std::process::exit(2);
        }
    };
    let exit = match options.action {
        Action::Print(text) => {
            // A closed output is no reason to fail here.
            let _ = std::io::stdout().write_all(text.as_bytes());
            Exit::Status(0)
        }
        Action::Run(program) => run(program, options.config),
    };
    match exit {
        Exit::Status(status) => std::process::exit(status),
        Exit::Interrupted => {
            kaa::host::die_of_interrupt();
            // Only when SIGINT is blocked.
            std::process::exit(130);
        }
    }
}

/// A mistake in the command line.
fn complain(message: &str) {
    let name = std::env::args().next().unwrap_or_else(|| "kaa".to_owned());
    eprintln!("{message}");
    eprintln!("usage: {name} [option] ... [-c cmd | -m mod | file | -] [arg] ...");
    eprintln!("Try `kaa -h' for more information.");
}

fn run(program: Program, config: kaa::Config) -> Exit {
    if let Start::File(path) = &program.start
        && let Err(e) = std::fs::File::open(path)
    {
        let message = e.to_string();
        let (number, text) = (e.raw_os_error().unwrap_or(0), strip_number(&message));
        let path = quoted(&absolute(path));
        eprintln!("{}: can't open file {path}: [Errno {number}] {text}", executable());
        return Exit::Status(2);
    }
    let runtime = Runtime::new(config);
    kaa::host::install_signals(runtime.vm());
    let exit = talk_or_run(&runtime, program);
    // Objects that are still alive after this are the system's to free.
    kaa::finish(&runtime, exit)
}

/// A program, a prompt, or one after the other.
fn talk_or_run(runtime: &Runtime, program: Program) -> Exit {
    let flag = |name: &str| runtime.vm().config.borrow().flags.contains_key(name);
    let at_prompt = std::io::stdin().is_terminal() || flag("interactive");
    if matches!(program.start, Start::Stdin) && at_prompt {
        if !flag("quiet") {
            repl::greet();
        }
        if let Some(exit) = repl::start_up(runtime) {
            return exit;
        }
        return repl::run(runtime);
    }
    let exit = program.execute(runtime);
    // The program may have asked for a prompt by the variable.
    let variable = || std::env::var_os("PYTHONINSPECT").is_some_and(|v| !v.is_empty());
    let asked = flag("inspect") || !flag("ignore_environment") && variable();
    if asked && at_prompt && exit != Exit::Interrupted {
        return repl::run(runtime);
    }
    exit
}

fn executable() -> String {
    std::env::current_exe().map_or_else(|_| "kaa".to_owned(), |p| p.to_string_lossy().into_owned())
}

/// As `repr` of a text shows it, for paths.
fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let escaped = text.replace('\\', "\\\\").replace('\n', "\\n");
    format!("{quote}{}{quote}", if quote == '\'' { escaped.replace('\'', "\\'") } else { escaped })
}

fn absolute(path: &str) -> String {
    std::path::absolute(path).map(|p| p.to_string_lossy().into_owned()).unwrap_or_else(|_| path.to_owned())
}

/// Rust adds ` (os error 2)` to the system's text.
fn strip_number(text: &str) -> &str {
    text.split(" (os error").next().unwrap_or(text)
}

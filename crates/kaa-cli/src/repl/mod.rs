//! The prompt: reads lines, feeds them to a [`Session`], until the end of input or of the program. On a terminal lines come
//! from `editor.rs`, else from `sys.stdin` with prompts on standard error.

mod editor;

use editor::{Editor, Line};
use kaa::{Exit, Fed, Naming, Runtime, Session};
use std::io::{IsTerminal, Write};

/// Words that need no brackets at an edited prompt.
const COMMANDS: &[&str] = &["exit", "quit", "copyright", "credits", "license", "help"];

/// What is said before the first prompt.
pub(crate) fn greet() {
    eprintln!("Python 3.14.7 (Kaa {}) on {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    eprintln!("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.");
}

/// Runs the file that `PYTHONSTARTUP` names.
pub(crate) fn start_up(runtime: &Runtime) -> Option<Exit> {
    let vm = runtime.vm();
    if vm.config.borrow().flags.contains_key("ignore_environment") {
        return None;
    }
    let path = std::env::var("PYTHONSTARTUP").ok().filter(|p| !p.is_empty())?;
    if std::fs::File::open(&path).is_err() {
        eprintln!("Could not open PYTHONSTARTUP");
    }
    let Err(kaa::Error::Raised(error)) = runtime.run_file(&path) else { return None };
    let error = kaa::Raised(error);
    let ends = vm.matches(&error, &vm.exceptions.system_exit);
    let exit = kaa::report(runtime, error);
    ends.then_some(exit)
}

/// Talks until the end.
pub(crate) fn run(runtime: &Runtime) -> Exit {
    prepare(runtime);
    if std::io::stdin().is_terminal()
        && std::io::stdout().is_terminal()
        && let Some(editor) = Editor::new(runtime)
    {
        return edited(runtime, editor);
    }
    plain(runtime)
}

/// `sys.__interactivehook__`.
fn prepare(runtime: &Runtime) {
    let vm = runtime.vm();
    if let Some(hook) = vm.sys.get_text(vm, "__interactivehook__")
        && let Err(e) = vm.call(&hook, &[])
    {
        eprintln!("Failed calling sys.__interactivehook__");
        kaa::report(runtime, e);
    }
}

fn edited(runtime: &Runtime, mut editor: Editor) -> Exit {
    let mut session = Session::new(runtime, Naming::Numbered);
    let mut text = String::new();
    loop {
        kaa::host::flush_output(runtime);
        match editor.read(&session.prompt(text.is_empty()), &text) {
            Line::Text(line) => {
                let word = line.trim();
                if text.is_empty() && COMMANDS.contains(&word) && session.is_command(word) {
                    text = format!("{word}()");
                } else {
                    text.push_str(&line);
                }
                text.push('\n');
            }
            Line::Interrupted => {
                eprintln!("KeyboardInterrupt");
                text.clear();
                continue;
            }
            Line::End => return Exit::Status(0),
        }
        match session.feed(&text) {
            Fed::Incomplete => continue,
            Fed::Done => editor.remember(text.trim_end()),
            Fed::Exit(exit) => {
                editor.remember(text.trim_end());
                return exit;
            }
        }
        text.clear();
    }
}

fn plain(runtime: &Runtime) -> Exit {
    let mut session = Session::new(runtime, Naming::Stdin);
    let mut text = String::new();
    loop {
        kaa::host::flush_output(runtime);
        eprint!("{}", session.prompt(text.is_empty()));
        // Nobody may be listening.
        let _ = std::io::stderr().flush();
        let line = match session.read_line() {
            Ok(line) => line,
            Err(e) => {
                let vm = runtime.vm();
                let interrupted = vm.matches(&e, &vm.exceptions.keyboard_interrupt);
                if interrupted {
                    eprintln!("\nKeyboardInterrupt");
                    text.clear();
                    continue;
                }
                return kaa::report(runtime, e);
            }
        };
        let ended = line.is_empty();
        // The end of input ends a block as an empty line does.
        text.push_str(if ended { "\n" } else { &line });
        match session.feed(&text) {
            Fed::Incomplete if !ended => continue,
            Fed::Incomplete | Fed::Done => text.clear(),
            Fed::Exit(exit) => return exit,
        }
        if ended {
            eprintln!();
            return Exit::Status(0);
        }
    }
}

//! Lines from a terminal: editing, history that lasts, completion, indentation.

use kaa::{Naming, Runtime, Session};
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Helper};
use std::path::PathBuf;

/// What came from the terminal.
pub(super) enum Line {
    /// A line without its end.
    Text(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D on an empty line, or the terminal is gone.
    End,
}

/// See the module's documentation.
pub(super) struct Editor {
    inner: rustyline::Editor<Names, FileHistory>,
    history: Option<PathBuf>,
    coloured: bool,
}

impl Editor {
    /// `None` when the terminal cannot be used.
    pub(super) fn new(runtime: &Runtime) -> Option<Editor> {
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .history_ignore_dups(true)
            .ok()?
            .auto_add_history(false)
            .build();
        let mut inner = rustyline::Editor::with_config(config).ok()?;
        inner.set_helper(Some(Names { session: Session::new(runtime, Naming::Numbered) }));
        let history = history_file(runtime);
        if let Some(path) = &history {
            // There is none before the first time.
            let _ = inner.load_history(path);
        }
        let coloured = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Some(Editor { inner, history, coloured })
    }

    /// A line, with the indentation that fits what was typed before it.
    pub(super) fn read(&mut self, prompt: &str, before: &str) -> Line {
        let initial = indentation(before);
        let styled = match self.coloured && !prompt.contains('\x1b') {
            true => format!("\x1b[1;35m{prompt}\x1b[0m"),
            false => prompt.to_owned(),
        };
        match self.inner.readline_with_initial(&(prompt, styled), (&initial, "")) {
            // Nothing but the indentation that was offered.
            Ok(line) if line == initial => Line::Text(String::new()),
            Ok(line) => Line::Text(line),
            Err(ReadlineError::Interrupted) => Line::Interrupted,
            Err(_) => Line::End,
        }
    }

    /// Keeps a statement for this session and the next ones.
    pub(super) fn remember(&mut self, text: &str) {
        // Without a home the history ends with the session.
        let _ = self.inner.add_history_entry(text);
        if let Some(path) = &self.history {
            let _ = self.inner.save_history(path);
        }
    }
}

fn history_file(runtime: &Runtime) -> Option<PathBuf> {
    let ignores = runtime.vm().config.borrow().flags.contains_key("ignore_environment");
    let named = if ignores { None } else { std::env::var_os("PYTHON_HISTORY").filter(|v| !v.is_empty()) };
    match named {
        Some(path) => Some(path.into()),
        None => std::env::home_dir().map(|home| home.join(".kaa_history")),
    }
}

/// The blanks for the next line of a block.
fn indentation(before: &str) -> String {
    let Some(last) = before.lines().last() else { return String::new() };
    let blanks: String = last.chars().take_while(|c| *c == ' ' || *c == '\t').collect();
    let code = last.split('#').next().unwrap_or(last).trim_end();
    if code.ends_with(':') { format!("{blanks}    ") } else { blanks }
}

/// Completion for the editor.
struct Names {
    session: Session,
}

impl Completer for Names {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        if line.get(..position).is_some_and(|before| before.trim().is_empty()) {
            return Ok((position, vec!["    ".to_owned()]));
        }
        Ok(self.session.complete(line, position))
    }
}

impl Hinter for Names {
    type Hint = String;
}

impl Highlighter for Names {}
impl Validator for Names {}
impl Helper for Names {}

//! The command line in CPython's grammar: options, then what to run, then its arguments. `environment.rs` joins the variables.

use crate::environment;
use crate::help;
use kaa::{Config, Program, Start};
use lexopt::{Arg, Parser};
use std::collections::HashMap;

/// What the command line asks for.
pub(crate) enum Action {
    /// Print this and leave.
    Print(String),
    /// Run a program.
    Run(Program),
}

/// The command line, read.
pub(crate) struct Options {
    /// What to do.
    pub(crate) action: Action,
    /// How.
    pub(crate) config: Config,
}

impl Options {
    /// Reads the process's arguments and environment.
    pub(crate) fn from_command_line() -> Result<Options, String> {
        Options::read(Parser::from_env())
    }

    fn read(mut parser: Parser) -> Result<Options, String> {
        let mut config = Config::default();
        let mut flags = Flags::default();
        let mut start = None;
        let mut versions = 0;
        while start.is_none()
            && let Some(arg) = parser.next().map_err(|e| e.to_string())?
        {
            match arg {
                Arg::Short('c') => {
                    let text = value(&mut parser, "-c")?;
                    start = Some((Start::Command(text), "-c".to_owned()));
                }
                Arg::Short('m') => {
                    let name = value(&mut parser, "-m")?;
                    start = Some((Start::Module(name), "-m".to_owned()));
                }
                Arg::Short('h' | '?') | Arg::Long("help") => return Ok(print(help::options(), config)),
                Arg::Long("help-env") => return Ok(print(help::environment(), config)),
                Arg::Long("help-xoptions") => return Ok(print(help::x_options(), config)),
                Arg::Long("help-all") => return Ok(print(help::all(), config)),
                Arg::Short('V') | Arg::Long("version") => versions += 1,
                Arg::Short('W') => config.warnoptions.push(value(&mut parser, "-W")?),
                Arg::Short('X') => config.xoptions.push(x_option(value(&mut parser, "-X")?)),
                Arg::Short(letter) => flags.set(letter)?,
                Arg::Long("check-hash-based-pycs") => {
                    let mode = value(&mut parser, "--check-hash-based-pycs")?;
                    if !matches!(mode.as_str(), "always" | "never" | "default") {
                        let allowed = "must be one of 'default', 'always', or 'never'";
                        return Err(format!("--check-hash-based-pycs {allowed}"));
                    }
                }
                Arg::Long(name) => return Err(format!("Unknown option: --{name}")),
                Arg::Value(v) => {
                    let path = v.to_string_lossy().into_owned();
                    start = Some(match path.as_str() {
                        "-" => (Start::Stdin, path),
                        _ => (Start::File(path.clone()), path),
                    });
                }
            }
        }
        if versions > 0 {
            return Ok(print(help::version(versions), config));
        }
        let (start, argv0) = start.unwrap_or((Start::Stdin, String::new()));
        config.argv.push(argv0);
        let rest = parser.raw_args().map_err(|e| e.to_string())?;
        config.argv.extend(rest.map(|a| a.to_string_lossy().into_owned()));
        let skip_first_line = flags.skip_first_line;
        environment::join(&mut flags.counts, &mut config)?;
        config.flags = flags.counts;
        let program = Program { start, skip_first_line, inspect: config.flags.contains_key("inspect") };
        Ok(Options { action: Action::Run(program), config })
    }
}

fn print(text: String, config: Config) -> Options {
    Options { action: Action::Print(text), config }
}

fn x_option(option: String) -> (String, Option<String>) {
    match option.split_once('=') {
        Some((k, v)) => (k.to_owned(), Some(v.to_owned())),
        None => (option, None),
    }
}

fn value(parser: &mut Parser, option: &str) -> Result<String, String> {
    match parser.value() {
        Ok(v) => Ok(v.to_string_lossy().into_owned()),
        Err(_) => Err(format!("Argument expected for the {option} option")),
    }
}

/// Counts of the options that are letters only, by the names of `sys.flags`.
#[derive(Default)]
struct Flags {
    counts: HashMap<&'static str, i64>,
    skip_first_line: bool,
}

impl Flags {
    fn set(&mut self, letter: char) -> Result<(), String> {
        let counted: &[&'static str] = match letter {
            'b' => &["bytes_warning"],
            'd' => &["debug"],
            'i' => &["inspect", "interactive"],
            'O' => &["optimize"],
            'q' => &["quiet"],
            'v' => &["verbose"],
            _ => &[],
        };
        let switched: &[&'static str] = match letter {
            'B' => &["dont_write_bytecode"],
            'E' => &["ignore_environment"],
            'I' => &["isolated", "ignore_environment", "no_user_site", "safe_path"],
            'P' => &["safe_path"],
            's' => &["no_user_site"],
            'S' => &["no_site"],
            'u' => &["unbuffered"],
            _ => &[],
        };
        match letter {
            'x' => self.skip_first_line = true,
            't' | 'R' => {}
            other if counted.is_empty() && switched.is_empty() => {
                return Err(format!("Unknown option: -{other}"));
            }
            _ => {}
        }
        for name in counted {
            *self.counts.entry(name).or_insert(0) += 1;
        }
        for name in switched {
            self.counts.insert(name, 1);
        }
        Ok(())
    }
}

//! The command line in CPython's grammar: options, then what to run, then its arguments.

use kaa::{Config, Start};
use lexopt::{Arg, Parser};
use std::collections::HashMap;
use std::io::IsTerminal;

/// What the command line asks for.
pub(crate) enum Action {
    /// Print this and leave.
    Print(String),
    /// Run a program.
    Run(Start),
}

/// The command line, read.
pub(crate) struct Options {
    /// What to do.
    pub(crate) action: Action,
    /// How.
    pub(crate) config: Config,
}

const HELP: &str = "\
usage: kaa [option] ... [-c cmd | -m mod | file | -] [arg] ...
Options:
-b             : issue warnings about comparing bytes with str or with int; -bb: errors
-B             : do not write .pyc files (Kaa never does)
-c cmd         : run this text as a program (ends the list of options)
-d             : accepted, without effect
-E             : ignore PYTHON* environment variables
-h             : print this help
-i             : go on at a prompt after the program
-I             : isolate: implies -E, -P and -s
-m mod         : run a library module as a program (ends the list of options)
-O             : drop assert statements; -OO: docstrings as well
-P             : do not put a possibly unsafe folder at the front of sys.path
-q             : no version and copyright at the prompt
-s             : do not add the user's site folder to sys.path
-S             : do not import 'site'
-u             : do not buffer standard output and error
-v             : trace imports
-V             : print the version
-W arg         : warning filter: action:message:category:module:lineno
-X opt         : implementation option
file           : run this file
-              : run what standard input says
arg ...        : what the program finds in sys.argv[1:]
";

/// The version that `-V` prints.
const VERSION: &str = "Python 3.14.7 (Kaa)\n";

impl Options {
    /// Reads the process's arguments and environment.
    pub(crate) fn from_command_line() -> Result<Options, String> {
        Options::read(Parser::from_env())
    }

    fn read(mut parser: Parser) -> Result<Options, String> {
        let mut config = Config::default();
        let mut flags = Flags::default();
        let mut start = None;
        while let Some(arg) = parser.next().map_err(|e| e.to_string())? {
            match arg {
                Arg::Short('c') => {
                    let text = value(&mut parser, "-c")?;
                    start = Some((Start::Command(text), "-c".to_owned()));
                }
                Arg::Short('m') => {
                    let name = value(&mut parser, "-m")?;
                    start = Some((Start::Module(name), "-m".to_owned()));
                }
                Arg::Short('h' | '?') | Arg::Long("help") => {
                    return Ok(Options { action: Action::Print(HELP.to_owned()), config });
                }
                Arg::Short('V') | Arg::Long("version") => {
                    return Ok(Options { action: Action::Print(VERSION.to_owned()), config });
                }
                Arg::Short('W') => config.warnoptions.push(value(&mut parser, "-W")?),
                Arg::Short('X') => {
                    let option = value(&mut parser, "-X")?;
                    config.xoptions.push(match option.split_once('=') {
                        Some((k, v)) => (k.to_owned(), Some(v.to_owned())),
                        None => (option, None),
                    });
                }
                Arg::Short(letter) => flags.set(letter)?,
                Arg::Long("check-hash-based-pycs") => drop(value(&mut parser, "--check-hash-based-pycs")?),
                Arg::Long(name) => return Err(format!("unknown option --{name}")),
                Arg::Value(v) => {
                    let path = v.to_string_lossy().into_owned();
                    start = Some(match path.as_str() {
                        "-" => (Start::Stdin, path),
                        _ => (Start::File(path.clone()), path),
                    });
                }
            }
            if start.is_some() {
                break;
            }
        }
        let (start, argv0) = start.unwrap_or((Start::Stdin, String::new()));
        config.argv.push(argv0);
        let rest = parser.raw_args().map_err(|e| e.to_string())?;
        config.argv.extend(rest.map(|a| a.to_string_lossy().into_owned()));
        flags.finish(&mut config);
        Ok(Options { action: Action::Run(start), config })
    }
}

fn value(parser: &mut Parser, option: &str) -> Result<String, String> {
    match parser.value() {
        Ok(v) => Ok(v.to_string_lossy().into_owned()),
        Err(_) => Err(format!("Argument expected for the {option} option")),
    }
}

/// Counts of the options that are letters only.
#[derive(Default)]
struct Flags {
    counts: HashMap<&'static str, i64>,
}

impl Flags {
    fn set(&mut self, letter: char) -> Result<(), String> {
        let names: &[&'static str] = match letter {
            'b' => &["bytes_warning"],
            'B' => &["dont_write_bytecode"],
            'd' => &["debug"],
            'E' => &["ignore_environment"],
            'i' => &["inspect", "interactive"],
            'I' => &["isolated", "ignore_environment", "no_user_site", "safe_path"],
            'O' => &["optimize"],
            'P' => &["safe_path"],
            'q' => &["quiet"],
            's' => &["no_user_site"],
            'S' => &["no_site"],
            'u' => &["unbuffered"],
            'v' => &["verbose"],
            'x' | 't' | 'R' => &[],
            other => return Err(format!("Unknown option: -{other}")),
        };
        for name in names {
            *self.counts.entry(name).or_insert(0) += 1;
        }
        Ok(())
    }

    /// Joins environment and options.
    fn finish(mut self, config: &mut Config) {
        let use_environment = !self.counts.contains_key("ignore_environment");
        let variable = |name: &str| {
            if use_environment { std::env::var(name).ok().filter(|v| !v.is_empty()) } else { None }
        };
        for (name, flag) in [
            ("PYTHONOPTIMIZE", "optimize"),
            ("PYTHONDONTWRITEBYTECODE", "dont_write_bytecode"),
            ("PYTHONUNBUFFERED", "unbuffered"),
            ("PYTHONINSPECT", "inspect"),
            ("PYTHONVERBOSE", "verbose"),
            ("PYTHONSAFEPATH", "safe_path"),
        ] {
            if let Some(text) = variable(name) {
                let level = text.parse::<i64>().unwrap_or(1).max(1);
                let count = self.counts.entry(flag).or_insert(0);
                *count = (*count).max(level);
            }
        }
        if let Some(text) = variable("PYTHONWARNINGS") {
            let listed = text.split(',').map(str::to_owned);
            config.warnoptions = listed.chain(config.warnoptions.drain(..)).collect();
        }
        config.hash_seed = variable("PYTHONHASHSEED").and_then(|s| s.parse().ok());
        config.optimize = self.counts.get("optimize").copied().unwrap_or(0).clamp(0, 2) as u8;
        let dev = config.xoptions.iter().any(|(k, _)| k == "dev") || variable("PYTHONDEVMODE").is_some();
        if dev {
            self.counts.insert("dev_mode", 1);
        }
        if !std::io::stdin().is_terminal() {
            self.counts.remove("interactive");
        }
        config.stress = std::env::var_os("KAA_STRESS").is_some_and(|v| v == "1");
        config.flags = self.counts;
    }
}

//! `cargo xtask fuzz-compiler`: sources that no person would write, through `compile()`. Any of them may be refused;
//! none may kill the process, panic, or run on for ever. With `--compare`, also counts how often Kaa and the oracle
//! agree on what is refused, and with which words.
//!
//! `input.rs` writes the sources.
mod input;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::pair::{self, Interpreter, Outcome, Program};
use super::rng::Rng;
use crate::kaa::{self, Build};
use crate::{oracle, project};

const PRELUDE: &str = include_str!("prelude.py");

/// What to do, from the command line.
struct Options {
    seconds: u64,
    seed: u64,
    batch: usize,
    /// So many crashes end the run.
    most: usize,
    compare: bool,
    program: Option<PathBuf>,
    into: PathBuf,
}

impl Options {
    fn parse(args: Vec<String>) -> Result<Self, lexopt::Error> {
        use lexopt::prelude::*;
        let now = std::time::UNIX_EPOCH.elapsed().map_or(1, |since| since.as_secs());
        let into = project::target().join("fuzz-compiler");
        let mut options =
            Options { seconds: 60, seed: now, batch: 50, most: 5, compare: false, program: None, into };
        let mut parser = lexopt::Parser::from_args(args);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("seconds") => options.seconds = parser.value()?.parse()?,
                Long("seed") => options.seed = parser.value()?.parse()?,
                Long("batch") => options.batch = parser.value()?.parse::<usize>()?.max(1),
                Long("most") => options.most = parser.value()?.parse()?,
                Long("bin") => options.program = Some(parser.value()?.into()),
                Long("into") => options.into = parser.value()?.into(),
                Long("compare") => options.compare = true,
                other => return Err(other.unexpected()),
            }
        }
        Ok(options)
    }
}

/// Runs the command with the arguments that follow its name.
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let options = Options::parse(args).map_err(|error| error.to_string())?;
    let interpreter = |python: PathBuf, who: &str| Program {
        python,
        scratch: pair::scratch("fuzz-compiler", who),
        prelude: PRELUDE,
    };
    let oracle = if options.compare { Some(interpreter(oracle::python()?, "oracle")) } else { None };
    let kaa = interpreter(kaa::program(options.program.clone(), Build::Conf)?, "kaa");
    println!("seed {}", options.seed);
    let texts = input::texts();
    let deadline = Instant::now() + Duration::from_secs(options.seconds);
    let (mut tried, mut found) = (0_u64, 0);
    let mut agreement = Agreement::default();
    while Instant::now() < deadline && found < options.most {
        let numbers: Vec<u64> = (tried..).take(options.batch).collect();
        let write = |number: &u64| input::source(&mut Rng::new(options.seed, *number), &texts);
        let sources: Vec<Vec<u8>> = numbers.iter().map(write).collect();
        let cases: Vec<String> = sources.iter().map(|source| literal(source)).collect();
        let outcomes = match &oracle {
            None => kaa.run(&cases)?,
            Some(oracle) => {
                let (expected, actual) = pair::both(oracle, &kaa, &cases)?;
                agreement.count(&expected, &actual);
                actual
            }
        };
        tried += numbers.len() as u64;
        for (index, source) in sources.into_iter().enumerate() {
            if found < options.most && is_bad(&outcomes[index]) {
                found += 1;
                let name = format!("{}-{}", options.seed, numbers[index]);
                save(&options.into, &name, &kaa, shrink(&kaa, source))?;
            }
        }
    }
    agreement.print();
    println!("{tried} sources, {found} broke the compiler");
    Ok(ExitCode::from(u8::from(found != 0)))
}

fn is_bad(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Printed(text) => text.starts_with("!!"),
        Outcome::Broke(_) => true,
    }
}

/// A bytes literal of Python.
fn literal(source: &[u8]) -> String {
    let mut text = String::from("b'");
    for byte in source {
        match byte {
            b'\n' => text.push_str("\\n"),
            b'\'' | b'\\' => text.extend(['\\', char::from(*byte)]),
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => text.push_str(&format!("\\x{byte:02x}")),
        }
    }
    text.push('\'');
    text
}

/// The source without all that it does not need to be bad. Cuts ever smaller pieces out of it.
fn shrink(kaa: &dyn Interpreter, mut source: Vec<u8>) -> Vec<u8> {
    let mut patience = 300;
    let mut piece = source.len().div_ceil(2);
    while piece > 0 {
        let mut start = 0;
        while start < source.len() && patience > 0 {
            patience -= 1;
            let end = (start + piece).min(source.len());
            let candidate = [&source[..start], &source[end..]].concat();
            let outcomes = kaa.run(&[literal(&candidate)]).unwrap_or_default();
            if outcomes.iter().any(is_bad) {
                source = candidate;
            } else {
                start = end;
            }
        }
        piece /= 2;
    }
    source
}

fn save(into: &Path, name: &str, kaa: &dyn Interpreter, source: Vec<u8>) -> Result<(), String> {
    let cases = [literal(&source)];
    let outcomes = kaa.run(&cases)?;
    let path = into.join(format!("{name}.py"));
    project::write(&path, pair::file(PRELUDE, &cases))?;
    project::write(&path.with_extension("source"), &source)?;
    let mut shown = cases[0].clone();
    shown.truncate(400);
    println!("{}: {} bytes: {shown}", path.display(), source.len());
    outcomes.iter().for_each(|outcome| println!("{}", outcome.text()));
    Ok(())
}

/// How often both say the same.
#[derive(Default)]
struct Agreement {
    compared: usize,
    /// Both compile it, or both refuse it.
    verdict: usize,
    /// The words and the place are the same too.
    text: usize,
    /// What the oracle says where Kaa says something else, with an example of what Kaa says.
    others: BTreeMap<String, (usize, String)>,
}

impl Agreement {
    fn count(&mut self, expected: &[Outcome], actual: &[Outcome]) {
        for (expected, actual) in expected.iter().zip(actual) {
            let (Outcome::Printed(expected), Outcome::Printed(actual)) = (expected, actual) else { continue };
            self.compared += 1;
            self.verdict += usize::from((expected == "compiles\n") == (actual == "compiles\n"));
            self.text += usize::from(expected == actual);
            if expected != actual {
                // Without the numbers of the place, which would make each one unique.
                let key = expected.split('\'').take(2).collect::<Vec<_>>().join("");
                let entry = self.others.entry(key.trim().to_owned()).or_default();
                entry.0 += 1;
                entry.1 = format!("{} / {}", expected.trim(), actual.trim());
            }
        }
    }

    fn print(&self) {
        let mut others: Vec<_> = self.others.iter().collect();
        others.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for (message, (count, example)) in others.into_iter().take(40) {
            println!("{count:6}  {message}\n        {example}");
        }
        if self.compared > 0 {
            println!(
                "{} compared: same verdict {}, same words and place {}",
                self.compared, self.verdict, self.text
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dies of two brackets.
    struct Fragile;

    impl Interpreter for Fragile {
        fn run(&self, cases: &[String]) -> Result<Vec<Outcome>, String> {
            let judge = |case: &String| match case.matches('(').count() > 1 {
                true => Outcome::Broke("!! ended with status -11".to_owned()),
                false => Outcome::Printed("compiles\n".to_owned()),
            };
            Ok(cases.iter().map(judge).collect())
        }
    }

    #[test]
    fn a_crash_is_shrunk_to_what_causes_it() {
        assert_eq!(shrink(&Fragile, b"f(a, b, (c, d), e)[x]".to_vec()), b"((");
    }

    #[test]
    fn any_bytes_make_a_literal() {
        assert_eq!(literal(b"a'\\\n\x00\xff"), r"b'a\'\\\n\x00\xff'");
    }
}

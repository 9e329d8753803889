//! `cargo xtask fuzz-generators`: random programs of generators, coroutines and asynchronous generators, run on Kaa and
//! on the oracle. A program whose output differs is shrunk and saved.
//!
//! `program.rs` and `body.rs` write programs, `prelude.py` is what they stand on.
mod body;
mod program;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::pair::{self, Interpreter, Outcome, Program};
use super::rng::Rng;
use super::shrink::shrink;
use super::tree::{Node, render};
use crate::kaa::{self, Build};
use crate::{oracle, project};

const PRELUDE: &str = include_str!("prelude.py");

/// What to do, from the command line.
struct Options {
    seconds: u64,
    seed: u64,
    /// The number of the first case.
    from: u64,
    batch: usize,
    /// So many differences end the run.
    most: usize,
    program: Option<PathBuf>,
    into: PathBuf,
}

impl Options {
    fn parse(args: Vec<String>) -> Result<Self, lexopt::Error> {
        use lexopt::prelude::*;
        let now = std::time::UNIX_EPOCH.elapsed().map_or(1, |since| since.as_secs());
        let into = project::target().join("fuzz-generators");
        let mut options =
            Options { seconds: 60, seed: now, from: 0, batch: 50, most: 5, program: None, into };
        let mut parser = lexopt::Parser::from_args(args);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("seconds") => options.seconds = parser.value()?.parse()?,
                Long("seed") => options.seed = parser.value()?.parse()?,
                Long("from") => options.from = parser.value()?.parse()?,
                Long("batch") => options.batch = parser.value()?.parse::<usize>()?.max(1),
                Long("most") => options.most = parser.value()?.parse()?,
                Long("bin") => options.program = Some(parser.value()?.into()),
                Long("into") => options.into = parser.value()?.into(),
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
        scratch: pair::scratch("fuzz-generators", who),
        prelude: PRELUDE,
    };
    let oracle = interpreter(oracle::python()?, "oracle");
    let kaa = interpreter(kaa::program(options.program.clone(), Build::Conf)?, "kaa");
    println!("seed {}", options.seed);
    let deadline = Instant::now() + Duration::from_secs(options.seconds);
    let (mut tried, mut dropped, mut found) = (0, 0, 0);
    while Instant::now() < deadline && found < options.most {
        let numbers: Vec<u64> = (options.from + tried..).take(options.batch).collect();
        let cases: Vec<_> =
            numbers.iter().map(|number| program::case(&mut Rng::new(options.seed, *number))).collect();
        let (expected, actual) = pair::both(&oracle, &kaa, &texts(&cases))?;
        tried += numbers.len() as u64;
        dropped += expected.iter().filter(|outcome| matches!(outcome, Outcome::Broke(_))).count();
        for (index, case) in cases.into_iter().enumerate() {
            if found < options.most && differ(&expected[index], &actual[index]) {
                found += 1;
                let name = format!("{}-{}", options.seed, numbers[index]);
                let small = minimize(&oracle, &kaa, case);
                save(&options.into, &name, &oracle, &kaa, &small)?;
            }
        }
    }
    println!("{tried} cases, {dropped} of them too much for the oracle, {found} differ");
    Ok(ExitCode::from(u8::from(found != 0)))
}

/// What the oracle cannot run to its end says nothing about Kaa.
fn differ(expected: &Outcome, actual: &Outcome) -> bool {
    matches!(expected, Outcome::Printed(_)) && expected != actual
}

/// The smallest case found that still differs.
fn minimize(oracle: &dyn Interpreter, kaa: &dyn Interpreter, case: Vec<Node>) -> Vec<Node> {
    shrink(case, 400, |candidates| {
        let (expected, actual) = pair::both(oracle, kaa, &texts(candidates)).ok()?;
        expected.iter().zip(&actual).position(|(expected, actual)| differ(expected, actual))
    })
}

/// Writes the program, what it should print, and what it prints.
fn save(
    into: &Path,
    name: &str,
    oracle: &dyn Interpreter,
    kaa: &dyn Interpreter,
    case: &[Node],
) -> Result<(), String> {
    let cases = texts(&[case.to_vec()]);
    let (expected, actual) = pair::both(oracle, kaa, &cases)?;
    let path = into.join(format!("{name}.py"));
    project::write(&path, pair::file(PRELUDE, &cases))?;
    project::write(&path.with_extension("expected"), text(&expected))?;
    project::write(&path.with_extension("actual"), text(&actual))?;
    println!("{} differs:\n{}", path.display(), render(case));
    println!("should print:\n{}prints:\n{}", text(&expected), text(&actual));
    Ok(())
}

/// Cases as the prelude takes them: as the text of a program.
fn texts(cases: &[Vec<Node>]) -> Vec<String> {
    cases.iter().map(|case| format!("'''\n{}'''", render(case))).collect()
}

fn text(outcomes: &[Outcome]) -> String {
    outcomes.iter().map(Outcome::text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz::tree::size;

    /// Prints the program itself; a faulty one loses the lines that throw.
    struct Echo {
        faulty: bool,
    }

    impl Interpreter for Echo {
        fn run(&self, cases: &[String]) -> Result<Vec<Outcome>, String> {
            let keep = |line: &&str| !self.faulty || !line.contains("'throw'");
            let echo = |case: &String| {
                Outcome::Printed(case.lines().filter(keep).map(|line| format!("{line}\n")).collect())
            };
            Ok(cases.iter().map(echo).collect())
        }
    }

    #[test]
    fn a_fault_is_found_and_shrunk_to_the_statement_that_shows_it() {
        let (good, faulty) = (Echo { faulty: false }, Echo { faulty: true });
        let cases: Vec<_> = (0..50).map(|number| program::case(&mut Rng::new(1, number))).collect();
        let (expected, actual) = pair::both(&good, &faulty, &texts(&cases)).unwrap_or_default();
        let found = cases
            .into_iter()
            .zip(expected.iter().zip(&actual))
            .find(|(_, (left, right))| differ(left, right));
        let (case, _) = found.unwrap_or_else(|| panic!("no case of fifty throws anything"));
        let small = minimize(&good, &faulty, case);
        // One statement; a function around it stays, because its body means nothing outside.
        let in_function = usize::from(render(&small).contains("def "));
        assert_eq!(size(&small), 1 + in_function, "{}", render(&small));
        assert!(render(&small).contains("'throw'"));
    }
}

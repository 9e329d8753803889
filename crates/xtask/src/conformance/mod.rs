//! `cargo xtask conformance`: CPython's own tests, run by Kaa.
//!
//! `runner.py` runs the cases of a module and tells of each; `process.rs` keeps it going over crashes; `report.rs` reads
//! what it tells; `expected.rs` compares with `tests/conformance.toml`; `table.rs` keeps the figures; `scope.rs` lists the
//! modules that count. CPython's tests come with `cargo xtask oracle --tests`; nothing of them lies in this repository.
mod expected;
mod process;
mod report;
mod scope;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use self::expected::{Expected, Surprise};
use self::process::Setting;
use self::report::Case;
use self::scope::Module;
use self::table::Row;
use crate::child::Limits;
use crate::kaa::{self, Build};
use crate::{oracle, parallel};

/// `cargo xtask conformance`
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let options = Options::parse(args).map_err(|error| error.to_string())?;
    let modules = scope::modules(&options.modules)?;
    let tests = oracle::tests()?;
    let program = kaa::program(options.program.clone(), Build::Conf)?;
    let limits =
        Limits { time: Duration::from_secs(options.seconds), memory_kib: Some(2 << 20), stack_kib: None };
    let setting = Setting { program, tests, limits, part: options.part.clone() };
    let results = all(&setting, &modules)?;
    if options.list {
        list(&results);
    }
    if !options.part.is_empty() {
        return Ok(sum_up(&results.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(), 0));
    }
    let mut expected = expected::read()?;
    if options.renew {
        renew(&mut expected, &modules, &results)?;
    }
    let mut surprises = 0;
    for (module, (cases, _)) in modules.iter().zip(&results) {
        surprises += complain(&module.name, expected::judge(&expected.of(&module.name), cases));
    }
    let rows: Vec<Row> = results.into_iter().map(|(_, row)| row).collect();
    let known = table::renew(&rows)?;
    if known.len() != rows.len() {
        println!("of all modules in tests/conformance.tsv: {}", summary(&Row::total(&known)));
    }
    Ok(sum_up(&rows, surprises))
}

/// Runs the modules, some at once, and tells of each when it is through.
fn all(setting: &Setting, modules: &[Module]) -> Result<Vec<(Vec<Case>, Row)>, String> {
    let through = AtomicUsize::new(0);
    let results = parallel::map(modules, |module| {
        let started = Instant::now();
        let cases = process::run(setting, &module.name)?;
        let row = Row::count(module, &cases, started.elapsed().as_secs_f64());
        let number = through.fetch_add(1, Ordering::Relaxed) + 1;
        println!("[{number}/{}] {}: {}", modules.len(), module.name, summary(&row));
        Ok((cases, row))
    });
    results.into_iter().collect()
}

fn summary(row: &Row) -> String {
    let Row { cases, passed, failed, skipped, seconds, .. } = row;
    format!("{cases} cases, {passed} passed, {failed} failed, {skipped} skipped, {seconds:.1} s")
}

fn list(results: &[(Vec<Case>, Row)]) {
    for case in results.iter().flat_map(|(cases, _)| cases) {
        println!("{}\t{}\t{}", case.outcome.word(), case.id, case.reason);
    }
}

fn renew(expected: &mut Expected, modules: &[Module], results: &[(Vec<Case>, Row)]) -> Result<(), String> {
    for (module, (cases, _)) in modules.iter().zip(results) {
        let table = expected::renewed(&expected.of(&module.name), cases);
        expected.modules.insert(module.name.clone(), table);
    }
    expected::write(expected)
}

/// Prints what nobody expected; gives its number.
fn complain(module: &str, surprises: Vec<Surprise>) -> usize {
    for surprise in &surprises {
        match surprise {
            Surprise::Failure(case) => println!("FAILED {}: {}", case.id, case.reason),
            Surprise::Pass(id) => println!("PASSES {id}: take it out of tests/conformance.toml"),
            Surprise::Idle(key) => println!("IDLE {module}: no case needs the entry {key}"),
        }
    }
    if !surprises.is_empty() {
        println!("{module}: the output of its cases is in {}", process::log(module).display());
    }
    surprises.len()
}

fn sum_up(rows: &[Row], surprises: usize) -> ExitCode {
    println!("{}", summary(&Row::total(rows)));
    if surprises != 0 {
        println!("{surprises} surprises");
    }
    ExitCode::from(u8::from(surprises != 0))
}

struct Options {
    modules: Vec<String>,
    program: Option<PathBuf>,
    /// For one process.
    seconds: u64,
    /// Print every case.
    list: bool,
    /// Rewrite the expectations.
    renew: bool,
    /// Only cases whose id contains this; nothing is judged then.
    part: String,
}

impl Options {
    fn parse(args: Vec<String>) -> Result<Self, lexopt::Error> {
        use lexopt::prelude::*;
        let mut options = Options {
            modules: Vec::new(),
            program: None,
            seconds: 300,
            list: false,
            renew: false,
            part: String::new(),
        };
        let mut parser = lexopt::Parser::from_args(args);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("bin") => options.program = Some(parser.value()?.into()),
                Long("seconds") => options.seconds = parser.value()?.parse()?,
                Long("case") => options.part = parser.value()?.string()?,
                Long("list") => options.list = true,
                Long("renew") => options.renew = true,
                Value(module) => options.modules.push(module.string()?),
                other => return Err(other.unexpected()),
            }
        }
        Ok(options)
    }
}

//! `cargo xtask bench [NAME…]`: how long `benches/*.py` take on Kaa, CPython and, if wanted, PyPy.
//!
//! The interpreters take turns, several times, so that a slow minute of the machine hits all of them; what counts is the
//! median of CPU time less the start of the interpreter. A program may have lines `# bench: ARGUMENTS`: each is a
//! benchmark of its own. All interpreters must print the same.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::child::{self, Ending, Limits};
use crate::kaa::{self, Build};
use crate::table::{self, median};
use crate::{oracle, project};

/// What to do, from the command line.
struct Options {
    names: Vec<String>,
    rounds: usize,
    kaa: Option<PathBuf>,
    cpython: Option<PathBuf>,
    pypy: Option<PathBuf>,
    /// Measure PyPy too, the oracle's unless a path is given.
    with_pypy: bool,
    /// Which Kaa to build when none is given.
    build: Build,
}

impl Options {
    fn parse(args: Vec<String>) -> Result<Self, lexopt::Error> {
        use lexopt::prelude::*;
        let mut options = Options {
            names: Vec::new(),
            rounds: 5,
            kaa: None,
            cpython: None,
            pypy: None,
            with_pypy: false,
            build: Build::Release,
        };
        let mut parser = lexopt::Parser::from_args(args);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("bin") => options.kaa = Some(parser.value()?.into()),
                Long("pgo") => options.build = Build::Pgo,
                Long("cpython") => options.cpython = Some(parser.value()?.into()),
                Long("pypy") => {
                    options.with_pypy = true;
                    options.pypy = parser.optional_value().map(PathBuf::from);
                }
                Long("rounds") => options.rounds = parser.value()?.parse::<usize>()?.max(1),
                Value(name) => options.names.push(name.string()?),
                other => return Err(other.unexpected()),
            }
        }
        Ok(options)
    }
}

/// One line of the table.
struct Bench {
    title: String,
    file: PathBuf,
    arguments: Vec<String>,
}

/// An interpreter with what it needed, by benchmark: (CPU, wall) in seconds.
struct Contestant {
    name: &'static str,
    program: PathBuf,
    times: BTreeMap<String, Vec<(f64, f64)>>,
}

/// Runs the command with the arguments that follow its name.
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    let options = Options::parse(args).map_err(|error| error.to_string())?;
    let contestant = |name, program| Contestant { name, program, times: BTreeMap::new() };
    let mut contestants = vec![
        contestant("Kaa", kaa::program(options.kaa, options.build)?),
        contestant("CPython", options.cpython.map_or_else(oracle::python, Ok)?),
    ];
    if options.with_pypy {
        contestants.push(contestant("PyPy", options.pypy.map_or_else(oracle::pypy, Ok)?));
    }
    let mut benches = benches(&options.names)?;
    if benches.is_empty() {
        return Err("no benchmark matches".to_owned());
    }
    let empty = project::target().join("bench/empty.py");
    project::write(&empty, "")?;
    benches.insert(0, Bench { title: START.to_owned(), file: empty, arguments: Vec::new() });
    for bench in &benches {
        measure(bench, &mut contestants, options.rounds);
    }
    let table = report(&benches, &contestants);
    print!("{table}");
    if options.names.is_empty() {
        table::renew(&project::root().join("docs/performance.md"), "bench", &table)?;
    }
    Ok(ExitCode::SUCCESS)
}

const START: &str = "(start)";

fn benches(names: &[String]) -> Result<Vec<Bench>, String> {
    let mut found = Vec::new();
    for file in project::entries(&project::root().join("benches")) {
        if file.extension().is_none_or(|ending| ending != "py") {
            continue;
        }
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = project::read(&file)?;
        let mut variants: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("# bench:")).map(str::trim).collect();
        if variants.is_empty() {
            variants.push("");
        }
        for variant in variants {
            let title = format!("{name} {variant}").trim_end().to_owned();
            let arguments = variant.split_whitespace().map(str::to_owned).collect();
            found.push(Bench { title, file: file.clone(), arguments });
        }
    }
    found.retain(|bench| names.is_empty() || names.iter().any(|name| bench.title.contains(name.as_str())));
    Ok(found)
}

/// Runs one benchmark on all of them in turn. Who fails is told and has no figure.
fn measure(bench: &Bench, contestants: &mut [Contestant], rounds: usize) {
    let mut printed: Option<Vec<u8>> = None;
    for _ in 0..rounds {
        for contestant in contestants.iter_mut() {
            let once = time(&contestant.program, bench).and_then(|(cpu, wall, output)| {
                match printed.get_or_insert_with(|| output.clone()) == &output {
                    true => Ok((cpu, wall)),
                    false => Err("prints something else than the others".to_owned()),
                }
            });
            match once {
                Ok(times) => contestant.times.entry(bench.title.clone()).or_default().push(times),
                Err(message) => eprintln!("{} on {}: {message}", bench.title, contestant.name),
            }
        }
    }
}

/// Runs a program once: CPU time, wall time, output. The shell's `time` knows the CPU time of a child to a millisecond.
fn time(program: &Path, bench: &Bench) -> Result<(f64, f64, Vec<u8>), String> {
    let limits = Limits::seconds(120);
    let folder = bench.file.parent().unwrap_or(Path::new("."));
    let mut command = kaa::python("bash", &limits, folder);
    command.args(["-c", "TIMEFORMAT='%3R %3U %3S'; time \"$0\" \"$@\""]).arg(program);
    command.arg(&bench.file).args(&bench.arguments);
    let finished = child::finish(command, limits.time)?;
    let stderr = String::from_utf8_lossy(&finished.stderr).into_owned();
    if finished.ending != Ending::Status(0) {
        let tail: Vec<&str> = stderr.lines().rev().skip(1).take(1).collect();
        return Err(format!("{:?} {}", finished.ending, tail.join("")));
    }
    let figures: Vec<f64> =
        stderr.lines().last().unwrap_or_default().split(' ').filter_map(|word| word.parse().ok()).collect();
    match figures[..] {
        [wall, user, system] => Ok((user + system, wall, finished.stdout)),
        _ => Err("the shell told no times".to_owned()),
    }
}

/// The table: seconds of CPU and of wall time, and how many times faster than the others Kaa is by CPU time.
fn report(benches: &[Bench], contestants: &[Contestant]) -> String {
    let mut head = vec!["benchmark"];
    head.extend(contestants.iter().map(|contestant| contestant.name));
    head.extend(["CPython / Kaa"]);
    if contestants.len() > 2 {
        head.push("PyPy / Kaa");
    }
    let mut rows = Vec::new();
    let mut logarithms = vec![Vec::new(); contestants.len()];
    for bench in benches {
        let mut row = vec![bench.title.clone()];
        let seconds: Vec<f64> = contestants.iter().map(|contestant| cpu(contestant, &bench.title)).collect();
        let cell = |contestant| {
            format!(
                "{} / {}",
                figure(cpu(contestant, &bench.title), 3),
                figure(wall(contestant, &bench.title), 3)
            )
        };
        row.extend(contestants.iter().map(cell));
        for (index, other) in seconds.iter().enumerate().skip(1) {
            let ratio = other / seconds[0];
            row.push(figure(ratio, 2));
            if bench.title != START && ratio.is_finite() && ratio > 0.0 {
                logarithms[index].push(ratio.ln());
            }
        }
        rows.push(row);
    }
    let mut mean = vec!["geometric mean".to_owned()];
    mean.resize(1 + contestants.len(), String::new());
    for logarithms in &logarithms[1..] {
        let count = logarithms.len() as f64;
        mean.push(figure((logarithms.iter().sum::<f64>() / count).exp(), 2));
    }
    rows.push(mean);
    table::markdown(&head, &rows)
}

fn figure(value: f64, digits: usize) -> String {
    if value.is_finite() { format!("{value:.digits$}") } else { "–".to_owned() }
}

/// Median CPU seconds less those of an empty program.
fn cpu(contestant: &Contestant, title: &str) -> f64 {
    less_start(contestant, title, |(cpu, _)| *cpu)
}

/// Median wall seconds less those of an empty program.
fn wall(contestant: &Contestant, title: &str) -> f64 {
    less_start(contestant, title, |(_, wall)| *wall)
}

fn less_start(contestant: &Contestant, title: &str, which: impl Fn(&(f64, f64)) -> f64) -> f64 {
    let of = |title: &str| median(contestant.times.get(title).into_iter().flatten().map(&which).collect());
    if title == START { of(START) } else { (of(title) - of(START)).max(0.001) }
}

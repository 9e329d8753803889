//! Goldens as tests of `cargo test` and `cargo nextest`: one test for each area, found when the test program runs, so
//! that a new folder needs no new Rust. It speaks the part of libtest's command line which those two programs use.
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use super::{Golden, check};

/// The test that pending programs still fail.
const PENDING: &str = "pending";

/// The `main` of a test target with `harness = false`: tests the given program.
pub fn main(program: &Path) -> ExitCode {
    let request = Request::parse(std::env::args().skip(1));
    let pending = super::pending();
    let all = super::discover(&[]);
    let (waiting, goldens): (Vec<Golden>, Vec<Golden>) =
        all.into_iter().partition(|golden| pending.contains(&golden.title()));
    println!("{} goldens are pending (tests/golden/pending.txt)", waiting.len());
    let areas: BTreeSet<&str> = goldens.iter().map(|golden| golden.area.as_str()).collect();
    let mut wanted: Vec<&str> = areas.into_iter().filter(|area| request.wants(area)).collect();
    if !waiting.is_empty() && request.wants(PENDING) {
        wanted.push(PENDING);
    }
    if request.list {
        wanted.iter().for_each(|area| println!("{area}: test"));
        return ExitCode::SUCCESS;
    }
    let (mut passed, mut failed) = (0, 0);
    println!("\nrunning {} tests", wanted.len());
    for area in wanted {
        let (good, bad) = if area == PENDING {
            let passing = check::passing(program, &waiting);
            passing.iter().for_each(|title| println!("PASSES {title}: take it out of pending.txt"));
            (waiting.len() - passing.len(), passing.len())
        } else {
            let members: Vec<_> = goldens.iter().filter(|golden| golden.area == area).cloned().collect();
            check::all(program, &members, &check::Options::default())
        };
        let verdict = if bad == 0 { "ok" } else { "FAILED" };
        println!("test {area} ... {verdict} ({good} passed, {bad} failed)");
        if bad == 0 { passed += 1 } else { failed += 1 }
    }
    let verdict = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {verdict}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out\n"
    );
    ExitCode::from(if failed == 0 { 0 } else { 101 })
}

/// What the caller asked for.
#[derive(Default)]
struct Request {
    list: bool,
    only_ignored: bool,
    exact: bool,
    filters: Vec<String>,
    skipped: Vec<String>,
}

impl Request {
    fn parse(mut args: impl Iterator<Item = String>) -> Self {
        let mut request = Request::default();
        while let Some(argument) = args.next() {
            match argument.as_str() {
                "--list" => request.list = true,
                "--ignored" => request.only_ignored = true,
                "--exact" => request.exact = true,
                "--skip" => request.skipped.extend(args.next()),
                // Their values must not be taken for filters.
                "--format" | "--test-threads" | "--color" | "-Z" | "--logfile" => drop(args.next()),
                option if option.starts_with('-') => {}
                filter => request.filters.push(filter.to_owned()),
            }
        }
        request
    }

    fn wants(&self, area: &str) -> bool {
        let matches =
            |filter: &String| if self.exact { area == filter } else { area.contains(filter.as_str()) };
        let chosen = self.filters.is_empty() || self.filters.iter().any(matches);
        // No golden is ever ignored.
        chosen && !self.only_ignored && !self.skipped.iter().any(matches)
    }
}

//! The list of commands: name, what it does, where it lives.
use std::process::ExitCode;

type Run = fn(Vec<String>) -> Result<ExitCode, String>;

/// Name, arguments, purpose, function: the help text and the dispatch both read this table.
const COMMANDS: &[(&str, &str, &str, Run)] = &[
    (
        "oracle",
        "[--tests]",
        "install real CPython 3.14, its tests and PyPy for comparisons",
        crate::oracle::run,
    ),
    ("bless", "[PATTERN]", "record what the oracle prints for tests/golden", crate::golden::bless::run),
    (
        "golden",
        "[PATTERN] [--bin PATH] [--stress] [--asan] [--stack KIB] [--brief]",
        "run tests/golden on kaa",
        crate::golden::run,
    ),
    (
        "conformance",
        "[MODULE…] [--bin PATH] [--seconds N] [--case PART] [--list] [--renew]",
        "run CPython's own tests",
        crate::conformance::run,
    ),
    ("tidy", "[--shrink]", "check the rules of the house", crate::tidy::run),
    (
        "fuzz-generators",
        "[--seconds N] [--seed S] [--bin PATH] [--most N] [--into FOLDER]",
        "compare random programs with the oracle",
        crate::fuzz::generators::run,
    ),
    (
        "fuzz-compiler",
        "[--seconds N] [--seed S] [--bin PATH] [--most N] [--into FOLDER] [--compare]",
        "look for sources that crash the compiler",
        crate::fuzz::compiler::run,
    ),
    (
        "bench",
        "[NAME…] [--pgo | --bin PATH] [--cpython PATH] [--pypy[=PATH]] [--rounds N]",
        "measure benches/*.py",
        crate::bench::run,
    ),
    (
        "micro",
        "[FILE…] [--pgo | --bin PATH] [--rounds N]",
        "measure single operations: benches/micro",
        crate::micro::run,
    ),
    ("pgo", "", "build the program with a profile of its own work", crate::pgo::run),
    (
        "memory",
        "[--bin PATH] [--cpython PATH]",
        "measure suspended generators and coroutines",
        crate::memory::run,
    ),
    (
        "codegen-diff",
        "[PATTERN] [--path PATH] [--show CAUSE|QUALNAME] [--most N] [--optimize LEVEL] [--least CODE POSITIONS]",
        "compare the compiler's output with the oracle's",
        codegen_diff,
    ),
];

/// Runs the command named by the first argument.
pub fn main(mut args: Vec<String>) -> ExitCode {
    let name = if args.is_empty() { "help".to_owned() } else { args.remove(0) };
    let Some((_, _, _, run)) = COMMANDS.iter().find(|(known, ..)| *known == name) else {
        print!("{}", help());
        return ExitCode::from(u8::from(!matches!(name.as_str(), "help" | "--help" | "-h")) * 2);
    };
    run(args).unwrap_or_else(|message| {
        eprintln!("xtask {name}: {message}");
        ExitCode::from(2)
    })
}

fn help() -> String {
    let mut text = String::from("usage: cargo xtask COMMAND …\n\n");
    for (name, arguments, purpose, _) in COMMANDS {
        text.push_str(&format!("  {name} {arguments}\n      {purpose}\n"));
    }
    text
}

#[cfg(feature = "codegen-diff")]
fn codegen_diff(args: Vec<String>) -> Result<ExitCode, String> {
    crate::codegen_diff::run(args)
}

/// Without the feature, builds this program again with it and hands the arguments over.
#[cfg(not(feature = "codegen-diff"))]
fn codegen_diff(args: Vec<String>) -> Result<ExitCode, String> {
    let mut cargo = crate::kaa::cargo();
    cargo.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "xtask",
        "--features",
        "codegen-diff",
        "--",
        "codegen-diff",
    ]);
    let status = cargo.args(args).status().map_err(|error| format!("cargo: {error}"))?;
    Ok(ExitCode::from(u8::from(!status.success())))
}

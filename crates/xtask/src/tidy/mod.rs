//! `cargo xtask tidy`: the rules of the house that neither rustc nor clippy checks. Reads texts, never compiles.
//!
//! Each check is a function from sources to problems; `config.rs` holds what `tidy.toml` tolerates. A file that says
//! `@generated` in its first lines may be as long as it likes.
mod arrows;
mod config;
mod lengths;
mod lexer;
mod licences;
mod unsafety;
mod words;

use std::process::ExitCode;

use crate::project;
use config::Config;

/// A text file of the repository.
struct Source {
    /// Its path from the root.
    path: String,
    text: String,
}

impl Source {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    fn is_generated(&self) -> bool {
        self.text.lines().take(8).any(|line| line.contains("@generated"))
    }
}

/// `cargo xtask tidy [--shrink]`
pub fn run(args: Vec<String>) -> Result<ExitCode, String> {
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {}
        ["--shrink"] => return shrink(),
        _ => return Err("usage: cargo xtask tidy [--shrink]".to_owned()),
    }
    let problems = problems()?;
    problems.iter().for_each(|problem| println!("{problem}"));
    println!("{} problems", problems.len());
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}

/// Everything that is not as it should be.
pub fn problems() -> Result<Vec<String>, String> {
    let config = Config::read()?;
    let sources = sources();
    let mut problems = lengths::problems(&sources, &config);
    problems.extend(headers(&sources));
    problems.extend(unsafety::problems(&sources, &config));
    problems.extend(words::problems(&sources));
    problems.extend(arrows::problems(&sources));
    problems.extend(licences::problems(&config)?);
    problems.sort();
    Ok(problems)
}

/// Lowers the entries of `tidy.toml` to what the files really have.
fn shrink() -> Result<ExitCode, String> {
    let mut config = Config::read()?;
    let changed = lengths::shrink(&sources(), &mut config);
    config.write()?;
    println!("{changed} entries lowered or removed");
    Ok(ExitCode::SUCCESS)
}

/// All texts that people write here.
fn sources() -> Vec<Source> {
    let kinds = ["rs", "py", "md", "toml", "sh"];
    let mut paths = project::files_below(&project::root());
    paths.extend(project::entries(&project::root().join(".ci")));
    let wanted = |path: &std::path::PathBuf| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        kinds.contains(&ending.as_str()) || path.ends_with(".ci/run")
    };
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?;
        Some(Source { path: project::relative(&path), text })
    };
    paths.into_iter().filter(wanted).filter_map(read).collect()
}

/// Every Rust file begins by saying what it is.
fn headers(sources: &[Source]) -> Vec<String> {
    let bare = sources.iter().filter(|source| source.is_rust() && !source.text.starts_with("//!"));
    bare.map(|source| {
        format!("{}:1: does not begin with //! (what it is, what it must not know)", source.path)
    })
    .collect()
}

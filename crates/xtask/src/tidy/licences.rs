//! Every dependency comes under a permissive licence. Asks `cargo tree`, offline; reads SPDX expressions.
use std::collections::BTreeSet;

use super::config::Config;
use crate::kaa;

const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "PSF-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

pub(super) fn problems(config: &Config) -> Result<Vec<String>, String> {
    let mut cargo = kaa::cargo();
    cargo.args([
        "tree",
        "--workspace",
        "--offline",
        "--prefix",
        "none",
        "--edges",
        "normal,build",
        "--all-features",
    ]);
    let output = cargo.args(["--format", "{p}|{l}"]).output().map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo tree: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: BTreeSet<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    let refused = lines.into_iter().filter_map(|line| {
        let (package, licence) = line.split_once('|')?;
        let name = package.split(' ').next().unwrap_or_default();
        let fine = is_permissive(licence) || config.licences.iter().any(|accepted| accepted == name);
        (!fine)
            .then(|| format!("Cargo.lock: {package} has the licence \"{licence}\", which is not on the list"))
    });
    Ok(refused.collect())
}

/// Whether the expression lets us choose permissive licences only. `AND` binds closer than `OR`.
fn is_permissive(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, 0) && at == words.len()
}

/// Deeper than this is no licence.
const DEEPEST: usize = 20;

fn either(words: &[&str], at: &mut usize, depth: usize) -> bool {
    let mut good = both(words, at, depth);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        good |= both(words, at, depth);
    }
    good
}

fn both(words: &[&str], at: &mut usize, depth: usize) -> bool {
    let mut good = single(words, at, depth);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        good &= single(words, at, depth);
    }
    good
}

fn single(words: &[&str], at: &mut usize, depth: usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" && depth < DEEPEST {
        let good = either(words, at, depth + 1);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return good && closed;
    }
    if words.get(*at) == Some(&"WITH") {
        // Exceptions only ever grant more.
        *at += 2;
    }
    PERMISSIVE.contains(word)
}

#[cfg(test)]
mod tests {
    use super::is_permissive;

    #[test]
    fn expressions_are_weighed() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(is_permissive(good), "{good}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT) OR", "MIT Apache-2.0", "MPL-2.0"] {
            assert!(!is_permissive(bad), "{bad}");
        }
    }
}

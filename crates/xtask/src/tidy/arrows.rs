//! Which crate of this workspace may depend on which: the layers of `docs/architecture.md`, read from the manifests.
use super::Source;

/// A crate and the crates it may use. What is absent is absent on purpose: `kaa-vm` reaches the compiler through a hook.
const ARROWS: &[(&str, &[&str])] = &[
    ("kaa-bytecode", &[]),
    ("kaa-data", &[]),
    ("kaa-heap", &[]),
    ("kaa-compiler", &["kaa-bytecode", "kaa-data"]),
    ("kaa-vm", &["kaa-heap", "kaa-bytecode", "kaa-data"]),
    ("kaa-modules", &["kaa-vm", "kaa-heap", "kaa-bytecode", "kaa-data"]),
    ("kaa-aio", &["kaa-vm", "kaa-heap", "kaa-bytecode", "kaa-data"]),
    ("kaa-stdlib", &["kaa-compiler", "kaa-bytecode"]),
    (
        "kaa",
        &[
            "kaa-vm",
            "kaa-heap",
            "kaa-compiler",
            "kaa-bytecode",
            "kaa-data",
            "kaa-modules",
            "kaa-stdlib",
            "kaa-aio",
        ],
    ),
    ("kaa-cli", &["kaa"]),
    ("xtask", &["kaa-compiler", "kaa-bytecode"]),
];

pub(super) fn problems(sources: &[Source]) -> Vec<String> {
    let manifests = sources
        .iter()
        .filter(|source| source.path.starts_with("crates/") && source.path.ends_with("/Cargo.toml"));
    manifests.flat_map(of_manifest).collect()
}

fn of_manifest(manifest: &Source) -> Vec<String> {
    let name = manifest.path.split('/').nth(1).unwrap_or_default();
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        return vec![format!("{}:1: a crate that the table of arrows in xtask does not know", manifest.path)];
    };
    let mut problems = Vec::new();
    let mut section = "";
    for (index, line) in manifest.text.lines().enumerate() {
        if line.starts_with('[') {
            section = line;
        }
        // Tests may look at anything.
        let counts = section.contains("dependencies") && !section.contains("dev-dependencies");
        let key = line.split(['.', ' ', '=']).next().unwrap_or_default();
        let ours = ARROWS.iter().any(|(known, _)| *known == key);
        if counts && ours && !allowed.contains(&key) {
            problems.push(format!("{}:{}: {name} must not depend on {key}", manifest.path, index + 1));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{Source, of_manifest};

    fn check(path: &str, text: &str) -> usize {
        of_manifest(&Source { path: path.to_owned(), text: text.to_owned() }).len()
    }

    #[test]
    fn arrows_point_downwards() {
        let manifest = "crates/kaa-vm/Cargo.toml";
        assert_eq!(check(manifest, "[dependencies]\nkaa-heap.workspace = true\n"), 0);
        assert_eq!(check(manifest, "[dependencies]\nkaa-compiler = { workspace = true }\n"), 1);
        assert_eq!(check(manifest, "[dev-dependencies]\nkaa-compiler.workspace = true\n"), 0);
        assert_eq!(check("crates/new/Cargo.toml", ""), 1);
    }
}

//! `tests/conformance-scope.tsv`: which of CPython's test modules count, and how many cases CPython itself runs there.
//! Knows nothing of Kaa's results: those are in `table.rs`.
use crate::project;

/// A test module and its size on CPython.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Module {
    /// Its name below the package `test`.
    pub(super) name: String,
    /// Cases that CPython counts.
    pub(super) cases: usize,
    /// Those CPython passes that are not about its insides.
    pub(super) portable: usize,
}

/// The modules whose name is one of `wanted` or lies in one of these packages; nothing wanted means all.
pub(super) fn modules(wanted: &[String]) -> Result<Vec<Module>, String> {
    let all = parse(&project::read(&project::root().join("tests/conformance-scope.tsv"))?)?;
    if let Some(stranger) = wanted.iter().find(|name| !all.iter().any(|module| belongs(&module.name, name))) {
        return Err(format!("tests/conformance-scope.tsv has no module {stranger}"));
    }
    let is_wanted =
        |module: &Module| wanted.is_empty() || wanted.iter().any(|name| belongs(&module.name, name));
    Ok(all.into_iter().filter(is_wanted).collect())
}

fn belongs(module: &str, name: &str) -> bool {
    module.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn parse(text: &str) -> Result<Vec<Module>, String> {
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| row(line).ok_or_else(|| format!("tests/conformance-scope.tsv: {line:?}"))).collect()
}

fn row(line: &str) -> Option<Module> {
    let mut fields = line.split('\t');
    let name = fields.next()?.to_owned();
    let (cases, portable) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Module { name, cases, portable })
}

#[cfg(test)]
mod tests {
    use super::{Module, belongs, parse};

    #[test]
    fn rows() {
        let text = "# what it is\nmodule\tcases\tportable\ntest_a\t12\t10\n";
        assert_eq!(parse(text), Ok(vec![Module { name: "test_a".to_owned(), cases: 12, portable: 10 }]));
        assert!(parse("head\ntest_a\tmany\t1\n").is_err());
    }

    #[test]
    fn packages_stand_for_their_modules() {
        assert!(belongs("test_asyncio.test_tasks", "test_asyncio"));
        assert!(belongs("test_iter", "test_iter"));
        assert!(!belongs("test_iterlen", "test_iter"));
    }
}

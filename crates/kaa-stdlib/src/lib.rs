//! CPython's pure-Python library as one embedded archive. `build.rs` packs it from the crate `rustpython-pylib`.
//!
//! What it must not know: importing. A file is found by its path inside `Lib`, with `/` between folders.

/// Name, offset and length of every file, sorted by name.
static INDEX: &[(&str, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/index.rs"));

static TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lib.bin"));

/// The text of a file, as `collections/__init__.py`.
pub fn file(path: &str) -> Option<&'static [u8]> {
    let i = INDEX.binary_search_by(|(name, _, _)| (*name).cmp(path)).ok()?;
    let (_, start, len) = INDEX[i];
    TEXTS.get(start..start + len)
}

/// Names of all files below a folder (without a slash at its end); of all files for the empty text.
pub fn files_in(folder: &str) -> impl Iterator<Item = &'static str> {
    let folder = folder.to_owned();
    INDEX.iter().map(|(name, _, _)| *name).filter(move |name| {
        folder.is_empty() || name.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn files_are_found_by_path() {
        assert!(super::file("types.py").is_some());
        assert!(super::file("collections/__init__.py").is_some());
        assert!(super::file("no_such_module.py").is_none());
        assert!(super::files_in("asyncio").any(|f| f == "asyncio/tasks.py"));
        assert!(super::files_in("").all(|f| super::file(f).is_some()));
    }
}

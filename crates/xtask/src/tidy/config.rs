//! `tidy.toml`: the exceptions. Understands only as much TOML as that file uses: sections, `"key" = value`, comments.
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::project;

/// What is tolerated.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// Lines that a file may have.
    pub(super) files: BTreeMap<String, usize>,
    /// Lines that a function may have, by `path::name`.
    pub(super) functions: BTreeMap<String, usize>,
    /// Where unsafe code may stand.
    pub(super) unsafe_files: Vec<String>,
    /// Dependencies that are accepted by name.
    pub(super) licences: Vec<String>,
}

fn path() -> PathBuf {
    project::root().join("tidy.toml")
}

impl Config {
    pub(super) fn read() -> Result<Self, String> {
        Config::parse(&project::read(&path())?)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut config = Config::default();
        let mut section = "";
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
            } else if !line.is_empty() && !line.starts_with('#') {
                let entry =
                    line.split_once(" = ").map(|(key, value)| (key.trim_matches('"').to_owned(), value));
                let taken = entry.and_then(|(key, value)| config.take(section, key, value));
                taken.ok_or_else(|| format!("tidy.toml:{}: not understood", index + 1))?;
            }
        }
        Ok(config)
    }

    fn take(&mut self, section: &str, key: String, value: &str) -> Option<()> {
        let reason = || {
            value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|text| !text.is_empty())
        };
        match section {
            "files" => drop(self.files.insert(key, value.parse().ok()?)),
            "functions" => drop(self.functions.insert(key, value.parse().ok()?)),
            "unsafe" => reason().map(|_| self.unsafe_files.push(key))?,
            "licences" => reason().map(|_| self.licences.push(key))?,
            _ => return None,
        }
        Some(())
    }

    /// Writes the numbers back; everything else in the file stays as it is, lines without a number any more go.
    pub(super) fn write(&self) -> Result<(), String> {
        let before = project::read(&path())?;
        let mut section = "";
        let mut after = String::new();
        for line in before.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let limits = match section {
                "[files]" => &self.files,
                "[functions]" => &self.functions,
                _ => &BTreeMap::new(),
            };
            let key = line.strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(key, _)| key);
            match (key, matches!(section, "[files]" | "[functions]")) {
                (Some(key), true) => {
                    let kept = limits.get(key).map(|lines| format!("\"{key}\" = {lines}\n"));
                    after.push_str(&kept.unwrap_or_default());
                }
                _ => after.push_str(&format!("{line}\n")),
            }
        }
        project::write(&path(), after)
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn sections_are_read() {
        let text = "# note\n[files]\n\"a.rs\" = 700\n\n[unsafe]\n\"b/\" = \"why\"\n";
        let config = Config::parse(text).unwrap_or_default();
        assert_eq!(config.files.get("a.rs"), Some(&700));
        assert_eq!(config.unsafe_files, ["b/"]);
    }

    #[test]
    fn an_exception_without_reason_is_refused() {
        assert!(Config::parse("[unsafe]\n\"b/\" = \"\"\n").is_err());
        assert!(Config::parse("[files]\n\"a.rs\" = many\n").is_err());
        assert!(Config::parse("[other]\n\"a.rs\" = 1\n").is_err());
    }
}

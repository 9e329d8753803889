//! What `PYTHON*` variables and `-X` options add to the letters of the command line.

use kaa::Config;
use std::collections::HashMap;

type Counts = HashMap<&'static str, i64>;

/// Variables that set a flag, at least to their number.
const LEVELS: &[(&str, &str)] = &[
    ("PYTHONDEBUG", "debug"),
    ("PYTHONDONTWRITEBYTECODE", "dont_write_bytecode"),
    ("PYTHONINSPECT", "inspect"),
    ("PYTHONNOUSERSITE", "no_user_site"),
    ("PYTHONOPTIMIZE", "optimize"),
    ("PYTHONSAFEPATH", "safe_path"),
    ("PYTHONUNBUFFERED", "unbuffered"),
    ("PYTHONVERBOSE", "verbose"),
    ("PYTHONWARNDEFAULTENCODING", "warn_default_encoding"),
];

/// Variables and `-X` options that are 0 or 1.
const SWITCHES: &[(&str, &str, &str)] = &[
    ("PYTHON_CONTEXT_AWARE_WARNINGS", "context_aware_warnings", "context_aware_warnings"),
    ("PYTHON_THREAD_INHERIT_CONTEXT", "thread_inherit_context", "thread_inherit_context"),
    ("PYTHONUTF8", "utf8", "utf8_mode"),
];

/// Joins environment and options.
pub(crate) fn join(counts: &mut Counts, config: &mut Config) -> Result<(), String> {
    let uses_environment = !counts.contains_key("ignore_environment");
    let variable = |name: &str| match uses_environment {
        true => std::env::var(name).ok().filter(|v| !v.is_empty()),
        false => None,
    };
    for (name, flag) in LEVELS {
        if let Some(text) = variable(name) {
            let level = text.parse::<i64>().unwrap_or(1).max(1);
            let count = counts.entry(flag).or_insert(0);
            *count = (*count).max(level);
        }
    }
    for (name, option, flag) in SWITCHES {
        let given = config.xoptions.iter().rev().find(|(k, _)| k == option);
        let text = given.map(|(_, v)| v.clone().unwrap_or_else(|| "1".to_owned()));
        match text.or_else(|| variable(name)).as_deref() {
            Some("1") => drop(counts.insert(flag, 1)),
            None | Some("0") => {}
            Some(_) if given.is_some() => return Err(format!("invalid -X {option} option value")),
            Some(_) => return Err(format!("invalid {name} environment variable value")),
        }
    }
    let has = |option: &str| config.xoptions.iter().any(|(k, _)| k == option);
    if has("dev") || variable("PYTHONDEVMODE").is_some() {
        counts.insert("dev_mode", 1);
    }
    if has("warn_default_encoding") {
        counts.insert("warn_default_encoding", 1);
    }
    check_import_time(config)?;
    join_warnings(counts, config, variable("PYTHONWARNINGS"));
    digits(counts, config, variable("PYTHONINTMAXSTRDIGITS"))?;
    config.hash_seed = hash_seed(variable("PYTHONHASHSEED"))?;
    config.optimize = counts.get("optimize").copied().unwrap_or(0).clamp(0, 2) as u8;
    config.stdio = stdio(variable("PYTHONIOENCODING"), counts.contains_key("utf8_mode"));
    config.stress = std::env::var_os("KAA_STRESS").is_some_and(|v| v == "1");
    Ok(())
}

fn check_import_time(config: &Config) -> Result<(), String> {
    let value = config.xoptions.iter().rev().find(|(k, _)| k == "importtime").and_then(|(_, v)| v.as_deref());
    match value {
        None | Some("" | "1" | "2") => Ok(()),
        Some(_) => Err("-X importtime: values other than 1 and 2 are reserved for future use.".to_owned()),
    }
}

/// Weakest first: developer mode, the variable, `-W`, `-b`.
fn join_warnings(counts: &Counts, config: &mut Config, variable: Option<String>) {
    let given = std::mem::take(&mut config.warnoptions);
    let mut all = Vec::new();
    if counts.contains_key("dev_mode") {
        all.push("default".to_owned());
    }
    if let Some(text) = variable {
        all.extend(text.split(',').map(str::to_owned));
    }
    all.extend(given);
    match counts.get("bytes_warning") {
        None | Some(0) => {}
        Some(1) => all.push("default::BytesWarning".to_owned()),
        Some(_) => all.push("error::BytesWarning".to_owned()),
    }
    config.warnoptions = all;
}

fn digits(counts: &mut Counts, config: &Config, variable: Option<String>) -> Result<(), String> {
    let given = config.xoptions.iter().rev().find(|(k, _)| k == "int_max_str_digits");
    let (text, source) = match (given, variable) {
        (Some((_, v)), _) => (v.clone().unwrap_or_default(), "-X int_max_str_digits: invalid limit"),
        (None, Some(v)) => (v, "PYTHONINTMAXSTRDIGITS: invalid limit"),
        (None, None) => return Ok(()),
    };
    match text.parse::<i64>() {
        Ok(n) if n == 0 || (640..=i64::from(i32::MAX)).contains(&n) => {
            counts.insert("int_max_str_digits", n);
            Ok(())
        }
        _ => Err(format!("{source}; must be >= 640 or 0 for unlimited.")),
    }
}

fn hash_seed(variable: Option<String>) -> Result<Option<u32>, String> {
    match variable.as_deref() {
        None | Some("random") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| {
            "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]".to_owned()
        }),
    }
}

/// Encoding and error handler of the standard streams. Where the locale says nothing, bytes that are no UTF-8 pass through.
fn stdio(variable: Option<String>, utf8_mode: bool) -> (Option<String>, Option<String>) {
    let given = variable.unwrap_or_default();
    let (encoding, errors) = given.split_once(':').unwrap_or((&given, ""));
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
        .unwrap_or_default();
    let speechless = utf8_mode || matches!(locale.as_str(), "" | "C" | "POSIX" | "C.UTF-8" | "C.utf8");
    let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    // An encoding without an error handler is strict.
    let fallback = speechless && given.is_empty();
    (some(encoding), some(errors).or_else(|| fallback.then(|| "surrogateescape".to_owned())))
}

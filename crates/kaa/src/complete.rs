//! Completion of names and attributes for a session.

use crate::runtime::Runtime;
use kaa_vm::types::Str;
use kaa_vm::{Value, Vm};

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "try", "type", "while", "with",
    "yield",
];

/// The start of the word before `position`, and how it could go on.
pub(crate) fn complete(runtime: &Runtime, line: &str, position: usize) -> (usize, Vec<String>) {
    let before = line.get(..position).unwrap_or(line);
    let start = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    match word.rsplit_once('.') {
        Some((path, prefix)) => {
            let found = object_at(runtime, path).map(|v| attributes(runtime.vm(), &v, prefix));
            (start + path.len() + 1, found.unwrap_or_default())
        }
        None if word.is_empty() => (start, Vec::new()),
        None => (start, names(runtime, word)),
    }
}

fn names(runtime: &Runtime, prefix: &str) -> Vec<String> {
    let vm = runtime.vm();
    let mut found: Vec<String> =
        KEYWORDS.iter().filter(|k| k.starts_with(prefix)).map(|k| (*k).to_owned()).collect();
    for dict in [&runtime.main_module().dict, &vm.builtins] {
        for entry in dict.entries() {
            let Some(name) = entry.key.payload::<Str>() else { continue };
            let name = name.to_string_lossy().into_owned();
            if name.starts_with(prefix) && (!name.starts_with('_') || prefix.starts_with('_')) {
                found.push(with_bracket(vm, name, &entry.value));
            }
        }
    }
    finished(found)
}

/// Only dotted names are looked at: nothing else is run for a completion.
fn object_at(runtime: &Runtime, path: &str) -> Option<Value> {
    let vm = runtime.vm();
    let mut parts = path.split('.');
    let first = parts.next()?;
    let found = runtime.main_module().dict.get_text(vm, first);
    let mut at = found.or_else(|| vm.builtins.get_text(vm, first))?;
    for part in parts {
        at = vm.get_attr_opt(&at, &vm.intern(part)).ok()??;
    }
    Some(at)
}

fn attributes(vm: &Vm, object: &Value, prefix: &str) -> Vec<String> {
    let Some(dir) = vm.builtins.get_text(vm, "dir") else { return Vec::new() };
    let Ok(listed) = vm.call(&dir, std::slice::from_ref(object)) else { return Vec::new() };
    let mut found = Vec::new();
    for item in vm.collect(&listed).unwrap_or_default() {
        let Some(name) = item.as_ref::<Str>() else { continue };
        let text = name.to_string_lossy().into_owned();
        let hidden = text.starts_with('_') && !prefix.starts_with('_');
        if !text.starts_with(prefix) || hidden {
            continue;
        }
        // A property of the class is not asked for its value.
        let of_class = vm.class_ref(object).lookup(vm, name);
        let is_property = of_class.is_some_and(|v| vm.is_instance_of(&v, &vm.types.property));
        let value = if is_property { None } else { vm.get_attr_opt(object, name).ok().flatten() };
        found.push(with_bracket(vm, text, &value.unwrap_or(Value::None)));
    }
    finished(found)
}

fn with_bracket(vm: &Vm, name: String, value: &Value) -> String {
    if vm.is_callable(value) { format!("{name}(") } else { name }
}

fn finished(mut found: Vec<String>) -> Vec<String> {
    found.sort();
    found.dedup();
    found
}

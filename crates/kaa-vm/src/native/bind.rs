//! Parses native signatures and binds call arguments to their slots, with CPython's messages for wrong calls.

use super::{Signature, Slot};
use crate::flow::{Fallible, Raised};
use crate::types::{Dict, NativeFunction, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Parses a signature string. Panics on a malformed one: it is a constant of the program, checked by a test of all rows.
pub fn parse_signature(text: &'static str) -> Signature {
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
    let mut s = Signature::default();
    let mut keyword_only = false;
    for part in split_parameters(inner) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        if part == "/" {
            s.posonly = s.names.len();
            continue;
        }
        if part == "*" {
            keyword_only = true;
            continue;
        }
        if let Some(name) = part.strip_prefix("**") {
            s.varkw = Some(s.names.len());
            s.names.push(name);
            continue;
        }
        if let Some(name) = part.strip_prefix('*') {
            s.varargs = Some(s.names.len());
            s.names.push(name);
            keyword_only = true;
            continue;
        }
        let (name, optional) = match part.split_once('=') {
            Some((n, _)) => (n.trim(), true),
            None => (part, false),
        };
        if let Some(receiver) = name.strip_prefix('$') {
            s.receiver = true;
            s.names.push(receiver);
            s.positional += 1;
            s.required += 1;
            continue;
        }
        if keyword_only {
            if !optional {
                s.kwonly_required.push(s.names.len());
            }
        } else {
            s.positional += 1;
            if !optional {
                s.required = s.positional;
            }
        }
        s.names.push(name);
    }
    s
}

/// Splits at commas outside brackets and quotes (defaults may contain both).
fn split_parameters(text: &'static str) -> Vec<&'static str> {
    let (mut parts, mut depth, mut start, mut quote) = (Vec::new(), 0, 0, None);
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), _) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Binds `args` (receiver first, then positional, then the values of `kwnames`) to slots.
pub fn bind(vm: &Vm, f: &NativeFunction, args: &[Value], kwnames: &[Ref<Str>]) -> Fallible<Vec<Slot>> {
    let s = f.signature;
    let npos = args.len() - kwnames.len();
    if !kwnames.is_empty() {
        check_keyword_count(vm, f, args.len(), npos)?;
    }
    let mut slots: Vec<Slot> = vec![None; s.names.len()];
    let direct = npos.min(s.positional);
    for i in 0..direct {
        slots[i] = Some(args[i].clone());
    }
    if npos > s.positional && s.varargs.is_none() {
        return Err(wrong_count(vm, f, npos, !kwnames.is_empty()));
    }
    if let Some(slot) = s.varargs {
        slots[slot] = Some(vm.new_tuple(args[direct..npos].to_vec()).into());
    }
    if !kwnames.is_empty() {
        bind_keywords(vm, f, &mut slots, args, kwnames)?;
    }
    check_required(vm, f, &slots, npos)?;
    Ok(slots)
}

/// With keywords the number of all arguments is looked at before their names.
fn check_keyword_count(vm: &Vm, f: &NativeFunction, all: usize, npos: usize) -> Fallible<()> {
    let s = f.signature;
    let skip = usize::from(s.receiver);
    let open = s.names.len().saturating_sub(s.posonly.max(skip));
    if open == 0 && s.varkw.is_none() {
        return Err(unexpected_keyword(vm, f, ""));
    }
    let named = open > 0 && s.varargs.is_none() && s.varkw.is_none();
    if named && all > s.names.len() {
        let max = s.names.len() - skip;
        let kind = if npos <= skip { "keyword " } else { "" };
        let plural = if max == 1 { "" } else { "s" };
        let (short, given) = (short_name(f), all - skip);
        return Err(
            vm.type_error(format!("{short}() takes at most {max} {kind}argument{plural} ({given} given)"))
        );
    }
    if named && npos < s.required.min(s.posonly) {
        return Err(wrong_count(vm, f, npos, true));
    }
    Ok(())
}

fn bind_keywords(
    vm: &Vm,
    f: &NativeFunction,
    slots: &mut [Slot],
    args: &[Value],
    kwnames: &[Ref<Str>],
) -> Fallible<()> {
    let s = f.signature;
    let npos = args.len() - kwnames.len();
    let values = &args[npos..];
    let mut unexpected = None;
    let end = s.varkw.unwrap_or(s.names.len());
    for (key, v) in kwnames.iter().zip(values) {
        let text = key.to_string_lossy();
        let found =
            (s.posonly..end).find(|&i| Some(i) != s.varargs && s.names[i] == text && !(s.receiver && i == 0));
        match (found, s.varkw) {
            (Some(i), _) => {
                if slots[i].is_some() {
                    return Err(vm.type_error(format!(
                        "argument for {}() given by name ('{text}') and position ({})",
                        short_name(f),
                        i + usize::from(!s.receiver)
                    )));
                }
                slots[i] = Some(v.clone());
            }
            (None, Some(slot)) => {
                if slots[slot].is_none() {
                    slots[slot] = Some(vm.new_dict().into());
                }
                if let Some(d) = slots[slot].as_ref().and_then(|d| d.payload::<Dict>()) {
                    d.set_str(key, v.clone());
                }
            }
            (None, None) => unexpected = unexpected.or(Some(text)),
        }
    }
    match unexpected {
        None => Ok(()),
        Some(text) => {
            // What is missing is told first.
            check_required(vm, f, slots, npos)?;
            Err(unexpected_keyword(vm, f, &text))
        }
    }
}

fn unexpected_keyword(vm: &Vm, f: &NativeFunction, text: &str) -> Raised {
    let s = f.signature;
    let open = (s.posonly.max(usize::from(s.receiver))..s.names.len()).filter(|i| Some(*i) != s.varargs);
    let named: Vec<String> = open.map(|i| s.names[i].to_string()).collect();
    if f.is_wrapper() && named.is_empty() && !f.is_constructor() {
        return vm.type_error(format!("wrapper {}() takes no keyword arguments", f.row.name));
    }
    if named.is_empty() && f.is_constructor() {
        return vm.type_error(format!("{}() takes no keyword arguments", short_name(f)));
    }
    if named.is_empty() {
        return vm.type_error(format!("{}() takes no keyword arguments", f.display_name()));
    }
    let hint = match crate::exceptions::suggest::closest_name(text, &named) {
        Some(name) => format!(". Did you mean '{name}'?"),
        None => String::new(),
    };
    // `sorted` leaves its keywords to the method.
    let short = if f.owner.is_none() && f.row.name == "sorted" { "sort".into() } else { short_name(f) };
    vm.type_error(format!("{short}() got an unexpected keyword argument '{text}'{hint}"))
}

fn check_required(vm: &Vm, f: &NativeFunction, slots: &[Slot], npos: usize) -> Fallible<()> {
    let s = f.signature;
    for i in 0..s.required {
        if slots[i].is_none() {
            if i < s.posonly || s.positional == s.posonly {
                return Err(wrong_count(vm, f, npos, false));
            }
            let at = i + usize::from(!s.receiver);
            return Err(vm.type_error(format!(
                "{}() missing required argument '{}' (pos {at})",
                short_name(f),
                s.names[i]
            )));
        }
    }
    for &i in &s.kwonly_required {
        if slots[i].is_none() {
            return Err(vm.type_error(format!(
                "{}() missing required keyword-only argument: '{}'",
                short_name(f),
                s.names[i]
            )));
        }
    }
    Ok(())
}

/// A method's name without its class; a class's own for its constructor.
fn short_name(f: &NativeFunction) -> String {
    match &f.owner {
        Some(class) if f.is_constructor() => class.name().to_string(),
        _ => f.row.name.to_string(),
    }
}

/// The message for too many or too few positional arguments.
fn wrong_count(vm: &Vm, f: &NativeFunction, npos: usize, keywords: bool) -> Raised {
    let s = f.signature;
    let skip = usize::from(s.receiver);
    let given = npos.saturating_sub(skip);
    let (max, min) = (s.positional - skip, s.required - skip.min(s.required));
    let all_posonly = s.posonly >= s.names.len();
    let short = short_name(f);
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let (bound, n) = if min == max {
        ("", min)
    } else if given < min {
        ("at least ", min)
    } else {
        ("at most ", max)
    };
    if f.is_wrapper() && f.row.name.ends_with("pow__") {
        return vm.type_error(format!("expected 1 or 2 arguments, got {given}"));
    }
    if f.is_wrapper() && !f.is_constructor() {
        let who = if min == max && max < 2 && !f.row.name.ends_with("buffer__") {
            String::new()
        } else {
            format!("{short} ")
        };
        return vm.type_error(format!("{who}expected {bound}{n} argument{}, got {given}", plural(n)));
    }
    if max == 0 && all_posonly || max == 0 && s.names.len() == skip {
        return vm.type_error(format!("{}() takes no arguments ({given} given)", f.display_name()));
    }
    let all = s.names.len() - skip;
    if s.varkw.is_none() && s.varargs.is_none() && given > all && !all_posonly && !COUNTED.contains(&&*short)
    {
        return vm
            .type_error(format!("{short}() takes at most {all} argument{} ({given} given)", plural(all)));
    }
    if max == 0 {
        return vm.type_error(format!("{short}() takes no positional arguments"));
    }
    if all_posonly && max == 1 && min == 1 && !f.is_constructor() && short != "sorted" {
        return vm.type_error(format!("{}() takes exactly one argument ({given} given)", f.display_name()));
    }
    if all_posonly || COUNTED.contains(&&*short) {
        return vm.type_error(format!("{short} expected {bound}{n} argument{}, got {given}", plural(n)));
    }
    if given < min && s.posonly > skip {
        let word = if min == max { "exactly" } else { "at least" };
        return vm.type_error(format!(
            "{short}() takes {word} {min} positional argument{} ({given} given)",
            plural(min)
        ));
    }
    let (word, n) = if min == max { ("exactly", max) } else { ("at most", max) };
    let kind = if keywords || s.names.len() == s.positional { "" } else { "positional " };
    vm.type_error(format!("{short}() takes {word} {n} {kind}argument{} ({given} given)", plural(n)))
}

/// Functions with keyword arguments that count the positional ones themselves.
const COUNTED: &[&str] = &["sorted", "str", "int"];

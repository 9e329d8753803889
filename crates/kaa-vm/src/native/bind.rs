//! Parses native signatures and binds call arguments to their slots, with CPython's messages for wrong calls.

use super::{Signature, Slot};
use crate::flow::{Fallible, Raised};
use crate::types::{Dict, Str};
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
///
/// `name` is what messages call the function (`list.append`, `len`).
pub fn bind(vm: &Vm, s: &Signature, name: &str, args: &[Value], kwnames: &[Ref<Str>]) -> Fallible<Vec<Slot>> {
    let npos = args.len() - kwnames.len();
    let mut slots: Vec<Slot> = vec![None; s.names.len()];
    let direct = npos.min(s.positional);
    for i in 0..direct {
        slots[i] = Some(args[i].clone());
    }
    if npos > s.positional && s.varargs.is_none() {
        return Err(wrong_count(vm, s, name, npos, !kwnames.is_empty()));
    }
    if let Some(slot) = s.varargs {
        slots[slot] = Some(vm.new_tuple(args[direct..npos].to_vec()).into());
    }
    if !kwnames.is_empty() {
        bind_keywords(vm, s, name, &mut slots, &args[npos..], kwnames)?;
    }
    check_required(vm, s, name, &slots, npos)?;
    Ok(slots)
}

fn bind_keywords(
    vm: &Vm,
    s: &Signature,
    name: &str,
    slots: &mut [Slot],
    values: &[Value],
    kwnames: &[Ref<Str>],
) -> Fallible<()> {
    let end = s.varkw.unwrap_or(s.names.len());
    for (key, v) in kwnames.iter().zip(values) {
        let text = key.to_string_lossy();
        let found =
            (s.posonly..end).find(|&i| Some(i) != s.varargs && s.names[i] == text && !(s.receiver && i == 0));
        match (found, s.varkw) {
            (Some(i), _) => {
                if slots[i].is_some() {
                    return Err(vm.type_error(format!(
                        "argument for {name}() given by name ('{text}') and position ({})",
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
            (None, None) => {
                let takes_none = s.names[s.posonly.min(s.names.len())..].is_empty();
                return Err(if takes_none {
                    vm.type_error(format!("{name}() takes no keyword arguments"))
                } else {
                    let short = short_name(name);
                    vm.type_error(format!("{short}() got an unexpected keyword argument '{text}'"))
                });
            }
        }
    }
    Ok(())
}

fn check_required(vm: &Vm, s: &Signature, name: &str, slots: &[Slot], npos: usize) -> Fallible<()> {
    for i in 0..s.required {
        if slots[i].is_none() {
            if i < s.posonly || s.positional == s.posonly {
                return Err(wrong_count(vm, s, name, npos, false));
            }
            let short = short_name(name);
            let at = i + usize::from(!s.receiver);
            return Err(
                vm.type_error(format!("{short}() missing required argument '{}' (pos {at})", s.names[i]))
            );
        }
    }
    for &i in &s.kwonly_required {
        if slots[i].is_none() {
            let short = short_name(name);
            return Err(
                vm.type_error(format!("{short}() missing required keyword-only argument: '{}'", s.names[i]))
            );
        }
    }
    Ok(())
}

/// A method's name without its class; a class's own for its constructor.
fn short_name(name: &str) -> &str {
    name.strip_suffix(".__new__").unwrap_or_else(|| name.rsplit('.').next().unwrap_or(name))
}

/// The message for too many or too few positional arguments.
fn wrong_count(vm: &Vm, s: &Signature, name: &str, npos: usize, keywords: bool) -> Raised {
    // Calls of classes are told in the class's name.
    let (name, constructor) = name.strip_suffix(".__new__").map_or((name, false), |class| (class, true));
    let skip = usize::from(s.receiver);
    let given = npos.saturating_sub(skip);
    let (max, min) = (s.positional - skip, s.required - skip.min(s.required));
    let all_posonly = s.posonly >= s.names.len();
    let short = short_name(name);
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    if max == 0 && all_posonly || max == 0 && s.names.len() == skip {
        return vm.type_error(format!("{name}() takes no arguments ({given} given)"));
    }
    if max == 0 {
        return vm.type_error(format!("{short}() takes no positional arguments"));
    }
    if all_posonly && max == 1 && min == 1 && !constructor {
        return vm.type_error(format!("{name}() takes exactly one argument ({given} given)"));
    }
    if all_posonly {
        let (word, n) = if min == max {
            ("", min)
        } else if given < min {
            ("at least ", min)
        } else {
            ("at most ", max)
        };
        return vm.type_error(format!("{short} expected {word}{n} argument{}, got {given}", plural(n)));
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

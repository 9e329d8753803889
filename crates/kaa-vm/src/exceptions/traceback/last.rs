//! The last lines of a printed exception: class and text, a syntax error's place, and the notes.

use super::hint;
use super::theme::Theme;
use super::typos;
use crate::types::exception::syntax_error as syntax;
use crate::types::int::as_i64;
use crate::types::{Exception, List, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

/// Text for output: lone surrogates are escaped.
pub(crate) fn printable(bytes: &[u8]) -> String {
    if let Ok(s) = std::str::from_utf8(bytes) {
        return s.to_string();
    }
    let mut out = String::new();
    for c in kaa_data::wtf8::Wtf8::new(bytes).code_points() {
        match char::from_u32(c) {
            Some(c) => out.push(c),
            None => out.push_str(&format!("\\u{c:04x}")),
        }
    }
    out
}

/// `str(v)`, or a text that says that it failed.
fn safe_str(vm: &Vm, v: &Value, what: &str) -> String {
    match vm.str(v) {
        Ok(s) => printable(s.as_bytes()),
        Err(_) => format!("<{what} str() failed>"),
    }
}

fn safe_repr(vm: &Vm, v: &Value, what: &str) -> String {
    match vm.repr(v) {
        Ok(s) => printable(s.as_bytes()),
        Err(_) => format!("<{what} repr() failed>"),
    }
}

/// The class's name with its module, unless that is the program or the built-ins.
fn class_name(vm: &Vm, exc: &Value) -> String {
    let class = vm.class_ref(exc);
    let qualname = class.qualname.borrow().to_string();
    let module = vm.get_attr_opt(class.value(), &vm.names.__module__).ok().flatten();
    match module.as_ref().and_then(|m| m.payload::<Str>()) {
        Some(m) if m.is_text("__main__") || m.is_text("builtins") => qualname,
        Some(m) => format!("{}.{qualname}", printable(m.as_bytes())),
        None => format!("<unknown>.{qualname}"),
    }
}

/// Everything after the stack.
pub(super) fn lines(vm: &Vm, exc: &Value, theme: &Theme) -> String {
    let name = class_name(vm, exc);
    let e = exc.payload::<Exception>();
    let mut out = match e.filter(|_| vm.is_instance_of(exc, &vm.exceptions.syntax_error)) {
        Some(e) => syntax_lines(vm, e, &name, theme),
        None => {
            let text = safe_str(vm, exc, "exception") + &hint::for_exception(vm, exc);
            let (class, message, off) = (theme.class, theme.message, theme.reset);
            if text.is_empty() {
                format!("{class}{name}{off}\n")
            } else {
                format!("{class}{name}{off}: {message}{text}{off}\n")
            }
        }
    };
    notes(vm, exc, &mut out);
    out
}

fn notes(vm: &Vm, exc: &Value, out: &mut String) {
    let notes = match vm.get_attr_opt(exc, &vm.names.__notes__) {
        Ok(Some(n)) if !n.is_none() => n,
        Ok(_) => return,
        Err(e) => {
            let text = safe_repr(vm, &e.0, "__notes__");
            out.push_str(&format!("Ignored error getting __notes__: {text}\n"));
            return;
        }
    };
    if notes.payload::<List>().is_none() && notes.payload::<Tuple>().is_none() {
        out.push_str(&safe_repr(vm, &notes, "__notes__"));
        out.push('\n');
        return;
    }
    for note in vm.collect(&notes).unwrap_or_default() {
        for line in safe_str(vm, &note, "note").split('\n') {
            out.push_str(line);
            out.push('\n');
        }
    }
}

fn text_field(e: &Exception, field: usize) -> Option<String> {
    e.field(field).as_ref().and_then(|v| v.payload::<Str>()).map(|s| printable(s.as_bytes()))
}

/// The place of a syntax error with its line and carets, and the message.
fn syntax_lines(vm: &Vm, e: &Exception, name: &str, theme: &Theme) -> String {
    let (on, off) = (theme.place, theme.reset);
    let mut out = String::new();
    let filename = e.field(syntax::FILENAME).filter(|f| !f.is_none()).map(|f| safe_str(vm, &f, "filename"));
    let lineno = e.field(syntax::LINENO).filter(|n| !n.is_none());
    let mut suffix = String::new();
    if let Some(n) = &lineno {
        let shown = filename.filter(|f| !f.is_empty()).unwrap_or_else(|| "<string>".to_string());
        out.push_str(&format!("  File {on}\"{shown}\"{off}, line {on}{}{off}\n", safe_str(vm, n, "lineno")));
    } else if let Some(f) = filename {
        suffix = format!(" ({f})");
    }
    let message = e.field(syntax::MSG).filter(|m| !m.is_none()).map(|m| safe_str(vm, &m, "msg"));
    let mut message =
        message.filter(|m| !m.is_empty()).unwrap_or_else(|| "<no detail available>".to_string());
    if let Some(text) = text_field(e, syntax::TEXT) {
        let vague = message == "invalid syntax" || message.contains("Perhaps you forgot a comma");
        let typo =
            if vague && lineno.is_some() { typos::find(vm, text.trim_end_matches('\n')) } else { None };
        if let Some(t) = &typo {
            message = format!("invalid syntax. Did you mean '{}'?", t.keyword);
        }
        let columns = typo.map(|t| (t.start as i64 + 1, t.end as i64 + 1));
        out.push_str(&marked_text(e, &text, columns, theme));
    }
    out.push_str(&format!("{}{name}{off}: {}{message}{off}{suffix}\n", theme.class, theme.message));
    out
}

/// The line with what is marked: the given columns, or those of the exception.
fn marked_text(e: &Exception, text: &str, columns: Option<(i64, i64)>, theme: &Theme) -> String {
    let number = |field: usize| e.field(field).as_ref().and_then(as_i64);
    let right = text.trim_end_matches('\n');
    let left = right.trim_start_matches([' ', '\n', '\x0c']);
    let shown = format!("    {left}\n");
    let count = |s: &str| s.chars().count() as i64;
    let spaces = count(right) - count(left);
    let Some(mut offset) = columns.map(|c| c.0).or_else(|| number(syntax::OFFSET)) else {
        let none = e.field(syntax::OFFSET).is_none_or(|v| v.is_none());
        return if none { shown } else { String::new() };
    };
    let mut end = if let Some((_, end)) = columns {
        end
    } else if number(syntax::LINENO) == number(syntax::END_LINENO) {
        number(syntax::END_OFFSET).filter(|n| *n != 0).unwrap_or(offset)
    } else {
        count(right) + 1
    };
    if !text.is_empty() && offset > count(text) {
        offset = count(right) + 1;
    }
    if !text.is_empty() && end > count(text) {
        end = count(right) + 1;
    }
    if offset >= end || end < 0 {
        end = offset.saturating_add(1);
    }
    let column = offset.saturating_sub(1).saturating_sub(spaces);
    let Ok(start) = usize::try_from(column) else { return shown };
    // Blanks other than spaces are kept, so that the carets stand below their characters.
    let blanks: String = left.chars().take(start).map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
    let carets = usize::try_from(end.saturating_sub(offset)).unwrap_or(1).min(left.len() + 1).max(1);
    let (on, off) = (theme.highlight, theme.reset);
    let marked = match off.is_empty() {
        true => left.to_string(),
        false => {
            let part = |from: usize, n: usize| left.chars().skip(from).take(n).collect::<String>();
            let rest = part(start.saturating_add(carets), usize::MAX);
            format!("{}{on}{}{off}{rest}", part(0, start), part(start, carets))
        }
    };
    format!("    {marked}\n    {blanks}{on}{}{off}\n", "^".repeat(carets))
}

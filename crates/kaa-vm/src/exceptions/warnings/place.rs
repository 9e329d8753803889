//! Whom a warning is about: a file and line, found by walking up the stack, and the registry of the module there.

use crate::flow::Fallible;
use crate::frame::Frame;
use crate::types::{Dict, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// File, line, module and registry.
pub(crate) struct Place {
    pub(crate) filename: Value,
    pub(crate) line: i64,
    pub(crate) module: Value,
    pub(crate) registry: Option<Ref<Dict>>,
}

impl Place {
    /// A line of a file whose module is called as the file is.
    pub(crate) fn of_file(vm: &Vm, filename: Value, line: i64) -> Place {
        let module = match filename.payload::<Str>().map(Str::as_bytes) {
            None | Some([]) => vm.str_value("<unknown>"),
            Some(name) => vm.new_str_wtf8(name.strip_suffix(b".py").unwrap_or(name)).into(),
        };
        Place { filename, line, module, registry: None }
    }
}

/// The caller `level` levels up, 1 being the running function. Frames of files with one of the prefixes do not count.
pub(crate) fn of_caller(vm: &Vm, level: i64, skipped: &[Vec<u8>]) -> Fallible<Place> {
    let level = if skipped.is_empty() { level } else { level.max(2) };
    let mut at = vm.python_frame(0);
    let mut depth = 0;
    let all_count = level <= 0 || at.is_some_and(|f| is_internal(f));
    for _ in 1..level.max(1) {
        loop {
            depth += 1;
            at = vm.python_frame(depth);
            match at {
                Some(f) if !all_count && (is_internal(f) || has_prefix(f, skipped)) => {}
                _ => break,
            }
        }
        if at.is_none() {
            break;
        }
    }
    let (globals, filename, line) = match at {
        None => (vm.sys.clone(), vm.str_value("<sys>"), 0),
        Some(f) => {
            // SAFETY: frames that `python_frame` gives are alive.
            let function = unsafe { (*f).function.clone() };
            match function {
                None => (vm.sys.clone(), vm.str_value("<sys>"), 0),
                Some(function) => {
                    let line = crate::eval::line_of(&function, Frame::lasti(f));
                    let filename = function.code.borrow().filename.value().clone();
                    (function.globals.clone(), filename, i64::from(line))
                }
            }
        }
    };
    let name = vm.intern("__warningregistry__");
    let registry = match globals.get_str(&name).and_then(|r| r.downcast::<Dict>().ok()) {
        Some(r) => r,
        None => {
            let made = vm.new_dict();
            globals.set_str(&name, made.value().clone());
            made
        }
    };
    let module = globals.get_str(&vm.names.__name__).filter(|m| m.is_none() || m.payload::<Str>().is_some());
    let module = module.unwrap_or_else(|| vm.str_value("<string>"));
    Ok(Place { filename, line, module, registry: Some(registry) })
}

fn filename_of(frame: *mut Frame) -> Option<Vec<u8>> {
    // SAFETY: frames that `python_frame` gives are alive.
    let function = unsafe { (*frame).function.clone() }?;
    let code = function.code.borrow();
    Some(code.filename.as_bytes().to_vec())
}

/// The import machinery's own frames.
fn is_internal(frame: *mut Frame) -> bool {
    let has = |name: &[u8], part: &[u8]| name.windows(part.len()).any(|w| w == part);
    filename_of(frame).is_some_and(|name| has(&name, b"importlib") && has(&name, b"_bootstrap"))
}

fn has_prefix(frame: *mut Frame, prefixes: &[Vec<u8>]) -> bool {
    filename_of(frame).is_some_and(|name| prefixes.iter().any(|p| name.starts_with(p)))
}

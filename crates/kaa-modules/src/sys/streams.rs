//! `sys.stdin`, `sys.stdout`, `sys.stderr`.

use crate::host::fd;
use crate::io::{Access, Mode, TextSettings, flush_text, new_buffered, new_file, new_text};
use kaa_vm::{Fallible, Value, Vm};

pub(super) fn install(vm: &Vm) {
    let unbuffered = vm.config.borrow().flags.contains_key("unbuffered");
    let (encoding, errors) = vm.config.borrow().stdio.clone();
    let encoding = encoding.unwrap_or_else(|| "utf-8".to_owned());
    let errors = errors.unwrap_or_else(|| "strict".to_owned());
    for (number, name) in [(0, "stdin"), (1, "stdout"), (2, "stderr")] {
        let errors = if number == 2 { "backslashreplace" } else { &errors };
        let stream = make(vm, number, name, Settings { encoding: &encoding, errors, unbuffered });
        vm.sys.set_str(&vm.intern(name), stream.clone());
        vm.sys.set_str(&vm.intern(&format!("__{name}__")), stream);
    }
}

struct Settings<'a> {
    encoding: &'a str,
    errors: &'a str,
    unbuffered: bool,
}

/// A standard stream; `None` when its descriptor was not open at the start.
fn make(vm: &Vm, number: i32, name: &str, settings: Settings<'_>) -> Value {
    let unbuffered = settings.unbuffered;
    if fd::status(number).is_err() || fd::was_closed(number) {
        return Value::None;
    }
    let access = if number == 0 { Access::Read } else { Access::Write };
    let raw = new_file(vm, number, &format!("<{name}>"), access);
    let mode = if number == 0 { Mode::Read } else { Mode::Write };
    let direct = unbuffered && number != 0;
    let buffer = if direct { raw } else { new_buffered(vm, raw, mode, crate::io::BUFFER_SIZE) };
    let newline = (number != 0).then(|| vm.str_value("\n"));
    let settings = TextSettings {
        encoding: settings.encoding,
        errors: settings.errors,
        newline: newline.as_ref(),
        line_buffering: !unbuffered && (number == 2 || fd::is_terminal(number)),
        write_through: unbuffered,
    };
    let Ok(stream) = new_text(vm, buffer, &settings) else { return Value::None };
    let mode = vm.str_value(if number == 0 { "r" } else { "w" });
    match vm.set_attr(&stream, &vm.names.mode, mode) {
        Ok(()) => stream,
        Err(_) => Value::None,
    }
}

/// Flushes standard output and error; false when that failed, which is printed.
pub fn flush_std(vm: &Vm) -> bool {
    match flush(vm) {
        Ok(()) => true,
        Err(e) => {
            vm.unraisable(e, "Exception ignored while flushing sys.stdout", &Value::None);
            false
        }
    }
}

/// The same without a word about failures.
pub fn flush_std_quietly(vm: &Vm) {
    let _ = flush(vm);
}

fn flush(vm: &Vm) -> Fallible<()> {
    let mut result = Ok(());
    for name in [&vm.names.stdout, &vm.names.stderr] {
        let Some(stream) = vm.sys.get_str(name).filter(|s| !s.is_none()) else { continue };
        let closed = vm.get_attr_opt(&stream, &vm.intern("closed"));
        if matches!(&closed, Ok(Some(c)) if c.is_true()) {
            continue;
        }
        let native = stream.payload::<crate::io::Text>().is_some();
        let flushed =
            if native { flush_text(vm, &stream) } else { vm.call_method(&stream, "flush", &[]).map(drop) };
        if name.is(&vm.names.stdout) {
            result = flushed;
        }
    }
    result
}

//! `sys.stdin`, `sys.stdout`, `sys.stderr`.

use crate::host::fd;
use crate::io::{Access, Mode, TextSettings, flush_text, new_buffered, new_file, new_text};
use kaa_vm::{Value, Vm};

pub(super) fn install(vm: &Vm) {
    let unbuffered = vm.config.borrow().flags.contains_key("unbuffered");
    for (number, name) in [(0, "stdin"), (1, "stdout"), (2, "stderr")] {
        let stream = make(vm, number, name, unbuffered);
        vm.sys.set_str(&vm.intern(name), stream.clone());
        vm.sys.set_str(&vm.intern(&format!("__{name}__")), stream);
    }
}

/// A standard stream; `None` when its descriptor is not open.
fn make(vm: &Vm, number: i32, name: &str, unbuffered: bool) -> Value {
    if fd::status(number).is_err() {
        return Value::None;
    }
    let access = if number == 0 { Access::Read } else { Access::Write };
    let raw = new_file(vm, number, &format!("<{name}>"), access);
    let mode = if number == 0 { Mode::Read } else { Mode::Write };
    let direct = unbuffered && number != 0;
    let buffer = if direct { raw } else { new_buffered(vm, raw, mode, crate::io::BUFFER_SIZE) };
    let newline = (number != 0).then(|| vm.str_value("\n"));
    let settings = TextSettings {
        encoding: "utf-8",
        errors: match number {
            2 => "backslashreplace",
            _ => "strict",
        },
        newline: newline.as_ref(),
        line_buffering: number == 2 || unbuffered || fd::is_terminal(number),
        write_through: unbuffered,
    };
    let Ok(stream) = new_text(vm, buffer, &settings) else { return Value::None };
    let mode = vm.str_value(if number == 0 { "r" } else { "w" });
    match vm.set_attr(&stream, &vm.names.mode, mode) {
        Ok(()) => stream,
        Err(_) => Value::None,
    }
}

/// Flushes standard output and error; false when that failed.
pub fn flush_std(vm: &Vm) -> bool {
    let mut fine = true;
    for name in [&vm.names.stdout, &vm.names.stderr] {
        let Some(stream) = vm.sys.get_str(name).filter(|s| !s.is_none()) else { continue };
        let closed = vm.get_attr_opt(&stream, &vm.intern("closed"));
        if matches!(&closed, Ok(Some(c)) if c.is_true()) {
            continue;
        }
        let native = stream.payload::<crate::io::Text>().is_some();
        let result =
            if native { flush_text(vm, &stream) } else { vm.call_method(&stream, "flush", &[]).map(drop) };
        if let Err(e) = result
            && name.is(&vm.names.stdout)
        {
            fine = false;
            super::write_stderr(vm, "Exception ignored while flushing sys.stdout:\n");
            super::write_stderr(vm, &kaa_vm::exceptions::traceback::format_exception(vm, &e.0));
        }
    }
    fine
}

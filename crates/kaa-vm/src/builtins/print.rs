//! `print` and `input`. They know streams as objects with `write`, `flush` and `readline`; before `sys.stdout` exists they
//! write to the process's standard output.

use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, function};
use crate::types::{Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::io::Write;

pub(super) static ROWS: &[Method] = &[
    function(
        "print",
        "(*args, sep=' ', end='\\n', file=None, flush=False)",
        print,
        "Prints the values to a stream, by default sys.stdout.",
    ),
    function("input", "(prompt='', /)", input, "Reads a line from standard input, without its newline."),
];

fn print(vm: &Vm, args: &[Slot]) -> NativeResult {
    let values = arg(args, 0).payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let sep = separator(vm, args.get(1), "sep")?;
    let end = separator(vm, args.get(2), "end")?;
    let given = args.get(3).and_then(|f| f.as_ref()).filter(|f| !f.is_none());
    let file = match given.cloned().or_else(|| vm.sys.get_str(&vm.names.stdout)) {
        Some(f) if f.is_none() => return done(Value::None),
        f => f,
    };
    let mut first = true;
    for v in &values {
        if !first {
            write(vm, file.as_ref(), sep.as_ref(), " ")?;
        }
        first = false;
        let text = vm.str(v)?;
        write(vm, file.as_ref(), Some(&text), "")?;
    }
    write(vm, file.as_ref(), end.as_ref(), "\n")?;
    if let (Some(Some(flush)), Some(file)) = (args.get(4), &file)
        && vm.is_true(flush)?
    {
        vm.call_method(file, "flush", &[])?;
    }
    done(Value::None)
}

fn separator(vm: &Vm, slot: Option<&Slot>, name: &str) -> Fallible<Option<Ref<Str>>> {
    let Some(Some(v)) = slot else { return Ok(None) };
    match v.as_ref::<Str>() {
        Some(s) => Ok(Some(s.clone())),
        None if v.is_none() => Ok(None),
        None => Err(vm.type_error(format!("{name} must be None or a string, not {}", vm.type_name(v)))),
    }
}

fn write(vm: &Vm, file: Option<&Value>, text: Option<&Ref<Str>>, default: &str) -> Fallible<()> {
    let Some(file) = file else {
        let bytes = text.map_or(default.as_bytes(), |t| t.as_bytes());
        // Nobody is there to hear of a failure this early.
        let _ = std::io::stdout().write_all(bytes);
        return Ok(());
    };
    let text = match text {
        Some(t) => t.value().clone(),
        None => vm.intern(default).into(),
    };
    let write = vm.get_attr(file, &vm.names.write)?;
    vm.call(&write, &[text])?;
    Ok(())
}

fn input(vm: &Vm, args: &[Slot]) -> NativeResult {
    let stream = |name: &Ref<Str>, text: &str| match vm.sys.get_str(name) {
        Some(v) if !v.is_none() => Ok(v),
        _ => Err(vm.runtime_error(format!("input(): lost sys.{text}"))),
    };
    let stdin = stream(&vm.names.stdin, "stdin")?;
    let stdout = stream(&vm.names.stdout, "stdout")?;
    let stderr = stream(&vm.names.stderr, "stderr")?;
    vm.call_method(&stderr, "flush", &[])?;
    if let Some(Some(prompt)) = args.first() {
        let text = vm.str(prompt)?;
        write(vm, Some(&stdout), Some(&text), "")?;
    }
    vm.call_method(&stdout, "flush", &[])?;
    let line = vm.call_method(&stdin, "readline", &[])?;
    let Some(text) = line.payload::<Str>() else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    match text.as_bytes() {
        [] => Err(vm.eof_error("EOF when reading a line")),
        [start @ .., b'\n'] => done(vm.new_str_wtf8(start)),
        _ => done(line.clone()),
    }
}

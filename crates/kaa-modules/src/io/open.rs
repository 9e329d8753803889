//! `io.open`, `io.open_code`, `io.text_encoding`.

use super::{BUFFER_SIZE, Mode, classes, new_buffered};
use crate::helpers::{given, int32, some, text};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::{Fallible, NativeResult, Value, Vm};

pub(super) static ROWS: &[Method] = &[
    function(
        "open",
        "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        open,
        "Opens a file and gives a stream.",
    ),
    function("open_code", "(path)", open_code, "Opens a file of code for reading bytes."),
    function(
        "text_encoding",
        "(encoding, stacklevel=2, /)",
        text_encoding,
        "The encoding, or the default for None.",
    ),
];

/// The letters of a mode.
struct Letters {
    kind: char,
    plus: bool,
    binary: bool,
}

fn letters(vm: &Vm, mode: &str) -> Fallible<Letters> {
    let invalid = || vm.value_error(format!("invalid mode: '{mode}'"));
    let (mut kind, mut plus, mut binary, mut textual) = (Vec::new(), false, false, false);
    for (i, c) in mode.char_indices() {
        if mode[..i].contains(c) {
            return Err(invalid());
        }
        match c {
            'r' | 'w' | 'a' | 'x' => kind.push(c),
            '+' => plus = true,
            'b' => binary = true,
            't' => textual = true,
            _ => return Err(invalid()),
        }
    }
    if binary && textual {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    match kind.as_slice() {
        [kind] => Ok(Letters { kind: *kind, plus, binary }),
        // Three messages for the same: from the buffer's, from the raw file's and from this function's check.
        [] => {
            Err(vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus"))
        }
        [..] => Err(vm.value_error("must have exactly one of create/read/write/append mode")),
    }
}

fn open(vm: &Vm, args: &[Slot]) -> NativeResult {
    let file = arg(args, 0);
    let mode = match given(args, 1) {
        Some(m) => text(vm, m, "open() argument 'mode'")?,
        None => "r".to_string(),
    };
    let l = letters(vm, &mode)?;
    let buffering = match given(args, 2) {
        Some(b) => i64::from(int32(vm, b)?),
        None => -1,
    };
    if l.binary {
        for (slot, name) in [(3, "an encoding"), (4, "an errors"), (5, "a newline")] {
            if some(args, slot).is_some() {
                return Err(vm.value_error(format!("binary mode doesn't take {name} argument")));
            }
        }
    }
    let path = if kaa_vm::types::int::is_int(file) { file.clone() } else { vm.fs_path(file)? };
    let raw_mode = format!("{}{}", l.kind, if l.plus { "+" } else { "" });
    let close_fd = given(args, 6).cloned().unwrap_or(Value::True);
    let opener = given(args, 7).cloned().unwrap_or(Value::None);
    let raw = vm.call(classes(vm).file.value(), &[path, vm.str_value(&raw_mode), close_fd, opener])?;
    match wrap(vm, &raw, &l, &mode, buffering, args) {
        Ok(v) => done(v),
        Err(e) => {
            // The first error is the one to tell.
            let _ = vm.call_method(&raw, "close", &[]);
            Err(e)
        }
    }
}

fn wrap(vm: &Vm, raw: &Value, l: &Letters, mode: &str, buffering: i64, args: &[Slot]) -> Fallible<Value> {
    let terminal = buffering < 0 && vm.is_true(&vm.call_method(raw, "isatty", &[])?)?;
    let line_buffering = buffering == 1 && !l.binary || terminal;
    let size = match buffering {
        0 if l.binary => return Ok(raw.clone()),
        0 => return Err(vm.value_error("can't have unbuffered text I/O")),
        n if n > 1 => usize::try_from(n).unwrap_or(BUFFER_SIZE),
        _ => BUFFER_SIZE,
    };
    let buffer_mode = match (l.plus, l.kind) {
        (true, _) => Mode::Both,
        (_, 'r') => Mode::Read,
        _ => Mode::Write,
    };
    if buffer_mode == Mode::Both && !vm.is_true(&vm.call_method(raw, "seekable", &[])?)? {
        return Err(super::unsupported(vm, "File or stream is not seekable."));
    }
    let buffer = new_buffered(vm, raw.clone(), buffer_mode, size);
    if l.binary {
        return Ok(buffer);
    }
    let none = || Value::None;
    let arguments = [
        buffer,
        some(args, 3).cloned().unwrap_or_else(none),
        some(args, 4).cloned().unwrap_or_else(none),
        given(args, 5).cloned().unwrap_or_else(none),
        Value::bool(line_buffering),
    ];
    let stream = vm.call(classes(vm).text.value(), &arguments)?;
    vm.set_attr(&stream, &vm.names.mode, vm.str_value(mode))?;
    Ok(stream)
}

fn open_code(vm: &Vm, args: &[Slot]) -> NativeResult {
    if arg(args, 0).payload::<kaa_vm::types::Str>().is_none() {
        let name = vm.type_name(arg(args, 0));
        return Err(vm.type_error(format!("open_code() argument 'path' must be str, not {name}")));
    }
    open(vm, &[Some(arg(args, 0).clone()), Some(vm.str_value("rb"))])
}

fn text_encoding(vm: &Vm, args: &[Slot]) -> NativeResult {
    match some(args, 0) {
        Some(e) => done(e.clone()),
        None => done(vm.str_value("locale")),
    }
}

//! `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`: what all streams can, in terms of their other methods.

use super::{closed_error, size_of_arg, unsupported};
use crate::helpers::{fill_buffer, given};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::builtin_types::Empty;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Bytes, Type};
use kaa_vm::{Fallible, NativeResult, Next, Raised, Value, Vm};

static BASE_METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, ""),
    method("close", "($self, /)", close, "Flushes and closes the stream."),
    method("flush", "($self, /)", flush, "Writes out what is buffered."),
    method("fileno", "($self, /)", no_fileno, "The file descriptor, if there is one."),
    method("isatty", "($self, /)", isatty, "Whether it is a terminal."),
    method("readable", "($self, /)", no, "Whether it can be read."),
    method("writable", "($self, /)", no, "Whether it can be written."),
    method("seekable", "($self, /)", no, "Whether its position can be changed."),
    method("seek", "($self, offset, whence=0, /)", no_seek, "Changes the position."),
    method("tell", "($self, /)", tell, "The position."),
    method("truncate", "($self, size=None, /)", no_truncate, "Changes the length."),
    method("readline", "($self, size=-1, /)", readline, "Reads a line."),
    method("readlines", "($self, hint=-1, /)", readlines, "Reads lines, about hint bytes or all."),
    method("writelines", "($self, lines, /)", writelines, "Writes lines."),
    method("_checkClosed", "($self, /)", check_closed_row, ""),
    method("_checkReadable", "($self, /)", check_readable, ""),
    method("_checkWritable", "($self, /)", check_writable, ""),
    method("_checkSeekable", "($self, /)", check_seekable, ""),
    method("__enter__", "($self, /)", enter, ""),
    method("__exit__", "($self, /, *args)", exit, ""),
];
static BASE_ATTRIBUTES: &[GetSet] = &[getter("closed", closed, "")];

pub(super) static IO_BASE: TypeSpec = TypeSpec {
    name: "_io._IOBase",
    doc: "The base of all streams.",
    methods: BASE_METHODS,
    getset: BASE_ATTRIBUTES,
    flags: flags::BASETYPE | flags::DICT | flags::WEAKREF,
    iternext: Some(next_line),
    ..TypeSpec::EMPTY
};
pub(super) static RAW_BASE: TypeSpec = TypeSpec {
    name: "_io._RawIOBase",
    doc: "The base of unbuffered streams of bytes.",
    methods: &[
        method("read", "($self, size=-1, /)", raw_read, "Reads up to that many bytes."),
        method("readall", "($self, /)", raw_readall, "Reads to the end."),
    ],
    flags: flags::BASETYPE,
    ..TypeSpec::EMPTY
};
pub(super) static BUFFERED_BASE: TypeSpec = TypeSpec {
    name: "_io._BufferedIOBase",
    doc: "The base of buffered streams of bytes.",
    methods: &[
        method("read", "($self, size=-1, /)", no_read, "Reads bytes."),
        method("read1", "($self, size=-1, /)", no_read, "Reads bytes with at most one system call."),
        method("readinto", "($self, buffer, /)", buffered_readinto, "Reads into a buffer."),
        method(
            "readinto1",
            "($self, buffer, /)",
            buffered_readinto,
            "Reads into a buffer with at most one system call.",
        ),
        method("write", "($self, b, /)", no_write, "Writes bytes."),
        method("detach", "($self, /)", no_detach, "Separates the raw stream."),
    ],
    flags: flags::BASETYPE,
    ..TypeSpec::EMPTY
};
pub(super) static TEXT_BASE: TypeSpec = TypeSpec {
    name: "_io._TextIOBase",
    doc: "The base of streams of text.",
    methods: &[
        method("read", "($self, size=-1, /)", no_read, "Reads text."),
        method("readline", "($self, size=-1, /)", no_read, "Reads a line."),
        method("write", "($self, s, /)", no_write, "Writes text."),
        method("detach", "($self, /)", no_detach, "Separates the buffer."),
    ],
    getset: &[
        getter("encoding", none, "The encoding."),
        getter("newlines", none, "The line ends met so far."),
        getter("errors", none, "What happens at bytes that do not decode."),
    ],
    flags: flags::BASETYPE,
    ..TypeSpec::EMPTY
};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>() else { return Err(vm.type_error("a class is needed")) };
    if !class.has_layout::<Empty>() {
        return Err(vm.type_error(format!("cannot make '{}' objects this way", class.name())));
    }
    done(vm.new_object(class, Empty))
}

fn none(_vm: &Vm, _v: &Value) -> NativeResult {
    done(Value::None)
}

fn no(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_open(vm, arg(args, 0))?;
    done(Value::False)
}

fn isatty(vm: &Vm, args: &[Slot]) -> NativeResult {
    no(vm, args)
}

/// The name under which streams written in Python remember that they are closed.
const CLOSED: &str = "__IOBase_closed";

fn closed(vm: &Vm, v: &Value) -> NativeResult {
    let flag = vm.get_attr_opt(v, &vm.intern(CLOSED))?;
    done(Value::bool(flag.is_some()))
}

/// ValueError when the stream says that it is closed.
pub(super) fn check_open(vm: &Vm, v: &Value) -> Fallible<()> {
    let closed = vm.get_attr(v, &vm.intern("closed"))?;
    if vm.is_true(&closed)? { Err(closed_error(vm)) } else { Ok(()) }
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let name = vm.intern(CLOSED);
    if vm.get_attr_opt(v, &name)?.is_some() {
        return done(Value::None);
    }
    let flushed = vm.call_method(v, "flush", &[]);
    vm.set_attr(v, &name, Value::True)?;
    flushed?;
    done(Value::None)
}

fn flush(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_open(vm, arg(args, 0))?;
    done(Value::None)
}

fn check_closed_row(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_open(vm, arg(args, 0))?;
    done(Value::None)
}

fn check_ability(vm: &Vm, v: &Value, method: &str, message: &str) -> NativeResult {
    let able = vm.call_method(v, method, &[])?;
    if able.is_true() { done(Value::True) } else { Err(unsupported(vm, message)) }
}

fn check_readable(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_ability(vm, arg(args, 0), "readable", "File or stream is not readable.")
}

fn check_writable(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_ability(vm, arg(args, 0), "writable", "File or stream is not writable.")
}

fn check_seekable(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_ability(vm, arg(args, 0), "seekable", "File or stream is not seekable.")
}

fn no_fileno(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(unsupported(vm, "fileno"))
}
fn no_seek(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(unsupported(vm, "seek"))
}
fn no_truncate(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(unsupported(vm, "truncate"))
}
fn no_read(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(unsupported(vm, "read"))
}
fn no_write(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(unsupported(vm, "write"))
}
fn no_detach(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(unsupported(vm, "detach"))
}

fn tell(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.call_method(arg(args, 0), "seek", &[vm.new_int(0), vm.new_int(1)])?)
}

fn readline(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let limit = size_of_arg(vm, given(args, 1))?;
    let mut line = Vec::new();
    while limit.is_none_or(|n| line.len() < n) {
        let piece = vm.call_method(v, "read", &[vm.new_int(1)])?;
        let Some(b) = piece.payload::<Bytes>() else {
            let name = vm.type_name(&piece);
            return Err(vm.error(
                &vm.exceptions.os_error,
                &format!("read() should have returned a bytes object, not '{name}'"),
            ));
        };
        if b.data.is_empty() {
            break;
        }
        line.extend_from_slice(&b.data);
        if line.ends_with(b"\n") {
            break;
        }
    }
    done(vm.new_bytes(&line))
}

fn readlines(vm: &Vm, args: &[Slot]) -> NativeResult {
    let hint = size_of_arg(vm, given(args, 1))?.filter(|n| *n > 0);
    let it = vm.iter(arg(args, 0))?;
    let (mut lines, mut total) = (Vec::new(), 0usize);
    while let Some(line) = vm.next(&it)? {
        total = total.saturating_add(vm.len(&line)?);
        lines.push(line);
        if hint.is_some_and(|h| total >= h) {
            break;
        }
    }
    done(vm.new_list(lines))
}

fn writelines(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    check_open(vm, v)?;
    let it = vm.iter(arg(args, 1))?;
    while let Some(line) = vm.next(&it)? {
        vm.call_method(v, "write", &[line])?;
    }
    done(Value::None)
}

fn enter(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_open(vm, arg(args, 0))?;
    done(arg(args, 0).clone())
}

fn exit(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.call_method(arg(args, 0), "close", &[])?;
    done(Value::None)
}

/// The next line through `readline()`.
pub(super) fn next_line(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let line = vm.call_method(v, "readline", &[])?;
    Ok(if vm.len(&line)? == 0 { Next::Done } else { Next::Item(line) })
}

fn raw_read(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let Some(n) = size_of_arg(vm, given(args, 1))? else { return done(vm.call_method(v, "readall", &[])?) };
    let buffer = vm.new_bytearray(vec![0; n.min(1 << 30)]);
    let got = vm.call_method(v, "readinto", std::slice::from_ref(&buffer))?;
    if got.is_none() {
        return done(Value::None);
    }
    let got = usize::try_from(vm.index_clamped(&got)?).unwrap_or(0);
    let bytes = crate::helpers::bytes_of(vm, &buffer)?;
    if got > bytes.len() {
        return Err(vm.value_error(format!("readinto returned {got} outside buffer size {}", bytes.len())));
    }
    done(vm.new_bytes(&bytes[..got]))
}

fn raw_readall(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut all = Vec::new();
    loop {
        let piece = vm.call_method(arg(args, 0), "read", &[vm.new_usize(super::BUFFER_SIZE)])?;
        if piece.is_none() {
            return done(if all.is_empty() { Value::None } else { vm.new_bytes(&all) });
        }
        let Some(b) = piece.payload::<Bytes>() else {
            return Err(vm.type_error("read() should return bytes"));
        };
        if b.data.is_empty() {
            return done(vm.new_bytes(&all));
        }
        all.extend_from_slice(&b.data);
    }
}

fn buffered_readinto(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.len(arg(args, 1))?;
    let data = vm.call_method(arg(args, 0), "read", &[vm.new_usize(n)])?;
    if data.is_none() {
        return done(Value::None);
    }
    let bytes = crate::helpers::bytes_of(vm, &data)?;
    fill_buffer(vm, arg(args, 1), &bytes)?;
    done(vm.new_usize(bytes.len()))
}

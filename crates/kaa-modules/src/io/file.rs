//! `FileIO`: a file descriptor as a raw stream.

use super::{size_of_arg, unsupported, whence_of};
use crate::helpers::{bytes_of, fill_buffer, given, int32, os_error, path_bytes, some};
use crate::host::fd;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getset, getter, method, static_method};
use kaa_vm::types::Type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::cell::{Cell, RefCell};
use std::io::ErrorKind;

/// Payload of `FileIO` objects.
pub(crate) struct RawFile {
    /// -1 when closed.
    pub(crate) fd: Cell<i32>,
    close_fd: Cell<bool>,
    readable: Cell<bool>,
    writable: Cell<bool>,
    appending: Cell<bool>,
    created: Cell<bool>,
    name: RefCell<Option<Value>>,
}
kaa_heap::payload!(RawFile, trace);

impl RawFile {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.name.borrow());
    }
    fn closed() -> RawFile {
        RawFile {
            fd: Cell::new(-1),
            close_fd: Cell::new(true),
            readable: Cell::new(false),
            writable: Cell::new(false),
            appending: Cell::new(false),
            created: Cell::new(false),
            name: RefCell::new(None),
        }
    }
    fn mode(&self) -> &'static str {
        match (self.created.get(), self.appending.get(), self.readable.get(), self.writable.get()) {
            (true, _, true, _) => "xb+",
            (true, ..) => "xb",
            (_, true, true, _) => "ab+",
            (_, true, ..) => "ab",
            (_, _, true, true) => "rb+",
            (_, _, true, false) => "rb",
            _ => "wb",
        }
    }
}

impl Drop for RawFile {
    fn drop(&mut self) {
        if self.fd.get() >= 0 && self.close_fd.get() {
            // Nobody is left to hear of a failure.
            let _ = fd::close(self.fd.get());
        }
    }
}

/// A `FileIO` over an open descriptor that it does not close.
pub(crate) fn new_file(vm: &Vm, number: i32, name: &str, writable: Access) -> Value {
    let file = RawFile::closed();
    file.fd.set(number);
    file.close_fd.set(false);
    file.readable.set(writable == Access::Read);
    file.writable.set(writable == Access::Write);
    *file.name.borrow_mut() = Some(vm.str_value(name));
    vm.new_object(&super::classes(vm).file, file).into()
}

/// What a standard stream is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Access {
    /// Reading.
    Read,
    /// Writing.
    Write,
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, ""),
    method("__init__", "($self, file, mode='r', closefd=True, opener=None)", init, ""),
    method("__repr__", "($self, /)", repr, ""),
    method("read", "($self, size=-1, /)", read, "Reads at most that many bytes with one system call."),
    method("readall", "($self, /)", readall, "Reads to the end."),
    method("readinto", "($self, buffer, /)", readinto, "Reads into a buffer."),
    method(
        "write",
        "($self, b, /)",
        write,
        "Writes with one system call; gives how many bytes were written.",
    ),
    method("seek", "($self, pos, whence=0, /)", seek, "Changes the position."),
    method("tell", "($self, /)", tell, "The position."),
    method("truncate", "($self, size=None, /)", truncate, "Changes the length."),
    method("close", "($self, /)", close, "Closes the descriptor."),
    method("fileno", "($self, /)", fileno, "The descriptor."),
    method("isatty", "($self, /)", isatty, "Whether it is a terminal."),
    method("readable", "($self, /)", readable, "Whether it was opened for reading."),
    method("writable", "($self, /)", writable, "Whether it was opened for writing."),
    method("seekable", "($self, /)", seekable, "Whether the position can be changed."),
    method("_isatty_open_only", "($self, /)", isatty, ""),
];
static ATTRIBUTES: &[GetSet] = &[
    getter("closed", |_, v| done(Value::bool(raw(v).is_none_or(|f| f.fd.get() < 0))), ""),
    getter("closefd", |_, v| done(Value::bool(raw(v).is_some_and(|f| f.close_fd.get()))), ""),
    getter("mode", |vm, v| done(vm.str_value(raw(v).map_or("rb", RawFile::mode))), ""),
    getset("name", name, set_name, ""),
    getter("_blksize", |vm, _| done(vm.new_usize(super::BUFFER_SIZE)), ""),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_io.FileIO",
    doc: "A raw stream over a file descriptor.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn raw(v: &Value) -> Option<&RawFile> {
    v.payload::<RawFile>()
}

fn open_file<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v RawFile> {
    match raw(v) {
        Some(f) if f.fd.get() >= 0 => Ok(f),
        _ => Err(vm.value_error("I/O operation on closed file")),
    }
}

fn name(vm: &Vm, v: &Value) -> NativeResult {
    match raw(v).and_then(|f| f.name.borrow().clone()) {
        Some(n) => done(n),
        None => Err(vm.no_attribute(v, &vm.names.name)),
    }
}

fn set_name(_vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    if let Some(f) = raw(v) {
        let old = f.name.replace(value.cloned());
        drop(old);
    }
    Ok(())
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>() {
        Some(class) => done(vm.new_object(class, RawFile::closed())),
        None => Err(vm.type_error("a class is needed")),
    }
}

/// Flags of `open` for a mode text.
fn parse_mode(vm: &Vm, f: &RawFile, mode: &str) -> Fallible<i32> {
    let bad =
        || vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus");
    let (mut kind, mut plus) = (None, false);
    for c in mode.chars() {
        match c {
            'r' | 'w' | 'a' | 'x' if kind.is_none() => kind = Some(c),
            '+' if !plus => plus = true,
            'b' => {}
            'r' | 'w' | 'a' | 'x' | '+' => return Err(bad()),
            _ => return Err(vm.value_error(format!("invalid mode: {mode}"))),
        }
    }
    let Some(kind) = kind else { return Err(bad()) };
    f.readable.set(kind == 'r' || plus);
    f.writable.set(kind != 'r' || plus);
    f.appending.set(kind == 'a');
    f.created.set(kind == 'x');
    let access = match (f.readable.get(), f.writable.get()) {
        (true, true) => libc::O_RDWR,
        (false, true) => libc::O_WRONLY,
        _ => libc::O_RDONLY,
    };
    let extra = match kind {
        'w' => libc::O_CREAT | libc::O_TRUNC,
        'a' => libc::O_CREAT | libc::O_APPEND,
        'x' => libc::O_CREAT | libc::O_EXCL,
        _ => 0,
    };
    Ok(access | extra | libc::O_CLOEXEC)
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (this, source) = (arg(args, 0), arg(args, 1));
    let Some(f) = raw(this) else { return done(Value::None) };
    if f.fd.get() >= 0 && f.close_fd.get() {
        drop(fd::close(f.fd.get()));
        f.fd.set(-1);
    }
    let mode = match given(args, 2) {
        Some(m) => crate::helpers::text(vm, m, "FileIO() argument 'mode'")?,
        None => "r".to_string(),
    };
    let open_flags = parse_mode(vm, f, &mode)?;
    let close_fd = match given(args, 3) {
        Some(c) => vm.is_true(c)?,
        None => true,
    };
    let number = if kaa_vm::types::int::is_int(source) {
        let n = int32(vm, source)?;
        if n < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        n
    } else {
        if !close_fd {
            return Err(vm.value_error("Cannot use closefd=False with file name"));
        }
        vm.audit("open", || {
            let letters: String = f.mode().chars().filter(|c| *c != 'b').collect();
            vec![source.clone(), vm.str_value(&letters), vm.new_int(i64::from(open_flags))]
        })?;
        open_path(vm, source, open_flags, some(args, 4))?
    };
    f.close_fd.set(close_fd);
    check_not_folder(vm, number, source)?;
    f.fd.set(number);
    let old = f.name.replace(Some(source.clone()));
    drop(old);
    if f.appending.get() {
        // Pipes have no position; that is no error here.
        let _ = fd::seek(number, 0, libc::SEEK_END);
    }
    done(Value::None)
}

fn open_path(vm: &Vm, source: &Value, open_flags: i32, opener: Option<&Value>) -> Fallible<i32> {
    if let Some(opener) = opener {
        let number = vm.call(opener, &[source.clone(), vm.new_int(i64::from(open_flags))])?;
        if !kaa_vm::types::int::is_int(&number) {
            return Err(vm.type_error("expected integer from opener"));
        }
        let number = int32(vm, &number)?;
        if number < 0 {
            return Err(vm.value_error(format!("opener returned {number}")));
        }
        return Ok(number);
    }
    let path = path_bytes(vm, source)?;
    loop {
        match fd::open(&path, open_flags, 0o666) {
            Ok(n) => return Ok(n),
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.check_signals()?,
            Err(e) => return Err(os_error(vm, &e, Some(source))),
        }
    }
}

fn check_not_folder(vm: &Vm, number: i32, source: &Value) -> Fallible<()> {
    match fd::status(number) {
        Ok(s) if s.st_mode & libc::S_IFMT == libc::S_IFDIR => {
            if !kaa_vm::types::int::is_int(source) {
                drop(fd::close(number));
            }
            Err(crate::helpers::os_error_number(vm, libc::EISDIR, Some(source)))
        }
        Ok(_) => Ok(()),
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v).name();
    let Some(f) = raw(v).filter(|f| f.fd.get() >= 0) else {
        return done(vm.str_value(&format!("<_io.{class} [closed]>")));
    };
    let closes = if f.close_fd.get() { "True" } else { "False" };
    let named = f.name.borrow().clone();
    let name = match named {
        Some(n) => format!("name={}", vm.repr(&n)?.to_string_lossy()),
        None => format!("fd={}", f.fd.get()),
    };
    done(vm.str_value(&format!("<_io.{class} {name} mode='{}' closefd={closes}>", f.mode())))
}

/// Reads at most `n` bytes; `None` when nothing is there yet (non-blocking).
pub(super) fn read_some(vm: &Vm, v: &Value, n: usize) -> Fallible<Option<Vec<u8>>> {
    let f = open_file(vm, v)?;
    if !f.readable.get() {
        return Err(unsupported(vm, "File not open for reading"));
    }
    let mut buffer = vec![0; n.min(1 << 30)];
    loop {
        match fd::read(f.fd.get(), &mut buffer) {
            Ok(n) => {
                buffer.truncate(n);
                return Ok(Some(buffer));
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.check_signals()?,
            Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(None),
            Err(e) => return Err(os_error(vm, &e, None)),
        }
    }
}

/// Writes some bytes; `None` when nothing can be written now.
pub(super) fn write_some(vm: &Vm, v: &Value, bytes: &[u8]) -> Fallible<Option<usize>> {
    let f = open_file(vm, v)?;
    if !f.writable.get() {
        return Err(unsupported(vm, "File not open for writing"));
    }
    loop {
        match fd::write(f.fd.get(), bytes) {
            Ok(n) => return Ok(Some(n)),
            Err(e) if e.kind() == ErrorKind::Interrupted => vm.check_signals()?,
            Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(None),
            Err(e) => return Err(os_error(vm, &e, None)),
        }
    }
}

fn read(vm: &Vm, args: &[Slot]) -> NativeResult {
    match size_of_arg(vm, given(args, 1))? {
        None => readall(vm, args),
        Some(n) => done(read_some(vm, arg(args, 0), n)?.map_or(Value::None, |b| vm.new_bytes(&b))),
    }
}

fn readall(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut all: Vec<u8> = Vec::new();
    loop {
        match read_some(vm, arg(args, 0), (all.len() / 2).clamp(65_536, 1 << 24))? {
            Some(b) if b.is_empty() => return done(vm.new_bytes(&all)),
            Some(b) => all.extend_from_slice(&b),
            None if all.is_empty() => return done(Value::None),
            None => return done(vm.new_bytes(&all)),
        }
    }
}

fn readinto(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.require_bytes(arg(args, 1))?.len();
    match read_some(vm, arg(args, 0), n)? {
        Some(b) => {
            fill_buffer(vm, arg(args, 1), &b)?;
            done(vm.new_usize(b.len()))
        }
        None => done(Value::None),
    }
}

fn write(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = bytes_of(vm, arg(args, 1))?;
    done(write_some(vm, arg(args, 0), &bytes)?.map_or(Value::None, |n| vm.new_usize(n)))
}

fn seek(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = open_file(vm, arg(args, 0))?;
    let offset = vm.index_i64(arg(args, 1))?;
    let whence = whence_of(vm, given(args, 2))?;
    match fd::seek(f.fd.get(), offset, i32::try_from(whence).unwrap_or(-1)) {
        Ok(at) => done(vm.new_int(at)),
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

fn tell(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = open_file(vm, arg(args, 0))?;
    match fd::seek(f.fd.get(), 0, libc::SEEK_CUR) {
        Ok(at) => done(vm.new_int(at)),
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

fn truncate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = open_file(vm, arg(args, 0))?;
    if !f.writable.get() {
        return Err(unsupported(vm, "File not open for writing"));
    }
    let fail = |e: std::io::Error| os_error(vm, &e, None);
    let length = match some(args, 1) {
        Some(n) => vm.index_i64(n)?,
        None => fd::seek(f.fd.get(), 0, libc::SEEK_CUR).map_err(fail)?,
    };
    fd::truncate(f.fd.get(), length).map_err(|e| os_error(vm, &e, None))?;
    done(vm.new_int(length))
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(f) = raw(arg(args, 0)) else { return done(Value::None) };
    let number = f.fd.replace(-1);
    if number >= 0 && f.close_fd.get() {
        fd::close(number).map_err(|e| os_error(vm, &e, None))?;
    }
    done(Value::None)
}

fn fileno(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(i64::from(open_file(vm, arg(args, 0))?.fd.get())))
}

fn isatty(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(fd::is_terminal(open_file(vm, arg(args, 0))?.fd.get())))
}

fn readable(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(open_file(vm, arg(args, 0))?.readable.get()))
}

fn writable(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(open_file(vm, arg(args, 0))?.writable.get()))
}

fn seekable(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = open_file(vm, arg(args, 0))?;
    done(Value::bool(fd::seek(f.fd.get(), 0, libc::SEEK_CUR).is_ok()))
}

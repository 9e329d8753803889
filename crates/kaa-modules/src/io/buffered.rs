//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: bytes in memory between a program and a raw stream.
//!
//! One payload for the three (`pair.rs` is the class over two of them). Invariant: when there are bytes to write, no bytes were read ahead.

use super::{file, size_of_arg, unsupported, whence_of};
use crate::helpers::{bytes_of, fill_buffer, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Bytes, Type};
use kaa_vm::{Fallible, NativeResult, Raised, Value, Vm};
use std::cell::{Cell, RefCell};

/// What a buffer is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    /// `BufferedReader`.
    Read,
    /// `BufferedWriter`.
    Write,
    /// `BufferedRandom`.
    Both,
}

/// Payload of the three classes.
pub(crate) struct Buffered {
    raw: RefCell<Option<Value>>,
    mode: Cell<Mode>,
    size: Cell<usize>,
    ahead: RefCell<Vec<u8>>,
    at: Cell<usize>,
    pending: RefCell<Vec<u8>>,
}
// The collector takes nothing out of it, as with text streams.
kaa_heap::payload!(Buffered, trace);

impl Buffered {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.raw.borrow());
    }
    fn new(mode: Mode) -> Buffered {
        Buffered {
            raw: RefCell::new(None),
            mode: Cell::new(mode),
            size: Cell::new(super::BUFFER_SIZE),
            ahead: RefCell::new(Vec::new()),
            at: Cell::new(0),
            pending: RefCell::new(Vec::new()),
        }
    }
    fn left(&self) -> usize {
        self.ahead.borrow().len().saturating_sub(self.at.get())
    }
    /// Takes up to `n` bytes that were read ahead.
    fn take(&self, n: usize) -> Vec<u8> {
        let ahead = self.ahead.borrow();
        let start = self.at.get().min(ahead.len());
        let end = start.saturating_add(n).min(ahead.len());
        self.at.set(end);
        ahead[start..end].to_vec()
    }
    fn forget_ahead(&self) {
        self.ahead.borrow_mut().clear();
        self.at.set(0);
    }
    /// Bytes to be written when everything else is gone, for a text stream that dies.
    pub(super) fn push_pending(&self, bytes: &[u8]) {
        if let Ok(mut p) = self.pending.try_borrow_mut() {
            p.extend_from_slice(bytes);
        }
    }
}

impl Drop for Buffered {
    /// What was not written goes straight to the file. Streams written in Python are not asked: no Python runs here.
    fn drop(&mut self) {
        let pending = std::mem::take(&mut *self.pending.borrow_mut());
        if pending.is_empty() {
            return;
        }
        let raw = self.raw.borrow();
        if let Some(f) = raw.as_ref().and_then(|r| r.payload::<file::RawFile>())
            && f.fd.get() >= 0
        {
            // Nobody is left to hear of a failure.
            let _ = crate::host::fd::write_all(f.fd.get(), &pending);
        }
    }
}

/// A buffer over a raw stream.
pub(crate) fn new_buffered(vm: &Vm, raw: Value, mode: Mode, size: usize) -> Value {
    let c = super::classes(vm);
    let class = match mode {
        Mode::Read => &c.reader,
        Mode::Write => &c.writer,
        Mode::Both => &c.random,
    };
    let b = Buffered::new(mode);
    b.size.set(size.max(1));
    *b.raw.borrow_mut() = Some(raw);
    vm.new_object(class, b).into()
}

const COMMON: &[GetSet] = &[
    getter("raw", |vm, v| done(raw_of(vm, v)?), ""),
    getter("closed", closed, ""),
    getter("name", |vm, v| done(vm.get_attr(&raw_of(vm, v)?, &vm.names.name)?), ""),
    getter("mode", |vm, v| done(vm.get_attr(&raw_of(vm, v)?, &vm.names.mode)?), ""),
];

macro_rules! rows {
    ($($more:expr),* $(,)?) => {
        &[
            static_method("__new__", "($type, *args, **kwargs)", new, ""),
            method("__init__", "($self, raw, buffer_size=131072)", init, ""),
            method("__repr__", "($self, /)", repr, ""),
            method("close", "($self, /)", close, "Flushes and closes."),
            method("detach", "($self, /)", detach, "Separates the raw stream."),
            method("flush", "($self, /)", flush, "Writes out what is buffered."),
            method("fileno", "($self, /)", fileno, "The descriptor."),
            method("isatty", "($self, /)", isatty, "Whether it is a terminal."),
            method("readable", "($self, /)", readable, "Whether it can be read."),
            method("writable", "($self, /)", writable, "Whether it can be written."),
            method("seekable", "($self, /)", seekable, "Whether its position can be changed."),
            method("seek", "($self, target, whence=0, /)", seek, "Changes the position."),
            method("tell", "($self, /)", tell, "The position."),
            method("truncate", "($self, pos=None, /)", truncate, "Changes the length."),
            $($more),*
        ]
    };
}

const READ: Method = method("read", "($self, size=-1, /)", read, "Reads bytes, all by default.");
const READ1: Method =
    method("read1", "($self, size=-1, /)", read1, "Reads bytes with at most one system call.");
const PEEK: Method =
    method("peek", "($self, size=0, /)", peek, "Bytes that come next, without reading them.");
const READLINE: Method = method("readline", "($self, size=-1, /)", readline, "Reads a line.");
const READINTO: Method = method("readinto", "($self, buffer, /)", readinto, "Reads into a buffer.");
const READINTO1: Method =
    method("readinto1", "($self, buffer, /)", readinto1, "Reads into a buffer with one system call.");
const WRITE: Method = method("write", "($self, buffer, /)", write, "Writes bytes.");

const FLAGS: u32 = flags::BASETYPE | ClassFlags::GC;

pub(super) static READER: TypeSpec = TypeSpec {
    name: "_io.BufferedReader",
    doc: "A buffer for reading a raw stream.",
    methods: rows![READ, READ1, PEEK, READLINE, READINTO, READINTO1],
    getset: COMMON,
    flags: FLAGS,
    ..TypeSpec::EMPTY
};
pub(super) static WRITER: TypeSpec = TypeSpec {
    name: "_io.BufferedWriter",
    doc: "A buffer for writing to a raw stream.",
    methods: rows![WRITE],
    getset: COMMON,
    flags: FLAGS,
    ..TypeSpec::EMPTY
};
pub(super) static RANDOM: TypeSpec = TypeSpec {
    name: "_io.BufferedRandom",
    doc: "A buffer for reading and writing a raw stream.",
    methods: rows![READ, READ1, PEEK, READLINE, READINTO, READINTO1, WRITE],
    getset: COMMON,
    flags: FLAGS,
    ..TypeSpec::EMPTY
};

fn this(v: &Value) -> Option<&Buffered> {
    v.payload::<Buffered>()
}

fn state<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v Buffered> {
    match this(v) {
        Some(b) if b.raw.borrow().is_some() => Ok(b),
        Some(_) => Err(vm.value_error("raw stream has been detached")),
        None => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

fn raw_of(vm: &Vm, v: &Value) -> Fallible<Value> {
    let b = state(vm, v)?;
    let raw = b.raw.borrow().clone();
    raw.ok_or_else(|| vm.value_error("raw stream has been detached"))
}

/// The state of a buffer whose raw stream is open.
fn open_state<'v>(vm: &Vm, v: &'v Value, doing: &str) -> Fallible<(&'v Buffered, Value)> {
    let raw = raw_of(vm, v)?;
    let is_closed = match raw.payload::<file::RawFile>() {
        Some(f) => f.fd.get() < 0,
        None => vm.is_true(&vm.get_attr(&raw, &vm.intern("closed"))?)?,
    };
    if is_closed {
        return Err(vm.value_error(format!("{doing} closed file")));
    }
    Ok((state(vm, v)?, raw))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>() else { return Err(vm.type_error("a class is needed")) };
    let c = super::classes(vm);
    let mode = if class.is_subtype_of(&c.random) {
        Mode::Both
    } else if class.is_subtype_of(&c.writer) {
        Mode::Write
    } else {
        Mode::Read
    };
    done(vm.new_object(class, Buffered::new(mode)))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(b) = this(arg(args, 0)) else { return done(Value::None) };
    let raw = arg(args, 1);
    for (wanted, method, message) in [
        (b.mode.get() == Mode::Both, "seekable", "File or stream is not seekable."),
        (b.mode.get() != Mode::Write, "readable", "File or stream is not readable."),
        (b.mode.get() != Mode::Read, "writable", "File or stream is not writable."),
    ] {
        if wanted && !vm.is_true(&vm.call_method(raw, method, &[])?)? {
            return Err(unsupported(vm, message));
        }
    }
    let size = match given(args, 2) {
        Some(n) => vm.index_clamped(n)?,
        None => super::BUFFER_SIZE as i64,
    };
    match usize::try_from(size) {
        Ok(n) if n > 0 => b.size.set(n),
        _ => return Err(vm.value_error("buffer size must be strictly positive")),
    }
    b.forget_ahead();
    let old = b.raw.replace(Some(raw.clone()));
    drop(old);
    done(Value::None)
}

fn closed(vm: &Vm, v: &Value) -> NativeResult {
    let raw = raw_of(vm, v)?;
    done(vm.get_attr(&raw, &vm.intern("closed"))?)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v);
    let module = class.lookup(vm, &vm.names.__module__);
    let module = match module {
        Some(m) => vm.str(&m)?.to_string_lossy().into_owned(),
        None => "_io".to_string(),
    };
    let name = match raw_of(vm, v) {
        Ok(raw) => vm.get_attr_opt(&raw, &vm.names.name)?,
        Err(_) => None,
    };
    let text = match name {
        Some(n) => format!("<{module}.{} name={}>", class.name(), vm.repr(&n)?.to_string_lossy()),
        None => format!("<{module}.{}>", class.name()),
    };
    done(vm.str_value(&text))
}

/// Reads from the raw stream; `None` when nothing is there yet.
fn raw_read(vm: &Vm, raw: &Value, n: usize) -> Fallible<Option<Vec<u8>>> {
    if vm.is_exact(raw, &super::classes(vm).file) {
        return file::read_some(vm, raw, n);
    }
    let buffer = vm.new_bytearray(vec![0; n.min(1 << 30)]);
    let got = vm.call_method(raw, "readinto", std::slice::from_ref(&buffer))?;
    if got.is_none() {
        return Ok(None);
    }
    let count = vm.index_clamped(&got)?;
    let bytes = bytes_of(vm, &buffer)?;
    match usize::try_from(count).ok().filter(|c| *c <= bytes.len()) {
        Some(c) => Ok(Some(bytes[..c].to_vec())),
        None => {
            let n = bytes.len();
            let text = format!(
                "raw readinto() returned invalid length {count} (should have been between 0 and {n})"
            );
            Err(vm.error(&vm.exceptions.os_error, &text))
        }
    }
}

fn raw_write(vm: &Vm, raw: &Value, bytes: &[u8]) -> Fallible<Option<usize>> {
    if vm.is_exact(raw, &super::classes(vm).file) {
        return file::write_some(vm, raw, bytes);
    }
    let n = vm.call_method(raw, "write", &[vm.new_bytes(bytes)])?;
    if n.is_none() {
        return Ok(None);
    }
    let count = vm.index_clamped(&n)?;
    match usize::try_from(count).ok().filter(|c| *c <= bytes.len()) {
        Some(c) => Ok(Some(c)),
        None => {
            let n = bytes.len();
            let text =
                format!("raw write() returned invalid length {count} (should have been between 0 and {n})");
            Err(vm.error(&vm.exceptions.os_error, &text))
        }
    }
}

/// Writes out everything.
fn write_out(vm: &Vm, b: &Buffered, raw: &Value) -> Fallible<()> {
    let mut pending = std::mem::take(&mut *b.pending.borrow_mut());
    let mut start = 0;
    while start < pending.len() {
        let result = raw_write(vm, raw, &pending[start..]);
        match result {
            Ok(Some(n)) => start += n,
            other => {
                pending.drain(..start);
                let newer = b.pending.replace(pending);
                b.pending.borrow_mut().extend_from_slice(&newer);
                return match other {
                    Err(e) => Err(e),
                    _ => Err(would_block(vm, 0)),
                };
            }
        }
    }
    Ok(())
}

#[cold]
fn would_block(vm: &Vm, written: usize) -> Raised {
    let text = vm.str_value("write could not complete without blocking");
    let args = [vm.new_int(i64::from(libc::EAGAIN)), text, vm.new_usize(written)];
    match vm.call(vm.exceptions.blocking_io_error.value(), &args) {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}

/// Moves the raw position back over what was read ahead, before writing.
fn rewind(vm: &Vm, b: &Buffered, raw: &Value) -> Fallible<()> {
    let left = b.left();
    b.forget_ahead();
    if left > 0 {
        let back = vm.new_int(-i64::try_from(left).unwrap_or(0));
        vm.call_method(raw, "seek", &[back, vm.new_int(1)])?;
    }
    Ok(())
}

fn flush(vm: &Vm, args: &[Slot]) -> NativeResult {
    flush_value(vm, arg(args, 0))?;
    done(Value::None)
}

/// Writes out what is buffered.
pub(super) fn flush_value(vm: &Vm, v: &Value) -> Fallible<()> {
    let (b, raw) = open_state(vm, v, "flush of")?;
    write_out(vm, b, &raw)?;
    if b.mode.get() == Mode::Both {
        rewind(vm, b, &raw)?;
    }
    if !vm.is_exact(&raw, &super::classes(vm).file) {
        vm.call_method(&raw, "flush", &[])?;
    }
    Ok(())
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let raw = raw_of(vm, v)?;
    if vm.is_true(&vm.get_attr(&raw, &vm.intern("closed"))?)? {
        return done(Value::None);
    }
    let flushed = vm.call_method(v, "flush", &[]);
    if let (Err(_), Some(b)) = (&flushed, this(v)) {
        // What could not be written is lost.
        b.pending.borrow_mut().clear();
    }
    vm.call_method(&raw, "close", &[])?;
    flushed?;
    done(Value::None)
}

fn detach(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    vm.call_method(v, "flush", &[])?;
    let raw = state(vm, v)?.raw.take();
    done(raw.unwrap_or(Value::None))
}

fn fileno(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.call_method(&raw_of(vm, arg(args, 0))?, "fileno", &[])?)
}
fn isatty(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.call_method(&raw_of(vm, arg(args, 0))?, "isatty", &[])?)
}
fn readable(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.call_method(&raw_of(vm, arg(args, 0))?, "readable", &[])?)
}
fn writable(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.call_method(&raw_of(vm, arg(args, 0))?, "writable", &[])?)
}
fn seekable(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.call_method(&raw_of(vm, arg(args, 0))?, "seekable", &[])?)
}

fn read(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let n = match given(args, 1).filter(|n| !n.is_none()) {
        Some(n) => Some(vm.index_clamped(n)?),
        None => None,
    };
    if n.is_some_and(|n| n < -1) {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    let (b, raw) = open_state(vm, v, "read of")?;
    write_out(vm, b, &raw)?;
    match n.and_then(|n| usize::try_from(n).ok()) {
        Some(n) => read_exact(vm, b, &raw, n),
        None => read_all(vm, b, &raw),
    }
}

fn read_exact(vm: &Vm, b: &Buffered, raw: &Value, n: usize) -> NativeResult {
    let mut out = b.take(n);
    while out.len() < n {
        let want = n - out.len();
        let Some(got) = raw_read(vm, raw, want.max(b.size.get()))? else {
            return done(if out.is_empty() { Value::None } else { vm.new_bytes(&out) });
        };
        if got.is_empty() {
            break;
        }
        *b.ahead.borrow_mut() = got;
        b.at.set(0);
        out.extend(b.take(want));
    }
    done(vm.new_bytes(&out))
}

fn read_all(vm: &Vm, b: &Buffered, raw: &Value) -> NativeResult {
    let mut out = b.take(usize::MAX);
    b.forget_ahead();
    if let Some(readall) = vm.get_attr_opt(raw, &vm.intern("readall"))? {
        let rest = vm.call(&readall, &[])?;
        if rest.is_none() {
            return done(if out.is_empty() { Value::None } else { vm.new_bytes(&out) });
        }
        let Some(rest) = rest.payload::<Bytes>() else {
            return Err(vm.type_error("readall() should return bytes"));
        };
        out.extend_from_slice(&rest.data);
        return done(vm.new_bytes(&out));
    }
    loop {
        match raw_read(vm, raw, super::BUFFER_SIZE)? {
            Some(got) if !got.is_empty() => out.extend(got),
            _ => return done(vm.new_bytes(&out)),
        }
    }
}

/// Makes sure that there is something ahead, unless the stream is at its end; with at most one read.
fn look_ahead(vm: &Vm, b: &Buffered, raw: &Value) -> Fallible<()> {
    if b.left() == 0 {
        let got = raw_read(vm, raw, b.size.get())?.unwrap_or_default();
        *b.ahead.borrow_mut() = got;
        b.at.set(0);
    }
    Ok(())
}

/// Bytes with at most one read of the raw stream: for text streams.
pub(super) fn read_chunk(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    let (b, raw) = open_state(vm, v, "read of")?;
    write_out(vm, b, &raw)?;
    look_ahead(vm, b, &raw)?;
    Ok(b.take(usize::MAX))
}

fn read1(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (b, raw) = open_state(vm, arg(args, 0), "read of")?;
    let n = size_of_arg(vm, given(args, 1))?.unwrap_or(b.size.get());
    write_out(vm, b, &raw)?;
    if n > 0 {
        look_ahead(vm, b, &raw)?;
    }
    done(vm.new_bytes(&b.take(n)))
}

fn peek(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (b, raw) = open_state(vm, arg(args, 0), "peek of")?;
    write_out(vm, b, &raw)?;
    look_ahead(vm, b, &raw)?;
    let at = b.at.get();
    let bytes = b.take(usize::MAX);
    b.at.set(at);
    done(vm.new_bytes(&bytes))
}

fn readline(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (b, raw) = open_state(vm, arg(args, 0), "readline of")?;
    let limit = size_of_arg(vm, given(args, 1))?.unwrap_or(usize::MAX);
    write_out(vm, b, &raw)?;
    let mut line = Vec::new();
    while line.len() < limit {
        look_ahead(vm, b, &raw)?;
        if b.left() == 0 {
            break;
        }
        let room = limit - line.len();
        let n = {
            let ahead = b.ahead.borrow();
            let rest = &ahead[b.at.get()..];
            rest.iter().position(|c| *c == b'\n').map_or(rest.len(), |i| i + 1).min(room)
        };
        line.extend(b.take(n));
        if line.ends_with(b"\n") {
            break;
        }
    }
    done(vm.new_bytes(&line))
}

fn readinto(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.require_bytes(arg(args, 1))?.len();
    let (b, raw) = open_state(vm, arg(args, 0), "readinto of")?;
    write_out(vm, b, &raw)?;
    let data = read_exact(vm, b, &raw, n)?;
    store_into(vm, arg(args, 1), data)
}

fn readinto1(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.require_bytes(arg(args, 1))?.len();
    let (b, raw) = open_state(vm, arg(args, 0), "readinto of")?;
    write_out(vm, b, &raw)?;
    if n > 0 {
        look_ahead(vm, b, &raw)?;
    }
    let data = done(vm.new_bytes(&b.take(n)))?;
    store_into(vm, arg(args, 1), data)
}

fn store_into(vm: &Vm, target: &Value, data: kaa_vm::Flow) -> NativeResult {
    let kaa_vm::Flow::Value(data) = data else { return Ok(data) };
    if data.is_none() {
        return done(Value::None);
    }
    let bytes = bytes_of(vm, &data)?;
    fill_buffer(vm, target, &bytes)?;
    done(vm.new_usize(bytes.len()))
}

fn write(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = bytes_of(vm, arg(args, 1))?;
    write_bytes(vm, arg(args, 0), &bytes)?;
    done(vm.new_usize(bytes.len()))
}

/// Puts bytes into the buffer; writes it out when it is full.
pub(super) fn write_bytes(vm: &Vm, v: &Value, bytes: &[u8]) -> Fallible<()> {
    let (b, raw) = open_state(vm, v, "write to")?;
    if b.mode.get() == Mode::Both {
        rewind(vm, b, &raw)?;
    }
    if b.pending.borrow().len() + bytes.len() > b.size.get() {
        write_out(vm, b, &raw)?;
    }
    b.pending.borrow_mut().extend_from_slice(bytes);
    if b.pending.borrow().len() > b.size.get() {
        write_out(vm, b, &raw)?;
    }
    Ok(())
}

fn seek(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (b, raw) = open_state(vm, arg(args, 0), "seek of")?;
    let whence = whence_of(vm, given(args, 2))?;
    if !(0..=4).contains(&whence) {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    if !vm.is_true(&vm.call_method(&raw, "seekable", &[])?)? {
        return Err(unsupported(vm, "File or stream is not seekable."));
    }
    write_out(vm, b, &raw)?;
    let mut target = vm.index_i64(arg(args, 1))?;
    if whence == 1 {
        target = target.saturating_sub(i64::try_from(b.left()).unwrap_or(0));
    }
    b.forget_ahead();
    done(vm.call_method(&raw, "seek", &[vm.new_int(target), vm.new_int(whence)])?)
}

fn tell(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (b, raw) = open_state(vm, arg(args, 0), "tell of")?;
    let at = vm.index_i64(&vm.call_method(&raw, "tell", &[])?)?;
    let (left, pending) = (b.left() as i64, b.pending.borrow().len() as i64);
    done(vm.new_int(at.saturating_sub(left).saturating_add(pending)))
}

fn truncate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let (b, raw) = open_state(vm, v, "truncate of")?;
    if b.mode.get() == Mode::Read {
        return Err(unsupported(vm, "truncate"));
    }
    flush_value(vm, v)?;
    let size = match given(args, 1).filter(|n| !n.is_none()) {
        Some(n) => n.clone(),
        None => vm.call_method(v, "tell", &[])?,
    };
    done(vm.call_method(&raw, "truncate", &[size])?)
}

//! `TextIOWrapper`: text over a buffered stream of bytes. This file: the class, writing, position; `text_read.rs` reads.
//!
//! What was read ahead stays undecoded, so the position in the bytes is always known. Encodings in which ASCII bytes do not mean
//! ASCII characters are turned into UTF-8 as a whole at the first read.

use super::newlines::{Newline, newlines_value};
use super::{buffered, text_read, unsupported, whence_of};
use crate::helpers::{given, some};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getset, getter, method, static_method};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Bytes, Str, Type};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::cell::{Cell, RefCell};

/// Bytes that wait before they go to the buffer.
const CHUNK: usize = 8192;

/// Encodings that are done here; the rest is left to `codecs`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Encoding {
    /// UTF-8.
    Utf8,
    /// ASCII.
    Ascii,
    /// Latin-1.
    Latin1,
    /// One in which ASCII bytes are ASCII characters, so that lines can be found before decoding.
    AsciiBased,
    /// Anything else.
    Other,
}

/// Payload of `TextIOWrapper`.
pub(crate) struct Text {
    pub(super) buffer: RefCell<Option<Value>>,
    pub(super) encoding: RefCell<String>,
    pub(super) errors: RefCell<String>,
    pub(super) kind: Cell<Encoding>,
    pub(super) newline: Cell<Newline>,
    line_buffering: Cell<bool>,
    write_through: Cell<bool>,
    pending: RefCell<Vec<u8>>,
    pub(super) ahead: RefCell<Vec<u8>>,
    pub(super) at: Cell<usize>,
    pub(super) at_end: Cell<bool>,
    pub(super) transcoded: Cell<bool>,
    pub(super) seen: Cell<u8>,
    mode: RefCell<Option<Value>>,
    /// Whether the buffer takes bytes, once asked.
    writable: Cell<Option<bool>>,
}
// The collector takes nothing out of it: what is pending still needs the way down. Cycles are cut elsewhere.
kaa_heap::payload!(Text, trace);

impl Text {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.buffer.borrow());
        t.option(&self.mode.borrow());
    }
    fn empty() -> Text {
        Text {
            buffer: RefCell::new(None),
            encoding: RefCell::new("utf-8".to_string()),
            errors: RefCell::new("strict".to_string()),
            kind: Cell::new(Encoding::Utf8),
            newline: Cell::new(Newline::Translate),
            line_buffering: Cell::new(false),
            write_through: Cell::new(false),
            pending: RefCell::new(Vec::new()),
            ahead: RefCell::new(Vec::new()),
            at: Cell::new(0),
            at_end: Cell::new(false),
            transcoded: Cell::new(false),
            seen: Cell::new(0),
            mode: RefCell::new(None),
            writable: Cell::new(None),
        }
    }
    pub(super) fn left(&self) -> usize {
        self.ahead.borrow().len().saturating_sub(self.at.get())
    }
    pub(super) fn forget_ahead(&self) {
        self.ahead.borrow_mut().clear();
        self.at.set(0);
        self.at_end.set(false);
        self.transcoded.set(false);
    }
    fn set_encoding(&self, encoding: &str, errors: &str) {
        self.kind.set(kind_of(encoding));
        *self.encoding.borrow_mut() = encoding.to_string();
        *self.errors.borrow_mut() = errors.to_string();
    }
}

impl Drop for Text {
    /// What was not written goes to the native buffer below, which writes it when it dies.
    fn drop(&mut self) {
        let pending = std::mem::take(&mut *self.pending.borrow_mut());
        if !pending.is_empty()
            && let Some(b) = self.buffer.borrow().as_ref().and_then(|b| b.payload::<buffered::Buffered>())
        {
            b.push_pending(&pending);
        }
    }
}

fn kind_of(encoding: &str) -> Encoding {
    let plain: String = encoding.to_ascii_lowercase().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    match plain.as_str() {
        "utf8" | "u8" | "utf" => Encoding::Utf8,
        "ascii" | "usascii" | "646" => Encoding::Ascii,
        "latin1" | "iso88591" | "l1" | "latin" => Encoding::Latin1,
        p if p.starts_with("cp125") || p.starts_with("iso8859") || p.starts_with("koi8") => {
            Encoding::AsciiBased
        }
        _ => Encoding::Other,
    }
}

/// How a text stream is to be made.
pub(crate) struct TextSettings<'a> {
    /// Encoding name.
    pub(crate) encoding: &'a str,
    /// Error handler.
    pub(crate) errors: &'a str,
    /// Line ends.
    pub(crate) newline: Option<&'a Value>,
    /// Flush at every line.
    pub(crate) line_buffering: bool,
    /// Keep nothing back.
    pub(crate) write_through: bool,
}

/// A text stream over a buffer.
pub(crate) fn new_text(vm: &Vm, buffer: Value, settings: &TextSettings<'_>) -> Fallible<Value> {
    let t = Text::empty();
    configure(vm, &t, buffer, settings)?;
    Ok(vm.new_object(&super::classes(vm).text, t).into())
}

fn configure(vm: &Vm, t: &Text, buffer: Value, settings: &TextSettings<'_>) -> Fallible<()> {
    t.newline.set(Newline::from_arg(vm, settings.newline)?);
    t.set_encoding(settings.encoding, settings.errors);
    t.line_buffering.set(settings.line_buffering);
    t.write_through.set(settings.write_through);
    t.forget_ahead();
    t.writable.set(None);
    let old = t.buffer.replace(Some(buffer));
    drop(old);
    Ok(())
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, ""),
    method(
        "__init__",
        "($self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
        init,
        "",
    ),
    method("__repr__", "($self, /)", repr, ""),
    method("read", "($self, size=-1, /)", text_read::read, "Reads text, all by default."),
    method("readline", "($self, size=-1, /)", text_read::readline, "Reads a line."),
    method("write", "($self, text, /)", write, "Writes text."),
    method("flush", "($self, /)", flush, "Writes out what is buffered."),
    method("close", "($self, /)", close, "Flushes and closes."),
    method("detach", "($self, /)", detach, "Separates the buffer."),
    method("seek", "($self, cookie, whence=0, /)", seek, "Changes the position."),
    method("tell", "($self, /)", tell, "The position."),
    method("truncate", "($self, pos=None, /)", truncate, "Changes the length."),
    method("fileno", "($self, /)", |vm, a| forward(vm, a, "fileno"), "The descriptor."),
    method("isatty", "($self, /)", |vm, a| forward(vm, a, "isatty"), "Whether it is a terminal."),
    method("readable", "($self, /)", |vm, a| forward(vm, a, "readable"), "Whether it can be read."),
    method("writable", "($self, /)", |vm, a| forward(vm, a, "writable"), "Whether it can be written."),
    method(
        "seekable",
        "($self, /)",
        |vm, a| forward(vm, a, "seekable"),
        "Whether its position can be changed.",
    ),
    method(
        "reconfigure",
        "($self, *, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, write_through=None)",
        reconfigure,
        "Changes how text is written and read.",
    ),
];
static ATTRIBUTES: &[GetSet] = &[
    getter("buffer", |vm, v| done(buffer_of(vm, v)?), ""),
    getter("encoding", |vm, v| done(vm.str_value(&this(vm, v)?.encoding.borrow())), ""),
    getter("errors", |vm, v| done(vm.str_value(&this(vm, v)?.errors.borrow())), ""),
    getter("newlines", |vm, v| done(newlines_value(vm, this(vm, v)?.seen.get())), ""),
    getter("line_buffering", |vm, v| done(Value::bool(this(vm, v)?.line_buffering.get())), ""),
    getter("write_through", |vm, v| done(Value::bool(this(vm, v)?.write_through.get())), ""),
    getter("closed", |vm, v| done(vm.get_attr(&buffer_of(vm, v)?, &vm.intern("closed"))?), ""),
    getter("name", |vm, v| done(vm.get_attr(&buffer_of(vm, v)?, &vm.names.name)?), ""),
    getset("mode", mode, set_mode, ""),
    getset("_CHUNK_SIZE", |vm, _| done(vm.new_usize(CHUNK)), |_, _, _| Ok(()), ""),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_io.TextIOWrapper",
    doc: "Text over a buffered stream of bytes.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(text_read::next_line),
    ..TypeSpec::EMPTY
};

pub(super) fn this<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v Text> {
    v.payload::<Text>().ok_or_else(|| vm.value_error("I/O operation on uninitialized object"))
}

pub(super) fn buffer_of(vm: &Vm, v: &Value) -> Fallible<Value> {
    let found = this(vm, v)?.buffer.borrow().clone();
    found.ok_or_else(|| vm.value_error("underlying buffer has been detached"))
}

/// The buffer, if the stream is open.
pub(super) fn open_buffer(vm: &Vm, v: &Value) -> Fallible<Value> {
    let buffer = buffer_of(vm, v)?;
    let closed = vm.get_attr(&buffer, &vm.intern("closed"))?;
    if vm.is_true(&closed)? { Err(super::closed_error(vm)) } else { Ok(buffer) }
}

fn forward(vm: &Vm, args: &[Slot], name: &str) -> NativeResult {
    done(vm.call_method(&buffer_of(vm, arg(args, 0))?, name, &[])?)
}

fn mode(vm: &Vm, v: &Value) -> NativeResult {
    match this(vm, v)?.mode.borrow().clone() {
        Some(m) => done(m),
        None => Err(vm.no_attribute(v, &vm.names.mode)),
    }
}

fn set_mode(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let old = this(vm, v)?.mode.replace(value.cloned());
    drop(old);
    Ok(())
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>() {
        Some(class) => done(vm.new_object(class, Text::empty())),
        None => Err(vm.type_error("a class is needed")),
    }
}

fn text_arg(vm: &Vm, v: Option<&Value>, name: &str) -> Fallible<Option<String>> {
    v.map(|v| crate::helpers::text(vm, v, &format!("TextIOWrapper() argument '{name}'"))).transpose()
}

fn truth(vm: &Vm, v: Option<&Value>) -> Fallible<bool> {
    v.map_or(Ok(false), |v| vm.is_true(v))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = this(vm, arg(args, 0))?;
    let encoding = text_arg(vm, some(args, 2), "encoding")?;
    let errors = text_arg(vm, some(args, 3), "errors")?;
    let encoding = match encoding.as_deref() {
        None | Some("locale") => "UTF-8",
        Some(e) => e,
    };
    if kind_of(encoding) == Encoding::Other || kind_of(encoding) == Encoding::AsciiBased {
        let codecs = vm.import_module("codecs")?;
        vm.call_method(&codecs, "lookup", &[vm.str_value(encoding)])?;
    }
    let settings = TextSettings {
        encoding,
        errors: errors.as_deref().unwrap_or("strict"),
        newline: some(args, 4),
        line_buffering: truth(vm, given(args, 5))?,
        write_through: truth(vm, given(args, 6))?,
    };
    configure(vm, t, arg(args, 1).clone(), &settings)?;
    done(Value::None)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v).name();
    let mut out = format!("<_io.{class}");
    if let Ok(buffer) = buffer_of(vm, v)
        && let Some(name) = vm.get_attr_opt(&buffer, &vm.names.name)?
    {
        out.push_str(&format!(" name={}", vm.repr(&name)?.to_string_lossy()));
    }
    let mode = this(vm, v)?.mode.borrow().clone();
    if let Some(m) = mode {
        out.push_str(&format!(" mode={}", vm.repr(&m)?.to_string_lossy()));
    }
    out.push_str(&format!(" encoding='{}'>", this(vm, v)?.encoding.borrow()));
    done(vm.str_value(&out))
}

fn write(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (v, text) = (arg(args, 0), arg(args, 1));
    let Some(s) = text.payload::<Str>() else {
        let name = vm.type_name(text);
        return Err(vm.type_error(format!("write() argument must be str, not {name}")));
    };
    let t = this(vm, v)?;
    let buffer = open_buffer(vm, v)?;
    if t.writable.get().is_none() {
        let answer = vm.call_method(&buffer, "writable", &[])?;
        t.writable.set(Some(vm.is_true(&answer)?));
    }
    if t.writable.get() == Some(false) {
        return Err(unsupported(vm, "not writable"));
    }
    let has_end = s.as_bytes().contains(&b'\n');
    encode_to(vm, t, text, s)?;
    if t.left() > 0 || t.at_end.get() {
        give_back(vm, t, &buffer)?;
    }
    let through = t.write_through.get() || t.pending.borrow().len() > CHUNK;
    let flush_now = t.line_buffering.get() && (has_end || s.as_bytes().contains(&b'\r'));
    if through || flush_now {
        push_down(vm, t, &buffer)?;
    }
    if flush_now {
        flush_buffer(vm, &buffer)?;
    }
    done(vm.new_usize(s.len()))
}

/// Appends the text's bytes to what is pending.
fn encode_to(vm: &Vm, t: &Text, text: &Value, s: &Str) -> Fallible<()> {
    let translated = match t.newline.get() {
        Newline::Cr if s.as_bytes().contains(&b'\n') => Some("\r"),
        Newline::CrLf if s.as_bytes().contains(&b'\n') => Some("\r\n"),
        _ => None,
    };
    let text = match translated {
        Some(end) => vm.call_method(text, "replace", &[vm.str_value("\n"), vm.str_value(end)])?,
        None => text.clone(),
    };
    let Some(s) = text.payload::<Str>() else { return Ok(()) };
    let direct = match t.kind.get() {
        Encoding::Utf8 => s.as_str().is_some(),
        Encoding::Ascii | Encoding::Latin1 | Encoding::AsciiBased => s.is_ascii(),
        Encoding::Other => false,
    };
    if direct {
        t.pending.borrow_mut().extend_from_slice(s.as_bytes());
        return Ok(());
    }
    let (encoding, errors) = (t.encoding.borrow().clone(), t.errors.borrow().clone());
    let encoded = vm.call_method(&text, "encode", &[vm.str_value(&encoding), vm.str_value(&errors)])?;
    if let Some(b) = encoded.payload::<Bytes>() {
        t.pending.borrow_mut().extend_from_slice(&b.data);
    }
    Ok(())
}

/// Moves the buffer's position back to where reading stopped.
fn give_back(vm: &Vm, t: &Text, buffer: &Value) -> Fallible<()> {
    let left = if t.transcoded.get() { 0 } else { t.left() };
    t.forget_ahead();
    if left > 0 && vm.is_true(&vm.call_method(buffer, "seekable", &[])?)? {
        let back = vm.new_int(-i64::try_from(left).unwrap_or(0));
        vm.call_method(buffer, "seek", &[back, vm.new_int(1)])?;
    }
    Ok(())
}

/// Gives what is pending to the buffer.
pub(super) fn push_down(vm: &Vm, t: &Text, buffer: &Value) -> Fallible<()> {
    let pending = std::mem::take(&mut *t.pending.borrow_mut());
    if pending.is_empty() {
        return Ok(());
    }
    if vm.is_exact(buffer, &super::classes(vm).writer) {
        return buffered::write_bytes(vm, buffer, &pending);
    }
    vm.call_method(buffer, "write", &[vm.new_bytes(&pending)]).map(drop)
}

fn flush_buffer(vm: &Vm, buffer: &Value) -> Fallible<()> {
    if vm.is_exact(buffer, &super::classes(vm).writer) {
        return buffered::flush_value(vm, buffer);
    }
    vm.call_method(buffer, "flush", &[]).map(drop)
}

/// Writes out everything of a text stream.
pub(crate) fn flush_text(vm: &Vm, v: &Value) -> Fallible<()> {
    let buffer = open_buffer(vm, v)?;
    push_down(vm, this(vm, v)?, &buffer)?;
    flush_buffer(vm, &buffer)
}

fn flush(vm: &Vm, args: &[Slot]) -> NativeResult {
    flush_text(vm, arg(args, 0))?;
    done(Value::None)
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let buffer = buffer_of(vm, v)?;
    if vm.is_true(&vm.get_attr(&buffer, &vm.intern("closed"))?)? {
        return done(Value::None);
    }
    let flushed = vm.call_method(v, "flush", &[]);
    if let (Err(_), Ok(t)) = (&flushed, this(vm, v)) {
        t.pending.borrow_mut().clear();
    }
    vm.call_method(&buffer, "close", &[])?;
    flushed?;
    done(Value::None)
}

fn detach(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    vm.call_method(v, "flush", &[])?;
    let buffer = buffer_of(vm, v)?;
    drop(this(vm, v)?.buffer.take());
    done(buffer)
}

fn seek(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let buffer = open_buffer(vm, v)?;
    let t = this(vm, v)?;
    let whence = whence_of(vm, given(args, 2))?;
    if !vm.is_true(&vm.call_method(&buffer, "seekable", &[])?)? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    let cookie = arg(args, 1);
    let zero = vm.eq(cookie, &vm.new_int(0))?;
    flush_text(vm, v)?;
    match whence {
        0 => {
            if vm.index_clamped(cookie)? < 0 {
                let shown = vm.repr(cookie)?;
                return Err(vm.value_error(format!("negative seek position {}", shown.to_string_lossy())));
            }
            t.forget_ahead();
            done(vm.call_method(&buffer, "seek", std::slice::from_ref(cookie))?)
        }
        1 if !zero => Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
        2 if !zero => Err(unsupported(vm, "can't do nonzero end-relative seeks")),
        1 => tell(vm, args),
        2 => {
            t.forget_ahead();
            done(vm.call_method(&buffer, "seek", &[vm.new_int(0), vm.new_int(2)])?)
        }
        _ => Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
}

fn tell(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let buffer = open_buffer(vm, v)?;
    let t = this(vm, v)?;
    if !vm.is_true(&vm.call_method(&buffer, "seekable", &[])?)? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    flush_text(vm, v)?;
    let at = vm.index_i64(&vm.call_method(&buffer, "tell", &[])?)?;
    let left = if t.transcoded.get() { 0 } else { i64::try_from(t.left()).unwrap_or(0) };
    done(vm.new_int(at.saturating_sub(left)))
}

fn truncate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    flush_text(vm, v)?;
    let size = match some(args, 1) {
        Some(n) => n.clone(),
        None => vm.call_method(v, "tell", &[])?,
    };
    done(vm.call_method(&buffer_of(vm, v)?, "truncate", &[size])?)
}

fn reconfigure(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let t = this(vm, v)?;
    let encoding = text_arg(vm, some(args, 1), "encoding")?;
    let errors = text_arg(vm, some(args, 2), "errors")?;
    if t.left() > 0 && (encoding.is_some() || errors.is_some() || given(args, 3).is_some()) {
        let text = "It is not possible to set the encoding or newline of stream after the first read";
        return Err(unsupported(vm, text));
    }
    flush_text(vm, v)?;
    if encoding.is_some() || errors.is_some() {
        let kept = if encoding.is_some() { "strict".to_string() } else { t.errors.borrow().clone() };
        let encoding = encoding.unwrap_or_else(|| t.encoding.borrow().clone());
        t.set_encoding(&encoding, &errors.unwrap_or(kept));
    }
    if let Some(n) = given(args, 3) {
        t.newline.set(Newline::from_arg(vm, Some(n).filter(|n| !n.is_none()))?);
    }
    for (slot, cell) in [(4, &t.line_buffering), (5, &t.write_through)] {
        if let Some(b) = some(args, slot) {
            cell.set(vm.is_true(b)?);
        }
    }
    done(Value::None)
}

//! `StringIO`: a stream of text in memory, kept as code points.

use super::newlines::{Newline, newlines_value, translate};
use super::{closed_error, size_of_arg, whence_of};
use crate::helpers::{given, some};
use kaa_bytecode::wtf8::push_code_point;
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Str, Type};
use kaa_vm::{Fallible, NativeResult, Next, Raised, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload; no content once closed.
pub(crate) struct StringIo {
    text: RefCell<Option<Vec<u32>>>,
    at: Cell<usize>,
    newline: Cell<Newline>,
    seen: Cell<u8>,
}
kaa_heap::payload!(StringIo);

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, ""),
    method("__init__", "($self, initial_value='', newline='\\n')", init, ""),
    method("read", "($self, size=-1, /)", read, "Reads text, all by default."),
    method("readline", "($self, size=-1, /)", readline, "Reads a line."),
    method("write", "($self, s, /)", write, "Writes text."),
    method("seek", "($self, pos, whence=0, /)", seek, "Changes the position."),
    method("tell", "($self, /)", tell, "The position."),
    method("truncate", "($self, pos=None, /)", truncate, "Cuts the content."),
    method("getvalue", "($self, /)", getvalue, "The whole content."),
    method("close", "($self, /)", close, "Lets the content go."),
    method("flush", "($self, /)", flush, "Does nothing."),
    method("readable", "($self, /)", yes, "Always true."),
    method("writable", "($self, /)", yes, "Always true."),
    method("seekable", "($self, /)", yes, "Always true."),
];
static ATTRIBUTES: &[GetSet] = &[
    getter("closed", closed, ""),
    getter("newlines", newlines, ""),
    getter("line_buffering", |vm, v| this(vm, v).and_then(|_| done(Value::False)), ""),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_io.StringIO",
    doc: "A stream of text in memory.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};

fn this<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v StringIo> {
    match v.payload::<StringIo>() {
        Some(s) if s.text.borrow().is_some() => Ok(s),
        _ => Err(vm.value_error("I/O operation on closed file")),
    }
}

fn code_points(wtf8: &[u8]) -> Vec<u32> {
    match std::str::from_utf8(wtf8) {
        Ok(s) => s.chars().map(u32::from).collect(),
        Err(_) => kaa_bytecode::wtf8::Wtf8Buf::from_bytes(wtf8)
            .map(|w| w.code_points().collect())
            .unwrap_or_default(),
    }
}

fn to_str(vm: &Vm, points: &[u32]) -> Value {
    let mut bytes = Vec::with_capacity(points.len());
    for p in points {
        push_code_point(&mut bytes, *p);
    }
    vm.new_str_owned(bytes).into()
}

impl StringIo {
    fn take(&self, n: Option<usize>) -> Vec<u32> {
        let text = self.text.borrow();
        let text = text.as_deref().unwrap_or(&[]);
        let start = self.at.get().min(text.len());
        let end = n.map_or(text.len(), |n| start.saturating_add(n).min(text.len()));
        if end > start {
            self.at.set(end);
        }
        text[start..end].to_vec()
    }

    fn line(&self, limit: Option<usize>) -> Vec<u32> {
        let n = {
            let text = self.text.borrow();
            let text = text.as_deref().unwrap_or(&[]);
            let rest = &text[self.at.get().min(text.len())..];
            line_length(self.newline.get(), rest)
        };
        self.take(Some(limit.map_or(n, |l| l.min(n))))
    }

    fn put(&self, points: &[u32]) {
        let mut text = self.text.borrow_mut();
        let Some(text) = text.as_mut() else { return };
        let start = self.at.get();
        if text.len() < start && !points.is_empty() {
            text.resize(start, 0);
        }
        let end = start.saturating_add(points.len());
        let overlap = end.min(text.len());
        text.splice(start.min(overlap)..overlap, points.iter().copied());
        self.at.set(end);
    }
}

/// Length of the first line with its end.
fn line_length(newline: Newline, text: &[u32]) -> usize {
    let after = |found: Option<usize>, width: usize| found.map_or(text.len(), |i| i + width);
    match newline {
        Newline::Lf => after(text.iter().position(|p| *p == 10), 1),
        Newline::Cr => after(text.iter().position(|p| *p == 13), 1),
        Newline::CrLf => after(text.windows(2).position(|w| w == [13, 10]), 2),
        Newline::Translate | Newline::Any => match text.iter().position(|p| matches!(p, 10 | 13)) {
            Some(i) if text[i] == 13 && text.get(i + 1) == Some(&10) => i + 2,
            found => after(found, 1),
        },
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = StringIo {
        text: RefCell::new(Some(Vec::new())),
        at: Cell::new(0),
        newline: Cell::new(Newline::Lf),
        seen: Cell::new(0),
    };
    match arg(args, 0).as_ref::<Type>() {
        Some(class) => done(vm.new_object(class, s)),
        None => Err(vm.type_error("a class is needed")),
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(s) = arg(args, 0).payload::<StringIo>() else { return done(Value::None) };
    s.newline.set(match given(args, 2) {
        Some(n) if n.is_none() => Newline::Translate,
        Some(n) => Newline::from_arg(vm, Some(n))?,
        None => Newline::Lf,
    });
    *s.text.borrow_mut() = Some(Vec::new());
    s.at.set(0);
    if let Some(initial) = some(args, 1) {
        let Some(text) = initial.payload::<Str>() else {
            let name = vm.type_name(initial);
            return Err(vm.type_error(format!("initial_value must be str or None, not {name}")));
        };
        s.put(&incoming(s, text));
        s.at.set(0);
    }
    done(Value::None)
}

/// What is kept of a written text: line ends as the stream's newline says.
fn incoming(s: &StringIo, text: &Str) -> Vec<u32> {
    let bytes = text.as_bytes().to_vec();
    match s.newline.get() {
        Newline::Translate => code_points(&translate(bytes, &s.seen)),
        Newline::Cr | Newline::CrLf if bytes.contains(&b'\n') => {
            let end: &[u32] = if s.newline.get() == Newline::Cr { &[13] } else { &[13, 10] };
            code_points(&bytes)
                .into_iter()
                .flat_map(|p| if p == 10 { end.to_vec() } else { vec![p] })
                .collect()
        }
        Newline::Any => {
            drop(translate(bytes.clone(), &s.seen));
            code_points(&bytes)
        }
        _ => code_points(&bytes),
    }
}

fn read(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, arg(args, 0))?;
    done(to_str(vm, &s.take(size_of_arg(vm, given(args, 1))?)))
}

fn readline(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, arg(args, 0))?;
    done(to_str(vm, &s.line(size_of_arg(vm, given(args, 1))?)))
}

fn next(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let line = this(vm, v)?.line(None);
    Ok(if line.is_empty() { Next::Done } else { Next::Item(to_str(vm, &line)) })
}

fn write(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, arg(args, 0))?;
    let Some(text) = arg(args, 1).payload::<Str>() else {
        let name = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("string argument expected, got '{name}'")));
    };
    s.put(&incoming(s, text));
    done(vm.new_usize(text.len()))
}

fn seek(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, arg(args, 0))?;
    let offset = vm.index_i64(arg(args, 1))?;
    let whence = whence_of(vm, given(args, 2))?;
    let target = match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("Negative seek position {offset}"))),
        0 => usize::try_from(offset).unwrap_or(0),
        1 | 2 if offset != 0 => {
            return Err(vm.error(&vm.exceptions.os_error, "Can't do nonzero cur-relative seeks"));
        }
        1 => s.at.get(),
        2 => s.text.borrow().as_ref().map_or(0, Vec::len),
        _ => return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    s.at.set(target);
    done(vm.new_usize(target))
}

fn tell(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(this(vm, arg(args, 0))?.at.get()))
}

fn truncate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, arg(args, 0))?;
    let size = match some(args, 1) {
        Some(n) => vm.index_i64(n)?,
        None => i64::try_from(s.at.get()).unwrap_or(i64::MAX),
    };
    let Ok(n) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Negative size value {size}")));
    };
    if let Some(text) = s.text.borrow_mut().as_mut() {
        text.truncate(n);
    }
    done(vm.new_usize(n))
}

fn getvalue(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, arg(args, 0))?;
    let text = s.text.borrow();
    done(to_str(vm, text.as_deref().unwrap_or(&[])))
}

fn close(_vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(s) = arg(args, 0).payload::<StringIo>() {
        drop(s.text.take());
    }
    done(Value::None)
}

fn flush(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, arg(args, 0)).map_err(|_| closed_error(vm))?;
    done(Value::None)
}

fn yes(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, arg(args, 0))?;
    done(Value::True)
}

fn closed(_vm: &Vm, v: &Value) -> NativeResult {
    done(Value::bool(v.payload::<StringIo>().is_none_or(|s| s.text.borrow().is_none())))
}

fn newlines(vm: &Vm, v: &Value) -> NativeResult {
    done(newlines_value(vm, this(vm, v)?.seen.get()))
}

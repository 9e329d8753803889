//! Line ends: finding and translating them, and `IncrementalNewlineDecoder`.

use crate::helpers::{given, some};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg, getter, method, static_method};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Str, Type};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::cell::{Cell, RefCell};

/// What ends a line, and whether it becomes `\n` when read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Newline {
    /// `None`: any, translated.
    Translate,
    /// `''`: any, as it is.
    Any,
    /// `\n`.
    Lf,
    /// `\r`.
    Cr,
    /// `\r\n`.
    CrLf,
}

impl Newline {
    /// From the argument of `open`.
    pub(crate) fn from_arg(vm: &Vm, v: Option<&Value>) -> Fallible<Newline> {
        let Some(v) = v else { return Ok(Newline::Translate) };
        let Some(s) = v.payload::<Str>() else {
            let name = vm.type_name(v);
            return Err(vm.type_error(format!("newline must be str or None, not {name}")));
        };
        Ok(match s.as_bytes() {
            b"" => Newline::Any,
            b"\n" => Newline::Lf,
            b"\r" => Newline::Cr,
            b"\r\n" => Newline::CrLf,
            _ => {
                let shown = vm.repr(v)?;
                return Err(vm.value_error(format!("illegal newline value: {}", shown.to_string_lossy())));
            }
        })
    }

    /// Length of the first line with its end; `None` when the end may still come. `more`: a `\r` at the end of the text may be
    /// the first half of `\r\n`.
    pub(crate) fn line_end(self, text: &[u8], more: bool) -> Option<usize> {
        match self {
            Newline::Lf => text.iter().position(|b| *b == b'\n').map(|i| i + 1),
            Newline::Cr => text.iter().position(|b| *b == b'\r').map(|i| i + 1),
            Newline::CrLf => text.windows(2).position(|w| w == b"\r\n").map(|i| i + 2),
            Newline::Translate | Newline::Any => {
                let i = text.iter().position(|b| matches!(b, b'\n' | b'\r'))?;
                match (text[i], text.get(i + 1)) {
                    (b'\r', Some(b'\n')) => Some(i + 2),
                    (b'\r', None) if more => None,
                    _ => Some(i + 1),
                }
            }
        }
    }
}

/// All line ends as `\n`; `seen` collects which there were (1: `\r`, 2: `\n`, 4: `\r\n`).
pub(crate) fn translate(text: Vec<u8>, seen: &Cell<u8>) -> Vec<u8> {
    if !text.contains(&b'\r') {
        if text.contains(&b'\n') {
            seen.set(seen.get() | 2);
        }
        return text;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_slice();
    while let Some((&first, tail)) = rest.split_first() {
        let (byte, bit, skip) = match (first, tail.first()) {
            (b'\r', Some(b'\n')) => (b'\n', 4, 1),
            (b'\r', _) => (b'\n', 1, 0),
            (b'\n', _) => (b'\n', 2, 0),
            (b, _) => (b, 0, 0),
        };
        seen.set(seen.get() | bit);
        out.push(byte);
        rest = &tail[skip..];
    }
    out
}

/// The attribute `newlines`.
pub(crate) fn newlines_value(vm: &Vm, seen: u8) -> Value {
    let all = [(1, "\r"), (2, "\n"), (4, "\r\n")];
    let mut found: Vec<Value> =
        all.iter().filter(|(bit, _)| seen & bit != 0).map(|(_, t)| vm.str_value(t)).collect();
    match found.len() {
        0 => Value::None,
        1 => found.pop().unwrap_or(Value::None),
        _ => vm.new_tuple(found).into(),
    }
}

/// Payload of `IncrementalNewlineDecoder`.
pub(crate) struct Decoder {
    inner: RefCell<Option<Value>>,
    translate: Cell<bool>,
    pending_cr: Cell<bool>,
    seen: Cell<u8>,
}
kaa_heap::payload!(Decoder, trace);

impl Decoder {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.inner.borrow());
    }
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_io.IncrementalNewlineDecoder",
    doc: "Decodes and translates line ends piece by piece.",
    methods: &[
        static_method("__new__", "($type, *args, **kwargs)", new, ""),
        method("__init__", "($self, decoder, translate, errors='strict')", init, ""),
        method("decode", "($self, input, final=False)", decode, "Decodes a piece."),
        method("reset", "($self, /)", reset, "Starts again."),
        method("getstate", "($self, /)", getstate, "The state between two pieces."),
        method("setstate", "($self, state, /)", setstate, "Goes back to a state."),
    ],
    getset: &[getter("newlines", newlines, "The line ends met so far.")],
    flags: flags::BASETYPE | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn this<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v Decoder> {
    v.payload::<Decoder>().ok_or_else(|| vm.type_error("an IncrementalNewlineDecoder is needed"))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = Decoder {
        inner: RefCell::new(None),
        translate: Cell::new(false),
        pending_cr: Cell::new(false),
        seen: Cell::new(0),
    };
    match arg(args, 0).as_ref::<Type>() {
        Some(class) => done(vm.new_object(class, d)),
        None => Err(vm.type_error("a class is needed")),
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, arg(args, 0))?;
    let translate = vm.is_true(arg(args, 2))?;
    *d.inner.borrow_mut() = some(args, 1).cloned();
    d.translate.set(translate);
    done(Value::None)
}

fn decode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, arg(args, 0))?;
    let last = match given(args, 2) {
        Some(f) => vm.is_true(f)?,
        None => false,
    };
    let inner = d.inner.borrow().clone();
    let piece = match inner {
        Some(inner) => vm.call_method(&inner, "decode", &[arg(args, 1).clone(), Value::bool(last)])?,
        None => arg(args, 1).clone(),
    };
    let Some(s) = piece.payload::<Str>() else {
        let name = vm.type_name(&piece);
        return Err(vm.type_error(format!("decoder should return a string result, not '{name}'")));
    };
    let mut text = s.as_bytes().to_vec();
    if d.pending_cr.get() && (!text.is_empty() || last) {
        text.insert(0, b'\r');
        d.pending_cr.set(false);
    }
    if !last && text.last() == Some(&b'\r') {
        text.pop();
        d.pending_cr.set(true);
    }
    let translated = translate(text.clone(), &d.seen);
    done(vm.new_str_owned(if d.translate.get() { translated } else { text }))
}

fn reset(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, arg(args, 0))?;
    d.pending_cr.set(false);
    d.seen.set(0);
    let inner = d.inner.borrow().clone();
    if let Some(inner) = inner {
        vm.call_method(&inner, "reset", &[])?;
    }
    done(Value::None)
}

fn getstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, arg(args, 0))?;
    let inner = d.inner.borrow().clone();
    let (buffer, flag) = match inner {
        Some(inner) => {
            let state = vm.collect(&vm.call_method(&inner, "getstate", &[])?)?;
            match state.as_slice() {
                [b, f] => (b.clone(), vm.index_clamped(f)?),
                _ => return Err(vm.type_error("illegal decoder state")),
            }
        }
        None => (vm.new_bytes(b""), 0),
    };
    let flag = flag.saturating_mul(2) | i64::from(d.pending_cr.get());
    done(vm.new_tuple(vec![buffer, vm.new_int(flag)]))
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, arg(args, 0))?;
    let state = vm.collect(arg(args, 1))?;
    let [buffer, flag] = state.as_slice() else {
        return Err(vm.type_error("state argument must be a tuple"));
    };
    let flag = vm.index_clamped(flag)?;
    d.pending_cr.set(flag & 1 != 0);
    let inner = d.inner.borrow().clone();
    if let Some(inner) = inner {
        let state = vm.new_tuple(vec![buffer.clone(), vm.new_int(flag >> 1)]);
        vm.call_method(&inner, "setstate", &[state.into()])?;
    }
    done(Value::None)
}

fn newlines(vm: &Vm, v: &Value) -> NativeResult {
    done(newlines_value(vm, this(vm, v)?.seen.get()))
}

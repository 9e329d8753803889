//! `BytesIO`: a stream of bytes in memory.

use super::{closed_error, size_of_arg, whence_of};
use crate::helpers::{bytes_of, fill_buffer, given, some};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::Type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Raised, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload; no content once closed.
pub(crate) struct BytesIo {
    data: RefCell<Option<Vec<u8>>>,
    at: Cell<usize>,
}
kaa_heap::payload!(BytesIo);

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, ""),
    method("__init__", "($self, initial_bytes=b'')", init, ""),
    method("read", "($self, size=-1, /)", read, "Reads bytes, all by default."),
    method("read1", "($self, size=-1, /)", read, "Reads bytes."),
    method("readline", "($self, size=-1, /)", readline, "Reads a line."),
    method("readinto", "($self, buffer, /)", readinto, "Reads into a buffer."),
    method("readinto1", "($self, buffer, /)", readinto, "Reads into a buffer."),
    method("write", "($self, b, /)", write, "Writes bytes."),
    method("seek", "($self, pos, whence=0, /)", seek, "Changes the position."),
    method("tell", "($self, /)", tell, "The position."),
    method("truncate", "($self, size=None, /)", truncate, "Cuts the content."),
    method("getvalue", "($self, /)", getvalue, "The whole content."),
    method("getbuffer", "($self, /)", getbuffer, "A view of the content."),
    method("close", "($self, /)", close, "Lets the content go."),
    method("flush", "($self, /)", flush, "Does nothing."),
    method("isatty", "($self, /)", no, "Always false."),
    method("readable", "($self, /)", yes, "Always true."),
    method("writable", "($self, /)", yes, "Always true."),
    method("seekable", "($self, /)", yes, "Always true."),
    method("__getstate__", "($self, /)", getstate, ""),
    method("__setstate__", "($self, state, /)", setstate, ""),
];
static ATTRIBUTES: &[GetSet] = &[getter("closed", closed, "")];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_io.BytesIO",
    doc: "A stream of bytes in memory.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};

fn this<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v BytesIo> {
    match v.payload::<BytesIo>() {
        Some(b) if b.data.borrow().is_some() => Ok(b),
        _ => Err(closed_error(vm)),
    }
}

impl BytesIo {
    fn take(&self, n: Option<usize>) -> Vec<u8> {
        let data = self.data.borrow();
        let data = data.as_deref().unwrap_or(&[]);
        let start = self.at.get().min(data.len());
        let end = n.map_or(data.len(), |n| start.saturating_add(n).min(data.len()));
        if end > start {
            self.at.set(end);
        }
        data[start..end].to_vec()
    }
    fn line(&self, limit: Option<usize>) -> Vec<u8> {
        let n = {
            let data = self.data.borrow();
            let data = data.as_deref().unwrap_or(&[]);
            let rest = &data[self.at.get().min(data.len())..];
            rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |i| i + 1)
        };
        self.take(Some(limit.map_or(n, |l| l.min(n))))
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>() {
        Some(class) => {
            done(vm.new_object(class, BytesIo { data: RefCell::new(Some(Vec::new())), at: Cell::new(0) }))
        }
        None => Err(vm.type_error("a class is needed")),
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let content = match some(args, 1) {
        Some(b) => bytes_of(vm, b)?,
        None => Vec::new(),
    };
    if let Some(b) = arg(args, 0).payload::<BytesIo>() {
        *b.data.borrow_mut() = Some(content);
        b.at.set(0);
    }
    done(Value::None)
}

fn read(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, arg(args, 0))?;
    done(vm.new_bytes(&b.take(size_of_arg(vm, given(args, 1))?)))
}

fn readline(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, arg(args, 0))?;
    done(vm.new_bytes(&b.line(size_of_arg(vm, given(args, 1))?)))
}

fn next(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let line = this(vm, v)?.line(None);
    Ok(if line.is_empty() { Next::Done } else { Next::Item(vm.new_bytes(&line)) })
}

fn readinto(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.require_bytes(arg(args, 1))?.len();
    let bytes = this(vm, arg(args, 0))?.take(Some(n));
    fill_buffer(vm, arg(args, 1), &bytes)?;
    done(vm.new_usize(bytes.len()))
}

fn write(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, arg(args, 0))?;
    let bytes = bytes_of(vm, arg(args, 1))?;
    let mut data = b.data.borrow_mut();
    let Some(data) = data.as_mut() else { return Err(closed_error(vm)) };
    let start = b.at.get();
    let Some(end) = start.checked_add(bytes.len()).filter(|e| *e <= isize::MAX as usize) else {
        return Err(vm.overflow_error("new position too large"));
    };
    if !bytes.is_empty() {
        if data.len() < start {
            data.resize(start, 0);
        }
        let overlap = end.min(data.len());
        data.splice(start..overlap, bytes.iter().copied());
        b.at.set(end);
    }
    done(vm.new_usize(bytes.len()))
}

fn seek(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, arg(args, 0))?;
    let offset = vm.index_i64(arg(args, 1))?;
    let whence = whence_of(vm, given(args, 2))?;
    let base = match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("negative seek value {offset}"))),
        0 => 0,
        1 => b.at.get(),
        2 => b.data.borrow().as_ref().map_or(0, Vec::len),
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let target = i64::try_from(base).unwrap_or(i64::MAX).saturating_add(offset).max(0);
    b.at.set(usize::try_from(target).unwrap_or(0));
    done(vm.new_int(target))
}

fn tell(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(this(vm, arg(args, 0))?.at.get()))
}

fn truncate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, arg(args, 0))?;
    let size = match some(args, 1) {
        Some(n) => vm.index_i64(n)?,
        None => i64::try_from(b.at.get()).unwrap_or(i64::MAX),
    };
    let Ok(n) = usize::try_from(size) else {
        return Err(vm.value_error(format!("negative size value {size}")));
    };
    if let Some(data) = b.data.borrow_mut().as_mut() {
        data.truncate(n);
    }
    done(vm.new_usize(n))
}

fn getvalue(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, arg(args, 0))?;
    let data = b.data.borrow().clone().unwrap_or_default();
    done(vm.new_bytes(&data))
}

fn getbuffer(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, arg(args, 0))?;
    let data = b.data.borrow().clone().unwrap_or_default();
    let view = vm.builtins.get_text(vm, "memoryview").unwrap_or(Value::None);
    done(vm.call(&view, &[vm.new_bytearray(data)])?)
}

fn close(_vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(b) = arg(args, 0).payload::<BytesIo>() {
        drop(b.data.take());
    }
    done(Value::None)
}

fn flush(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, arg(args, 0))?;
    done(Value::None)
}

fn yes(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, arg(args, 0))?;
    done(Value::True)
}

fn no(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, arg(args, 0))?;
    done(Value::False)
}

fn closed(_vm: &Vm, v: &Value) -> NativeResult {
    done(Value::bool(v.payload::<BytesIo>().is_none_or(|b| b.data.borrow().is_none())))
}

fn getstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let b = this(vm, arg(args, 0))?;
    let data = b.data.borrow().clone().unwrap_or_default();
    done(vm.new_tuple(vec![vm.new_bytes(&data), vm.new_usize(b.at.get()), Value::None]))
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let state = vm.collect(arg(args, 1))?;
    let [data, at, _] = state.as_slice() else {
        return Err(vm.type_error("BytesIO.__setstate__ argument should be a 3-tuple"));
    };
    let (data, at) = (bytes_of(vm, data)?, vm.index_i64(at)?);
    let b = this(vm, arg(args, 0))?;
    *b.data.borrow_mut() = Some(data);
    b.at.set(usize::try_from(at).unwrap_or(0));
    done(Value::None)
}

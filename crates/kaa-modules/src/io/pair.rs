//! `BufferedRWPair`: a reader and a writer over two raw streams, seen as one.

use super::{Mode, new_buffered, unsupported};
use crate::helpers::given;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::Type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::cell::RefCell;

/// Payload: the two buffers.
pub(crate) struct Pair {
    reader: RefCell<Option<Value>>,
    writer: RefCell<Option<Value>>,
}
kaa_heap::payload!(Pair, trace);

impl Pair {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.reader.borrow());
        t.option(&self.writer.borrow());
    }
}

/// A row that goes to the reader (or the writer) with all its arguments.
macro_rules! forward {
    ($($name:ident => $side:ident;)*) => {
        $(fn $name(vm: &Vm, args: &[Slot]) -> NativeResult {
            let target = side(vm, arg(args, 0), |p| &p.$side)?;
            let rest: Vec<Value> = args.iter().skip(1).flatten().cloned().collect();
            done(vm.call_method(&target, stringify!($name), &rest)?)
        })*
    };
}

forward! {
    read => reader; read1 => reader; peek => reader; readinto => reader; readinto1 => reader; readable => reader;
    write => writer; flush => writer; writable => writer;
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, ""),
    method("__init__", "($self, reader, writer, buffer_size=131072, /)", init, ""),
    method("read", "($self, size=-1, /)", read, "Reads bytes."),
    method("read1", "($self, size=-1, /)", read1, "Reads bytes with at most one system call."),
    method("peek", "($self, size=0, /)", peek, "Bytes that come next."),
    method("readinto", "($self, buffer, /)", readinto, "Reads into a buffer."),
    method("readinto1", "($self, buffer, /)", readinto1, "Reads into a buffer."),
    method("write", "($self, b, /)", write, "Writes bytes."),
    method("flush", "($self, /)", flush, "Writes out what is buffered."),
    method("readable", "($self, /)", readable, "Whether it can be read."),
    method("writable", "($self, /)", writable, "Whether it can be written."),
    method("isatty", "($self, /)", isatty, "Whether one of them is a terminal."),
    method("close", "($self, /)", close, "Closes both."),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_io.BufferedRWPair",
    doc: "A reader and a writer together.",
    methods: METHODS,
    getset: &[getter("closed", closed, "")],
    flags: flags::BASETYPE | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn side(vm: &Vm, v: &Value, which: impl Fn(&Pair) -> &RefCell<Option<Value>>) -> Fallible<Value> {
    let found = v.payload::<Pair>().and_then(|p| which(p).borrow().clone());
    found.ok_or_else(|| vm.value_error("I/O operation on uninitialized object"))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>() {
        Some(class) => {
            done(vm.new_object(class, Pair { reader: RefCell::new(None), writer: RefCell::new(None) }))
        }
        None => Err(vm.type_error("a class is needed")),
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(p) = arg(args, 0).payload::<Pair>() else { return done(Value::None) };
    let (reader, writer) = (arg(args, 1), arg(args, 2));
    for (raw, method, message) in [
        (reader, "readable", "File or stream is not readable."),
        (writer, "writable", "File or stream is not writable."),
    ] {
        if !vm.is_true(&vm.call_method(raw, method, &[])?)? {
            return Err(unsupported(vm, message));
        }
    }
    let size = match given(args, 3) {
        Some(n) => usize::try_from(vm.index_clamped(n)?).unwrap_or(0),
        None => super::BUFFER_SIZE,
    };
    if size == 0 {
        return Err(vm.value_error("buffer size must be strictly positive"));
    }
    *p.reader.borrow_mut() = Some(new_buffered(vm, reader.clone(), Mode::Read, size));
    *p.writer.borrow_mut() = Some(new_buffered(vm, writer.clone(), Mode::Write, size));
    done(Value::None)
}

fn isatty(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let writer = side(vm, v, |p| &p.writer)?;
    if vm.is_true(&vm.call_method(&writer, "isatty", &[])?)? {
        return done(Value::True);
    }
    done(vm.call_method(&side(vm, v, |p| &p.reader)?, "isatty", &[])?)
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let written = vm.call_method(&side(vm, v, |p| &p.writer)?, "close", &[]);
    vm.call_method(&side(vm, v, |p| &p.reader)?, "close", &[])?;
    written?;
    done(Value::None)
}

fn closed(vm: &Vm, v: &Value) -> NativeResult {
    let writer = side(vm, v, |p| &p.writer)?;
    done(vm.get_attr(&writer, &vm.intern("closed"))?)
}

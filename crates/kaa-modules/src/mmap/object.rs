//! The class `mmap`: making, reading, searching.

use super::edit;
use crate::helpers::{bytes_of, class_for, given, int32, os_error, some};
use crate::host::memory::Mapping;
use crate::host::{fd, posix};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::Slice;
use kaa_vm::types::sequence::{Subscript, as_type, from_end, has_index, resolve};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use std::cell::{Cell, Ref as Borrow, RefCell};

/// Payload.
pub(super) struct Map {
    pub(super) mapping: RefCell<Option<Mapping>>,
    pub(super) at: Cell<usize>,
    pub(super) access: Access,
    /// A descriptor of its own; -1 for memory alone.
    pub(super) fd: Cell<i32>,
    pub(super) offset: i64,
    /// It was made to keep no descriptor.
    pub(super) untracked: bool,
    /// The same memory for children of the process, without a file.
    pub(super) shared_memory: bool,
}
kaa_heap::payload!(Map);

impl Drop for Map {
    fn drop(&mut self) {
        self.close();
    }
}

impl Map {
    fn close(&self) {
        drop(self.mapping.take());
        let n = self.fd.replace(-1);
        if n >= 0 {
            drop(fd::close(n));
        }
    }
}

/// What may be done with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Access {
    Default,
    Read,
    Write,
    Copy,
}

macro_rules! rows {
    ($($name:literal $signature:literal $f:expr, $doc:literal;)*) => {
        &[
            static_method(
                "__new__",
                "($type, fileno, length, flags=MAP_SHARED, prot=PROT_WRITE|PROT_READ, access=ACCESS_DEFAULT, offset=0, *, trackfd=True)",
                new,
                "Create and return a new object.",
            ),
            $(method($name, $signature, $f, $doc)),*
        ]
    };
}

static METHODS: &[Method] = rows! {
    "__repr__" "($self, /)" repr, "Return repr(self).";
    "__len__" "($self, /)" |vm, a| done(vm.new_usize(open(vm, a)?.len())), "Return len(self).";
    "__getitem__" "($self, key, /)" getitem, "Return self[key].";
    "__setitem__" "($self, key, value, /)" edit::setitem, "Set self[key] to value.";
    "__delitem__" "($self, key, /)" edit::delitem, "Delete self[key].";
    "__buffer__" "($self, flags, /)" buffer, "Return a buffer object that exposes the underlying memory of the object.";
    "__release_buffer__" "($self, buffer, /)" |_, _| done(Value::None),
        "Release the buffer object that exposes the underlying memory of the object.";
    "__enter__" "($self, /)" enter, "";
    "__exit__" "($self, exc_type, exc_value, traceback, /)" close, "";
    "close" "($self, /)" close, "Ends the mapping.";
    "find" "($self, view, start=None, end=None, /)" |vm, a| find(vm, a, End::First), "Where bytes are first.";
    "rfind" "($self, view, start=None, end=None, /)" |vm, a| find(vm, a, End::Last), "Where bytes are last.";
    "flush" "($self, offset=0, size=None, /)" edit::flush, "Writes changes to the file.";
    "madvise" "($self, option, start=0, length=None, /)" edit::advise, "Tells the system how it is used.";
    "move" "($self, dest, src, count, /)" edit::move_bytes, "Copies bytes inside.";
    "read" "($self, n=None, /)" read, "Bytes from the position on.";
    "read_byte" "($self, /)" read_byte, "The byte at the position.";
    "readline" "($self, /)" readline, "A line from the position on.";
    "resize" "($self, newsize, /)" edit::resize, "Changes the size.";
    "seek" "($self, pos, whence=0, /)" seek, "Moves the position.";
    "seekable" "($self, /)" |_, _| done(Value::True), "Always true.";
    "size" "($self, /)" size, "The file's size.";
    "tell" "($self, /)" tell, "The position.";
    "write" "($self, bytes, /)" edit::write, "Writes at the position.";
    "write_byte" "($self, byte, /)" edit::write_byte, "Writes a byte at the position.";
};
static ATTRIBUTES: &[GetSet] =
    &[getter("closed", |vm, v| done(Value::bool(as_type::<Map>(vm, v)?.mapping.borrow().is_none())), "")];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "mmap.mmap",
    doc: "A file as memory.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE | flags::WEAKREF,
    ..TypeSpec::EMPTY
};

pub(super) fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Map>> {
    as_type::<Map>(vm, arg(args, 0))
}

/// The mapping, if it was not closed.
pub(super) fn open<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<Borrow<'a, Mapping>> {
    let me = this(vm, args)?;
    Borrow::filter_map(me.mapping.borrow(), Option::as_ref)
        .map_err(|_| vm.value_error("mmap closed or invalid"))
}

#[cold]
pub(super) fn failed(vm: &Vm, e: &std::io::Error) -> Raised {
    os_error(vm, e, None)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Map>(vm, args)?;
    let number = |i: usize, default: i32| given(args, i).map_or(Ok(default), |v| int32(vm, v));
    let file = int32(vm, arg(args, 1))?;
    let length = vm.index_i64(arg(args, 2))?;
    let (mut map_flags, mut protection) =
        (number(3, libc::MAP_SHARED)?, number(4, libc::PROT_READ | libc::PROT_WRITE)?);
    let access = number(5, 0)?;
    let offset = given(args, 6).map_or(Ok(0), |v| vm.index_i64(v))?;
    let Ok(mut length) = usize::try_from(length) else {
        return Err(vm.overflow_error("memory mapped length must be positive"));
    };
    if offset < 0 {
        return Err(vm.overflow_error("memory mapped offset must be positive"));
    }
    if access != 0 && (map_flags != libc::MAP_SHARED || protection != libc::PROT_READ | libc::PROT_WRITE) {
        return Err(vm.value_error("mmap can't specify both access and flags, prot."));
    }
    let access = match access {
        0 if protection & libc::PROT_WRITE == 0 => Access::Read,
        0 => Access::Default,
        1 => {
            protection = libc::PROT_READ;
            Access::Read
        }
        2 => Access::Write,
        3 => {
            map_flags = libc::MAP_PRIVATE;
            Access::Copy
        }
        _ => return Err(vm.value_error("mmap invalid access parameter.")),
    };
    if file == -1 {
        map_flags |= libc::MAP_ANONYMOUS;
    } else if let Ok(status) = fd::status(file)
        && status.st_mode & libc::S_IFMT == libc::S_IFREG
    {
        let left = usize::try_from(status.st_size.saturating_sub(offset)).ok();
        match (length, left) {
            (0, _) if status.st_size == 0 => return Err(vm.value_error("cannot mmap an empty file")),
            (0, Some(left @ 1..)) => length = left,
            (0, _) => return Err(vm.value_error("mmap offset is greater than file size")),
            (n, left) if left.is_none_or(|left| n > left) => {
                return Err(vm.value_error("mmap length is greater than file size"));
            }
            _ => {}
        }
    }
    let untracked = !given(args, 7).map_or(Ok(true), |v| vm.is_true(v))?;
    let own = if file == -1 || untracked { -1 } else { fd::duplicate(file).map_err(|e| failed(vm, &e))? };
    let map = Map {
        mapping: RefCell::new(None),
        at: Cell::new(0),
        access,
        fd: Cell::new(own),
        offset,
        untracked,
        shared_memory: file == -1 && map_flags & libc::MAP_SHARED != 0,
    };
    let mapping = Mapping::new(file, length, protection, map_flags, offset).map_err(|e| failed(vm, &e))?;
    *map.mapping.borrow_mut() = Some(mapping);
    done(vm.new_object(class, map))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let name = vm.class_of(arg(args, 0)).shown();
    let access = match me.access {
        Access::Default => "ACCESS_DEFAULT",
        Access::Read => "ACCESS_READ",
        Access::Write => "ACCESS_WRITE",
        Access::Copy => "ACCESS_COPY",
    };
    let (at, offset) = (me.at.get(), me.offset);
    done(vm.str_value(&match me.mapping.borrow().as_ref() {
        None => format!("<{name} closed=True>"),
        Some(m) => {
            let n = m.len();
            format!("<{name} closed=False, access={access}, length={n}, pos={at}, offset={offset}>")
        }
    }))
}

fn buffer(vm: &Vm, args: &[Slot]) -> NativeResult {
    let copy = {
        let m = open(vm, args)?;
        vm.new_bytes_owned(m.read(0, m.len()))
    };
    done(vm.call(vm.types.memoryview.value(), &[copy])?)
}

fn enter(vm: &Vm, args: &[Slot]) -> NativeResult {
    open(vm, args)?;
    done(arg(args, 0).clone())
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.close();
    done(Value::None)
}

/// A subscript, with this class's message for other keys.
pub(super) fn subscript(vm: &Vm, key: &Value) -> Fallible<Subscript> {
    if key.payload::<Slice>().is_none() && !has_index(vm, key) {
        return Err(vm.type_error("mmap indices must be integers"));
    }
    Subscript::of(vm, key, "mmap")
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    drop(open(vm, args)?);
    let key = subscript(vm, arg(args, 1))?;
    let m = open(vm, args)?;
    match key {
        Subscript::Index(i) => match resolve(i, m.len()).and_then(|i| m.read(i, 1).first().copied()) {
            Some(b) => done(vm.new_int(i64::from(b))),
            None => Err(vm.index_error("mmap index out of range")),
        },
        Subscript::Slice(parts) => {
            let span = parts.span(m.len());
            if span.step == 1 {
                return done(
                    vm.new_bytes_owned(m.read(usize::try_from(span.start).unwrap_or(0), span.count)),
                );
            }
            let bytes = span.indexes().filter_map(|i| m.read(i, 1).first().copied()).collect();
            done(vm.new_bytes_owned(bytes))
        }
    }
}

/// Which of several places is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

fn find(vm: &Vm, args: &[Slot], which: End) -> NativeResult {
    let needle = bytes_of(vm, arg(args, 1))?;
    let bound = |i: usize| some(args, i).map(|v| vm.index_clamped(v)).transpose();
    let (start, end) = (bound(2)?, bound(3)?);
    let at = this(vm, args)?.at.get();
    let m = open(vm, args)?;
    let n = m.len();
    let start = match start {
        Some(i) => from_end(i, n).min(n),
        None => at.min(n),
    };
    let end = end.map_or(n, |i| from_end(i, n).min(n)).max(start);
    let bytes = m.read(start, end - start);
    let fits = |i: &usize| bytes[*i..].starts_with(&needle);
    let mut places = 0..(bytes.len() + 1).saturating_sub(needle.len());
    let found = match which {
        End::First => places.find(fits),
        End::Last => places.rev().find(fits),
    };
    done(found.map_or(vm.new_int(-1), |i| vm.new_usize(start + i)))
}

fn read(vm: &Vm, args: &[Slot]) -> NativeResult {
    let wish = match some(args, 1) {
        Some(v) if has_index(vm, v) => usize::try_from(vm.index_clamped(v)?).unwrap_or(usize::MAX),
        Some(v) => {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("argument should be integer or None, not '{got}'")));
        }
        None => usize::MAX,
    };
    let me = this(vm, args)?;
    let bytes = open(vm, args)?.read(me.at.get(), wish);
    me.at.set(me.at.get() + bytes.len());
    done(vm.new_bytes_owned(bytes))
}

fn read_byte(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    match open(vm, args)?.read(me.at.get(), 1).first() {
        Some(b) => {
            me.at.set(me.at.get() + 1);
            done(vm.new_int(i64::from(*b)))
        }
        None => Err(vm.value_error("read byte out of range")),
    }
}

fn readline(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let m = open(vm, args)?;
    let mut bytes = m.read(me.at.get(), usize::MAX);
    if let Some(end) = bytes.iter().position(|b| *b == b'\n') {
        bytes.truncate(end + 1);
    }
    me.at.set(me.at.get() + bytes.len());
    done(vm.new_bytes_owned(bytes))
}

fn seek(vm: &Vm, args: &[Slot]) -> NativeResult {
    let distance = vm.index_i64(arg(args, 1))?;
    let whence = given(args, 2).map_or(Ok(0), |v| int32(vm, v))?;
    let me = this(vm, args)?;
    let n = open(vm, args)?.len();
    let from = match whence {
        0 => 0,
        1 => me.at.get(),
        2 => n,
        _ => return Err(vm.value_error("unknown seek type")),
    };
    let to = i64::try_from(from).ok().and_then(|f| f.checked_add(distance));
    match to.and_then(|t| usize::try_from(t).ok()).filter(|t| *t <= n) {
        Some(t) => {
            me.at.set(t);
            done(vm.new_usize(t))
        }
        None => Err(vm.value_error("seek out of range")),
    }
}

fn size(vm: &Vm, args: &[Slot]) -> NativeResult {
    drop(open(vm, args)?);
    let status = fd::status(this(vm, args)?.fd.get()).map_err(|e| failed(vm, &e))?;
    done(vm.new_int(status.st_size))
}

fn tell(vm: &Vm, args: &[Slot]) -> NativeResult {
    drop(open(vm, args)?);
    done(vm.new_usize(this(vm, args)?.at.get()))
}

/// Changes the length of the file behind a mapping.
pub(super) fn set_file_length(vm: &Vm, me: &Map, length: i64) -> Fallible<()> {
    posix::ftruncate(me.fd.get(), length).map(drop).map_err(|e| failed(vm, &e))
}

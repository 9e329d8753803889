//! Path arguments: text, bytes, path-like objects, descriptors, and the `dir_fd` that relative ones start from.

use crate::helpers::{escape, given, int32, os_error, os_error_number, some, unescape};
use crate::host::posix::c_text;
use kaa_vm::native::Slot;
use kaa_vm::types::{ByteArray, Bytes, MemoryView, Str};
use kaa_vm::{Fallible, Raised, Value, Vm};
use std::ffi::CString;

/// A path argument.
pub(super) struct Path {
    /// As the system takes it.
    pub(super) text: CString,
    /// A descriptor in place of a path.
    pub(super) fd: Option<i32>,
    /// As it was given, for messages.
    pub(super) object: Value,
    /// It came as bytes: names are given back as bytes.
    pub(super) narrow: bool,
}

/// What an argument may be besides a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Also {
    /// Nothing else.
    Nothing,
    /// A descriptor.
    Descriptor,
    /// A descriptor, or nothing, which is the current directory.
    DescriptorOrNone,
}

/// A path argument of a function.
pub(super) fn path(vm: &Vm, args: &[Slot], i: usize, names: (&str, &str), also: Also) -> Fallible<Path> {
    let v = match given(args, i) {
        Some(v) => v.clone(),
        None => Value::None,
    };
    let (function, name) = names;
    if v.is_none() && also == Also::DescriptorOrNone {
        return Ok(Path { text: c".".to_owned(), fd: None, object: Value::None, narrow: false });
    }
    let is_path = v.payload::<Str>().is_some()
        || v.payload::<Bytes>().is_some()
        || vm.class_of(&v).lookup(vm, &vm.names.__fspath__).is_some();
    if !is_path {
        if also != Also::Nothing && kaa_vm::types::sequence::has_index(vm, &v) {
            let fd = int32(vm, &v)?;
            return Ok(Path { text: CString::default(), fd: Some(fd), object: v, narrow: false });
        }
        let kinds = match also {
            Also::Nothing => "string, bytes or os.PathLike",
            Also::Descriptor => "string, bytes, os.PathLike or integer",
            Also::DescriptorOrNone => "string, bytes, os.PathLike, integer or None",
        };
        let got = vm.type_name(&v);
        return Err(vm.type_error(format!("{function}: {name} should be {kinds}, not {got}")));
    }
    let plain = vm.fs_path(&v)?;
    let (bytes, narrow) = match plain.payload::<Bytes>() {
        Some(b) => (b.data.to_vec(), true),
        None => (plain.payload::<Str>().map(|s| fs_encode(vm, s)).transpose()?.unwrap_or_default(), false),
    };
    match c_text(&bytes) {
        Ok(text) => Ok(Path { text, fd: None, object: v, narrow }),
        Err(_) => Err(vm.value_error(format!("{function}: embedded null character in {name}"))),
    }
}

/// Text as the file system's bytes.
pub(super) fn fs_encode(vm: &Vm, s: &Str) -> Fallible<Vec<u8>> {
    let bytes = unescape(s.as_bytes());
    if s.is_ascii() || !has_lone_surrogate(s.as_bytes()) {
        return Ok(bytes);
    }
    let v = vm.new_str_wtf8(s.as_bytes());
    vm.encode_text(&v, "utf-8", "surrogateescape")
        .map(|b| b.payload::<Bytes>().map(|b| b.data.to_vec()).unwrap_or_default())
}

fn has_lone_surrogate(wtf8: &[u8]) -> bool {
    wtf8.windows(2).any(|w| w[0] == 0xed && w[1] >= 0xa0)
}

/// A text or bytes argument as the system takes it, not a path of messages (names of variables, program arguments).
pub(crate) fn fs_text(vm: &Vm, v: &Value) -> Fallible<CString> {
    let plain = vm.fs_path(v)?;
    let bytes = match plain.payload::<Str>() {
        Some(s) => fs_encode(vm, s)?,
        None => plain.payload::<Bytes>().map(|b| b.data.to_vec()).unwrap_or_default(),
    };
    c_text(&bytes).map_err(|_| vm.value_error("embedded null byte"))
}

/// `dir_fd`.
pub(super) fn dir_fd(vm: &Vm, args: &[Slot], i: usize) -> Fallible<i32> {
    match some(args, i) {
        None => Ok(libc::AT_FDCWD),
        Some(v) if kaa_vm::types::sequence::has_index(vm, v) => int32(vm, v),
        Some(v) => {
            let got = vm.type_name(v);
            Err(vm.type_error(format!("argument should be integer or None, not {got}")))
        }
    }
}

/// A boolean argument.
pub(super) fn flag(vm: &Vm, args: &[Slot], i: usize, default: bool) -> Fallible<bool> {
    given(args, i).map_or(Ok(default), |v| vm.is_true(v))
}

/// A descriptor: an int or something with `fileno()`.
pub(crate) fn descriptor(vm: &Vm, v: &Value) -> Fallible<i32> {
    if kaa_vm::types::int::is_int(v) {
        let n = int32(vm, v)?;
        if n < 0 {
            return Err(vm.value_error(format!("file descriptor cannot be a negative integer ({n})")));
        }
        return Ok(n);
    }
    let Some(method) = vm.get_attr_opt(v, &vm.intern("fileno"))? else {
        return Err(vm.type_error("argument must be an int, or have a fileno() method."));
    };
    let fd = vm.call(&method, &[])?;
    if !kaa_vm::types::int::is_int(&fd) {
        let got = vm.type_name(&fd);
        return Err(vm.type_error(format!("fileno() returned a non-integer, not {got}")));
    }
    let n = int32(vm, &fd)?;
    if n < 0 {
        return Err(vm.value_error(format!("file descriptor cannot be a negative integer ({n})")));
    }
    Ok(n)
}

impl Path {
    /// The error of a failed call, told with the path.
    #[cold]
    pub(super) fn error(&self, vm: &Vm, e: &std::io::Error) -> Raised {
        os_error(vm, e, Some(&self.object).filter(|o| !o.is_none()))
    }

    /// The same with a second path.
    #[cold]
    pub(super) fn error_with(&self, vm: &Vm, e: &std::io::Error, other: &Path) -> Raised {
        let number = e.raw_os_error().unwrap_or(libc::EIO);
        let text = crate::helpers::strerror(number);
        let args = [
            vm.new_int(i64::from(number)),
            vm.str_value(&text),
            self.object.clone(),
            Value::None,
            other.object.clone(),
        ];
        match vm.call(vm.exceptions.os_error.value(), &args) {
            Ok(e) => Raised(e),
            Err(e) => e,
        }
    }

    /// A name as this path's kind of text.
    pub(super) fn name(&self, vm: &Vm, bytes: &[u8]) -> Value {
        if self.narrow { vm.new_bytes(bytes) } else { vm.new_str_owned(escape(bytes)).into() }
    }
}

/// An error without path.
#[cold]
pub(super) fn plain_error(vm: &Vm, e: &std::io::Error) -> Raised {
    os_error_number(vm, e.raw_os_error().unwrap_or(libc::EIO), None)
}

/// The bytes of a buffer argument.
pub(crate) fn buffer_len(vm: &Vm, v: &Value) -> Fallible<usize> {
    if let Some(b) = v.payload::<ByteArray>() {
        return Ok(b.data.borrow().len());
    }
    if v.payload::<MemoryView>().is_some() || v.payload::<Bytes>().is_none() {
        return Ok(vm.require_bytes(v)?.len());
    }
    Err(vm.type_error(format!("argument must be read-write bytes-like object, not {}", vm.type_name(v))))
}

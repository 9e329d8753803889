//! `OSError`: fields errno, strerror, filename, filename2, characters_written; and which subclass an errno stands for.

use super::methods::{base_str, filled_dict, reduced, set_args};
use super::{Exception, Extra, class_argument, field, keywords, no_keywords, receiver, rest};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{Slot, arg, getset, method, static_method};
use crate::types::Type;
use crate::types::int::{as_i64, is_int};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

const ERRNO: usize = 0;
const STRERROR: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 3;
const WRITTEN: usize = 4;

/// Methods and attributes of `OSError`.
pub(crate) static OS_ERROR: Extra = Extra {
    methods: &[
        static_method(
            "__new__",
            "($type, *args, **kwargs)",
            new,
            "Create and return a new object.  See help(type) for accurate signature.",
        ),
        method(
            "__init__",
            "($self, /, *args, **kwargs)",
            init,
            "Initialize self.  See help(type(self)) for accurate signature.",
        ),
        method("__str__", "($self, /)", str, "Return str(self)."),
        method("__reduce__", "($self, /)", reduce, ""),
    ],
    getset: &[
        field!("errno", ERRNO, "POSIX exception code"),
        field!("strerror", STRERROR, "exception strerror"),
        field!("filename", FILENAME, "exception filename"),
        field!("filename2", FILENAME2, "second exception filename"),
        getset("characters_written", get_written, set_written, ""),
    ],
};

/// The class that `OSError(errno, …)` makes.
pub(crate) fn class_for(vm: &Vm, errno: i32) -> Ref<Type> {
    let x = &vm.exceptions;
    match errno {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &x.blocking_io_error,
        libc::EPIPE | libc::ESHUTDOWN => &x.broken_pipe_error,
        libc::ECHILD => &x.child_process_error,
        libc::ECONNABORTED => &x.connection_aborted_error,
        libc::ECONNREFUSED => &x.connection_refused_error,
        libc::ECONNRESET => &x.connection_reset_error,
        libc::EEXIST => &x.file_exists_error,
        libc::ENOENT => &x.file_not_found_error,
        libc::EISDIR => &x.is_a_directory_error,
        libc::ENOTDIR => &x.not_a_directory_error,
        libc::EINTR => &x.interrupted_error,
        libc::EACCES | libc::EPERM => &x.permission_error,
        libc::ESRCH => &x.process_lookup_error,
        libc::ETIMEDOUT => &x.timeout_error,
        _ => &x.os_error,
    }
    .clone()
}

impl Vm {
    /// The exception of a failed system call: class by errno, the system's text, the file's name if there is one.
    #[cold]
    pub fn os_error(&self, errno: i32, filename: Option<&Value>) -> Raised {
        let full = std::io::Error::from_raw_os_error(errno).to_string();
        let text = full.rsplit_once(" (os error").map_or(&*full, |(t, _)| t);
        let mut args = vec![self.new_int(i64::from(errno)), self.str_value(text)];
        args.extend(filename.cloned());
        self.error_with(&class_for(self, errno), args)
    }

    /// The same from an error of Rust's library.
    #[cold]
    pub fn io_error(&self, e: &std::io::Error, filename: Option<&Value>) -> Raised {
        match e.raw_os_error() {
            Some(n) => self.os_error(n, filename),
            None => self.error(&self.exceptions.os_error, &e.to_string()),
        }
    }
}

/// Fields from the arguments; two to five of them have a meaning. `args` keeps the first two when a file name is given.
pub(crate) fn fill(vm: &Vm, e: &Ref<Exception>, args: &[Value]) -> Fallible<()> {
    set_args(e, vm.new_tuple(args.to_vec()));
    if !(2..=5).contains(&args.len()) {
        return Ok(());
    }
    e.set_field(ERRNO, Some(args[0].clone()));
    e.set_field(STRERROR, Some(args[1].clone()));
    let Some(filename) = args.get(2).filter(|f| !f.is_none()) else { return Ok(()) };
    let blocking = vm.is_instance_of(e.value(), &vm.exceptions.blocking_io_error);
    if blocking && vm.class_of(filename).special(vm, Dunder::Index).is_some() {
        let n = vm.index_i64(filename)?;
        e.set_field(WRITTEN, Some(vm.new_int(n)));
        return Ok(());
    }
    e.set_field(FILENAME, Some(filename.clone()));
    if let Some(second) = args.get(4).filter(|f| !f.is_none()) {
        e.set_field(FILENAME2, Some(second.clone()));
    }
    set_args(e, vm.new_tuple(args[..2].to_vec()));
    Ok(())
}

/// Does `__init__` read the arguments, because a subclass overrides it and not `__new__`? Otherwise `__new__` does.
fn init_reads(vm: &Vm, class: &Type) -> bool {
    let base = &vm.exceptions.os_error;
    let same = |d: Dunder| match (class.special(vm, d), base.special(vm, d)) {
        (Some(a), Some(b)) => a.is(&b),
        _ => false,
    };
    !same(Dunder::Init) && same(Dunder::New)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut class = class_argument(vm, args, &vm.exceptions.os_error)?;
    let items = rest(vm, args, 1);
    if init_reads(vm, &class) {
        return done(vm.new_object(&class, Exception::new(vm.new_tuple(Vec::new()))));
    }
    if class.is(&vm.exceptions.os_error) {
        if !keywords(args, 2).is_empty() {
            return Err(vm.type_error("OSError() takes no keyword arguments"));
        }
        let errno = items.first().filter(|v| (2..=5).contains(&items.len()) && is_int(v));
        if let Some(n) = errno.and_then(as_i64).and_then(|n| i32::try_from(n).ok()) {
            class = class_for(vm, n);
        }
    }
    let e = vm.new_object(&class, Exception::new(items.clone()));
    fill(vm, &e, &items)?;
    done(e)
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    if init_reads(vm, vm.class_of(e.value())) {
        no_keywords(vm, e.value(), args, 2)?;
        fill(vm, e, &rest(vm, args, 1))?;
    }
    done(Value::None)
}

fn str(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let (errno, strerror) = (e.field(ERRNO), e.field(STRERROR));
    let filename = e.field(FILENAME);
    let shown = |v: &Option<Value>| vm.str(v.as_ref().unwrap_or(&Value::None));
    if let Some(f) = &filename {
        let head =
            [b"[Errno ".as_slice(), shown(&errno)?.as_bytes(), b"] ", shown(&strerror)?.as_bytes(), b": "]
                .concat();
        let mut out = [&head[..], vm.repr(f)?.as_bytes()].concat();
        if let Some(second) = e.field(FILENAME2) {
            out.extend_from_slice(b" -> ");
            out.extend_from_slice(vm.repr(&second)?.as_bytes());
        }
        return done(vm.new_str_owned(out));
    }
    if errno.is_some() && strerror.is_some() {
        let out =
            [b"[Errno ".as_slice(), shown(&errno)?.as_bytes(), b"] ", shown(&strerror)?.as_bytes()].concat();
        return done(vm.new_str_owned(out));
    }
    done(base_str(vm, e)?)
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let mut items = e.args.borrow().to_vec();
    if let (2, Some(f)) = (items.len(), e.field(FILENAME)) {
        items.push(f);
        if let Some(second) = e.field(FILENAME2) {
            items.extend([Value::None, second]);
        }
    }
    let state = filled_dict(vm, e.value())?;
    done(reduced(vm, e.value(), vm.new_tuple(items), state))
}

fn get_written(vm: &Vm, v: &Value) -> NativeResult {
    match receiver(vm, v)?.field(WRITTEN) {
        Some(n) => done(n),
        None => Err(vm.attribute_error_text("characters_written")),
    }
}

fn set_written(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    let e = receiver(vm, v)?;
    let Some(new) = new else {
        if e.field(WRITTEN).is_none() {
            return Err(vm.attribute_error_text("characters_written"));
        }
        e.set_field(WRITTEN, None);
        return Ok(());
    };
    let n = vm.index_i64(new)?;
    e.set_field(WRITTEN, Some(vm.new_int(n)));
    Ok(())
}

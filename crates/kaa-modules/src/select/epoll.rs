//! `select.epoll` objects: the system's own list of descriptors to wait for.

use crate::helpers::{class_for, given, int32, os_error, some};
use crate::host::{fd, poll as host};
use crate::timeout::{Unit, argument, milliseconds, waiting};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, class_method, getter, method, static_method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::cell::Cell;
use std::time::Duration;

/// Payload: the descriptor; -1 once closed.
pub(super) struct Epoll(Cell<i32>);
kaa_heap::payload!(Epoll);

impl Drop for Epoll {
    fn drop(&mut self) {
        let fd = self.0.replace(-1);
        if fd >= 0 {
            drop(fd::close(fd));
        }
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, sizehint=-1, flags=0)", new, "Create and return a new object."),
    class_method("fromfd", "($type, fd, /)", from_fd, "An object of a descriptor."),
    method("close", "($self, /)", close, "Closes the descriptor; no error when it is closed."),
    method("fileno", "($self, /)", |vm, a| done(vm.new_int(i64::from(open(vm, a)?))), "The descriptor."),
    method(
        "register",
        "($self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)",
        |vm, a| control(vm, a, libc::EPOLL_CTL_ADD),
        "Waits for events of a descriptor.",
    ),
    method(
        "modify",
        "($self, /, fd, eventmask)",
        |vm, a| control(vm, a, libc::EPOLL_CTL_MOD),
        "Changes the events of a descriptor.",
    ),
    method(
        "unregister",
        "($self, /, fd)",
        |vm, a| control(vm, a, libc::EPOLL_CTL_DEL),
        "Forgets a descriptor.",
    ),
    method(
        "poll",
        "($self, /, timeout=None, maxevents=-1)",
        poll,
        "Waits; gives pairs of descriptor and events.",
    ),
    method(
        "__enter__",
        "($self, /)",
        |vm, a| {
            open(vm, a)?;
            done(arg(a, 0).clone())
        },
        "",
    ),
    method("__exit__", "($self, exc_type=None, exc_value=None, exc_tb=None, /)", close, ""),
];
static ATTRIBUTES: &[GetSet] = &[getter(
    "closed",
    |vm, v| done(Value::bool(as_type::<Epoll>(vm, v)?.0.get() < 0)),
    "True if the epoll handler is closed",
)];
pub(super) static SPEC: TypeSpec =
    TypeSpec { name: "select.epoll", methods: METHODS, getset: ATTRIBUTES, ..TypeSpec::EMPTY };

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Epoll>(vm, args)?;
    let hint = given(args, 1).map_or(Ok(-1), |v| int32(vm, v))?;
    let flags = given(args, 2).map_or(Ok(0), |v| int32(vm, v))?;
    if hint != -1 && hint <= 0 {
        return Err(vm.value_error("negative sizehint"));
    }
    if flags != 0 && flags != libc::EPOLL_CLOEXEC {
        return Err(vm.error(&vm.exceptions.os_error, "invalid flags"));
    }
    let fd = host::epoll_create(libc::EPOLL_CLOEXEC).map_err(|e| os_error(vm, &e, None))?;
    done(vm.new_object(class, Epoll(Cell::new(fd))))
}

fn from_fd(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Epoll>(vm, args)?;
    done(vm.new_object(class, Epoll(Cell::new(int32(vm, arg(args, 1))?))))
}

fn open(vm: &Vm, args: &[Slot]) -> Fallible<i32> {
    match as_type::<Epoll>(vm, arg(args, 0))?.0.get() {
        fd @ 0.. => Ok(fd),
        _ => Err(vm.value_error("I/O operation on closed epoll object")),
    }
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = as_type::<Epoll>(vm, arg(args, 0))?.0.replace(-1);
    if fd >= 0 {
        fd::close(fd).map_err(|e| os_error(vm, &e, None))?;
    }
    done(Value::None)
}

fn control(vm: &Vm, args: &[Slot], what: i32) -> NativeResult {
    let fd = crate::posix::descriptor(vm, arg(args, 1))?;
    let events = match given(args, 2) {
        Some(v) => vm.index_bigint(v)?.iter_u32_digits().next().unwrap_or(0),
        None => (libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT) as u32,
    };
    let epoll = open(vm, args)?;
    host::epoll_control(epoll, what, fd, events).map_err(|e| os_error(vm, &e, None))?;
    done(Value::None)
}

fn poll(vm: &Vm, args: &[Slot]) -> NativeResult {
    let epoll = open(vm, args)?;
    let nanos = match some(args, 1) {
        Some(v) => argument(vm, v, Unit::Seconds, "timeout must be an integer or None")?,
        None => None,
    };
    let limit = nanos.and_then(|n| u64::try_from(n).ok()).map(Duration::from_nanos);
    if limit.is_some_and(|l| l.as_millis() > i32::MAX as u128) {
        return Err(vm.overflow_error("timeout is too large"));
    }
    let most = match given(args, 2).map_or(Ok(-1), |v| int32(vm, v))? {
        -1 => 1023,
        n @ 1.. => (n as usize).min(1 << 16),
        n => return Err(vm.value_error(format!("maxevents must be greater than 0, got {n}"))),
    };
    let events = waiting(vm, limit, |left| host::epoll_wait(epoll, most, milliseconds(left)))?
        .map_err(|e| os_error(vm, &e, None))?;
    let pairs = events
        .into_iter()
        .map(|(fd, what)| vm.new_tuple(vec![vm.new_int(i64::from(fd)), vm.new_int(i64::from(what))]).into());
    done(vm.new_list(pairs.collect()))
}

//! `select.poll` objects: descriptors with the events that are waited for.

use crate::helpers::{class_named, given, os_error};
use crate::host::poll as host;
use crate::timeout::{Unit, argument, milliseconds, waiting};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// Payload: descriptors in order of registration.
#[derive(Default)]
pub(super) struct Poll {
    wanted: RefCell<Vec<(i32, u16)>>,
    running: Cell<bool>,
}
kaa_heap::payload!(Poll);

static METHODS: &[Method] = &[
    method(
        "register",
        "($self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)",
        register,
        "Waits for events of a descriptor.",
    ),
    method("modify", "($self, fd, eventmask, /)", modify, "Changes the events of a descriptor."),
    method("unregister", "($self, fd, /)", unregister, "Forgets a descriptor."),
    method("poll", "($self, timeout=None, /)", poll, "Waits; gives pairs of descriptor and events."),
];
pub(super) static SPEC: TypeSpec =
    TypeSpec { name: "select.poll", methods: METHODS, flags: flags::NO_INSTANTIATION, ..TypeSpec::EMPTY };

pub(super) fn make(vm: &Vm, _args: &[Slot]) -> NativeResult {
    match class_named(vm, SPEC.name) {
        Some(class) => done(vm.new_object(&class, Poll::default())),
        None => Err(vm.system_error("the module select is not there")),
    }
}

/// A C unsigned short.
fn mask(vm: &Vm, v: &Value) -> Fallible<u16> {
    let n = vm.index_bigint(v)?;
    if n.sign() == num_bigint::Sign::Minus {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    u16::try_from(&n).map_err(|_| vm.overflow_error("Python int too large for C unsigned short"))
}

fn register(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = crate::posix::descriptor(vm, arg(args, 1))?;
    let events = match given(args, 2) {
        Some(v) => mask(vm, v)?,
        None => (libc::POLLIN | libc::POLLPRI | libc::POLLOUT) as u16,
    };
    let mut wanted = as_type::<Poll>(vm, arg(args, 0))?.wanted.borrow_mut();
    match wanted.iter_mut().find(|(n, _)| *n == fd) {
        Some(row) => row.1 = events,
        None => wanted.push((fd, events)),
    }
    done(Value::None)
}

fn modify(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = crate::posix::descriptor(vm, arg(args, 1))?;
    let events = mask(vm, arg(args, 2))?;
    let mut wanted = as_type::<Poll>(vm, arg(args, 0))?.wanted.borrow_mut();
    match wanted.iter_mut().find(|(n, _)| *n == fd) {
        Some(row) => row.1 = events,
        None => return Err(crate::helpers::os_error_number(vm, libc::ENOENT, None)),
    }
    done(Value::None)
}

fn unregister(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = crate::posix::descriptor(vm, arg(args, 1))?;
    let mut wanted = as_type::<Poll>(vm, arg(args, 0))?.wanted.borrow_mut();
    match wanted.iter().position(|(n, _)| *n == fd) {
        Some(i) => {
            wanted.remove(i);
            done(Value::None)
        }
        None => Err(vm.key_error(&vm.new_int(i64::from(fd)))),
    }
}

/// A timeout in milliseconds; less than nothing waits for ever.
fn limit(vm: &Vm, v: Option<&Value>) -> Fallible<Option<Duration>> {
    let nanos = match v {
        Some(v) => argument(vm, v, Unit::Milliseconds, "timeout must be an integer or None")?,
        None => None,
    };
    let limit = nanos.and_then(|n| u64::try_from(n).ok()).map(Duration::from_nanos);
    if limit.is_some_and(|l| l.as_millis() > i32::MAX as u128) {
        return Err(vm.overflow_error("timeout is too large"));
    }
    Ok(limit)
}

fn poll(vm: &Vm, args: &[Slot]) -> NativeResult {
    let limit = limit(vm, given(args, 1))?;
    let me = as_type::<Poll>(vm, arg(args, 0))?;
    if me.running.replace(true) {
        return Err(vm.runtime_error("concurrent poll() invocation"));
    }
    let row = |(fd, events): &(i32, u16)| libc::pollfd { fd: *fd, events: *events as i16, revents: 0 };
    let mut list: Vec<libc::pollfd> = me.wanted.borrow().iter().map(row).collect();
    let answer = waiting(vm, limit, |left| host::poll(&mut list, milliseconds(left)));
    me.running.set(false);
    answer?.map_err(|e| os_error(vm, &e, None))?;
    let ready = list.iter().filter(|p| p.revents != 0).map(|p| {
        let pair = vec![vm.new_int(i64::from(p.fd)), vm.new_int(i64::from(p.revents as u16))];
        vm.new_tuple(pair).into()
    });
    done(vm.new_list(ready.collect()))
}

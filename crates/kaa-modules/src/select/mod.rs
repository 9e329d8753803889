//! The module `select`: waiting for descriptors. `poll.rs` and `epoll.rs` are the classes; the system calls are in
//! `host/poll.rs`.

mod constants;
mod epoll;
mod poll;

use crate::helpers::{enter_class, os_error, some};
use crate::host::poll::{self as host, SET_SIZE};
use crate::timeout::{Unit, argument, waiting};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{List, Module};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::time::Duration;

const ROWS: &[Method] = &[
    function(
        "select",
        "($module, rlist, wlist, xlist, timeout=None, /)",
        select,
        "Waits until descriptors are ready: for reading, for writing, or in an exceptional state.",
    ),
    function("poll", "($module, /)", poll::make, "A new polling object."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("select", Some("Waiting for descriptors to be ready."));
    vm.add_functions(&module, ROWS);
    for (name, n) in constants::NUMBERS {
        module.dict.set_str(&vm.intern(name), vm.new_int(*n));
    }
    module.dict.set_str(&vm.intern("error"), vm.exceptions.os_error.value().clone());
    let class = vm.new_native_type::<poll::Poll>(&vm.types.object, &poll::SPEC);
    vm.module_state.borrow_mut().insert(poll::SPEC.name, class.value().clone());
    let class = vm.new_native_type::<epoll::Epoll>(&vm.types.object, &epoll::SPEC);
    enter_class(vm, &module, epoll::SPEC.name, &class);
    Ok(module)
}

/// Objects and their descriptors.
fn descriptors(vm: &Vm, list: &Value) -> Fallible<(Vec<Value>, Vec<i32>)> {
    let given = match vm.collect(list) {
        Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {
            return Err(vm.type_error("arguments 1-3 must be sequences"));
        }
        r => r?,
    };
    let mut items = Vec::with_capacity(given.len());
    let mut fds = Vec::with_capacity(given.len());
    for (i, v) in given.into_iter().enumerate() {
        // A `fileno()` may have made the list shorter.
        if list.payload::<List>().is_some_and(|l| l.items.borrow().len() <= i) {
            break;
        }
        let fd = crate::posix::descriptor(vm, &v)?;
        items.push(v);
        match usize::try_from(fd) {
            Ok(n) if n < SET_SIZE => fds.push(fd),
            Ok(_) => return Err(vm.value_error("filedescriptor out of range in select()")),
            Err(_) => {
                let text = format!("file descriptor cannot be a negative integer ({fd})");
                return Err(vm.value_error(text));
            }
        }
        if fds.len() > SET_SIZE {
            return Err(vm.value_error("too many file descriptors in select()"));
        }
    }
    Ok((items, fds))
}

fn select(vm: &Vm, args: &[Slot]) -> NativeResult {
    let timeout = match some(args, 4) {
        Some(v) => argument(vm, v, Unit::Seconds, "timeout must be a float or None")?,
        None => None,
    };
    let timeout = match timeout.map(u64::try_from) {
        None => None,
        Some(Ok(n)) => Some(Duration::from_nanos(n)),
        Some(Err(_)) => return Err(vm.value_error("timeout must be non-negative")),
    };
    let lists =
        [descriptors(vm, arg(args, 1))?, descriptors(vm, arg(args, 2))?, descriptors(vm, arg(args, 3))?];
    let fds = [&lists[0].1[..], &lists[1].1, &lists[2].1];
    let ready = waiting(vm, timeout, |left| host::select(fds, left))?.map_err(|e| os_error(vm, &e, None))?;
    let chosen = lists.iter().zip(&ready).map(|((items, fds), ready)| {
        let pairs = items.iter().zip(fds).filter(|(_, fd)| ready.contains(fd));
        vm.new_list(pairs.map(|(v, _)| v.clone()).collect()).into()
    });
    done(vm.new_tuple(chosen.collect()))
}

//! The module `_socket`, on which `socket` stands: `object.rs` the class, `transfer.rs` moving bytes, `messages.rs` with control
//! messages, `address.rs` addresses, `names.rs` hosts and services. System calls are in `host/`.

mod address;
mod constants;
mod messages;
mod names;
mod object;
mod options;
mod transfer;

use crate::helpers::{enter_class, os_error};
use crate::timeout::{Unit, argument};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::Module;
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use std::cell::Cell;

const ROWS: &[Method] = &[
    function("getdefaulttimeout", "($module, /)", get_default, "The timeout of new sockets."),
    function("setdefaulttimeout", "($module, object, /)", set_default, "Sets the timeout of new sockets."),
    function("socketpair", "($module, family=0, type=0, proto=0, /)", object::pair, "Two connected sockets."),
    function("close", "($module, object, /)", object::close_number, "Closes a socket's descriptor."),
    function("dup", "($module, object, /)", object::duplicate, "Another descriptor of a socket."),
    function("CMSG_LEN", "($module, length, /)", messages::length, "Bytes of a control message."),
    function(
        "CMSG_SPACE",
        "($module, length, /)",
        messages::space,
        "Bytes of a control message with padding.",
    ),
];

thread_local! {
    /// The timeout of new sockets in nanoseconds; -1 is none.
    static DEFAULT: Cell<i64> = const { Cell::new(-1) };
}

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_socket", Some("Sockets of the operating system."));
    vm.add_functions(&module, ROWS);
    vm.add_functions(&module, names::ROWS);
    vm.add_functions(&module, address::ROWS);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    for (name, n) in constants::NUMBERS {
        set(name, vm.new_int(*n));
    }
    set("has_ipv6", Value::True);
    set("BDADDR_ANY", vm.str_value("00:00:00:00:00:00"));
    set("BDADDR_LOCAL", vm.str_value("00:00:00:FF:FF:FF"));
    set("error", vm.exceptions.os_error.value().clone());
    set("timeout", vm.exceptions.timeout_error.value().clone());
    for name in ["socket.herror", "socket.gaierror"] {
        let class = vm.new_exception_type(&vm.exceptions.os_error, name, "");
        enter_class(vm, &module, name, &class);
    }
    let class = vm.new_native_type::<object::Socket>(&vm.types.object, &object::SPEC);
    enter_class(vm, &module, object::SPEC.name, &class);
    set("SocketType", class.into());
    Ok(module)
}

fn failed(vm: &Vm, e: &std::io::Error) -> Raised {
    os_error(vm, e, None)
}

/// A timeout argument in nanoseconds; -1 is none.
fn timeout_of(vm: &Vm, v: &Value) -> Fallible<i64> {
    let complaint = format!("'{}' object cannot be interpreted as an integer or float", vm.type_name(v));
    match argument(vm, v, Unit::Seconds, &complaint)? {
        None => Ok(-1),
        Some(n) if n < 0 => Err(vm.value_error("Timeout value out of range")),
        Some(n) => Ok(n),
    }
}

fn shown_timeout(vm: &Vm, nanos: i64) -> Value {
    if nanos < 0 { Value::None } else { vm.new_float(nanos as f64 / 1e9) }
}

fn get_default(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(shown_timeout(vm, DEFAULT.get()))
}

fn set_default(vm: &Vm, args: &[Slot]) -> NativeResult {
    DEFAULT.set(timeout_of(vm, arg(args, 1))?);
    done(Value::None)
}

//! The module `faulthandler`: tracebacks when asked for. Crashes of the process itself are the system's matter: handlers for
//! them are accepted and noted.

use crate::helpers::{given, int32, some};
use crate::host::fd;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::cell::Cell;

const ROWS: &[Method] = &[
    function(
        "enable",
        "($module, /, file=sys.stderr, all_threads=True, c_stack=True)",
        enable,
        "Notes the wish.",
    ),
    function("disable", "($module, /)", disable, "Takes the wish back."),
    function("is_enabled", "($module, /)", |_, _| done(Value::bool(ENABLED.get())), "Is it wished?"),
    function(
        "dump_traceback",
        "($module, /, file=sys.stderr, all_threads=True)",
        dump,
        "Writes the traceback of the running code.",
    ),
    function("dump_c_stack", "($module, /, file=sys.stderr)", dump_c, "There is no stack of C."),
    function(
        "dump_traceback_later",
        "($module, /, timeout, repeat=False, file=sys.stderr, exit=False)",
        later,
        "Accepted without effect.",
    ),
    function(
        "cancel_dump_traceback_later",
        "($module, /)",
        |_, _| done(Value::None),
        "Accepted without effect.",
    ),
    function(
        "register",
        "($module, /, signum, file=sys.stderr, all_threads=True, chain=False)",
        register,
        "Accepted without effect.",
    ),
    function("unregister", "($module, signum, /)", unregister, "Accepted without effect."),
    function(
        "_sigsegv",
        "($module, release_gil=False, /)",
        |vm, _| crash(vm, libc::SIGSEGV),
        "Ends the process.",
    ),
    function("_sigabrt", "($module, /)", |vm, _| crash(vm, libc::SIGABRT), "Ends the process."),
    function("_sigfpe", "($module, /)", |vm, _| crash(vm, libc::SIGFPE), "Ends the process."),
];

thread_local! {
    static ENABLED: Cell<bool> = const { Cell::new(false) };
}

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("faulthandler", Some("Tracebacks when something went wrong."));
    vm.add_functions(&module, ROWS);
    Ok(module)
}

/// The descriptor to write to: a number, a file, or the standard one.
fn target(vm: &Vm, v: Option<&Value>) -> Fallible<i32> {
    let file = match v.filter(|v| !v.is_none()) {
        Some(v) => v.clone(),
        None => match vm.sys.get_text(vm, "stderr").filter(|f| !f.is_none()) {
            Some(f) => f,
            None => return Err(vm.runtime_error("unable to get sys.stderr")),
        },
    };
    if kaa_vm::types::int::is_int(&file) {
        let n = int32(vm, &file)?;
        if n < 0 {
            return Err(vm.value_error("file is not a valid file descriptor"));
        }
        return Ok(n);
    }
    let n = int32(vm, &vm.call_method(&file, "fileno", &[])?)?;
    if n < 0 {
        return Err(vm.runtime_error("file.fileno() is not a valid file descriptor"));
    }
    vm.call_method(&file, "flush", &[])?;
    Ok(n)
}

fn enable(vm: &Vm, args: &[Slot]) -> NativeResult {
    target(vm, given(args, 1))?;
    ENABLED.set(true);
    done(Value::None)
}

fn disable(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::bool(ENABLED.replace(false)))
}

fn dump(vm: &Vm, args: &[Slot]) -> NativeResult {
    let to = target(vm, given(args, 1))?;
    let mut out = String::from("Stack (most recent call first):\n");
    let sys = vm.import_module("sys")?;
    let mut frame = vm.call_method(&sys, "_getframe", &[])?;
    let get = |v: &Value, name: &str| vm.get_attr(v, &vm.intern(name));
    let mut depth = 0;
    while !frame.is_none() {
        if depth == 100 {
            out.push_str("  ...\n");
            break;
        }
        let code = get(&frame, "f_code")?;
        let text =
            |v: Value| v.payload::<Str>().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let (file, name) = (text(get(&code, "co_filename")?), text(get(&code, "co_name")?));
        let line = kaa_vm::types::int::as_i64(&get(&frame, "f_lineno")?).unwrap_or(0);
        out.push_str(&format!("  File \"{file}\", line {line} in {name}\n"));
        frame = get(&frame, "f_back")?;
        depth += 1;
    }
    fd::write_all(to, out.as_bytes()).map_err(|e| crate::helpers::os_error(vm, &e, None))?;
    done(Value::None)
}

fn dump_c(vm: &Vm, args: &[Slot]) -> NativeResult {
    let to = target(vm, given(args, 1))?;
    let text =
        b"Current thread's C stack trace (most recent call first):\n  <cannot get C stack on this system>\n";
    fd::write_all(to, text).map_err(|e| crate::helpers::os_error(vm, &e, None))?;
    done(Value::None)
}

fn later(vm: &Vm, args: &[Slot]) -> NativeResult {
    if vm.real_argument(arg(args, 1))? <= 0.0 {
        return Err(vm.value_error("timeout must be greater than 0"));
    }
    target(vm, given(args, 3))?;
    done(Value::None)
}

fn signal_number(vm: &Vm, v: &Value) -> Fallible<i32> {
    let n = int32(vm, v)?;
    if matches!(n, libc::SIGSEGV | libc::SIGFPE | libc::SIGABRT | libc::SIGBUS | libc::SIGILL) {
        return Err(vm.runtime_error(format!("signal {n} cannot be registered, use enable() instead")));
    }
    if !(1..=64).contains(&n) {
        return Err(vm.value_error("signal number out of range"));
    }
    Ok(n)
}

fn register(vm: &Vm, args: &[Slot]) -> NativeResult {
    signal_number(vm, arg(args, 1))?;
    target(vm, some(args, 2))?;
    done(Value::None)
}

fn unregister(vm: &Vm, args: &[Slot]) -> NativeResult {
    signal_number(vm, arg(args, 1))?;
    done(Value::False)
}

/// A signal that nobody handles ends the process.
fn crash(vm: &Vm, number: i32) -> NativeResult {
    use crate::host::signal::{Disposition, dispose, raise};
    let sent = dispose(number, Disposition::Default).and_then(|()| raise(number));
    sent.map_err(|e| crate::helpers::os_error(vm, &e, None))?;
    done(Value::None)
}

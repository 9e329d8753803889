//! The module `_signal`: handlers written in Python. The system's handler notes a signal (`host/signal.rs`); [`handle`] runs
//! the Python functions between two instructions.

use crate::helpers::{given, int32, os_error, some};
use crate::host::signal::{self as host, Disposition};
use crate::structseq;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Dict, Module, Type};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("alarm", "(seconds, /)", alarm, "Sends SIGALRM after some seconds."),
    function(
        "default_int_handler",
        "(signalnum, frame, /)",
        default_int_handler,
        "Raises KeyboardInterrupt.",
    ),
    function("getitimer", "(which, /)", getitimer, "A timer's rest and interval."),
    function("getsignal", "(signalnum, /)", getsignal, "What happens at a signal."),
    function("pause", "()", pause, "Waits for a signal."),
    function("pthread_kill", "(thread_id, signalnum, /)", pthread_kill, "Sends a signal to a thread."),
    function("pthread_sigmask", "(how, mask, /)", sigmask, "Changes which signals wait."),
    function("raise_signal", "(signalnum, /)", raise_signal, "Sends a signal to this process."),
    function(
        "set_wakeup_fd",
        "(fd, /, *, warn_on_full_buffer=True)",
        set_wakeup_fd,
        "Where a byte is written for each signal.",
    ),
    function("setitimer", "(which, seconds, interval=0.0, /)", setitimer, "Sets a timer."),
    function(
        "siginterrupt",
        "(signalnum, flag, /)",
        siginterrupt,
        "Whether a signal interrupts system calls.",
    ),
    function("signal", "(signalnum, handler, /)", set_signal, "Sets what happens at a signal."),
    function("sigpending", "()", sigpending, "Signals that wait."),
    function("sigtimedwait", "(sigset, timeout, /)", sigtimedwait, "Waits for signals for some time."),
    function("sigwait", "(sigset, /)", sigwait, "Waits for signals; gives the number."),
    function("sigwaitinfo", "(sigset, /)", sigwaitinfo, "Waits for signals; gives what is known."),
    function("strsignal", "(signalnum, /)", strsignal, "The system's words for a signal."),
    function("valid_signals", "()", valid_signals, "All signals that programs may use."),
];

const NUMBERS: &[(&str, i32)] = &[
    ("SIGABRT", libc::SIGABRT),
    ("SIGALRM", libc::SIGALRM),
    ("SIGBUS", libc::SIGBUS),
    ("SIGCHLD", libc::SIGCHLD),
    ("SIGCLD", libc::SIGCHLD),
    ("SIGCONT", libc::SIGCONT),
    ("SIGFPE", libc::SIGFPE),
    ("SIGHUP", libc::SIGHUP),
    ("SIGILL", libc::SIGILL),
    ("SIGINT", libc::SIGINT),
    ("SIGIO", libc::SIGIO),
    ("SIGIOT", libc::SIGABRT),
    ("SIGKILL", libc::SIGKILL),
    ("SIGPIPE", libc::SIGPIPE),
    ("SIGPOLL", libc::SIGIO),
    ("SIGPROF", libc::SIGPROF),
    ("SIGPWR", libc::SIGPWR),
    ("SIGQUIT", libc::SIGQUIT),
    ("SIGRTMAX", 64),
    ("SIGRTMIN", 34),
    ("SIGSEGV", libc::SIGSEGV),
    ("SIGSTKFLT", libc::SIGSTKFLT),
    ("SIGSTOP", libc::SIGSTOP),
    ("SIGSYS", libc::SIGSYS),
    ("SIGTERM", libc::SIGTERM),
    ("SIGTRAP", libc::SIGTRAP),
    ("SIGTSTP", libc::SIGTSTP),
    ("SIGTTIN", libc::SIGTTIN),
    ("SIGTTOU", libc::SIGTTOU),
    ("SIGURG", libc::SIGURG),
    ("SIGUSR1", libc::SIGUSR1),
    ("SIGUSR2", libc::SIGUSR2),
    ("SIGVTALRM", libc::SIGVTALRM),
    ("SIGWINCH", libc::SIGWINCH),
    ("SIGXCPU", libc::SIGXCPU),
    ("SIGXFSZ", libc::SIGXFSZ),
    ("SIG_BLOCK", libc::SIG_BLOCK),
    ("SIG_DFL", 0),
    ("SIG_IGN", 1),
    ("SIG_SETMASK", libc::SIG_SETMASK),
    ("SIG_UNBLOCK", libc::SIG_UNBLOCK),
    ("ITIMER_REAL", 0),
    ("ITIMER_VIRTUAL", 1),
    ("ITIMER_PROF", 2),
    ("NSIG", host::COUNT as i32),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_signal", Some("Functions that the system calls when something happens."));
    vm.add_functions(&module, ROWS);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    for (name, number) in NUMBERS {
        set(name, vm.new_int(i64::from(*number)));
    }
    let fields = &["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"];
    let class = structseq::new_class(vm, "signal.struct_siginfo", "What is known about a signal.", fields);
    set("struct_siginfo", class.into());
    let bases = vm.new_tuple(vec![vm.exceptions.os_error.value().clone()]);
    let name = vm.str_value("ItimerError");
    let namespace = vm.new_dict();
    namespace.set_str(&vm.names.__module__, vm.str_value("signal"));
    let error = vm.call(vm.types.type_.value(), &[name, bases.into(), namespace.into()])?;
    set("ItimerError", error);
    vm.signal_hook.set(Some(handle));
    Ok(module)
}

/// Makes Ctrl-C raise KeyboardInterrupt, unless whoever started the process had it ignored.
pub fn install(vm: &Vm) {
    vm.signal_hook.set(Some(handle));
    // Writing beyond the limit of a file's size is an error of the call.
    if matches!(host::disposition(libc::SIGXFSZ), Ok(Disposition::Default)) {
        let _ = host::dispose(libc::SIGXFSZ, Disposition::Ignore);
    }
    if matches!(host::disposition(libc::SIGINT), Ok(Disposition::Default)) {
        // Without a handler the process ends as the system has it.
        let _ = host::dispose(libc::SIGINT, Disposition::Note);
    }
}

/// Runs the handlers of the signals that arrived.
pub fn handle(vm: &Vm) -> Fallible<()> {
    let mut arrived = host::take().into_iter();
    while let Some(number) = arrived.next() {
        let handler = handlers(vm).get(vm, &vm.new_int(i64::from(number)))?;
        let result = match handler {
            None if number == libc::SIGINT => Err(interrupt(vm)),
            None => Ok(Value::None),
            Some(h) if !vm.is_callable(&h) => Ok(Value::None),
            Some(h) => {
                let frame = vm.get_frame(0).unwrap_or(Value::None);
                vm.call(&h, &[vm.new_int(i64::from(number)), frame])
            }
        };
        if let Err(e) = result {
            if arrived.len() > 0 {
                arrived.for_each(again);
            }
            return Err(e);
        }
    }
    Ok(())
}

/// A signal that was taken, but not handled.
fn again(number: i32) {
    let _ = host::raise(number);
}

fn interrupt(vm: &Vm) -> kaa_vm::Raised {
    vm.error_with(&vm.exceptions.keyboard_interrupt, vec![])
}

/// Number to handler, for those that Python set.
fn handlers(vm: &Vm) -> Ref<Dict> {
    let known =
        vm.module_state.borrow().get("signal.handlers").and_then(|v| v.clone().downcast::<Dict>().ok());
    known.unwrap_or_else(|| {
        let dict = vm.new_dict();
        vm.module_state.borrow_mut().insert("signal.handlers", dict.value().clone());
        dict
    })
}

fn number_of(vm: &Vm, v: &Value) -> Fallible<i32> {
    let n = int32(vm, v)?;
    if !(1..host::COUNT as i32).contains(&n) {
        return Err(vm.value_error("signal number out of range"));
    }
    Ok(n)
}

fn checked<T>(vm: &Vm, result: std::io::Result<T>) -> Fallible<T> {
    result.map_err(|e| os_error(vm, &e, None))
}

fn default_handler(vm: &Vm) -> Fallible<Value> {
    let module = vm.import_module("_signal")?;
    vm.get_attr(&module, &vm.intern("default_int_handler"))
}

fn current(vm: &Vm, number: i32) -> Fallible<Value> {
    if let Some(h) = handlers(vm).get(vm, &vm.new_int(i64::from(number)))? {
        return Ok(h);
    }
    Ok(match host::disposition(number) {
        Ok(Disposition::Default) => vm.new_int(0),
        Ok(Disposition::Ignore) => vm.new_int(1),
        Ok(Disposition::Note) if number == libc::SIGINT => default_handler(vm)?,
        _ => Value::None,
    })
}

fn set_signal(vm: &Vm, args: &[Slot]) -> NativeResult {
    let number = int32(vm, arg(args, 0))?;
    let handler = arg(args, 1);
    let plain = kaa_vm::types::int::as_i64(handler);
    let what = match plain {
        Some(0) => Disposition::Default,
        Some(1) => Disposition::Ignore,
        _ if vm.is_callable(handler) => Disposition::Note,
        _ => {
            let message = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
            return Err(vm.type_error(message));
        }
    };
    let number = number_of(vm, &vm.new_int(i64::from(number)))?;
    vm.check_signals()?;
    let old = current(vm, number)?;
    checked(vm, host::dispose(number, what))?;
    let kept = match what {
        Disposition::Note => handler.clone(),
        Disposition::Ignore => vm.new_int(1),
        _ => vm.new_int(0),
    };
    handlers(vm).set(vm, vm.new_int(i64::from(number)), kept)?;
    done(old)
}

fn getsignal(vm: &Vm, args: &[Slot]) -> NativeResult {
    let number = number_of(vm, arg(args, 0))?;
    done(current(vm, number)?)
}

fn default_int_handler(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(interrupt(vm))
}

fn alarm(vm: &Vm, args: &[Slot]) -> NativeResult {
    let seconds = int32(vm, arg(args, 0))?;
    done(vm.new_int(i64::from(host::alarm(seconds as u32))))
}

fn pause(vm: &Vm, _args: &[Slot]) -> NativeResult {
    host::pause();
    vm.check_signals()?;
    done(Value::None)
}

fn raise_signal(vm: &Vm, args: &[Slot]) -> NativeResult {
    checked(vm, host::raise(int32(vm, arg(args, 0))?))?;
    vm.check_signals()?;
    done(Value::None)
}

fn pthread_kill(vm: &Vm, args: &[Slot]) -> NativeResult {
    let number = int32(vm, arg(args, 1))?;
    checked(vm, host::kill_thread(host::this_thread(), number))?;
    vm.check_signals()?;
    done(Value::None)
}

fn set_wakeup_fd(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = int32(vm, arg(args, 0))?;
    if fd >= 0 {
        checked(vm, crate::host::fd::status(fd))?;
    }
    done(vm.new_int(i64::from(host::set_wakeup(fd.max(-1)))))
}

fn siginterrupt(vm: &Vm, args: &[Slot]) -> NativeResult {
    let number = number_of(vm, arg(args, 0))?;
    let interrupts = int32(vm, arg(args, 1))? != 0;
    checked(vm, host::restart(number, !interrupts))?;
    done(Value::None)
}

fn seconds(vm: &Vm, v: &Value) -> Fallible<f64> {
    let float = vm.call(vm.types.float.value(), std::slice::from_ref(v))?;
    Ok(kaa_vm::types::float::as_f64(&float).unwrap_or(0.0))
}

fn pair(vm: &Vm, (first, interval): (f64, f64)) -> Value {
    vm.new_tuple(vec![vm.new_float(first), vm.new_float(interval)]).into()
}

/// Failures of timers have a class of their own.
fn timer_result(vm: &Vm, result: std::io::Result<(f64, f64)>) -> NativeResult {
    let error = match result {
        Ok(times) => return done(pair(vm, times)),
        Err(e) => e,
    };
    let module = vm.import_module("_signal")?;
    let class = vm.get_attr(&module, &vm.intern("ItimerError"))?;
    let number = error.raw_os_error().unwrap_or(libc::EINVAL);
    let text = vm.str_value(&crate::helpers::strerror(number));
    Err(kaa_vm::Raised(vm.call(&class, &[vm.new_int(i64::from(number)), text])?))
}

fn getitimer(vm: &Vm, args: &[Slot]) -> NativeResult {
    timer_result(vm, host::timer(int32(vm, arg(args, 0))?))
}

fn setitimer(vm: &Vm, args: &[Slot]) -> NativeResult {
    let which = int32(vm, arg(args, 0))?;
    let first = seconds(vm, arg(args, 1))?;
    let interval = match given(args, 2) {
        Some(v) => seconds(vm, v)?,
        None => 0.0,
    };
    timer_result(vm, host::set_timer(which, first, interval))
}

fn numbers_of(vm: &Vm, v: &Value) -> Fallible<Vec<i32>> {
    let mut numbers = Vec::new();
    for item in vm.collect(v)? {
        let n = vm.index_clamped(&item)?;
        match i32::try_from(n) {
            Ok(n) if (1..host::COUNT as i32).contains(&n) => numbers.push(n),
            _ => {
                let last = host::COUNT - 1;
                return Err(vm.value_error(format!("signal number {n} out of range [1; {last}]")));
            }
        }
    }
    Ok(numbers)
}

fn set_of(vm: &Vm, numbers: &[i32]) -> NativeResult {
    let items = numbers.iter().map(|n| vm.new_int(i64::from(*n))).collect();
    let list: Value = vm.new_list(items).into();
    done(vm.call(vm.types.set.value(), &[list])?)
}

fn sigmask(vm: &Vm, args: &[Slot]) -> NativeResult {
    let how = int32(vm, arg(args, 0))?;
    let numbers = numbers_of(vm, arg(args, 1))?;
    let old = checked(vm, host::mask(how, &numbers))?;
    vm.check_signals()?;
    set_of(vm, &old)
}

fn sigpending(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let waiting = checked(vm, host::pending())?;
    set_of(vm, &waiting)
}

fn valid_signals(vm: &Vm, _args: &[Slot]) -> NativeResult {
    set_of(vm, &host::valid())
}

fn strsignal(vm: &Vm, args: &[Slot]) -> NativeResult {
    let number = number_of(vm, arg(args, 0))?;
    done(host::describe(number).map_or(Value::None, |t| vm.str_value(&t)))
}

fn sigwait(vm: &Vm, args: &[Slot]) -> NativeResult {
    let info = wait(vm, &numbers_of(vm, arg(args, 0))?, None)?;
    done(info.map_or(Value::None, |i| vm.new_int(i[0])))
}

fn sigwaitinfo(vm: &Vm, args: &[Slot]) -> NativeResult {
    let info = wait(vm, &numbers_of(vm, arg(args, 0))?, None)?;
    info_value(vm, info)
}

fn sigtimedwait(vm: &Vm, args: &[Slot]) -> NativeResult {
    let timeout = match some(args, 1) {
        Some(v) => seconds(vm, v)?,
        None => 0.0,
    };
    if timeout < 0.0 {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    let info = wait(vm, &numbers_of(vm, arg(args, 0))?, Some(timeout))?;
    info_value(vm, info)
}

fn wait(vm: &Vm, numbers: &[i32], timeout: Option<f64>) -> Fallible<Option<[i64; 6]>> {
    loop {
        match host::wait(numbers, timeout) {
            Ok(info) => return Ok(info),
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => vm.check_signals()?,
            Err(e) => return Err(os_error(vm, &e, None)),
        }
    }
}

fn info_value(vm: &Vm, info: Option<[i64; 6]>) -> NativeResult {
    let Some(info) = info else { return done(Value::None) };
    let module = vm.import_module("_signal")?;
    let class = vm.get_attr(&module, &vm.intern("struct_siginfo"))?;
    let Some(class) = class.as_ref::<Type>() else { return done(Value::None) };
    let mut items: Vec<Value> = info.iter().map(|n| vm.new_int(*n)).collect();
    items.push(vm.new_int(0));
    done(structseq::new_instance(vm, class, items))
}

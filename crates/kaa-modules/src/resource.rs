//! The module `resource`: what processes may use and have used.

use crate::helpers::{int32, os_error, some};
use crate::host::control as host;
use crate::structseq;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::Module;
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("getrusage", "($module, who, /)", usage, "What a process has used."),
    function("getrlimit", "($module, resource, /)", limits, "Soft and hard limit of a resource."),
    function("setrlimit", "($module, resource, limits, /)", set_limits, "Sets the limits of a resource."),
    function("prlimit", "($module, pid, resource, limits=None, /)", limits_of, "Limits of another process."),
    function(
        "getpagesize",
        "($module, /)",
        |vm, _| done(vm.new_int(crate::host::posix::sysconf(libc::_SC_PAGESIZE).unwrap_or(4096))),
        "Bytes of a page of memory.",
    ),
];

/// Numbers by name.
#[rustfmt::skip]
const NUMBERS: &[(&str, i64)] = &[
    ("RLIMIT_AS", 9), ("RLIMIT_CORE", 4), ("RLIMIT_CPU", 0), ("RLIMIT_DATA", 2), ("RLIMIT_FSIZE", 1),
    ("RLIMIT_MEMLOCK", 8), ("RLIMIT_MSGQUEUE", 12), ("RLIMIT_NICE", 13), ("RLIMIT_NOFILE", 7),
    ("RLIMIT_NPROC", 6), ("RLIMIT_OFILE", 7), ("RLIMIT_RSS", 5), ("RLIMIT_RTPRIO", 14), ("RLIMIT_RTTIME", 15),
    ("RLIMIT_SIGPENDING", 11), ("RLIMIT_STACK", 3), ("RLIM_INFINITY", -1), ("RUSAGE_CHILDREN", -1),
    ("RUSAGE_SELF", 0), ("RUSAGE_THREAD", 1),
];
const FIELDS: &[&str] = &[
    "ru_utime",
    "ru_stime",
    "ru_maxrss",
    "ru_ixrss",
    "ru_idrss",
    "ru_isrss",
    "ru_minflt",
    "ru_majflt",
    "ru_nswap",
    "ru_inblock",
    "ru_oublock",
    "ru_msgsnd",
    "ru_msgrcv",
    "ru_nsignals",
    "ru_nvcsw",
    "ru_nivcsw",
];
/// How many resources there are.
const RESOURCES: i32 = 16;

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("resource", Some("Limits and use of resources."));
    vm.add_functions(&module, ROWS);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    for (name, n) in NUMBERS {
        set(name, vm.new_int(*n));
    }
    set("error", vm.exceptions.os_error.value().clone());
    let class = structseq::new_class(vm, "resource.struct_rusage", "What a process has used.", FIELDS);
    set("struct_rusage", class.value().clone());
    vm.module_state.borrow_mut().insert("resource:class", class.into());
    Ok(module)
}

fn failed(vm: &Vm, e: &std::io::Error, invalid: &str) -> Raised {
    match e.raw_os_error() {
        Some(libc::EINVAL) => vm.value_error(invalid),
        Some(libc::EPERM) if invalid.starts_with("current") => {
            vm.value_error("not allowed to raise maximum limit")
        }
        _ => os_error(vm, e, None),
    }
}

fn usage(vm: &Vm, args: &[Slot]) -> NativeResult {
    let who = int32(vm, arg(args, 1))?;
    let u = host::usage(who).map_err(|e| failed(vm, &e, "invalid who parameter"))?;
    let items = crate::posix::usage_items(vm, &u);
    match crate::helpers::class_named(vm, "resource:class") {
        Some(class) => done(structseq::new_instance(vm, &class, items)),
        None => done(vm.new_tuple(items)),
    }
}

fn kind(vm: &Vm, v: &Value) -> Fallible<u32> {
    match int32(vm, v)? {
        n @ 0..RESOURCES => Ok(n as u32),
        _ => Err(vm.value_error("invalid resource specified")),
    }
}

fn pair(vm: &Vm, limits: [u64; 2]) -> NativeResult {
    done(vm.new_tuple(limits.map(|l| vm.new_int(l as i64)).into()))
}

/// A soft and a hard limit; less than zero is none.
fn wish(vm: &Vm, v: &Value) -> Fallible<[u64; 2]> {
    let items = vm.collect(v)?;
    let [soft, hard] = &items[..] else { return Err(vm.value_error("expected a tuple of 2 integers")) };
    let limit = |v: &Value| {
        let n = vm.index_bigint(v)?;
        match (i64::try_from(&n), u64::try_from(&n)) {
            (Ok(n), _) => Ok(n as u64),
            (_, Ok(n)) => Ok(n),
            _ => Err(vm.overflow_error("Python int too large to convert to C rlim_t")),
        }
    };
    Ok([limit(soft)?, limit(hard)?])
}

fn limits(vm: &Vm, args: &[Slot]) -> NativeResult {
    let limits = host::limits(kind(vm, arg(args, 1))?);
    pair(vm, limits.map_err(|e| failed(vm, &e, "invalid resource specified"))?)
}

fn set_limits(vm: &Vm, args: &[Slot]) -> NativeResult {
    let kind = kind(vm, arg(args, 1))?;
    let limits = wish(vm, arg(args, 2))?;
    host::set_limits(kind, limits).map_err(|e| failed(vm, &e, "current limit exceeds maximum limit"))?;
    done(Value::None)
}

fn limits_of(vm: &Vm, args: &[Slot]) -> NativeResult {
    let pid = int32(vm, arg(args, 1))?;
    let kind = kind(vm, arg(args, 2))?;
    let new = some(args, 3).map(|v| wish(vm, v)).transpose()?;
    let old = host::limits_of(pid, kind, new);
    pair(vm, old.map_err(|e| failed(vm, &e, "current limit exceeds maximum limit"))?)
}

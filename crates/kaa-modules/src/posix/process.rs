//! Processes: fork, exec, spawn, wait, signals, scheduling.

use super::files::retry;
use super::path::{Also, flag, fs_text, path, plain_error};
use crate::helpers::{given, int32, some};
use crate::host::posix;
use crate::host::process::{self, FileAction, SpawnSettings};
use crate::structseq;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Dict, List, Tuple};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::ffi::CString;

pub(super) const ROWS: &[Method] = &[
    function(
        "_exit",
        "($module, /, status)",
        |vm, a| posix::exit_now(int32(vm, arg(a, 1))?),
        "Ends the process at once.",
    ),
    function("abort", "($module, /)", |_, _| std::process::abort(), "Ends the process as a crash."),
    function("fork", "($module, /)", fork, "Doubles the process; 0 in the child."),
    function("forkpty", "($module, /)", forkpty, "Doubles the process with a terminal for the child."),
    function(
        "register_at_fork",
        "($module, /, *, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)",
        register,
        "Functions to call at a fork.",
    ),
    function("execv", "($module, path, argv, /)", execv, "Becomes another program."),
    function("execve", "($module, /, path, argv, env)", execve, "Becomes another program in an environment."),
    function(
        "posix_spawn",
        "($module, path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)",
        |vm, a| spawn(vm, a, false),
        "Starts a program.",
    ),
    function(
        "posix_spawnp",
        "($module, path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)",
        |vm, a| spawn(vm, a, true),
        "Starts a program found along the path.",
    ),
    function("system", "($module, /, command)", system, "Lets the shell run a command."),
    function("wait", "($module, /)", |vm, _| waited(vm, -1, 0), "Waits for a child."),
    function(
        "waitpid",
        "($module, pid, options, /)",
        |vm, a| waited(vm, int32(vm, arg(a, 1))?, int32(vm, arg(a, 2))?),
        "Waits for a process.",
    ),
    function(
        "wait3",
        "($module, /, options)",
        |vm, a| waited_usage(vm, -1, int32(vm, arg(a, 1))?),
        "Waits for a child; tells what it used.",
    ),
    function(
        "wait4",
        "($module, /, pid, options)",
        |vm, a| waited_usage(vm, int32(vm, arg(a, 1))?, int32(vm, arg(a, 2))?),
        "Waits for a process; tells what it used.",
    ),
    function("waitid", "($module, idtype, id, options, /)", waitid, "Waits for a process, with details."),
    function("waitstatus_to_exitcode", "($module, /, status)", exitcode, "The exit code in a status."),
    function("WIFEXITED", "($module, /, status)", |vm, a| is(vm, a, libc::WIFEXITED), "Did it exit?"),
    function(
        "WIFSIGNALED",
        "($module, /, status)",
        |vm, a| is(vm, a, libc::WIFSIGNALED),
        "Did a signal end it?",
    ),
    function("WIFSTOPPED", "($module, /, status)", |vm, a| is(vm, a, libc::WIFSTOPPED), "Was it stopped?"),
    function("WIFCONTINUED", "($module, /, status)", |vm, a| is(vm, a, libc::WIFCONTINUED), "Did it go on?"),
    function(
        "WCOREDUMP",
        "($module, status, /)",
        |vm, a| is(vm, a, libc::WCOREDUMP),
        "Did it leave its memory?",
    ),
    function("WEXITSTATUS", "($module, /, status)", |vm, a| part(vm, a, libc::WEXITSTATUS), "Its exit code."),
    function(
        "WTERMSIG",
        "($module, /, status)",
        |vm, a| part(vm, a, libc::WTERMSIG),
        "The signal that ended it.",
    ),
    function(
        "WSTOPSIG",
        "($module, /, status)",
        |vm, a| part(vm, a, libc::WSTOPSIG),
        "The signal that stopped it.",
    ),
    function("kill", "($module, pid, signal, /)", |vm, a| signal(vm, a, posix::kill), "Sends a signal."),
    function(
        "killpg",
        "($module, pgid, signal, /)",
        |vm, a| signal(vm, a, posix::killpg),
        "Sends a signal to a group.",
    ),
    function("nice", "($module, increment, /)", nice, "Changes the priority; gives the new one."),
    function("getpriority", "($module, /, which, who)", getpriority, "A priority."),
    function("setpriority", "($module, /, which, who, priority)", setpriority, "Sets a priority."),
    function("sched_yield", "($module, /)", |vm, _| none(vm, posix::sched_yield()), "Lets others run."),
    function("sched_getaffinity", "($module, pid, /)", get_affinity, "The processors it may use."),
    function("sched_setaffinity", "($module, pid, mask, /)", set_affinity, "Sets them."),
    function(
        "sched_get_priority_max",
        "($module, /, policy)",
        |vm, a| number(vm, posix::sched_get_priority_max(int32(vm, arg(a, 1))?)),
        "The highest priority of a policy.",
    ),
    function(
        "sched_get_priority_min",
        "($module, /, policy)",
        |vm, a| number(vm, posix::sched_get_priority_min(int32(vm, arg(a, 1))?)),
        "The lowest priority of a policy.",
    ),
    function(
        "sched_getscheduler",
        "($module, pid, /)",
        |vm, a| number(vm, posix::sched_getscheduler(int32(vm, arg(a, 1))?)),
        "The policy of a process.",
    ),
    function(
        "unshare",
        "($module, /, flags)",
        |vm, a| none(vm, posix::unshare(int32(vm, arg(a, 1))?)),
        "Leaves what is shared.",
    ),
    function("setns", "($module, /, fd, nstype=0)", setns, "Enters a namespace."),
];

fn none<T>(vm: &Vm, r: std::io::Result<T>) -> NativeResult {
    r.map_err(|e| plain_error(vm, &e))?;
    done(Value::None)
}

pub(super) fn number(vm: &Vm, r: std::io::Result<i64>) -> NativeResult {
    done(vm.new_int(r.map_err(|e| plain_error(vm, &e))?))
}

const HOOKS: [(&str, &str); 3] = [
    ("posix.before", "before"),
    ("posix.in_child", "after_in_child"),
    ("posix.in_parent", "after_in_parent"),
];

fn register(vm: &Vm, args: &[Slot]) -> NativeResult {
    if (1..4).all(|i| given(args, i).is_none()) {
        return Err(vm.type_error("At least one argument is required."));
    }
    for (i, (key, name)) in HOOKS.iter().enumerate() {
        let Some(f) = given(args, i + 1) else { continue };
        if !vm.is_callable(f) {
            let got = vm.type_name(f);
            return Err(vm.type_error(format!("'{name}' must be callable, not {got}")));
        }
        let mut state = vm.module_state.borrow_mut();
        let list = state.entry(key).or_insert_with(|| vm.new_list(Vec::new()).into());
        if let Some(l) = list.payload::<List>() {
            l.items.borrow_mut().push(f.clone());
        }
    }
    done(Value::None)
}

fn run_hooks(vm: &Vm, which: usize) {
    let list = vm.module_state.borrow().get(HOOKS[which].0).cloned();
    let mut hooks = list.as_ref().and_then(|l| l.payload::<List>()).map(List::to_vec).unwrap_or_default();
    if which == 0 {
        hooks.reverse();
    }
    for f in hooks {
        if let Err(e) = vm.call(&f, &[]) {
            vm.unraisable(e, "Exception ignored in", &f);
        }
    }
}

fn forked<T>(
    vm: &Vm,
    call: impl FnOnce() -> std::io::Result<T>,
    is_child: impl Fn(&T) -> bool,
) -> Fallible<T> {
    run_hooks(vm, 0);
    let r = call();
    run_hooks(vm, if r.as_ref().is_ok_and(is_child) { 1 } else { 2 });
    r.map_err(|e| plain_error(vm, &e))
}

/// `fork` with the functions that asked to be called; 0 in the child.
pub(crate) fn fork_with_hooks(vm: &Vm) -> Fallible<i32> {
    forked(vm, process::fork, |pid| *pid == 0)
}

fn fork(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_int(i64::from(fork_with_hooks(vm)?)))
}

fn forkpty(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let (pid, fd) = forked(vm, process::fork_pty, |(pid, _)| *pid == 0)?;
    done(vm.new_tuple(vec![vm.new_int(i64::from(pid)), vm.new_int(i64::from(fd))]))
}

/// Program arguments.
fn arguments(vm: &Vm, v: &Value, function: &str, what: &str) -> Fallible<Vec<CString>> {
    if v.payload::<List>().is_none() && v.payload::<Tuple>().is_none() {
        return Err(vm.type_error(format!("{function}: {what} must be a tuple or list")));
    }
    let items = vm.collect(v)?;
    if items.is_empty() {
        return Err(vm.value_error(format!("{function}: {what} must not be empty")));
    }
    let texts = items.iter().map(|x| fs_text(vm, x)).collect::<Fallible<Vec<CString>>>()?;
    if texts[0].is_empty() {
        return Err(vm.value_error(format!("{function}: {what} first element cannot be empty")));
    }
    Ok(texts)
}

/// An environment as `NAME=value` texts.
fn environment(vm: &Vm, v: &Value, function: &str) -> Fallible<Vec<CString>> {
    if vm.class_of(v).special(vm, kaa_vm::dunder::Dunder::GetItem).is_none() {
        return Err(vm.type_error(format!("{function}: environment must be a mapping object")));
    }
    let pairs = match v.payload::<Dict>() {
        Some(d) => d.entries().into_iter().map(|e| (e.key, e.value)).collect(),
        None => {
            let mut pairs = Vec::new();
            for key in vm.collect(&vm.call_method(v, "keys", &[])?)? {
                let value = vm.get_item(v, &key)?;
                pairs.push((key, value));
            }
            pairs
        }
    };
    let mut out = Vec::with_capacity(pairs.len());
    for (k, x) in pairs {
        let (k, x) = (fs_text(vm, &k)?, fs_text(vm, &x)?);
        if k.as_bytes().is_empty() || k.as_bytes()[1..].contains(&b'=') || k.as_bytes()[0] == b'=' {
            return Err(vm.value_error("illegal environment variable name"));
        }
        let joined = [k.as_bytes(), b"=", x.as_bytes()].concat();
        out.push(CString::new(joined).map_err(|_| vm.value_error("embedded null byte"))?);
    }
    Ok(out)
}

fn execv(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("execv", "path"), Also::Nothing)?;
    let argv = arguments(vm, arg(args, 2), "execv()", "arg 2")?;
    Err(p.error(vm, &process::exec(&p.text, &argv, None)))
}

fn execve(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("execve", "path"), Also::Descriptor)?;
    let argv = arguments(vm, arg(args, 2), "execve", "argv")?;
    let env = environment(vm, arg(args, 3), "execve")?;
    Err(match p.fd {
        Some(fd) => p.error(vm, &process::exec_fd(fd, &argv, &env)),
        None => p.error(vm, &process::exec(&p.text, &argv, Some(&env))),
    })
}

fn file_action(vm: &Vm, v: &Value) -> Fallible<FileAction> {
    let wrong = || vm.type_error("Each file_actions element must be a non-empty tuple");
    let Some(t) = v.payload::<Tuple>().filter(|t| !t.is_empty()) else { return Err(wrong()) };
    let int = |i: usize| t.get(i).map_or_else(|| Err(wrong()), |x| int32(vm, x));
    match int(0)? {
        0 if t.len() == 5 => Ok(FileAction::Open(int(1)?, fs_text(vm, &t[2])?, int(3)?, int(4)? as u32)),
        0 => Err(vm.type_error("A open file_action tuple must have 5 elements")),
        1 if t.len() == 2 => Ok(FileAction::Close(int(1)?)),
        1 => Err(vm.type_error("A close file_action tuple must have 2 elements")),
        2 if t.len() == 3 => Ok(FileAction::Duplicate(int(1)?, int(2)?)),
        2 => Err(vm.type_error("A dup2 file_action tuple must have 3 elements")),
        3 if t.len() == 2 => Ok(FileAction::CloseFrom(int(1)?)),
        _ => Err(vm.type_error("Unknown file_actions identifier")),
    }
}

fn signals(vm: &Vm, v: Option<&Value>) -> Fallible<Option<Vec<i32>>> {
    let Some(v) = v else { return Ok(None) };
    let mut out = Vec::new();
    for s in vm.collect(v)? {
        let n = int32(vm, &s)?;
        if !(1..65).contains(&n) {
            return Err(vm.value_error("signal number out of range [1; 64]"));
        }
        out.push(n);
    }
    Ok(Some(out))
}

fn spawn(vm: &Vm, args: &[Slot], search: bool) -> NativeResult {
    let name = if search { "posix_spawnp" } else { "posix_spawn" };
    let p = path(vm, args, 1, (name, "path"), Also::Nothing)?;
    let argv = arguments(vm, arg(args, 2), name, "argv")?;
    let env =
        if arg(args, 3).is_none() { current_environment() } else { environment(vm, arg(args, 3), name)? };
    let mut actions = Vec::new();
    if let Some(v) = some(args, 4) {
        for a in vm.collect(v)? {
            actions.push(file_action(vm, &a)?);
        }
    }
    let settings = SpawnSettings {
        group: some(args, 5).map(|v| int32(vm, v)).transpose()?,
        reset_ids: flag(vm, args, 6, false)?,
        new_session: flag(vm, args, 7, false)?,
        mask: signals(vm, given(args, 8))?,
        defaults: signals(vm, given(args, 9))?,
        scheduler: None,
    };
    match process::spawn(search, &p.text, &argv, &env, &actions, &settings) {
        Ok(pid) => done(vm.new_int(i64::from(pid))),
        Err(e) => Err(p.error(vm, &e)),
    }
}

fn current_environment() -> Vec<CString> {
    use std::os::unix::ffi::OsStrExt;
    let join = |(k, v): (std::ffi::OsString, std::ffi::OsString)| [k.as_bytes(), b"=", v.as_bytes()].concat();
    std::env::vars_os().filter_map(|pair| CString::new(join(pair)).ok()).collect()
}

fn system(vm: &Vm, args: &[Slot]) -> NativeResult {
    let command = fs_text(vm, arg(args, 1))?;
    done(vm.new_int(i64::from(process::shell(&command))))
}

fn waited(vm: &Vm, pid: i32, options: i32) -> NativeResult {
    let (pid, status) = retry(vm, || process::wait_pid(pid, options))?;
    done(vm.new_tuple(vec![vm.new_int(i64::from(pid)), vm.new_int(i64::from(status))]))
}

fn waited_usage(vm: &Vm, pid: i32, options: i32) -> NativeResult {
    let (pid, status, usage) = retry(vm, || process::wait_usage(pid, options))?;
    let resource = vm.import_module("resource");
    let items = usage_items(vm, &usage);
    let usage = match resource {
        Ok(m) => {
            let class = vm.get_attr(&m, &vm.intern("struct_rusage"))?;
            vm.call(&class, &[vm.new_tuple(items).into()])?
        }
        Err(_) => vm.new_tuple(items).into(),
    };
    done(vm.new_tuple(vec![vm.new_int(i64::from(pid)), vm.new_int(i64::from(status)), usage]))
}

/// What `getrusage` tells, as `resource.struct_rusage` has it.
pub(crate) fn usage_items(vm: &Vm, u: &libc::rusage) -> Vec<Value> {
    let time = |t: libc::timeval| vm.new_float(t.tv_sec as f64 + t.tv_usec as f64 * 1e-6);
    let mut items = vec![time(u.ru_utime), time(u.ru_stime)];
    let rest = [
        u.ru_maxrss,
        u.ru_ixrss,
        u.ru_idrss,
        u.ru_isrss,
        u.ru_minflt,
        u.ru_majflt,
        u.ru_nswap,
        u.ru_inblock,
        u.ru_oublock,
        u.ru_msgsnd,
        u.ru_msgrcv,
        u.ru_nsignals,
        u.ru_nvcsw,
        u.ru_nivcsw,
    ];
    items.extend(rest.map(|n| vm.new_int(n)));
    items
}

fn waitid(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (kind, id) = (int32(vm, arg(args, 1))? as u32, vm.index_i64(arg(args, 2))? as u32);
    let options = int32(vm, arg(args, 3))?;
    match retry(vm, || process::wait_id(kind, id, options))? {
        None => done(Value::None),
        Some(fields) => {
            let items = fields.iter().map(|n| vm.new_int(i64::from(*n))).collect();
            match super::class(vm, "waitid_result") {
                Some(class) => done(structseq::new_instance(vm, &class, items)),
                None => done(vm.new_tuple(items)),
            }
        }
    }
}

fn exitcode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let status = int32(vm, arg(args, 1))?;
    if libc::WIFEXITED(status) {
        return done(vm.new_int(i64::from(libc::WEXITSTATUS(status))));
    }
    if libc::WIFSIGNALED(status) {
        return done(vm.new_int(-i64::from(libc::WTERMSIG(status))));
    }
    Err(if libc::WIFSTOPPED(status) {
        vm.value_error(format!("process stopped by delivery of signal {}", libc::WSTOPSIG(status)))
    } else {
        vm.value_error(format!("invalid wait status: {status}"))
    })
}

fn is(vm: &Vm, args: &[Slot], test: extern "C" fn(i32) -> bool) -> NativeResult {
    done(Value::bool(test(int32(vm, arg(args, 1))?)))
}

fn part(vm: &Vm, args: &[Slot], get: extern "C" fn(i32) -> i32) -> NativeResult {
    done(vm.new_int(i64::from(get(int32(vm, arg(args, 1))?))))
}

fn signal(vm: &Vm, args: &[Slot], send: fn(i32, i32) -> std::io::Result<i64>) -> NativeResult {
    send(int32(vm, arg(args, 1))?, int32(vm, arg(args, 2))?).map_err(|e| plain_error(vm, &e))?;
    super::signals(vm)?;
    done(Value::None)
}

fn nice(vm: &Vm, args: &[Slot]) -> NativeResult {
    number(vm, posix::nice(int32(vm, arg(args, 1))?).map(i64::from))
}

fn getpriority(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (which, who) = (int32(vm, arg(args, 1))? as u32, int32(vm, arg(args, 2))? as u32);
    number(vm, posix::priority(which, who).map(i64::from))
}

fn setpriority(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (which, who) = (int32(vm, arg(args, 1))? as u32, int32(vm, arg(args, 2))? as u32);
    none(vm, posix::set_priority(which, who, int32(vm, arg(args, 3))?))
}

fn get_affinity(vm: &Vm, args: &[Slot]) -> NativeResult {
    let cpus = posix::affinity(int32(vm, arg(args, 1))?).map_err(|e| plain_error(vm, &e))?;
    let set = vm.new_set();
    for cpu in cpus {
        set.add(vm, vm.new_usize(cpu))?;
    }
    done(set)
}

fn set_affinity(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut cpus = Vec::new();
    for c in vm.collect(arg(args, 2))? {
        match usize::try_from(int32(vm, &c)?) {
            Ok(n) => cpus.push(n),
            Err(_) => return Err(vm.value_error("negative CPU number")),
        }
    }
    none(vm, posix::set_affinity(int32(vm, arg(args, 1))?, &cpus))
}

fn setns(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = super::path::descriptor(vm, arg(args, 1))?;
    let kind = given(args, 2).map_or(Ok(0), |v| int32(vm, v))?;
    none(vm, posix::setns(fd, kind))
}

//! The module `_posixsubprocess`: starting a program the way `subprocess` asks for.

use crate::helpers::{bytes_of, int32};
use crate::host::{control, fd, posix as host, process, signal};
use crate::posix::{fork_with_hooks, fs_text, id};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, function};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::{Module, Tuple};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use std::ffi::CString;
use std::io::{Error, Result};

const ROWS: &[Method] =
    &[function("fork_exec", "($module, /, *args)", fork_exec, "Starts a program in a new process.")];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_posixsubprocess", Some("What the module subprocess stands on."));
    vm.add_functions(&module, ROWS);
    Ok(module)
}

/// Everything that the child does before it becomes the program.
struct Plan {
    args: Option<Vec<CString>>,
    programs: Vec<CString>,
    close_others: bool,
    keep: Vec<i32>,
    directory: Option<CString>,
    environment: Option<Vec<CString>>,
    /// Ends of the pipes: `[p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write]`.
    pipes: [i32; 8],
    restore_signals: bool,
    new_session: bool,
    group: i32,
    gid: Option<u32>,
    groups: Option<Vec<u32>>,
    uid: Option<u32>,
    umask: i32,
    before: Value,
}

fn texts(vm: &Vm, v: &Value) -> Fallible<Vec<CString>> {
    vm.collect(v)?.iter().map(|x| fs_text(vm, x)).collect()
}

fn kept(vm: &Vm, v: &Value) -> Fallible<Vec<i32>> {
    let Some(t) = v.payload::<Tuple>() else {
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("fork_exec() argument 4 must be tuple, not {got}")));
    };
    let bad = || vm.value_error("bad value(s) in fds_to_keep");
    let mut fds = Vec::with_capacity(t.len());
    for x in t.iter() {
        let n = kaa_vm::types::int::as_i64(x).and_then(|n| i32::try_from(n).ok());
        match n {
            Some(n) if n >= 0 && fds.last().is_none_or(|last| n > *last) => fds.push(n),
            _ => return Err(bad()),
        }
    }
    Ok(fds)
}

fn read_plan(vm: &Vm, v: &[Value]) -> Fallible<Plan> {
    let keep = kept(vm, &v[3])?;
    let mut pipes = [0; 8];
    for (place, x) in pipes.iter_mut().zip(&v[6..14]) {
        *place = int32(vm, x)?;
    }
    let close_others = vm.is_true(&v[2])?;
    if close_others && pipes[7] < 3 {
        return Err(vm.value_error("errpipe_write must be >= 3"));
    }
    let optional_id = |v: &Value, what| (!v.is_none()).then(|| id(vm, v, what)).transpose();
    let groups = match &v[18] {
        g if g.is_none() => None,
        g => {
            let list = vm.collect(g)?;
            let group = |x: &Value| match id(vm, x, "gid") {
                Err(e) if vm.matches(&e, &vm.exceptions.overflow_error) => {
                    Err(vm.value_error("invalid group id"))
                }
                r => r,
            };
            Some(list.iter().map(group).collect::<Fallible<Vec<u32>>>()?)
        }
    };
    let environment = match &v[5] {
        e if e.is_none() => None,
        e => {
            let list = vm.collect(e)?;
            let entry =
                |x: &Value| CString::new(bytes_of(vm, x)?).map_err(|_| vm.value_error("embedded null byte"));
            Some(list.iter().map(entry).collect::<Fallible<Vec<CString>>>()?)
        }
    };
    Ok(Plan {
        args: if v[0].is_none() { None } else { Some(texts(vm, &v[0])?) },
        programs: texts(vm, &v[1])?,
        close_others,
        keep,
        directory: (!v[4].is_none()).then(|| fs_text(vm, &v[4])).transpose()?,
        environment,
        pipes,
        restore_signals: vm.is_true(&v[14])?,
        new_session: vm.is_true(&v[15])?,
        group: int32(vm, &v[16])?,
        gid: optional_id(&v[17], "gid")?,
        groups,
        uid: optional_id(&v[19], "uid")?,
        umask: int32(vm, &v[20])?,
        before: v[21].clone(),
    })
}

fn fork_exec(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = varargs(&args[1]);
    if v.len() != 22 {
        let n = v.len();
        return Err(vm.type_error(format!("fork_exec expected 22 arguments, got {n}")));
    }
    let plan = read_plan(vm, v)?;
    let pid = if plan.before.is_none() {
        process::fork().map_err(|e| crate::helpers::os_error(vm, &e, None))?
    } else {
        fork_with_hooks(vm)?
    };
    if pid == 0 {
        child(vm, &plan);
    }
    done(vm.new_int(i64::from(pid)))
}

/// What went wrong in the child.
enum Trouble {
    System(Error, &'static str),
    Hook,
}

impl From<Error> for Trouble {
    fn from(e: Error) -> Trouble {
        Trouble::System(e, "noexec")
    }
}

/// Tells the parent through the pipe what went wrong and ends.
fn child(vm: &Vm, plan: &Plan) -> ! {
    let told = match run(vm, plan) {
        Trouble::System(e, what) => format!("OSError:{:X}:{what}", e.raw_os_error().unwrap_or(libc::EIO)),
        Trouble::Hook => "SubprocessError:0:Exception occurred in preexec_fn.".to_string(),
    };
    drop(fd::write_all(plan.pipes[7], told.as_bytes()));
    host::exit_now(255)
}

/// Becomes the program; comes back only with trouble.
fn run(vm: &Vm, plan: &Plan) -> Trouble {
    match prepare(vm, plan) {
        Ok(()) => {}
        Err(t) => return t,
    }
    if plan.close_others {
        let mut keep = plan.keep.clone();
        keep.push(plan.pipes[7]);
        keep.sort_unstable();
        keep.dedup();
        control::close_others(&keep);
    }
    let mut saved = None;
    let mut last = Error::from_raw_os_error(libc::ENOENT);
    for program in &plan.programs {
        last = process::exec(program, plan.args.as_deref().unwrap_or_default(), plan.environment.as_deref());
        if !matches!(last.raw_os_error(), Some(libc::ENOENT | libc::ENOTDIR)) && saved.is_none() {
            saved = last.raw_os_error();
        }
    }
    let e = saved.map_or(last, Error::from_raw_os_error);
    Trouble::System(e, "")
}

fn numbers(r: Result<i64>) -> std::result::Result<(), Trouble> {
    r.map(drop).map_err(Trouble::from)
}

fn prepare(vm: &Vm, plan: &Plan) -> std::result::Result<(), Trouble> {
    let [read, other_write, other_read, mut write, other_error, mut error, _, told] = plan.pipes;
    for n in plan.keep.iter().filter(|n| **n != told) {
        host::set_inheritable(*n, true)?;
    }
    for n in [other_write, other_read, other_error].into_iter().filter(|n| *n >= 0) {
        fd::close(n)?;
    }
    // Ends that would be overwritten by what follows move away first.
    if write == 0 {
        write = fd::duplicate(write)?;
    }
    while error == 0 || error == 1 {
        error = fd::duplicate(error)?;
    }
    for (end, standard) in [(read, 0), (write, 1), (error, 2)] {
        if end == standard {
            host::set_inheritable(end, true)?;
        } else if end >= 0 {
            numbers(host::dup2(end, standard))?;
        }
    }
    if let Some(directory) = &plan.directory {
        host::chdir(directory).map_err(|e| Trouble::System(e, "noexec:chdir"))?;
    }
    if plan.umask >= 0 {
        drop(host::umask(plan.umask as u32));
    }
    if plan.restore_signals {
        for n in [libc::SIGPIPE, libc::SIGXFSZ] {
            drop(signal::dispose(n, signal::Disposition::Default));
        }
    }
    if plan.new_session {
        drop(host::setsid());
    }
    if plan.group >= 0 {
        numbers(host::setpgid(0, plan.group))?;
    }
    if let Some(groups) = &plan.groups {
        host::set_groups(groups)?;
    }
    if let Some(gid) = plan.gid {
        numbers(host::setregid(gid, gid))?;
    }
    if let Some(uid) = plan.uid {
        numbers(host::setreuid(uid, uid))?;
    }
    if !plan.before.is_none() {
        let r: std::result::Result<Value, Raised> = vm.call(&plan.before, &[]);
        r.map_err(|_| Trouble::Hook)?;
    }
    Ok(())
}

//! The system and its users: ids, limits, names, environment, random bytes; and the two helpers of `posixpath`.

use super::path::{Also, fs_text, path, plain_error};
use super::process::number;
use super::tree::id;
use crate::helpers::{given, int32, path_str, strerror};
use crate::host::posix;
use crate::structseq;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Bytes, Dict, Str};
use kaa_vm::{Fallible, NativeResult, Value, Vm};

macro_rules! plain {
    ($($name:ident: $doc:literal;)*) => {
        [$(function(stringify!($name), "($module, /)", |vm, _| number(vm, posix::$name()), $doc)),*]
    };
}

pub(super) const PLAIN: &[Method] = &plain! {
    getpid: "The process's number."; getppid: "The parent's number."; getuid: "The user."; geteuid: "The effective user.";
    getgid: "The group."; getegid: "The effective group."; getpgrp: "The process group.";
};

pub(super) const ROWS: &[Method] = &[
    function(
        "getpgid",
        "($module, /, pid)",
        |vm, a| number(vm, posix::getpgid(int32(vm, arg(a, 1))?)),
        "A process's group.",
    ),
    function(
        "getsid",
        "($module, pid, /)",
        |vm, a| number(vm, posix::getsid(int32(vm, arg(a, 1))?)),
        "A process's session.",
    ),
    function("setsid", "($module, /)", |vm, _| none(vm, posix::setsid()), "Starts a session."),
    function(
        "setpgid",
        "($module, pid, pgrp, /)",
        |vm, a| none(vm, posix::setpgid(int32(vm, arg(a, 1))?, int32(vm, arg(a, 2))?)),
        "Sets a process's group.",
    ),
    function("setpgrp", "($module, /)", |vm, _| none(vm, posix::setpgid(0, 0)), "Starts a process group."),
    function(
        "setuid",
        "($module, uid, /)",
        |vm, a| none(vm, posix::setuid(id(vm, arg(a, 1), "uid")?)),
        "Sets the user.",
    ),
    function(
        "seteuid",
        "($module, euid, /)",
        |vm, a| none(vm, posix::seteuid(id(vm, arg(a, 1), "uid")?)),
        "Sets the effective user.",
    ),
    function(
        "setgid",
        "($module, gid, /)",
        |vm, a| none(vm, posix::setgid(id(vm, arg(a, 1), "gid")?)),
        "Sets the group.",
    ),
    function(
        "setegid",
        "($module, egid, /)",
        |vm, a| none(vm, posix::setegid(id(vm, arg(a, 1), "gid")?)),
        "Sets the effective group.",
    ),
    function(
        "setreuid",
        "($module, ruid, euid, /)",
        |vm, a| none(vm, posix::setreuid(id(vm, arg(a, 1), "uid")?, id(vm, arg(a, 2), "uid")?)),
        "Sets real and effective user.",
    ),
    function(
        "setregid",
        "($module, rgid, egid, /)",
        |vm, a| none(vm, posix::setregid(id(vm, arg(a, 1), "gid")?, id(vm, arg(a, 2), "gid")?)),
        "Sets real and effective group.",
    ),
    function(
        "setresuid",
        "($module, ruid, euid, suid, /)",
        |vm, a| {
            none(
                vm,
                posix::setresuid(
                    id(vm, arg(a, 1), "uid")?,
                    id(vm, arg(a, 2), "uid")?,
                    id(vm, arg(a, 3), "uid")?,
                ),
            )
        },
        "Sets all three users.",
    ),
    function(
        "setresgid",
        "($module, rgid, egid, sgid, /)",
        |vm, a| {
            none(
                vm,
                posix::setresgid(
                    id(vm, arg(a, 1), "gid")?,
                    id(vm, arg(a, 2), "gid")?,
                    id(vm, arg(a, 3), "gid")?,
                ),
            )
        },
        "Sets all three groups.",
    ),
    function(
        "getresuid",
        "($module, /)",
        |vm, _| ids(vm, posix::user_ids().map(|i| i.to_vec()), true),
        "Real, effective and saved user.",
    ),
    function(
        "getresgid",
        "($module, /)",
        |vm, _| ids(vm, posix::group_ids().map(|i| i.to_vec()), true),
        "Real, effective and saved group.",
    ),
    function(
        "getgroups",
        "($module, /)",
        |vm, _| ids(vm, posix::groups(), false),
        "The supplementary groups.",
    ),
    function("getgrouplist", "($module, user, group, /)", getgrouplist, "The groups of a user."),
    function("setgroups", "($module, groups, /)", setgroups, "Sets the supplementary groups."),
    function("initgroups", "($module, username, gid, /)", initgroups, "Sets the groups to a user's."),
    function("getlogin", "($module, /)", |vm, _| name(vm, posix::login_name()), "The login name."),
    function("ctermid", "($module, /)", |vm, _| done(vm.str_value("/dev/tty")), "The controlling terminal."),
    function(
        "tcgetpgrp",
        "($module, fd, /)",
        |vm, a| number(vm, posix::tcgetpgrp(int32(vm, arg(a, 1))?)),
        "A terminal's process group.",
    ),
    function(
        "tcsetpgrp",
        "($module, fd, pgid, /)",
        |vm, a| none(vm, posix::tcsetpgrp(int32(vm, arg(a, 1))?, int32(vm, arg(a, 2))?)),
        "Sets it.",
    ),
    function(
        "grantpt",
        "($module, fd, /)",
        |vm, a| none(vm, posix::grantpt(int32(vm, arg(a, 1))?)),
        "Grants use of the other end.",
    ),
    function(
        "unlockpt",
        "($module, fd, /)",
        |vm, a| none(vm, posix::unlockpt(int32(vm, arg(a, 1))?)),
        "Unlocks the other end.",
    ),
    function(
        "posix_openpt",
        "($module, oflag, /)",
        |vm, a| number(vm, posix::posix_openpt(int32(vm, arg(a, 1))?)),
        "Opens a pseudo-terminal.",
    ),
    function("uname", "($module, /)", uname, "What the system is."),
    function("times", "($module, /)", times, "Processor times."),
    function("getloadavg", "($module, /)", loadavg, "Load averages."),
    function("cpu_count", "($module, /)", cpu_count, "How many processors there are."),
    function("sysconf", "($module, name, /)", sysconf, "A limit of the system."),
    function("pathconf", "($module, /, path, name)", pathconf, "A limit of a file."),
    function("fpathconf", "($module, fd, name, /)", fpathconf, "A limit of an open file."),
    function("confstr", "($module, name, /)", confstr, "A text of the system's configuration."),
    function(
        "strerror",
        "($module, code, /)",
        |vm, a| done(vm.str_value(&strerror(int32(vm, arg(a, 1))?))),
        "The text of an error number.",
    ),
    function("urandom", "($module, size, /)", urandom, "Random bytes."),
    function("getrandom", "($module, /, size, flags=0)", getrandom, "Random bytes of the system."),
    function("putenv", "($module, name, value, /)", putenv, "Sets a variable of the environment."),
    function("unsetenv", "($module, name, /)", unsetenv, "Removes a variable of the environment."),
    function("_create_environ", "($module, /)", |vm, _| done(environ(vm)?), "The environment."),
    function(
        "sync",
        "($module, /)",
        |_, _| {
            posix::sync();
            done(Value::None)
        },
        "Writes everything to the disks.",
    ),
    function("_path_normpath", "($module, /, path)", normpath, "A path without needless parts."),
    function("_path_splitroot_ex", "($module, /, p)", splitroot, "Drive, root and rest of a path."),
    function("_inputhook", "($module, /)", |vm, _| done(vm.new_int(0)), "Accepted without effect."),
    function("_is_inputhook_installed", "($module, /)", |_, _| done(Value::False), "Always false."),
];

fn none<T>(vm: &Vm, r: std::io::Result<T>) -> NativeResult {
    r.map_err(|e| plain_error(vm, &e))?;
    done(Value::None)
}

fn name(vm: &Vm, r: std::io::Result<Vec<u8>>) -> NativeResult {
    done(path_str(vm, &r.map_err(|e| plain_error(vm, &e))?))
}

fn ids(vm: &Vm, r: std::io::Result<Vec<u32>>, tuple: bool) -> NativeResult {
    let ids = r.map_err(|e| plain_error(vm, &e))?;
    let ids = ids.into_iter().map(|i| vm.new_int(i64::from(i))).collect();
    if tuple { done(vm.new_tuple(ids)) } else { done(vm.new_list(ids)) }
}

fn getgrouplist(vm: &Vm, args: &[Slot]) -> NativeResult {
    let user = fs_text(vm, arg(args, 1))?;
    ids(vm, posix::group_list(&user, id(vm, arg(args, 2), "gid")?), false)
}

fn setgroups(vm: &Vm, args: &[Slot]) -> NativeResult {
    let groups = vm.collect(arg(args, 1))?;
    let groups = groups.iter().map(|g| id(vm, g, "gid")).collect::<Fallible<Vec<u32>>>()?;
    none(vm, posix::set_groups(&groups))
}

fn initgroups(vm: &Vm, args: &[Slot]) -> NativeResult {
    let user = fs_text(vm, arg(args, 1))?;
    none(vm, posix::initgroups(&user, id(vm, arg(args, 2), "gid")?))
}

fn instance(vm: &Vm, class: &str, items: Vec<Value>) -> NativeResult {
    match super::class(vm, class) {
        Some(class) => done(structseq::new_instance(vm, &class, items)),
        None => done(vm.new_tuple(items)),
    }
}

fn uname(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let parts = posix::uname().map_err(|e| plain_error(vm, &e))?;
    instance(vm, "uname_result", parts.iter().map(|p| path_str(vm, p)).collect())
}

fn times(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let (ticks, second) = posix::times().map_err(|e| plain_error(vm, &e))?;
    let items = ticks.iter().map(|t| vm.new_float(*t as f64 / second.max(1) as f64)).collect();
    instance(vm, "times_result", items)
}

fn loadavg(vm: &Vm, _args: &[Slot]) -> NativeResult {
    match posix::load() {
        Some(l) => done(vm.new_tuple(l.iter().map(|f| vm.new_float(*f)).collect())),
        None => Err(vm.error(&vm.exceptions.os_error, "Load averages are unobtainable")),
    }
}

fn cpu_count(vm: &Vm, _args: &[Slot]) -> NativeResult {
    match posix::sysconf(libc::_SC_NPROCESSORS_ONLN) {
        Ok(n) if n > 0 => done(vm.new_int(n)),
        _ => done(Value::None),
    }
}

/// A number, or a name of one of the module's tables.
fn configuration(vm: &Vm, v: &Value, table: &str) -> Fallible<i32> {
    if v.payload::<Str>().is_none() {
        if !kaa_vm::types::sequence::has_index(vm, v) {
            return Err(vm.type_error("configuration names must be strings or integers"));
        }
        return int32(vm, v);
    }
    let module = vm.modules.get_text(vm, "posix").or_else(|| vm.module_state.borrow().get("posix").cloned());
    let names = match module {
        Some(m) => vm.get_attr(&m, &vm.intern(table))?,
        None => Value::None,
    };
    match names.payload::<Dict>().map(|d| d.get(vm, v)).transpose()?.flatten() {
        Some(n) => int32(vm, &n),
        None => Err(vm.value_error("unrecognized configuration name")),
    }
}

fn sysconf(vm: &Vm, args: &[Slot]) -> NativeResult {
    number(vm, posix::sysconf(configuration(vm, arg(args, 1), "sysconf_names")?))
}

fn pathconf(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("pathconf", "path"), Also::Descriptor)?;
    let name = configuration(vm, arg(args, 2), "pathconf_names")?;
    let r = p.fd.map_or_else(|| posix::pathconf(&p.text, name), |n| posix::fpathconf(n, name));
    done(vm.new_int(r.map_err(|e| p.error(vm, &e))?))
}

fn fpathconf(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = super::path::descriptor(vm, arg(args, 1))?;
    number(vm, posix::fpathconf(fd, configuration(vm, arg(args, 2), "pathconf_names")?))
}

fn confstr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = configuration(vm, arg(args, 1), "confstr_names")?;
    match posix::confstr(name).map_err(|e| plain_error(vm, &e))? {
        Some(text) => done(path_str(vm, &text)),
        None => done(Value::None),
    }
}

fn urandom(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Ok(n) = usize::try_from(vm.index_i64(arg(args, 1))?) else {
        return Err(vm.value_error("negative argument not allowed"));
    };
    let mut out = vec![0; n];
    let mut at = 0;
    while at < n {
        at += super::files::retry(vm, || posix::random(&mut out[at..], 0))?;
    }
    done(vm.new_bytes_owned(out))
}

fn getrandom(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Ok(n) = usize::try_from(vm.index_i64(arg(args, 1))?) else {
        return Err(plain_error(vm, &std::io::Error::from_raw_os_error(libc::EINVAL)));
    };
    let flags = given(args, 2).map_or(Ok(0), |f| int32(vm, f))? as u32;
    let mut out = vec![0; n];
    let got = super::files::retry(vm, || posix::random(&mut out, flags))?;
    out.truncate(got);
    done(vm.new_bytes_owned(out))
}

fn putenv(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (name, value) = (fs_text(vm, arg(args, 1))?, fs_text(vm, arg(args, 2))?);
    if name.as_bytes().contains(&b'=') {
        return Err(vm.value_error("illegal environment variable name"));
    }
    none(vm, posix::set_env(&name, &value))
}

fn unsetenv(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = fs_text(vm, arg(args, 1))?;
    none(vm, posix::unset_env(&name))
}

/// The environment as a dict of bytes.
pub(super) fn environ(vm: &Vm) -> Fallible<Value> {
    use std::os::unix::ffi::OsStrExt;
    let dict = vm.new_dict();
    for (k, v) in std::env::vars_os() {
        let k = vm.new_bytes(k.as_bytes());
        if dict.get(vm, &k)?.is_none() {
            dict.set(vm, k, vm.new_bytes(v.as_bytes()))?;
        }
    }
    Ok(dict.into())
}

/// The text of a path argument, and how to give parts of it back.
fn with_text(vm: &Vm, v: &Value, what: &str) -> Fallible<(Vec<u8>, bool)> {
    let plain = vm.fs_path(v)?;
    if let Some(b) = plain.payload::<Bytes>() {
        return Ok((b.data.to_vec(), true));
    }
    match plain.payload::<Str>() {
        Some(s) => Ok((s.as_bytes().to_vec(), false)),
        None => Err(vm.type_error(format!("{what} must be str or bytes"))),
    }
}

fn text_value(vm: &Vm, bytes: &[u8], narrow: bool) -> Value {
    if narrow { vm.new_bytes(bytes) } else { vm.new_str_wtf8(bytes).into() }
}

/// How many slashes are the root: none, one, or exactly two.
fn root_len(path: &[u8]) -> usize {
    match path.iter().take_while(|b| **b == b'/').count() {
        2 => 2,
        0 => 0,
        _ => 1,
    }
}

fn normpath(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (path, narrow) = with_text(vm, arg(args, 1), "path")?;
    let root = root_len(&path);
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(|b| *b == b'/') {
        match part {
            b"" | b"." => {}
            b".." if parts.last().is_some_and(|p| *p != b"..") => drop(parts.pop()),
            b".." if root > 0 => {}
            _ => parts.push(part),
        }
    }
    let mut out = vec![b'/'; root];
    out.extend(parts.join(&b'/'));
    if out.is_empty() {
        out.push(b'.');
    }
    done(text_value(vm, &out, narrow))
}

fn splitroot(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (path, narrow) = with_text(vm, arg(args, 1), "p")?;
    let root = root_len(&path);
    let part = |bytes: &[u8]| text_value(vm, bytes, narrow);
    done(vm.new_tuple(vec![part(b""), part(&path[..root]), part(&path[root..])]))
}

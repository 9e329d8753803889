//! Names in the tree of files: making, removing, renaming, linking, rights, owners, times, extended attributes.

use super::path::{Also, Path, dir_fd, flag, path, plain_error};
use crate::helpers::{given, int32, path_str, some};
use crate::host::posix;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::Tuple;
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

pub(super) const ROWS: &[Method] = &[
    function("mkdir", "($module, /, path, mode=0o777, *, dir_fd=None)", mkdir, "Makes a directory."),
    function(
        "rmdir",
        "($module, /, path, *, dir_fd=None)",
        |vm, a| unlink_with(vm, a, "rmdir", libc::AT_REMOVEDIR),
        "Removes an empty directory.",
    ),
    function(
        "unlink",
        "($module, /, path, *, dir_fd=None)",
        |vm, a| unlink_with(vm, a, "unlink", 0),
        "Removes a file.",
    ),
    function(
        "remove",
        "($module, /, path, *, dir_fd=None)",
        |vm, a| unlink_with(vm, a, "remove", 0),
        "Removes a file.",
    ),
    function(
        "rename",
        "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
        |vm, a| rename_with(vm, a, "rename"),
        "Renames.",
    ),
    function(
        "replace",
        "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
        |vm, a| rename_with(vm, a, "replace"),
        "Renames over what is there.",
    ),
    function(
        "link",
        "($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
        link,
        "Makes a hard link.",
    ),
    function(
        "symlink",
        "($module, /, src, dst, target_is_directory=False, *, dir_fd=None)",
        symlink,
        "Makes a symbolic link.",
    ),
    function("readlink", "($module, /, path, *, dir_fd=None)", readlink, "Where a symbolic link leads."),
    function(
        "access",
        "($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
        access,
        "Whether a file may be used so.",
    ),
    function(
        "chmod",
        "($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)",
        chmod,
        "Changes rights.",
    ),
    function("fchmod", "($module, /, fd, mode)", fchmod, "Changes rights of an open file."),
    function(
        "chown",
        "($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)",
        chown,
        "Changes owner and group.",
    ),
    function("lchown", "($module, /, path, uid, gid)", lchown, "The same of a link itself."),
    function("fchown", "($module, /, fd, uid, gid)", fchown, "The same of an open file."),
    function(
        "utime",
        "($module, /, path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)",
        utime,
        "Sets the times.",
    ),
    function("mkfifo", "($module, /, path, mode=0o666, *, dir_fd=None)", mkfifo, "Makes a named pipe."),
    function("mknod", "($module, /, path, mode=0o600, device=0, *, dir_fd=None)", mknod, "Makes a node."),
    function("chdir", "($module, /, path)", chdir, "Changes the current directory."),
    function("fchdir", "($module, /, fd)", fchdir, "Changes the current directory to an open one."),
    function("chroot", "($module, /, path)", chroot, "Changes the root."),
    function(
        "getcwd",
        "($module, /)",
        |vm, _| done(path_str(vm, &super::directory::current(vm)?)),
        "The current directory.",
    ),
    function(
        "getcwdb",
        "($module, /)",
        |vm, _| done(vm.new_bytes_owned(super::directory::current(vm)?)),
        "The same as bytes.",
    ),
    function("umask", "($module, mask, /)", umask, "Sets the mask of rights; gives the old one."),
    function(
        "major",
        "($module, device, /)",
        |vm, a| device_part(vm, a, libc::major),
        "A device's major number.",
    ),
    function(
        "minor",
        "($module, device, /)",
        |vm, a| device_part(vm, a, libc::minor),
        "A device's minor number.",
    ),
    function("makedev", "($module, major, minor, /)", makedev, "A device of its two numbers."),
    function(
        "fspath",
        "($module, /, path)",
        |vm, a| done(vm.fs_path(arg(a, 1))?),
        "The text or bytes of a path.",
    ),
];

fn mode(vm: &Vm, args: &[Slot], i: usize, default: i32) -> Fallible<u32> {
    given(args, i).map_or(Ok(default), |m| int32(vm, m)).map(|m| m as u32)
}

fn finish<T>(vm: &Vm, p: &Path, r: std::io::Result<T>) -> NativeResult {
    r.map_err(|e| p.error(vm, &e))?;
    done(Value::None)
}

fn mkdir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("mkdir", "path"), Also::Nothing)?;
    finish(vm, &p, posix::mkdirat(dir_fd(vm, args, 3)?, &p.text, mode(vm, args, 2, 0o777)?))
}

fn unlink_with(vm: &Vm, args: &[Slot], name: &str, flags: i32) -> NativeResult {
    let p = path(vm, args, 1, (name, "path"), Also::Nothing)?;
    finish(vm, &p, posix::unlinkat(dir_fd(vm, args, 2)?, &p.text, flags))
}

fn two(vm: &Vm, args: &[Slot], name: &str) -> Fallible<(Path, Path)> {
    let from = path(vm, args, 1, (name, "src"), Also::Nothing)?;
    let to = path(vm, args, 2, (name, "dst"), Also::Nothing)?;
    Ok((from, to))
}

fn rename_with(vm: &Vm, args: &[Slot], name: &str) -> NativeResult {
    let (from, to) = two(vm, args, name)?;
    let (a, b) = (dir_fd(vm, args, 3)?, dir_fd(vm, args, 4)?);
    posix::renameat(a, &from.text, b, &to.text).map_err(|e| from.error_with(vm, &e, &to))?;
    done(Value::None)
}

fn link(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (from, to) = two(vm, args, "link")?;
    let (a, b) = (dir_fd(vm, args, 3)?, dir_fd(vm, args, 4)?);
    let given_follow = given(args, 5).is_some();
    let flags = if given_follow && flag(vm, args, 5, true)? { libc::AT_SYMLINK_FOLLOW } else { 0 };
    posix::linkat(a, &from.text, b, &to.text, flags).map_err(|e| from.error_with(vm, &e, &to))?;
    done(Value::None)
}

fn symlink(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (from, to) = two(vm, args, "symlink")?;
    let dir = dir_fd(vm, args, 4)?;
    posix::symlinkat(&from.text, dir, &to.text).map_err(|e| from.error_with(vm, &e, &to))?;
    done(Value::None)
}

fn readlink(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("readlink", "path"), Also::Nothing)?;
    let target = posix::read_link(dir_fd(vm, args, 2)?, &p.text).map_err(|e| p.error(vm, &e))?;
    done(p.name(vm, &target))
}

fn access(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("access", "path"), Also::Nothing)?;
    let (wanted, dir) = (int32(vm, arg(args, 2))?, dir_fd(vm, args, 3)?);
    let mut flags = 0;
    if flag(vm, args, 4, false)? {
        flags |= libc::AT_EACCESS;
    }
    if !flag(vm, args, 5, true)? {
        flags |= libc::AT_SYMLINK_NOFOLLOW;
    }
    done(Value::bool(posix::faccessat(dir, &p.text, wanted, flags).is_ok()))
}

fn no_follow(vm: &Vm, args: &[Slot], i: usize) -> Fallible<i32> {
    Ok(if flag(vm, args, i, true)? { 0 } else { libc::AT_SYMLINK_NOFOLLOW })
}

fn chmod(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("chmod", "path"), Also::Descriptor)?;
    let (mode, dir, flags) = (int32(vm, arg(args, 2))? as u32, dir_fd(vm, args, 3)?, no_follow(vm, args, 4)?);
    let r = p.fd.map_or_else(|| posix::fchmodat(dir, &p.text, mode, flags), |n| posix::fchmod(n, mode));
    finish(vm, &p, r)
}

fn fchmod(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (fd, mode) = (int32(vm, arg(args, 1))?, int32(vm, arg(args, 2))? as u32);
    posix::fchmod(fd, mode).map_err(|e| plain_error(vm, &e))?;
    done(Value::None)
}

/// A user or group number; -1 leaves it.
pub(crate) fn id(vm: &Vm, v: &Value, what: &str) -> Fallible<u32> {
    if !kaa_vm::types::sequence::has_index(vm, v) {
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("{what} should be integer, not {got}")));
    }
    let n = vm.index_bigint(v)?;
    if n == BigInt::from(-1) {
        return Ok(u32::MAX);
    }
    n.to_u32().ok_or_else(|| {
        let word =
            if n.sign() == num_bigint::Sign::Minus { "less than minimum" } else { "greater than maximum" };
        vm.overflow_error(format!("{what} is {word}"))
    })
}

fn chown(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("chown", "path"), Also::Descriptor)?;
    let (user, group) = (id(vm, arg(args, 2), "uid")?, id(vm, arg(args, 3), "gid")?);
    let (dir, flags) = (dir_fd(vm, args, 4)?, no_follow(vm, args, 5)?);
    let by_path = || posix::fchownat(dir, &p.text, user, group, flags);
    finish(vm, &p, p.fd.map_or_else(by_path, |n| posix::fchown(n, user, group)))
}

fn lchown(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("lchown", "path"), Also::Nothing)?;
    let (user, group) = (id(vm, arg(args, 2), "uid")?, id(vm, arg(args, 3), "gid")?);
    let r = posix::fchownat(libc::AT_FDCWD, &p.text, user, group, libc::AT_SYMLINK_NOFOLLOW);
    finish(vm, &p, r)
}

fn fchown(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (user, group) = (id(vm, arg(args, 2), "uid")?, id(vm, arg(args, 3), "gid")?);
    posix::fchown(int32(vm, arg(args, 1))?, user, group).map_err(|e| plain_error(vm, &e))?;
    done(Value::None)
}

/// Seconds as a number, in whole seconds and nanoseconds.
fn seconds(vm: &Vm, v: &Value) -> Fallible<(i64, i64)> {
    if let Some(f) = kaa_vm::types::float::as_f64(v) {
        if f.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        if !(-9.2e18..9.2e18).contains(&f) {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        let whole = f.floor();
        let nanos = ((f - whole) * 1e9).floor() as i64;
        return Ok((whole as i64, nanos));
    }
    let n = vm.index_bigint(v)?;
    match n.to_i64() {
        Some(n) => Ok((n, 0)),
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

fn nanoseconds(vm: &Vm, v: &Value) -> Fallible<(i64, i64)> {
    let n = vm.index_bigint(v)?;
    let (billion, zero) = (BigInt::from(1_000_000_000), BigInt::from(0));
    let mut rest = &n % &billion;
    if rest < zero {
        rest += &billion;
    }
    let whole = (&n - &rest) / &billion;
    match (whole.to_i64(), rest.to_i64()) {
        (Some(s), Some(r)) => Ok((s, r)),
        _ => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

fn utime(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("utime", "path"), Also::Descriptor)?;
    let (times, nanos) = (some(args, 2), given(args, 3));
    let pair =
        |v: &Value| v.payload::<Tuple>().filter(|t| t.len() == 2).map(|t| (t[0].clone(), t[1].clone()));
    let now = (0, libc::UTIME_NOW);
    let both = match (times, nanos) {
        (Some(_), Some(_)) => {
            return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
        }
        (Some(t), None) => match pair(t) {
            Some((a, b)) => [seconds(vm, &a)?, seconds(vm, &b)?],
            None => {
                return Err(vm.type_error("utime: 'times' must be either a tuple of two ints or None"));
            }
        },
        (None, Some(n)) => match pair(n) {
            Some((a, b)) => [nanoseconds(vm, &a)?, nanoseconds(vm, &b)?],
            None => return Err(vm.type_error("utime: 'ns' must be a tuple of two ints")),
        },
        (None, None) => [now, now],
    };
    let (dir, flags) = (dir_fd(vm, args, 4)?, no_follow(vm, args, 5)?);
    let by_path = || posix::set_times(dir, &p.text, both, flags);
    finish(vm, &p, p.fd.map_or_else(by_path, |n| posix::set_times_of(n, both)))
}

fn mkfifo(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("mkfifo", "path"), Also::Nothing)?;
    finish(vm, &p, posix::mkfifoat(dir_fd(vm, args, 3)?, &p.text, mode(vm, args, 2, 0o666)?))
}

fn mknod(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("mknod", "path"), Also::Nothing)?;
    let device = given(args, 3).map_or(Ok(0), |d| vm.index_i64(d))? as u64;
    finish(vm, &p, posix::mknodat(dir_fd(vm, args, 4)?, &p.text, mode(vm, args, 2, 0o600)?, device))
}

fn chdir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("chdir", "path"), Also::Descriptor)?;
    finish(vm, &p, p.fd.map_or_else(|| posix::chdir(&p.text), posix::fchdir))
}

fn fchdir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = super::path::descriptor(vm, arg(args, 1))?;
    posix::fchdir(fd).map_err(|e| plain_error(vm, &e))?;
    done(Value::None)
}

fn chroot(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("chroot", "path"), Also::Nothing)?;
    finish(vm, &p, posix::chroot(&p.text))
}

fn umask(vm: &Vm, args: &[Slot]) -> NativeResult {
    let old = posix::umask(int32(vm, arg(args, 1))? as u32).map_err(|e| plain_error(vm, &e))?;
    done(vm.new_int(old))
}

fn device_part(vm: &Vm, args: &[Slot], part: extern "C" fn(libc::dev_t) -> libc::c_uint) -> NativeResult {
    let device = vm.index_bigint(arg(args, 1))?;
    match device.to_u64() {
        Some(d) => done(vm.new_int(i64::from(part(d)))),
        None => Err(vm.overflow_error("can't convert negative int to unsigned")),
    }
}

fn makedev(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (major, minor) = (vm.index_i64(arg(args, 1))? as u32, vm.index_i64(arg(args, 2))? as u32);
    done(vm.new_bigint(libc::makedev(major, minor).into()))
}

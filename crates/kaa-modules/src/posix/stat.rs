//! `stat` and its kin, and what they give.

use super::path::{Also, Path, dir_fd, flag, path, plain_error};
use crate::helpers::int32;
use crate::host::{fd, posix};
use crate::structseq;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::Type;
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use num_bigint::BigInt;

pub(super) const ROWS: &[Method] = &[
    function(
        "stat",
        "($module, /, path, *, dir_fd=None, follow_symlinks=True)",
        stat,
        "What the file of a path is.",
    ),
    function("lstat", "($module, /, path, *, dir_fd=None)", lstat, "The same, of a symbolic link itself."),
    function("fstat", "($module, /, fd)", fstat, "The same of an open file."),
    function("statvfs", "($module, /, path)", statvfs, "What a file system is."),
    function("fstatvfs", "($module, fd, /)", fstatvfs, "The same by an open file."),
];

const FIELDS: &[&str] =
    &["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "_", "_", "_"];
const HIDDEN: &[&str] = &[
    "st_atime",
    "st_mtime",
    "st_ctime",
    "st_atime_ns",
    "st_mtime_ns",
    "st_ctime_ns",
    "st_blksize",
    "st_blocks",
    "st_rdev",
];
const VFS_FIELDS: &[&str] = &[
    "f_bsize",
    "f_frsize",
    "f_blocks",
    "f_bfree",
    "f_bavail",
    "f_files",
    "f_ffree",
    "f_favail",
    "f_flag",
    "f_namemax",
];

/// Makes the classes.
pub(super) fn classes(vm: &Vm) -> [(&'static str, Ref<Type>); 2] {
    let stat = structseq::new_class_with_hidden(vm, "os.stat_result", "What a file is.", FIELDS, HIDDEN);
    let vfs = structseq::new_class_with_hidden(
        vm,
        "os.statvfs_result",
        "What a file system is.",
        VFS_FIELDS,
        &["f_fsid"],
    );
    [("stat_result", stat), ("statvfs_result", vfs)]
}

/// A `stat_result`.
pub(super) fn stat_value(vm: &Vm, s: &libc::stat) -> Value {
    let big = |n: u64| vm.new_bigint(BigInt::from(n));
    let int = |n: i64| vm.new_int(n);
    let times = [(s.st_atime, s.st_atime_nsec), (s.st_mtime, s.st_mtime_nsec), (s.st_ctime, s.st_ctime_nsec)];
    let mut items = vec![
        int(i64::from(s.st_mode)),
        big(s.st_ino),
        big(s.st_dev),
        big(s.st_nlink as u64),
        int(i64::from(s.st_uid)),
        int(i64::from(s.st_gid)),
        int(s.st_size),
    ];
    items.extend(times.map(|(t, _)| int(t)));
    let float = |(t, n): (i64, i64)| vm.new_float(t as f64 + 1e-9 * n as f64);
    let nanos = |(t, n): (i64, i64)| vm.new_bigint(BigInt::from(t) * 1_000_000_000 + n);
    let hidden = vec![
        ("st_atime", float(times[0])),
        ("st_mtime", float(times[1])),
        ("st_ctime", float(times[2])),
        ("st_atime_ns", nanos(times[0])),
        ("st_mtime_ns", nanos(times[1])),
        ("st_ctime_ns", nanos(times[2])),
        ("st_blksize", int(s.st_blksize as i64)),
        ("st_blocks", int(s.st_blocks)),
        ("st_rdev", big(s.st_rdev)),
    ];
    match super::class(vm, "stat_result") {
        Some(class) => structseq::new_instance_with(vm, &class, items, hidden),
        None => vm.new_tuple(items).into(),
    }
}

/// What a path's file is.
pub(super) fn stat_path(vm: &Vm, p: &Path, dir: i32, follow: bool) -> Fallible<Value> {
    let found = match p.fd {
        Some(n) => fd::status(n),
        None => posix::stat_at(dir, &p.text, if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW }),
    };
    found.map(|s| stat_value(vm, &s)).map_err(|e| p.error(vm, &e))
}

fn stat(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("stat", "path"), Also::Descriptor)?;
    let (dir, follow) = (dir_fd(vm, args, 2)?, flag(vm, args, 3, true)?);
    if p.fd.is_some() && dir != libc::AT_FDCWD {
        return Err(vm.value_error("stat: can't specify dir_fd without matching path"));
    }
    if p.fd.is_some() && !follow {
        return Err(vm.value_error("stat: cannot use fd and follow_symlinks together"));
    }
    done(stat_path(vm, &p, dir, follow)?)
}

fn lstat(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("lstat", "path"), Also::Nothing)?;
    done(stat_path(vm, &p, dir_fd(vm, args, 2)?, false)?)
}

fn fstat(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = fd::status(int32(vm, arg(args, 1))?).map_err(|e| plain_error(vm, &e))?;
    done(stat_value(vm, &s))
}

fn vfs_value(vm: &Vm, s: &libc::statvfs) -> Value {
    let numbers = [
        s.f_bsize,
        s.f_frsize,
        s.f_blocks,
        s.f_bfree,
        s.f_bavail,
        s.f_files,
        s.f_ffree,
        s.f_favail,
        s.f_flag,
        s.f_namemax,
    ];
    let items = numbers.iter().map(|n| vm.new_bigint(BigInt::from(*n))).collect();
    let hidden = vec![("f_fsid", vm.new_bigint(BigInt::from(s.f_fsid)))];
    match super::class(vm, "statvfs_result") {
        Some(class) => structseq::new_instance_with(vm, &class, items, hidden),
        None => vm.new_tuple(items).into(),
    }
}

fn statvfs(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("statvfs", "path"), Also::Descriptor)?;
    let found = p.fd.map_or_else(|| posix::statvfs(&p.text), posix::fstatvfs);
    done(vfs_value(vm, &found.map_err(|e| p.error(vm, &e))?))
}

fn fstatvfs(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = posix::fstatvfs(int32(vm, arg(args, 1))?).map_err(|e| plain_error(vm, &e))?;
    done(vfs_value(vm, &s))
}
